import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import type { Language } from '../../../diagnostics/language.js';
import type { Cause } from '../../batch/causes.js';
import { say, words } from '../../batch/words.js';
import { countText } from '../../quantities.js';
import { placeText } from '../../text.js';
import { html, type Markup, path, visible } from '../markup.js';

const exampleHtml = (one: Diagnostic, first: Diagnostic): Markup =>
  html`<li><span class="where">${path(placeText(one.place))}</span>${one.message !== first.message && html`<span class="also">${visible(one.message)}</span>`}</li>
`;

const causeHtml = ({ first, messages, times, examples }: Cause, lang: Language): Markup => {
  const { severity, code, rule, message, hint } = first;
  const own = words[lang];
  const count =
    messages === 0
      ? own.ofNone
      : say(messages === 1 ? own.inMessage : own.inMessages, { n: countText(messages, lang) });
  return html`<li class="cause ${severity}">
<h3><span class="severity">${own[severity]}</span> <span class="code">${code}</span>${rule !== undefined && html` <span class="rule">${visible(rule)}</span>`} <span class="count">${count}${times > messages && messages > 0 && `, ${say(own.times, { n: countText(times, lang) })}`}</span></h3>
<p class="what">${visible(message)}</p>
<p class="hint"><span class="unseen">${own.mend}: </span>${visible(hint)}</p>
<ul class="examples" aria-label="${own.examples}">
${examples.map((one) => exampleHtml(one, first))}</ul>
</li>
`;
};

/** Causes with their files, or that there are none. */
export const causesHtml = (
  causes: readonly Cause[],
  title: string,
  none: string,
  lang: Language,
): Markup => html`<section class="panel">
<h2>${title}</h2>
${
  causes.length === 0
    ? html`<p class="none">${none}</p>`
    : html`<ol class="causes">
${causes.map((cause) => causeHtml(cause, lang))}</ol>`
}
</section>
`;

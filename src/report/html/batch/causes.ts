import { type Diagnostic, toldIn } from '../../../diagnostics/diagnostic.js';
import { filled, type Language } from '../../../diagnostics/language.js';
import type { Cause } from '../../batch/causes.js';
import { words } from '../../batch/words.js';
import { countText } from '../../quantities.js';
import { placeText } from '../../text.js';
import { words as common } from '../../words.js';
import { html, type Markup, path, visible } from '../markup.js';

const exampleHtml = (one: Diagnostic, first: Diagnostic, lang: Language): Markup =>
  html`<li><span class="where">${path(placeText(one.place, lang))}</span>${one.message !== first.message && html`<span class="also">${visible(toldIn(one, lang).message)}</span>`}</li>
`;

const causeHtml = ({ first, messages, times, examples }: Cause, lang: Language): Markup => {
  const { severity, code, rule, message, hint } = toldIn(first, lang);
  const own = words[lang];
  const count =
    messages === 0
      ? own.ofNone
      : filled(messages === 1 ? own.inMessage : own.inMessages, { n: countText(messages, lang) });
  return html`<li class="cause ${severity}">
<h3><span class="severity">${common[lang][severity]}</span> <span class="code">${code}</span>${rule !== undefined && html` <span class="rule">${visible(rule)}</span>`} <span class="count">${count}${times > messages && messages > 0 && `, ${filled(own.times, { n: countText(times, lang) })}`}</span></h3>
<p class="what">${visible(message)}</p>
<p class="hint"><span class="unseen">${own.mend}: </span>${visible(hint)}</p>
<ul class="examples" aria-label="${own.examples}">
${examples.map((one) => exampleHtml(one, first, lang))}</ul>
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

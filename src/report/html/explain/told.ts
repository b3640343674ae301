import { type Diagnostic, toldIn } from '../../../diagnostics/diagnostic.js';
import type { Language } from '../../../diagnostics/language.js';
import { placeText } from '../../text.js';
import { html, type Markup, visible } from '../markup.js';
import type { Layout, Value } from './model.js';
import { words } from './words.js';

/** A diagnostic with its place; of a value that is on the page, as a link. */
const diagnosticHtml = (one: Diagnostic, target: Value | undefined, lang: Language): Markup => {
  const { severity, code, message, hint, place, rule } = toldIn(one, lang);
  const where = visible(placeText(place, lang));
  return html`<li class="${severity}"><span class="severity">${words[lang][severity]}</span> <b>${code}</b> ${visible(message)}${rule !== undefined && html` <span class="row">${rule}</span>`}
<div class="where">${target === undefined ? where : html`<a href="#${target.id}">${where}</a>`}</div>
<div class="hint">${visible(hint)}</div></li>
`;
};

const ORDER: readonly Diagnostic['severity'][] = ['error', 'warning', 'info'];

/** How many diagnostics of each severity there are, in words. */
export const tally = (diagnostics: readonly Diagnostic[], lang: Language): Markup[] =>
  ORDER.flatMap((severity) => {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    return count === 0
      ? []
      : [
          html`<span class="tally ${severity}">${count} ${words[lang][count === 1 ? severity : (`${severity}s` as const)]}</span> `,
        ];
  });

/** The diagnostics of a conversion, the worst first. */
export const diagnosticsHtml = (
  diagnostics: readonly Diagnostic[],
  valueAt: Layout['valueAt'],
  lang: Language,
): Markup => {
  const sorted = ORDER.flatMap((severity) => diagnostics.filter((one) => one.severity === severity));
  return html`<ul class="diagnostics">
${sorted.map((one) => diagnosticHtml(one, valueAt(one.place), lang))}</ul>
`;
};

/** As many values are named of those that were lost alike. */
const NAMED = 6;

/** What was lost, by row and reason, with links to the values. */
export const lossesHtml = (values: readonly Value[], lang: Language): Markup => {
  const own = words[lang];
  const groups = new Map<string, { kind: string; row: string; reason: string; values: Value[] }>();
  const add = (kind: string, row: string, reason: string, value: Value): void => {
    const key = JSON.stringify([kind, row, reason]);
    const group = groups.get(key) ?? { kind, row, reason, values: [] };
    group.values.push(value);
    groups.set(key, group);
  };
  for (const value of values) {
    const { kind, rows, reason, lost } = value;
    if (kind === 'unmapped') add(kind, '', own['unmapped.hint'], value);
    if (kind === 'dropped') add(kind, rows.join(' '), reason ?? '', value);
    for (const part of lost) add('lost', part.row, part.reason, value);
  }
  const order = ['unmapped', 'lost', 'dropped'];
  const sorted = [...groups.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  if (sorted.length === 0) return html`<p>${own.lostNothing}</p>`;
  return html`<ul class="losses">
${sorted.map(
  ({
    kind,
    row,
    reason,
    values,
  }) => html`<li class="${kind}"><span class="row">${row}</span> ${kind === 'lost' && `${own.lost}: `}${visible(reason)}
<span class="where">${values.slice(0, NAMED).map(({ id, position }) => html`<a href="#${id}">${visible(`${position.section} ${position.number} ${position.name}`.replace(/ +/g, ' ').trim())}</a> `)}${values.length > NAMED && `+ ${values.length - NAMED} ${own.more}`}</span></li>
`,
)}</ul>
`;
};

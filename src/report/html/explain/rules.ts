import type { Language } from '../../../diagnostics/language.js';
import { html, type Markup, path } from '../markup.js';
import { howText } from './hows.js';
import type { RowFacts } from './rows.js';
import { words } from './words.js';

const line = (label: string, values: readonly (string | Markup | undefined)[]): Markup | false => {
  const some = values.filter((value) => value !== undefined && value !== '');
  return some.length > 0 && html`<dt>${label}</dt>${some.map((value) => html`<dd>${value}</dd>`)}`;
};

/** A row with all that it says; the script shows a copy of it beside the value that is chosen. */
export const ruleHtml = (facts: RowFacts, lang: Language): Markup => {
  const own = words[lang];
  const { id, name, how, from, to, value, list, missing, reason, rulings, table } = facts;
  return html`<article class="rule" id="row-${id}">
<h4><span class="row">${id}</span> ${name}</h4>
<dl>${line(own.how, [howText(how, lang)])}${line(own.from, from.map(path))}${line(own.to, to.map(path))}${line(own.constant, [value])}${line(own.list, [list])}${line(own.missing, missing)}${line(own.reason, [reason])}${line(
    own.ruling,
    rulings.map((one) => `${one.id} ${one.subject}: ${one.ruling}`),
  )}${line(own.table, [path(`${table.file}:${table.line}`)])}</dl>
</article>
`;
};

import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import type { Tables } from '../../../mapping/tables.js';
import { html, type Markup } from '../markup.js';
import { pageHtml } from '../page.js';
import { headline, messageHtml, type Shown, shownOf, toldOf } from './message.js';
import type { Explained } from './model.js';
import { rowFacts } from './rows.js';
import { ruleHtml } from './rules.js';
import { diagnosticsHtml, tally } from './told.js';
import type { Style } from './value.js';
import { words } from './words.js';

export type { Explained } from './model.js';
export type { Style } from './value.js';

/** The rows that made something on the page, or dropped it. */
const rowsHtml = (shown: readonly Shown[], tables: Tables, { lang }: Style): Markup => {
  const ids = new Set(
    shown.flatMap(({ layout }) =>
      layout.values.flatMap(({ rows, lost }) => [...rows, ...lost.map(({ row }) => row)]),
    ),
  );
  const known = rowFacts(tables);
  const facts = [...ids].flatMap((id) => known.get(id) ?? []);
  const order = new Intl.Collator('en', { numeric: true });
  facts.sort((a, b) => order.compare(a.id, b.id));
  return html`<section class="rows"><h2>${words[lang].rows}</h2>
<div class="rules">
${facts.map((one) => ruleHtml(one, lang))}</div>
</section>
`;
};

const navigation = (
  shown: readonly Shown[],
  style: Style,
): Markup => html`<nav aria-label="${words[style.lang].messages}"><ol>
${shown.map(
  ({
    id,
    explained,
  }) => html`<li><a href="#${id}">${headline(explained, style)}</a> ${tally(toldOf(explained), style.lang)}</li>
`,
)}</ol></nav>
`;

const keys = ({ lang }: Style): Markup => {
  const own = words[lang];
  const all: Array<[string, string]> = [
    ['↑ ↓', own['keys.move']],
    ['← →', own['keys.across']],
    ['/', own['keys.search']],
    ['Esc', own['keys.end']],
  ];
  return html`<details class="keys"><summary>${own.keys}</summary><dl>${all.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl></details>
`;
};

/**
 * One page that explains conversions: the legacy message on the left, the FHIR bundle (or the other legacy form) on the
 * right, every value linked to its counterparts and its row. It needs nothing beside itself and fetches nothing.
 *
 * @param explained the conversions, traced
 * @param aside diagnostics that belong to no message
 * @param tables those the conversions were made with
 * @param style the language, and whether personal data is shown; otherwise its length is
 */
export const explainPage = (
  explained: readonly Explained[],
  aside: readonly Diagnostic[],
  tables: Tables,
  style: Style,
): string => {
  const own = words[style.lang];
  const shown = explained.map((one, i) => shownOf(one, i + 1));
  const [only] = explained;
  const name = explained.length === 1 ? only?.conversion.letter : undefined;
  const body = html`<header class="page-head">
<h1>${own.title}</h1>
<p class="privacy ${style.show ? 'shown' : 'hidden-data'}">${style.show ? own.shown : own.masked}</p>
${keys(style)}${shown.length > 1 && navigation(shown, style)}</header>
<main>
${
  aside.length > 0 &&
  html`<section class="aside"><h2>${own.others}</h2>
${diagnosticsHtml(aside, () => undefined, style.lang)}</section>
`
}${shown.map((one) => messageHtml(one, style))}</main>
${rowsHtml(shown, tables, style)}`;
  return pageHtml({
    lang: style.lang,
    title: name === undefined ? own.title : `${name.message} ${name.letter ?? ''} – ${own.title}`,
    styles: ['explain-frame.css', 'explain-sides.css', 'explain-values.css', 'explain-print.css'],
    scripts: ['explain.js'],
    body,
  });
};

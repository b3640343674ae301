import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import type { Tables } from '../../../mapping/tables.js';
import { html, type Markup } from '../markup.js';
import { pagePieces } from '../page.js';
import { headline, idOf, messageHtml, shownOf, toldOf } from './message.js';
import type { Explained } from './model.js';
import { rowFacts } from './rows.js';
import { ruleHtml } from './rules.js';
import { diagnosticsHtml, tally } from './told.js';
import type { Style } from './value.js';
import { words } from './words.js';

export type { Explained } from './model.js';
export { Room } from './room.js';
export type { Style } from './value.js';

/** The rows that made something on the page, or dropped it. */
const rowsHtml = (ids: ReadonlySet<string>, tables: Tables, { lang }: Style): Markup => {
  const order = new Intl.Collator('en', { numeric: true });
  const facts = [...rowFacts(tables, ids).values()].sort((a, b) => order.compare(a.id, b.id));
  return html`<section class="rows"><h2>${words[lang].rows}</h2>
<div class="rules">
${facts.map((one) => ruleHtml(one, lang))}</div>
</section>
`;
};

const navigation = (
  explained: readonly Explained[],
  style: Style,
): Markup => html`<nav aria-label="${words[style.lang].messages}"><ol>
${explained.map(
  (
    one,
    i,
  ) => html`<li><a href="#${idOf(i)}">${headline(one, style)}</a> ${tally(toldOf(one), style.lang)}</li>
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

function* bodyHtml(
  explained: readonly Explained[],
  aside: readonly Diagnostic[],
  tables: Tables,
  style: Style,
): Generator<Markup> {
  const own = words[style.lang];
  yield html`<header class="page-head">
<h1>${own.title}</h1>
<p class="privacy ${style.show ? 'shown' : 'hidden-data'}">${style.show ? own.shown : own.masked}</p>
${keys(style)}${explained.length > 1 && navigation(explained, style)}</header>
<main>
${
  aside.length > 0 &&
  html`<section class="aside"><h2>${own.others}</h2>
${diagnosticsHtml(aside, () => undefined, style.lang)}</section>
`
}`;
  const rows = new Set<string>();
  for (const [i, one] of explained.entries()) {
    const shown = shownOf(one, i);
    for (const value of shown.layout.values) {
      for (const row of value.rows) rows.add(row);
      for (const { row } of value.lost) rows.add(row);
    }
    yield* messageHtml(shown, style);
  }
  yield html`</main>
${rowsHtml(rows, tables, style)}`;
}

/**
 * One page that explains conversions: the legacy message on the left, the FHIR bundle (or the other legacy form) on the
 * right, every value linked to its counterparts and its row. It needs nothing beside itself and fetches nothing.
 *
 * @param explained the conversions, traced
 * @param aside diagnostics that belong to no message
 * @param tables those the conversions were made with
 * @param style the language, and whether personal data is shown; otherwise its length is
 * @returns the page in pieces; messages are laid out one after the other, when their pieces are taken
 */
export const explainPage = (
  explained: readonly Explained[],
  aside: readonly Diagnostic[],
  tables: Tables,
  style: Style,
): Iterable<string> => {
  const own = words[style.lang];
  const [only] = explained;
  const name = explained.length === 1 ? only?.conversion.letter : undefined;
  return pagePieces(
    {
      lang: style.lang,
      title: name === undefined ? own.title : `${name.message} ${name.letter ?? ''} – ${own.title}`,
      styles: ['explain-frame.css', 'explain-sides.css', 'explain-values.css', 'explain-print.css'],
      scripts: ['explain.js'],
    },
    bodyHtml(explained, aside, tables, style),
  );
};

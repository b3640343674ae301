import type { Language } from '../../../diagnostics/language.js';
import type { Bucket, Spread } from '../../batch/distribution.js';
import type { BatchReport } from '../../batch/tally.js';
import { words } from '../../batch/words.js';
import { countText, shareText } from '../../quantities.js';
import { html, type Markup, type Piece, path, visible } from '../markup.js';
import { tableBar } from './chart.js';

/** A column: its heading, and whether numbers stand in it. */
type Column = readonly [title: string, kind?: 'number' | 'bar' | 'path' | 'reason'];

const tableHtml = (
  columns: readonly Column[],
  rows: ReadonlyArray<readonly Piece[]>,
  caption?: string,
): Markup => html`<div class="scroll"><table>
${caption !== undefined && html`<caption>${caption}</caption>`}<thead><tr>${columns.map(([title, kind = 'text']) => (title === '' ? html`<td class="${kind}"></td>` : html`<th scope="col" class="${kind}">${title}</th>`))}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map((cell, i) => {
    const kind = columns[i]?.[1] ?? 'text';
    return i === 0
      ? html`<th scope="row" class="${kind}">${cell}</th>`
      : html`<td class="${kind}">${cell}</td>`;
  })}</tr>
`,
)}</tbody></table></div>
`;

/** Messages by what they were. */
export const kindsHtml = ({ kinds }: BatchReport, lang: Language): Markup => {
  const own = words[lang];
  const number = (count: number): string => countText(count, lang);
  return html`<section class="panel"><h2>${own.kinds}</h2>
${tableHtml(
  [
    [own.kind],
    [own.messages, 'number'],
    [own.converted, 'number'],
    [own.failed, 'number'],
    [own.attachments, 'number'],
  ],
  kinds.map(({ from = own.unreadable, messages, converted, failed, attachments }) => [
    visible(from),
    ...[messages, converted, failed, attachments].map(number),
  ]),
)}</section>
`;
};

/** What became of the values of all messages. */
export const valuesHtml = ({ values }: BatchReport, lang: Language): Markup | undefined => {
  const own = words[lang];
  const all = values.mapped + values.used + values.dropped + values.unmapped;
  if (all === 0) return undefined;
  return html`<section class="panel"><h2>${own.values}</h2>
${tableHtml(
  [[own.status], [own.count, 'number'], [own.share, 'number'], ['', 'bar']],
  (['mapped', 'used', 'dropped', 'unmapped'] as const).map((status) => [
    own[status],
    countText(values[status], lang),
    shareText(values[status], all, lang),
    tableBar(values[status], all),
  ]),
)}</section>
`;
};

/** What was lost, by row. */
export const lossesHtml = ({ losses }: BatchReport, lang: Language): Markup => {
  const own = words[lang];
  const rows = losses.map(({ row = '', name, status, reasons, values, messages }) => [
    html`<span class="row">${row}</span>`,
    visible(name),
    html`${status === 'part' && html`<span class="tally warning">${own.part}</span> `}${reasons.map((reason, i) => [i > 0 && '; ', visible(reason)])}`,
    countText(values, lang),
    countText(messages, lang),
  ]);
  return html`<section class="panel losses"><h2>${own.losses}</h2>
${
  rows.length === 0
    ? html`<p class="none">${own.noLosses}</p>`
    : tableHtml(
        [[own.row], [own.name], [own.reason, 'reason'], [own.count, 'number'], [own.messages, 'number']],
        rows,
      )
}</section>
`;
};

/** What no row knows, by path. */
export const unknownHtml = ({ unknown, otherUnknown }: BatchReport, lang: Language): Markup | undefined => {
  if (unknown.length === 0 && otherUnknown === 0) return undefined;
  const own = words[lang];
  const rows: Piece[][] = unknown.map(({ path: where, values }) => [path(where), countText(values, lang)]);
  if (otherUnknown > 0) rows.push([own.others, countText(otherUnknown, lang)]);
  return html`<section class="panel"><h2>${own.unknown}</h2>
${tableHtml(
  [
    [own.path, 'path'],
    [own.count, 'number'],
  ],
  rows,
)}</section>
`;
};

const bucketLabel = ({ from, to }: Bucket, text: (value: number) => string): string =>
  `${text(from)} – ${text(to)}`;

/** How values are spread: three figures, and a table with bars. */
export const spreadHtml = (
  spread: Spread | undefined,
  title: string,
  text: (value: number) => string,
  lang: Language,
): Markup | undefined => {
  if (spread === undefined) return undefined;
  const own = words[lang];
  const most = Math.max(...spread.buckets.map(({ count }) => count));
  const figures = [
    [own.median, spread.median],
    [own.percentile95, spread.percentile95],
    [own.most, spread.most],
  ] as const;
  return html`<section class="panel spread"><h2>${title}</h2>
<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${text(value)}</dd></div>`)}</dl>
${tableHtml(
  [[own.from], ['', 'bar'], [own.messages, 'number']],
  spread.buckets.map((bucket) => [
    bucketLabel(bucket, text),
    tableBar(bucket.count, most),
    countText(bucket.count, lang),
  ]),
)}</section>
`;
};

import type { Language } from '../../diagnostics/language.js';
import type { Sheet } from '../mappings/sheet.js';
import { html, type Markup, path } from './markup.js';
import { pageHtml } from './page.js';

const rowHtml = (cells: readonly string[]): Markup => {
  const [id = '', ...others] = cells;
  return html`<tr id="${id.replace(/\s/g, '_')}"><th scope="row">${id}</th>${others.map((cell) => html`<td>${path(cell)}</td>`)}</tr>
`;
};

/** A sheet as a page. Each row can be linked to by its first cell. */
export const sheetPage = ({ title, notes, columns, rows }: Sheet, lang: Language): string =>
  pageHtml(
    { lang, title, styles: ['sheet.css'], scripts: [] },
    html`<main><h1>${title}</h1>
${notes.map((note) => html`<p>${note}</p>\n`)}<table><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(rowHtml)}</tbody></table></main>
`,
  );

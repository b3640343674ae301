import { codePoint, INVISIBLE } from '../visible-line.js';

/**
 * Text that is HTML already. It is made by `html` alone, so that whatever is not was escaped on its way into a page.
 */
export class Markup {
  /** @param text HTML; for `html` and `trusted` only */
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, markup is not, nothing is nothing. */
export type Piece = string | number | Markup | undefined | false | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const entities = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');

/** Text as HTML, for content and for attributes in quotation marks. What cannot be seen stands there by its number. */
export const escaped = (text: string): string =>
  entities(text.replace(INVISIBLE, (found) => `[${codePoint(found)}]`));

const render = (piece: Piece): string => {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'string') return escaped(piece);
  return typeof piece === 'number' ? String(piece) : piece.map(render).join('');
};

/** A template of HTML. Everything put into it is escaped, unless it is markup; attributes need quotation marks. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(strings.map((text, i) => text + render(pieces[i])).join(''));

/** A path that may be broken between its names. */
export const path = (text: string): Markup =>
  new Markup(
    text
      .split(/(?<=[./\]])|(?<=[a-z])(?=[A-Z])/u)
      .map((part) => visible(part).text)
      .join('<wbr>'),
  );

/** Text as a person should see it: what cannot be seen stands there as a small sign with its number. For content only. */
export const visible = (text: string): Markup =>
  new Markup(
    text
      .split(new RegExp(`(${INVISIBLE.source})`, 'u'))
      .map((part, i) => (i % 2 === 0 ? entities(part) : `<span class="invisible">${codePoint(part)}</span>`))
      .join(''),
  );

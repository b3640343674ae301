import { createHash } from 'node:crypto';
import type { Language } from '../../diagnostics/language.js';
import { asset } from './assets.js';
import { html, Markup } from './markup.js';

/** What a page consists of. */
export interface Page {
  lang: Language;
  title: string;
  /** Style sheets and scripts of assets/html beside those of every page. */
  styles: readonly string[];
  scripts: readonly string[];
}

const THEME = 'theme.css';

/** Content of an element that holds no markup; a close tag in it would end it. */
const raw = (text: string): Markup => {
  if (/<\/(style|script)|<!--/i.test(text)) throw new Error('a style sheet or script would end its element');
  return new Markup(text);
};

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * A page that needs nothing beside itself: its style sheets and scripts are in it, named by their hashes in its
 * Content-Security-Policy, and nothing else may run or be fetched.
 *
 * @param body its parts, each made when the one before it was taken: a large page is never held as a whole
 * @returns the page in pieces
 */
export function* pagePieces(
  { lang, title, styles, scripts }: Page,
  body: Iterable<Markup>,
): Generator<string> {
  const sheets = [THEME, ...styles].map(asset);
  const programs = scripts.map(asset);
  const policy = [
    "default-src 'none'",
    `style-src ${sheets.map(hash).join(' ')}`,
    `script-src ${programs.map(hash).join(' ') || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  yield '<!DOCTYPE html>\n';
  yield html`<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${sheets.map((sheet) => html`<style>${raw(sheet)}</style>\n`)}</head>
<body>
`.text;
  for (const { text } of body) yield text;
  yield html`
${programs.map((program) => html`<script>${raw(program)}</script>\n`)}</body>
</html>
`.text;
}

/** A page as one text, of a body that is one. */
export const pageHtml = (page: Page, body: Markup): string => [...pagePieces(page, [body])].join('');

import { html, type Markup } from '../markup.js';

/** A part of a bar. */
export interface Part {
  /** The class that colours it. */
  style: string;
  count: number;
}

const WHOLE = 100;

const percent = (value: number): string => `${Math.round(value * 1000) / 1000}%`;

/**
 * A bar of parts, as wide as there is room. Widths are attributes of SVG, since the policy of pages allows no style of an
 * element.
 *
 * @param title what it shows
 * @param text the same as it does, in words
 */
export const statusBar = (parts: readonly Part[], title: string, text: string): Markup => {
  const sum = parts.reduce((all, { count }) => all + count, 0);
  let from = 0;
  const rects = parts
    .filter(({ count }) => count > 0)
    .map(({ style, count }) => {
      const width = (count / sum) * WHOLE;
      const rect = html`<rect class="${style}" x="${percent(from)}" width="${percent(width)}" height="100%"/>`;
      from += width;
      return rect;
    });
  return html`<svg class="status-bar" role="img" aria-labelledby="bar-title bar-text"><title id="bar-title">${title}</title><desc id="bar-text">${text}</desc>${rects}</svg>
`;
};

/** A bar beside a number of a table, for the eye alone. */
export const tableBar = (count: number, most: number): Markup =>
  html`<svg class="table-bar" aria-hidden="true"><rect width="${percent(most === 0 ? 0 : (count / most) * WHOLE)}" height="100%"/></svg>`;

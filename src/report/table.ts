import chalk from 'chalk';
import stringWidth from 'string-width';

const GAP = '  ';

const ASCII = /^[ -~]*$/;

/** Columns that a text takes; most are simple, and to measure the others takes far longer. */
const widthOf = (text: string): number => (ASCII.test(text) ? text.length : stringWidth(text));

/** A row's lines: as many as the cell of most lines has. */
const linesOf = (row: readonly string[]): string[][] => {
  const cells = row.map((cell) => cell.split('\n'));
  const height = cells.reduce((most, lines) => Math.max(most, lines.length), 0);
  return Array.from({ length: height }, (_, i) => cells.map((lines) => lines[i] ?? ''));
};

/**
 * The lines of a table without rules between its cells, with a heading in bold. It takes time in proportion to its rows.
 *
 * @param rows cells may have several lines, and colours
 */
export function* tableLines(
  head: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
): Generator<string> {
  const lines = [head.map((text) => chalk.bold(text)), ...rows].flatMap(linesOf);
  const widths = head.map(() => 0);
  for (const cells of lines)
    for (const [i, text] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(text));
  for (const cells of lines)
    yield cells
      .map((text, i) => text + ' '.repeat((widths[i] ?? 0) - widthOf(text)))
      .join(GAP)
      .trimEnd();
}

/** The same as one text. */
export const plainTable = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [...tableLines(head, rows)].join('\n');

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
 * A table without rules between its cells, with a heading in bold. It takes time in proportion to its rows.
 *
 * @param rows cells may have several lines, and colours
 */
export const plainTable = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string => {
  const lines = [head.map((text) => chalk.bold(text)), ...rows].flatMap(linesOf);
  const widths = head.map(() => 0);
  const measured = lines.map((cells) =>
    cells.map((text, i) => {
      const width = widthOf(text);
      widths[i] = Math.max(widths[i] ?? 0, width);
      return { text, width };
    }),
  );
  return measured
    .map((cells) =>
      cells
        .map(({ text, width }, i) => text + ' '.repeat((widths[i] ?? 0) - width))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
};

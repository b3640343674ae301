import type { Row } from './notation.js';

const firstOf = (paths: string | readonly string[] | undefined): string | undefined =>
  typeof paths === 'string' ? paths : paths?.[0];

const targetOf = (row: Row): string | undefined =>
  'to' in row && Array.isArray(row.to) ? row.to[0] : undefined;

/**
 * The row that undoes another: source and target change places.
 *
 * @param row a row of the opposite direction
 * @param rows all rows of that direction, among them those joined into it
 * @returns what the row is; undefined for one that cannot be undone
 */
export const wayBack = (row: Row, rows: readonly Row[]): object | undefined => {
  const target = targetOf(row);
  const source = firstOf(row.from);
  const common = { from: target, for: row.for, to: source };
  switch (row.how) {
    case 'copy':
      return { ...common, how: 'copy', check: row.check };
    case 'join': {
      const joined = rows.flatMap((one) =>
        one.how === 'joined' && one.into === row.id ? [firstOf(one.from)] : [],
      );
      return { ...common, how: 'split', to: [source, ...joined], separator: row.separator };
    }
    case 'local-time':
      return { ...common, how: 'danish-time', to: { [source ?? '']: 'date' } };
    case 'joined': {
      const into = rows.find((one) => one.id === row.into);
      if (into?.how !== 'local-time') return undefined;
      return { ...common, how: 'danish-time', from: targetOf(into), to: { [source ?? '']: 'time' } };
    }
    case 'code-list':
      return { ...common, how: 'code-list', list: row.list, key: row.column };
    default:
      return undefined;
  }
};

import type { Row } from '../mapping/notation.js';

/** A place that a row fills: its path, and which of several values it takes. */
export interface Target {
  path: string;
  column: string | undefined;
}

/** Every place that a row fills, in the letter and in the binary letter. */
export const targetsOf = (row: Row): Target[] => {
  const to = 'to' in row ? row.to : undefined;
  const own: Target[] = Array.isArray(to)
    ? to.map((path) => ({ path, column: undefined }))
    : Object.entries(to ?? {}).map(([path, column]) => ({ path, column: String(column) }));
  const others = [row.beside ?? [], row.besides ?? []].flat();
  return [...own, ...others.map((path) => ({ path, column: own[0]?.column }))];
};

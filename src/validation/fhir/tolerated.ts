import { z } from 'zod';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { notation, type Written } from '../../formats/notation.js';
import type { Issue } from './issue.js';

/** What mappings/tolerated.yaml holds; its words are told at its head. */
export const toleratedTable = notation('toleratedTable', () => {
  const text = z.string().min(1);
  return z.record(
    text,
    z.array(z.strictObject({ code: text, element: text.optional(), rule: text.optional() })),
  );
});
export type Tolerated = Written<typeof toleratedTable>;

/**
 * Takes apart what follows from what a conversion told already; errors become infos, warnings need not be told again.
 *
 * @returns the issues that are left, and those errors
 */
export const tolerate = (
  issues: readonly Issue[],
  tolerated: Tolerated,
  told: readonly Diagnostic[],
): { left: Issue[]; ignored: Issue[] } => {
  const allowed = [...new Set(told.map(({ code }) => code))].flatMap((code) => tolerated[code] ?? []);
  const isAllowed = ({ code, params, rule }: Issue): boolean =>
    allowed.some(
      (one) =>
        one.code === code &&
        (one.element === undefined || one.element === params.element) &&
        (one.rule === undefined || one.rule === rule),
    );
  return {
    left: issues.filter((issue) => !isAllowed(issue)),
    ignored: issues
      .filter((issue) => issue.severity === 'error' && isAllowed(issue))
      .map((issue) => ({ ...issue, severity: 'info' })),
  };
};

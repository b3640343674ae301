import { passed } from './checked.js';
import type { Reporter } from './reporter.js';

/** For machines: a line of JSON for each thing that was checked, then the sum. */
export const json: Reporter = (checked) => {
  const lines = checked.map((one) => {
    const { kind, name, findings, notes, milliseconds } = one;
    return { kind, name, status: passed(one) ? 'ok' : 'failed', findings, notes, milliseconds };
  });
  const ok = checked.filter(passed).length;
  const summary = { kind: 'summary', checked: checked.length, ok, failed: checked.length - ok };
  return [...lines, summary].map((line) => `${JSON.stringify(line)}\n`);
};

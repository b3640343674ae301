import { toldIn } from '../../diagnostics/diagnostic.js';
import type { Language } from '../../diagnostics/language.js';
import type { Cause } from './causes.js';
import type { Spread } from './distribution.js';
import type { BatchReport } from './tally.js';

const INDENT = 2;
const THREE = 1000;

/** A number without more digits than it has meaning. */
const rounded = (value: number): number => Math.round(value * THREE) / THREE;

const causeJson = ({ first, messages, times, examples }: Cause, lang: Language): object => {
  const { code, rule, message, hint } = toldIn(first, lang);
  return {
    code,
    rule,
    message,
    hint,
    messages,
    times,
    examples: examples.map((one) => ({ ...one.place, message: toldIn(one, lang).message })),
  };
};

const spreadJson = (spread: Spread | undefined): object | undefined =>
  spread && {
    count: spread.count,
    median: rounded(spread.median),
    percentile95: rounded(spread.percentile95),
    most: rounded(spread.most),
    buckets: spread.buckets.map(({ from, to, count }) => ({ from: rounded(from), to: rounded(to), count })),
  };

/** The report of a batch for machines. Its names do not depend on the language, its texts do. */
export const batchJson = (report: BatchReport, lang: Language): string => {
  const { failures, warningCauses, sizes, times, milliseconds, kinds, ...rest } = report;
  const whole = {
    ...rest,
    milliseconds: rounded(milliseconds),
    kinds: kinds.map((kind) => ({ ...kind, from: kind.from ?? null })),
    failures: failures.map((cause) => causeJson(cause, lang)),
    warningCauses: warningCauses.map((cause) => causeJson(cause, lang)),
    sizes: spreadJson(sizes),
    times: spreadJson(times),
  };
  return `${JSON.stringify(whole, undefined, INDENT)}\n`;
};

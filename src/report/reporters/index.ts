import { toldIn } from '../../diagnostics/diagnostic.js';
import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

/** A reporter of findings that are told in its language. */
const toldBy =
  (reporter: Reporter): Reporter =>
  (checked, surroundings) => {
    const told = checked.map((one) => ({
      ...one,
      findings: one.findings.map((finding) => toldIn(finding, surroundings.lang)),
    }));
    return reporter(told, surroundings);
  };

/** All reporters, by the names by which users ask for them. */
export const reporters = {
  text: toldBy(text),
  json: toldBy(json),
  junit: toldBy(junit),
  sarif: toldBy(sarif),
  github: toldBy(github),
} as const satisfies Record<string, Reporter>;
export type ReporterName = keyof typeof reporters;

import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

/** All reporters, by the names by which users ask for them. */
export const reporters = { text, json, junit, sarif, github } as const satisfies Record<string, Reporter>;
export type ReporterName = keyof typeof reporters;

import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { TableFiles } from './files.js';

/** Folders to which a site may add tables of its own; all others are read by their names. */
const OPEN = ['code-lists/', 'edifact/', 'profiles/'];

const isStray = (name: string, shipped: TableFiles): boolean =>
  !shipped.has(name) && (!name.endsWith('.yaml') || !OPEN.some((folder) => name.startsWith(folder)));

/**
 * Tells of the tables of a site that nothing reads, as their names are none of the shipped ones: whoever wrote them believes that
 * they hold.
 *
 * @returns TAB012 for each
 */
export const strayTables = (shipped: TableFiles, site: TableFiles): Diagnostic[] =>
  [...site.keys()].filter((name) => isStray(name, shipped)).map((file) => diagnostic('TAB012', { file }));

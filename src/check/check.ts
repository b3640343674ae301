import { createConverter } from '../conversion/convert.js';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.js';
import { emptyDirectory, parseHeadings } from '../directory/index.js';
import { loadSettings } from '../exchange/settings.js';
import { loadTables } from '../mapping/load-tables.js';
import { strayTables } from '../mapping/stray-tables.js';
import type { Tables } from '../mapping/tables.js';
import { readKnowledge } from '../validation/fhir/knowledge.js';
import { ambiguousLists, codeFaults } from './codes.js';
import { unfilled } from './demanded.js';
import { type Layers, mended, namesAny } from './mend.js';
import { rowFaults } from './rows.js';
import { settingFaults } from './settings.js';
import { locatorsOf } from './sources.js';
import { unread } from './unread.js';

/** What is wrong with tables. */
export interface Checked {
  faults: Diagnostic[];
  /** Number of files that were checked. */
  files: number;
  /** True if a fault kept what is behind it from being checked. */
  cutShort: boolean;
}

const HEADINGS = 'directory/headings.yaml';

/** So many times tables are loaded again without what was found to be wrong: each takes a tenth of a second, and nobody mends more at once. */
const MOST_ROUNDS = 100;

/** Loads all that is in tables, and makes it ready to run. */
const load = ({ shipped, site }: Layers): Tables => {
  const tables = loadTables(shipped, site);
  createConverter(tables, emptyDirectory);
  loadSettings(shipped, site);
  parseHeadings(site.get(HEADINGS) ?? shipped.get(HEADINGS) ?? '', HEADINGS);
  readKnowledge(new Map([...shipped, ...site]), tables.codeLists);
  return tables;
};

/** What loading tells, and the tables without that. */
interface Loaded {
  faults: Diagnostic[];
  layers: Layers;
  /** Undefined if they cannot be loaded even so. */
  tables?: Tables;
  /** True if rows are gone that nothing stands in for. */
  hollow: boolean;
}

/** Loads tables again and again, each time without what was found to be wrong, until nothing is or very much was. */
const loadMended = (layers: Layers): Loaded => {
  const faults: Diagnostic[] = [];
  const seen = new Set<string>();
  const gone = new Set<string>();
  let rest = layers;
  for (let round = 1; ; round++) {
    try {
      return { faults, tables: load(rest), layers: rest, hollow: gone.size > 0 };
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const { diagnostic, all } = error;
      const found = all.filter((one) => !seen.has(JSON.stringify(one)));
      for (const one of found) seen.add(JSON.stringify(one));
      // A fault of a whole table, or of a row that names one that is gone, may come of that.
      const { line } = diagnostic.place;
      const follows = gone.size > 0 && (line === undefined || namesAny(rest, diagnostic.place, gone));
      if (!follows) for (const one of found) faults.push(one);
      const ends = found.length === 0 || round > MOST_ROUNDS;
      const next = ends ? undefined : mended(rest, diagnostic.place);
      if (next === undefined) return { faults, layers: rest, hollow: true };
      for (const id of next.gone) gone.add(id);
      rest = next;
    }
  }
};

const inOrder = (a: Diagnostic, b: Diagnostic): number =>
  (a.place.file ?? '').localeCompare(b.place.file ?? '') ||
  (a.place.line ?? 0) - (b.place.line ?? 0) ||
  (a.place.column ?? 0) - (b.place.column ?? 0);

/**
 * Checks tables, and tells all that is wrong with them: what loading tells, and what can be seen only in all tables together.
 *
 * @param layers the shipped tables, and a site's own over them
 */
export const checkTables = (layers: Layers): Checked => {
  const { shipped, site } = layers;
  const stray = strayTables(shipped, site);
  const strayNames = new Set(stray.map(({ place }) => place.file));
  const readable = new Map([...site].filter(([name]) => !strayNames.has(name)));
  const { faults, tables, layers: rest, hollow } = loadMended({ shipped, site: readable });
  faults.push(...stray);
  const files = new Set([...shipped.keys(), ...site.keys()]).size;
  if (tables === undefined) return { faults: faults.sort(inOrder), files, cutShort: true };
  const locate = locatorsOf(rest);
  const told = [
    ...faults,
    // Where rows are gone, elements lack them because of that.
    ...(hollow ? [] : [...unread(tables), ...unfilled(tables)]),
    ...rowFaults(tables, locate),
    ...codeFaults(tables),
    ...ambiguousLists(tables, locate),
    ...settingFaults(loadSettings(rest.shipped, rest.site), tables, locate),
  ];
  return { faults: told.sort(inOrder), files, cutShort: hollow };
};

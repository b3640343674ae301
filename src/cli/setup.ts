import { readFileSync } from 'node:fs';
import { type Converter, createConverter } from '../conversion/convert.js';
import { type Diagnostic, DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { combine, type Directory, emptyDirectory, parseHeadings, readDirectory } from '../directory/index.js';
import { readTableFiles, shippedTables, type TableFiles } from '../mapping/files.js';
import { loadTables } from '../mapping/load-tables.js';
import type { Tables } from '../mapping/tables.js';
import { systemReason } from './inputs.js';

/** Options that say which tables and directory are used. */
export interface SetupOptions {
  sor?: string[];
  mappings?: string;
}

const HEADINGS = 'directory/headings.yaml';

const readSor = (file: string, tables: TableFiles): { directory: Directory; diagnostics: Diagnostic[] } => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new DiagnosticError(diagnostic('SOR002', { file }, { reason: systemReason(error) }));
  }
  const headings = parseHeadings(tables.get(HEADINGS) ?? '', HEADINGS);
  return readDirectory(bytes, { file, headings });
};

/**
 * Loads the tables and the directory.
 *
 * @returns both, and what there is to tell of the directory
 * @throws DiagnosticError for tables or a directory that cannot be used
 */
export const loadAll = ({
  sor = [],
  mappings,
}: SetupOptions): { tables: Tables; directory: Directory; diagnostics: Diagnostic[] } => {
  const shipped = readTableFiles(shippedTables);
  const site: TableFiles = mappings === undefined ? new Map() : readTableFiles(mappings);
  const read = sor.map((file) => readSor(file, new Map([...shipped, ...site])));
  return {
    tables: loadTables(shipped, site),
    directory: read.length === 0 ? emptyDirectory : combine(...read.map((r) => r.directory)),
    diagnostics: read.flatMap((r) => r.diagnostics),
  };
};

/** The same, with the converter that uses them. */
export const setUp = (
  options: SetupOptions,
): { converter: Converter; tables: Tables; diagnostics: Diagnostic[] } => {
  const { tables, directory, diagnostics } = loadAll(options);
  return { converter: createConverter(tables, directory), tables, diagnostics };
};

import { readFileSync } from 'node:fs';
import { type Converter, createConverter } from '../conversion/convert.js';
import { type Diagnostic, DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { combine, type Directory, emptyDirectory, parseHeadings, readDirectory } from '../directory/index.js';
import { LimitFault, type Limits, readLimits } from '../limits.js';
import { readTableFiles, shippedTables, type TableFiles } from '../mapping/files.js';
import { loadTables } from '../mapping/load-tables.js';
import type { Tables } from '../mapping/tables.js';
import { createValidator, type Validator } from '../validation/validator.js';
import { UsageError } from './exit.js';

/** Options that say which tables and directory are used. */
export interface SetupOptions {
  sor?: string[];
  mappings?: string;
  /** Limits of what documents may ask for, `name=value` each. */
  limit?: string[];
}

/** A file of the directory as it was read. */
export interface SorFile {
  file: string;
  /** In memory that threads share. */
  bytes: Uint8Array;
}

/**
 * What tables, directory and limits are made of. It is read once, so that every thread of a batch makes them of the same, even of a
 * pipe, or of files that change meanwhile.
 */
export interface Sources {
  sor: readonly SorFile[];
  /** A site's own tables. */
  site: TableFiles;
  limits: Limits;
}

const HEADINGS = 'directory/headings.yaml';

const readSor = (file: string): SorFile => {
  try {
    const read = readFileSync(file);
    const bytes = new Uint8Array(new SharedArrayBuffer(read.length));
    bytes.set(read);
    return { file, bytes };
  } catch (error) {
    throw new DiagnosticError(diagnostic('SOR002', { file }, { reason: systemReason(error) }));
  }
};

const directoryFrom = (
  { file, bytes }: SorFile,
  tables: TableFiles,
): { directory: Directory; diagnostics: Diagnostic[] } =>
  readDirectory(bytes, { file, headings: parseHeadings(tables.get(HEADINGS) ?? '', HEADINGS) });

/** The limits that the command line asks for. @throws UsageError */
const limitsOf = (given: readonly string[]): Limits => {
  try {
    return readLimits(given);
  } catch (error) {
    if (!(error instanceof LimitFault)) throw error;
    throw new UsageError(error.message);
  }
};

/** @throws UsageError for limits that there are not, DiagnosticError TAB004, SOR002 for files that cannot be read */
export const readSources = ({ sor = [], mappings, limit = [] }: SetupOptions): Sources => ({
  limits: limitsOf(limit),
  site: mappings === undefined ? new Map() : readTableFiles(mappings),
  sor: sor.map(readSor),
});

/** Tables and directory, ready for use. */
interface Loaded {
  limits: Limits;
  tables: Tables;
  validator: Validator;
  directory: Directory;
  /** Texts of the tables. */
  files: TableFiles;
  diagnostics: Diagnostic[];
}

/**
 * Makes the tables and the directory.
 *
 * @returns both, the limits, a validator that uses the tables, and what there is to tell of the directory
 * @throws DiagnosticError for tables or a directory that cannot be used
 */
const loadFrom = ({ sor, site, limits }: Sources): Loaded => {
  const shipped = readTableFiles(shippedTables);
  const files = new Map([...shipped, ...site]);
  const read = sor.map((one) => directoryFrom(one, files));
  const tables = loadTables(shipped, site);
  return {
    limits,
    tables,
    validator: createValidator(tables, files, { limits }),
    files,
    directory: read.length === 0 ? emptyDirectory : combine(...read.map((r) => r.directory)),
    diagnostics: read.flatMap((r) => r.diagnostics),
  };
};

/** The same from the files that options name. */
export const loadAll = (options: SetupOptions): Loaded => loadFrom(readSources(options));

/** What messages are converted with. */
export interface Using {
  converter: Converter;
  tables: Tables;
  validator: Validator;
  limits: Limits;
}

/** The same, with the converter that uses them. */
export const setUpFrom = (sources: Sources): Using & { files: TableFiles; diagnostics: Diagnostic[] } => {
  const { limits, tables, validator, directory, files, diagnostics } = loadFrom(sources);
  return {
    converter: createConverter(tables, directory, { limits }),
    limits,
    tables,
    validator,
    files,
    diagnostics,
  };
};

/** The same from the files that options name. */
export const setUp = (options: SetupOptions): ReturnType<typeof setUpFrom> => setUpFrom(readSources(options));

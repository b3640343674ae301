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

/** The limits that the command line asks for. @throws UsageError */
const limitsOf = (given: readonly string[]): Limits => {
  try {
    return readLimits(given);
  } catch (error) {
    if (!(error instanceof LimitFault)) throw error;
    throw new UsageError(error.message);
  }
};

/**
 * Loads the tables and the directory.
 *
 * @returns both, the limits, a validator that uses the tables, and what there is to tell of the directory
 * @throws UsageError for limits that there are not, DiagnosticError for tables or a directory that cannot be used
 */
export const loadAll = ({
  sor = [],
  mappings,
  limit = [],
}: SetupOptions): {
  limits: Limits;
  tables: Tables;
  validator: Validator;
  directory: Directory;
  /** Texts of the tables. */
  files: TableFiles;
  diagnostics: Diagnostic[];
} => {
  const limits = limitsOf(limit);
  const shipped = readTableFiles(shippedTables);
  const site: TableFiles = mappings === undefined ? new Map() : readTableFiles(mappings);
  const files = new Map([...shipped, ...site]);
  const read = sor.map((file) => readSor(file, files));
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

/** What messages are converted with. */
export interface Using {
  converter: Converter;
  tables: Tables;
  validator: Validator;
  limits: Limits;
}

/** The same, with the converter that uses them. */
export const setUp = (options: SetupOptions): Using & { files: TableFiles; diagnostics: Diagnostic[] } => {
  const { limits, tables, validator, directory, files, diagnostics } = loadAll(options);
  return {
    converter: createConverter(tables, directory, { limits }),
    limits,
    tables,
    validator,
    files,
    diagnostics,
  };
};

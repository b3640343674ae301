import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { packageFolder } from '../formats/package-file.js';

/** The text of each table, by its name in the folder (`code-lists/priority.yaml`). */
export type TableFiles = ReadonlyMap<string, string>;

/** The folder of the tables that come with this package. */
export const shippedTables = packageFolder('mappings');

/**
 * Reads the YAML files of a folder of tables, such as mappings/ or a site's own.
 *
 * @throws DiagnosticError TAB004 if the folder cannot be read
 */
export const readTableFiles = (folder: string): TableFiles => {
  try {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
      .map((entry) => join(entry.parentPath, entry.name));
    return new Map(
      names.sort().map((name) => [relative(folder, name).split(sep).join('/'), readFileSync(name, 'utf8')]),
    );
  } catch (error) {
    throw new DiagnosticError(diagnostic('TAB004', { file: folder }, { reason: systemReason(error) }));
  }
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { filesBelow } from '../formats/files-below.js';
import { packageFile, packageFiles, packageFolder } from '../formats/package-file.js';

/** The text of each table, by its name in the folder (`code-lists/priority.yaml`). */
export type TableFiles = ReadonlyMap<string, string>;

const TABLES = 'mappings';

/** Tables end in .yaml; what ends in .yml was meant as one, and is told (TAB012). */
const YAML = /\.ya?ml$/;

/** The folder of the tables that come with this package. */
export const shippedTables = packageFolder(TABLES);

/**
 * Reads the YAML files of a folder of tables, such as mappings/ or a site's own.
 *
 * @throws DiagnosticError TAB004 if the folder cannot be read
 */
export const readTableFiles = (folder: string): TableFiles => {
  try {
    const isShipped = folder === shippedTables;
    const names = isShipped ? packageFiles(TABLES) : filesBelow(folder);
    const textOf = (name: string): string =>
      (isShipped ? packageFile(`${TABLES}/${name}`) : undefined) ?? readFileSync(join(folder, name), 'utf8');
    return new Map(names.filter((name) => YAML.test(name)).map((name) => [name, textOf(name)]));
  } catch (error) {
    throw new DiagnosticError(diagnostic('TAB004', { file: folder }, { reason: systemReason(error) }));
  }
};

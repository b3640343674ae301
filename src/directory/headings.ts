import { z } from 'zod';
import { notation, type Written } from '../formats/notation.js';
import { parseTable } from '../formats/yaml.js';

const headingTable = notation('headingTable', () => {
  const headings = z.array(z.string().min(1)).min(1);
  return z.strictObject({
    gln: headings,
    sorId: headings,
    name: headings,
    telephone: headings,
    providerNumber: headings,
    municipalityCode: headings,
    types: headings,
    validFrom: headings,
    validTo: headings,
  });
});

/** For each field of an organisation, the headings under which a file may have it. */
export type HeadingTable = Written<typeof headingTable>;
export type Field = keyof HeadingTable;

/**
 * Reads the table of headings, mappings/directory/headings.yaml.
 *
 * @throws DiagnosticError TAB001, TAB002
 */
export const parseHeadings = (yaml: string, file: string): HeadingTable =>
  parseTable(yaml, file, headingTable).table;

/** A heading in the form in which headings are compared. */
const normal = (heading: string): string => heading.toLowerCase().replace(/[\s_-]/g, '');

/** The column of each field in a file with these headings; a field that has none is missing. */
export const columnsOf = (found: readonly string[], table: HeadingTable): Map<Field, number> => {
  const positions = new Map(found.map((heading, i) => [normal(heading), i] as const).reverse());
  const columns = new Map<Field, number>();
  for (const [field, names] of Object.entries(table) as Array<[Field, string[]]>) {
    const column = names
      .map((name) => positions.get(normal(name)))
      .find((position) => position !== undefined);
    if (column !== undefined) columns.set(field, column);
  }
  return columns;
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tables } from '../support/converter.js';
import { hasReference, reference } from '../support/reference.js';

/** The first columns of a sheet. */
const sheet = (name: string): Array<{ id: string; name: string; source: string }> =>
  readFileSync(join(reference, 'mapping-tables', `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([id = '', rowName = '', source = '']) => ({ id, name: rowName, source }));

/** An element's name in the sheets, which spell some differently (legacy formats 14.1). */
const lastName = (path: string): string =>
  path
    .trim()
    .split('.')
    .at(-1)
    ?.replace(/\s/g, '')
    .toLowerCase()
    .replace('organizationname', 'organisationname')
    .replace('personsurname', 'personsurnamename')
    .replace('personsurnamenamename', 'personsurnamename')
    .replace('originalobejctsize', 'originalobjectsize') ?? '';

describe.skipIf(!hasReference)("MedCom's mapping sheets", () => {
  test.each([
    ['xdis91-to-carecommunication', tables.letter],
    ['xdis91-xbin01-to-carecommunication', tables.withAttachments],
  ] as const)('have all their rows in %s, with their names and sources', (name, table) => {
    for (const { id, name: rowName, source } of sheet(name)) {
      const placed = table.byId.get(id);
      expect(placed, `${id} is missing`).toBeDefined();
      // Some rows have no name in the sheet.
      if (!/^[-\s]*$/.test(rowName))
        expect(placed?.row.name.toLowerCase().replace(/\s+/g, ' '), id).toBe(
          rowName.trim().toLowerCase().replace(/\s+/g, ' '),
        );
      const ours = (placed?.row.from as string | undefined)?.split('/').at(-1)?.toLowerCase();
      if (/^[-–]?$/.test(source.trim())) {
        // A row of the sheet without a source in the XDIS91 has none here, or one in the XBIN01.
        expect(
          ours === undefined || (placed?.row.from as string | undefined)?.startsWith('XBIN01:'),
          `${id} ${placed?.row.from}`,
        ).toBe(true);
      } else if (!(placed?.row.from as string | undefined)?.startsWith('XBIN01:'))
        expect(ours, id).toBe(lastName(source));
    }
  });
});

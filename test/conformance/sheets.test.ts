import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/mapping/notation.js';
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

/** The columns of a sheet of the other direction. */
const backSheet = (name: string) =>
  readFileSync(join(reference, 'mapping-tables', `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([id = '', rowName = '', , , target = '', , beside = '']) => ({
      id,
      name: rowName,
      target,
      beside: name.endsWith('xbin01') ? beside : '',
    }));

/** The last names of all elements that a row fills. */
const targetsOf = (row: Row): string[] => {
  const to = 'to' in row ? row.to : undefined;
  const paths = Array.isArray(to) ? to : Object.keys(to ?? {});
  return [...paths, row.beside ?? [], row.besides ?? []]
    .flat()
    .map((path) => path.split('/').at(-1)?.toLowerCase() ?? '');
};

/** Rows whose target in the sheet is filled by another row here, or by none, with the reason. */
const OTHERWISE = new Map([
  ...['C41', 'CB41'].map((id) => [id, 'joined into C39']),
  ...['C32', 'CB32'].map((id) => [id, 'C36 makes the status of it']),
  ...['C45', 'C46', 'C65', 'C66', 'CB45', 'CB46', 'CB65', 'CB66'].map((id) => [
    id,
    'put into the text of C42',
  ]),
  ['C51', 'a letter holds no content: CB51'],
  ['CB49', 'D3: the title is the RefDescription; ObjectCode comes from the type, CB50'],
  ['CB50', 'D3: ObjectExtensionCode is CB104'],
] as Array<[string, string]>);

const several = (ids: readonly string[], reason: string): Record<string, string> =>
  Object.fromEntries(ids.map((id) => [id, reason]));

/** Rows whose source or target in the sheets of receipts is that of another row here, or of none, with the reason. */
const OTHERWISE_IN_RECEIPTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'xctl-to-acknowledgement': {
    KX3: 'joined into KX2',
    KX7: 'the element is no value: the kind of the receipt is known once it is read',
    KX20: 'a key; an Acknowledgement has no element for it',
    ...several(['KX21', 'KX22', 'KX23', 'KX24', 'KX25', 'KX26'], 'the same organisation as in KX11 to KX16'),
    ...several(['KX29', 'KX37'], 'joined into KX110, behind the letter it is about'),
    ...several(['KX31', 'KX39', 'KX43'], 'KX106 says which message the letter was'),
    KX36: 'KX28 says it for every receipt',
  },
  'acknowledgement-to-xctl': {
    KA7: 'the element is no value: it is the kind of the receipt',
    ...several(['KA21', 'KA24', 'KA27'], 'of the message before: known, not in the Acknowledgement'),
    ...several(['KA22', 'KA23', 'KA25', 'KA26'], 'the same organisation as in KA13 to KA18'),
    ...several(['KA28', 'KA30'], 'our own refusals only, which no Acknowledgement becomes'),
    ...several(['KA33', 'KA34', 'KA40', 'KA41'], 'D31: told of the whole message'),
    KA36: 'KA29 says it for every receipt',
    ...several(['KA37', 'KA38'], 'message.yaml puts the text together'),
    KA44: 'covered with its system',
  },
};

/** The columns of a sheet of receipts. */
const receiptSheet = (name: string) =>
  readFileSync(join(reference, 'mapping-tables', `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([id = '', rowName = '', source = '', , target = '']) => ({ id, name: rowName, source, target }));

/** The last names of elements of the sheets of receipts, which spell some differently. */
const receiptNames = (cell: string): string[] =>
  cell
    .replace(/\(previous message\)|\.where\([^)]*\)|\\n/g, ' ')
    .split(/ og /)
    .map((path) => path.trim().split(/[./]/).at(-1)?.toLowerCase() ?? '')
    .map((word) => (word === 'originalletterversioncode' ? 'originalversioncode' : word))
    .filter((word) => !/^[-–]?$/.test(word));

/** The last names of elements that a row takes values from, or says the fate of. */
const sourcesOf = (row: Row): string[] =>
  [row.from ?? [], row.covers ?? []].flat().map((path) => path.split(/[./]/).at(-1)?.toLowerCase() ?? '');

/** The last names of elements that a row of receipts fills, in either format. */
const filledBy = (row: Row): string[] => targetsOf(row).flatMap((path) => path.split('.').at(-1) ?? []);

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

  test.each([
    ['carecommunication-to-xdis91', tables.back],
    ['carecommunication-to-xdis91-xbin01', tables.backWithAttachments],
  ] as const)('have all their rows in %s, with their names and targets', (name, table) => {
    for (const { id, name: rowName, target, beside } of backSheet(name)) {
      const placed = table.byId.get(id);
      expect(placed, `${id} is missing`).toBeDefined();
      if (placed === undefined) continue;
      expect(placed.row.name.toLowerCase().replace(/\s+/g, ' '), id).toBe(
        rowName.trim().toLowerCase().replace(/\s+/g, ' '),
      );
      // Rows that share a target with another, or go into the text, say so in one place.
      if (OTHERWISE.has(id)) continue;
      const targets = targetsOf(placed.row);
      if (!/^[-–]?$/.test(target.trim())) expect(targets, id).toContain(lastName(target));
      if (!/^[-–]?$/.test(beside.trim())) expect(targets, id).toContain(lastName(beside));
    }
  });

  test.each([
    ['xctl-to-acknowledgement', tables.receipts.toAcknowledgement, 46],
    ['acknowledgement-to-xctl', tables.receipts.toReceipt, 44],
  ] as const)('have all their rows in %s, with their names, sources and targets', (name, table, count) => {
    const rows = receiptSheet(name);
    expect(rows).toHaveLength(count);
    const otherwise: string[] = [];
    for (const { id, name: rowName, source, target } of rows) {
      const placed = table.byId.get(id);
      expect(placed, `${id} is missing`).toBeDefined();
      if (placed === undefined) continue;
      const spaced = rowName.trim().toLowerCase().replace(/\s+/g, ' ');
      expect(placed.row.name.toLowerCase(), id).toBe(spaced);
      const [from, to] = [sourcesOf(placed.row), filledBy(placed.row)];
      const isThere =
        receiptNames(source).every((one) => from.includes(one)) &&
        receiptNames(target).every((one) => to.includes(one));
      if (!isThere) otherwise.push(id);
    }
    expect(otherwise).toEqual(
      Object.keys(OTHERWISE_IN_RECEIPTS[name] ?? {}).sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))),
    );
  });
});

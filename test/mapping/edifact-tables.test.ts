import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DiagnosticError, loadTables } from '../../src/index.js';
import { shipped, tables } from '../support/converter.js';

const FILES = ['interchange', 'dis91', 'bin01', 'ctl'];
const textOf = (name: string): string => shipped.get(`edifact/${name}.yaml`) ?? '';

/** All rows of a table, wherever they stand in it. */
const rowsIn = (node: unknown): Array<Record<string, unknown>> => {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'id' in node ? [node as Record<string, unknown>] : [];
  return [...own, ...Object.values(node).flatMap(rowsIn)];
};
const rows = FILES.flatMap((name) => rowsIn(parse(textOf(name))));

describe('the shipped tables of EDIFACT', () => {
  test('are there for every message', () => {
    expect(tables.edifact.map(({ name }) => name)).toEqual(['DIS91', 'BIN01', 'CTL01', 'CTL02', 'CTL03']);
  });

  test('write every leaf, except those that EDIFACT says without words', () => {
    for (const { name, schema, byId } of tables.edifact) {
      const written = new Set(
        [...byId.values()]
          .filter(({ element, how }) => element > 0 || how === 'object')
          .flatMap(({ leaves }) => leaves.map(({ path }) => path.replace(/^\w+\/(?=Letter\/)/, ''))),
      );
      const others = [...schema.leaves.keys()]
        .map((path) => path.replace(/^\w+\/(?=Letter\/)/, ''))
        .filter((path) => !written.has(path));
      const silent = {
        DIS91: ['Letter/StatisticalCode', 'Letter/TypeCode', 'ClinicalEmail/Reference/SUP'],
        BIN01: ['Letter/StatisticalCode', 'Letter/TypeCode', 'BinaryLetter/SystemInformation'],
      }[name] ?? ['Envelope/AcknowledgementCode', 'Letter/StatisticalCode'];
      expect(others.toSorted(), name).toEqual(silent.toSorted());
    }
  });

  test('have ids of their own for their rows', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(200);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('have a code in EDIFACT for every code of OIOXML but that of a county', () => {
    const lacking = rows.flatMap((row) => {
      if (row.how !== 'code-list') return [];
      const list = tables.codeLists.get(row.list as string);
      return (list?.table.codes ?? [])
        .filter((code) => code[row.column as string] === undefined)
        .map((code) => code.oioxml);
    });
    expect(new Set(lacking)).toEqual(new Set(['amt']));
  });

  test('have no code in EDIFACT that means two', () => {
    for (const { how, list, column } of rows) {
      if (how !== 'code-list') continue;
      const codes = (tables.codeLists.get(list as string)?.table.codes ?? []).flatMap((code) => [
        code[column as string],
        ...(code.accepted?.split(' ') ?? []),
      ]);
      const there = codes.filter((code) => code !== undefined && code !== '-');
      expect(
        there.filter((code, i) => there.indexOf(code) !== i),
        `${list}`,
      ).toEqual([]);
    }
  });
});

/** Loads the tables with a change in one of them; gives what is told. */
const loading = (name: string, from: string, to: string) => {
  const text = textOf(name);
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  try {
    loadTables(new Map([...shipped, [`edifact/${name}.yaml`, text.replace(from, to)]]));
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
};

describe('a table of EDIFACT is refused', () => {
  test.each([
    ['with an unknown word', 'dis91', 'placeholder: "_"', 'platzhalter: "_"', 'TAB002', ''],
    ['with an unknown how', 'dis91', 'how: subject', 'how: topic', 'TAB002', ''],
    ['with a position that is none', 'dis91', 'at: "2.1"', 'at: "2"', 'TAB002', ''],
    ['with an id that is none', 'dis91', 'id: E12', 'id: "12"', 'TAB002', ''],
    ['with a group without segments', 'ctl', 'segments:', 'segments: []\n    other:', 'TAB002', ''],
    ['with an unknown element', 'dis91', 'Sender/Identifier ', 'Sender/Number ', 'TAB003', 'E12'],
    ['with an unknown code list', 'dis91', 'list: priority', 'list: urgency', 'TAB003', 'E64'],
    [
      'with an unknown column',
      'dis91',
      'list: priority, column: edifact',
      'list: priority, column: x',
      'TAB003',
      'E64',
    ],
    ['with a row for a row that is not there', 'dis91', 'with: E72', 'with: E999', 'TAB003', 'E73'],
    ['with a repetition of a row that is not there', 'bin01', 'of: EB108', 'of: EB999', 'TAB003', 'EB113'],
    [
      'with the size of an element that is not there',
      'bin01',
      'of: BinaryObject/Object_Base64Encoded',
      'of: BinaryObject/Bytes',
      'TAB003',
      'EB108',
    ],
    ['with an id that is there twice', 'dis91', 'id: E13\n', 'id: E12\n', 'TAB003', 'E12'],
    ['with an id of the segments around', 'dis91', 'id: E13\n', 'id: EI3\n', 'TAB003', 'EI3'],
    [
      'with an element that is not repeated',
      'dis91',
      'each: Reference\n',
      'each: Subject\n',
      'TAB003',
      'FTX',
    ],
    [
      'with a segment for want of a row that is not there',
      'dis91',
      'unless: E93',
      'unless: E999',
      'TAB003',
      'RFF',
    ],
    [
      'with a group that depends on an unknown element',
      'bin01',
      'if: SystemInformation',
      'if: System',
      'TAB003',
      'system information',
    ],
    [
      'with a message that is not there',
      'ctl',
      'only: [CTL01, CTL02]',
      'only: [CTL01, CTL04]',
      'TAB003',
      'FTX',
    ],
    [
      'with two rows for one component',
      'dis91',
      'at: "4.2", to: Sender/D',
      'at: "4.1", to: Sender/D',
      'TAB003',
      'E16',
    ],
    ['for a message that OIOXML lacks', 'interchange', 'oioxml: XDIS91', 'oioxml: XDIS99', 'TAB003', ''],
  ])('%s', (_, name, from, to, code, row) => {
    const told = loading(name, from, to);
    expect(told?.code).toBe(code);
    if (code === 'TAB003') expect(told?.message).toContain(row);
    expect(told?.place.file).toContain('edifact');
    if (row !== '') expect(told?.place.line, 'the line of the row').toBeGreaterThan(1);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import {
  combine,
  DiagnosticError,
  directoryOf,
  emptyDirectory,
  isGln,
  type Organisation,
  parseHeadings,
  readDirectory,
} from '../../src/index.js';
import { codesOf, headings, sampleDirectory } from '../support/converter.js';

const read = (content: string | Buffer) =>
  readDirectory(Buffer.from(content as string), { file: 'sor.csv', headings });
const told = (content: string | Buffer) => {
  try {
    read(content);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
};

/** The GLN that begins with twelve digits, its check digit worked out another way than isGln does. */
const glnOf = (twelve: string): string => {
  const sum = [...twelve].reverse().reduce((total, d, i) => total + Number(d) * (i % 2 === 0 ? 3 : 1), 0);
  return `${twelve}${String(Math.ceil(sum / 10) * 10 - sum)}`;
};
const twelve = fc
  .array(fc.constantFrom(...'0123456789'), { minLength: 12, maxLength: 12 })
  .map((d) => d.join(''));

describe('GLN', () => {
  test('its check digit is the only one that fits', () => {
    fc.assert(
      fc.property(twelve, fc.integer({ min: 0, max: 9 }), (digits, last) => {
        expect(isGln(digits + last)).toBe(digits + last === glnOf(digits));
      }),
    );
  });

  test.each(['', '579000999901', '57900099990100', '579000999901a', ' 5790009999010'])(
    '%j is none',
    (value) => {
      expect(isGln(value)).toBe(false);
    },
  );
});

describe('the directory of the samples', () => {
  test('is found by each of its numbers', () => {
    const name = 'Testby Lægehus';
    expect(sampleDirectory.byGln('5790009999010')?.name).toBe(name);
    expect(sampleDirectory.bySorId('111111000016008')?.name).toBe(name);
    expect(sampleDirectory.byProviderNumber('091034')?.name).toBe(name);
    expect(sampleDirectory.byMunicipality('0147')?.name).toBe('Testby Kommune, Visitationen');
    expect(sampleDirectory.byGln('5790009999034')?.name).toBe('Prøvekøbing Sygehus, Medicinsk Afdeling');
    expect(sampleDirectory.byGln('5790000000000')).toBeUndefined();
    expect(sampleDirectory.size).toBe(8);
  });

  test('a closed entry is known until its last day', () => {
    expect(sampleDirectory.byGln('5790009999072', '2024-12-31')).toBeDefined();
    expect(sampleDirectory.byGln('5790009999072', '2025-01-01')).toBeUndefined();
    expect(sampleDirectory.byGln('5790009999072', '2009-12-31')).toBeUndefined();
    expect(sampleDirectory.byGln('5790009999072')).toBeDefined();
  });
});

describe('reading', () => {
  const value = fc
    .string({ unit: fc.constantFrom(...'aæøåÅ9 ;,"\t\n-'), maxLength: 12 })
    .map((s) => s.trim());
  const organisation = fc.record({
    gln: twelve.map(glnOf),
    sorId: twelve,
    name: value,
    telephone: value,
    providerNumber: value,
  });

  test('gives back any table, whatever its delimiter, line ends and encoding', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(organisation, { selector: (o) => o.gln, minLength: 1, maxLength: 8 }),
        fc.constantFrom(';', ',', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('utf8', 'mark', 'latin1'),
        (rows, delimiter, newline, encoding) => {
          const csv = Papa.unparse(rows, { delimiter, newline, quotes: true });
          const bytes = Buffer.from(
            encoding === 'mark' ? `\ufeff${csv}` : csv,
            encoding === 'latin1' ? 'latin1' : 'utf8',
          );
          const { directory, diagnostics } = read(bytes);
          expect(diagnostics).toEqual([]);
          for (const row of rows) {
            const { file, line, ...found } = directory.byGln(row.gln) as Organisation;
            const filled = Object.fromEntries(Object.entries(row).filter(([, v]) => v !== ''));
            expect(found).toEqual(filled);
            expect(file).toBe('sor.csv');
            expect(line).toBeGreaterThan(1);
          }
        },
      ),
    );
  });

  test('finds the columns of the public extracts by their headings, in any order and spelling', () => {
    const daily = read(
      '"SorId";"EntityName";"EanLocationCode";"FromDate";"ToDate";"VirtualAddressTelephoneNumber"\n="111111000016008";"Testby Lægehus";="5790009999010";01-02-2020 00:00:00;;99999999\n',
    );
    expect(daily.directory.byGln('5790009999010')).toEqual({
      gln: '5790009999010',
      sorId: '111111000016008',
      name: 'Testby Lægehus',
      telephone: '99999999',
      validFrom: '2020-02-01',
      file: 'sor.csv',
      line: 2,
    });
    const older = read(
      Buffer.from(
        'Enhedsnavn;SOR-kode;Ydernummer;LOKATIONSNUMMER\nLægerne på Prøvegade;777777000016006;065432;5790009999072\n',
        'latin1',
      ),
    );
    expect(older.directory.byProviderNumber('065432')?.name).toBe('Lægerne på Prøvegade');
  });

  test('leading zeros stay', () => {
    const { directory } = read('gln;sorId;providerNumber\n5790009999010;000000000016008;000012\n');
    expect(directory.byProviderNumber('000012')?.sorId).toBe('000000000016008');
    expect(directory.byProviderNumber('12')).toBeUndefined();
  });

  test('warns of rows that cannot be used and of a GLN that is there twice, with their lines', () => {
    const { directory, diagnostics } = read(
      'gln;sorId;name\n123;;"a\nb"\n5790009999010;111111000016008;x\n\n5790009999010;222222000016004;y\n',
    );
    expect(codesOf(diagnostics)).toEqual(['SOR004', 'SOR005']);
    expect(diagnostics.map((d) => d.place.line)).toEqual([2, 6]);
    expect(directory.byGln('5790009999010')?.name).toBe('x');
  });

  test('of several entries the one in force counts', () => {
    const { directory, diagnostics } = read(
      'gln;sorId;validFrom;validTo\n5790009999010;111111000016008;;2020-12-31\n5790009999010;222222000016004;2021-01-01;\n',
    );
    expect(diagnostics).toEqual([]);
    expect(directory.byGln('5790009999010', '2020-06-01')?.sorId).toBe('111111000016008');
    expect(directory.byGln('5790009999010', '2026-06-01')?.sorId).toBe('222222000016004');
    // The last day of the one, the first of the other.
    expect(directory.byGln('5790009999010', '2020-12-31')?.sorId).toBe('111111000016008');
    expect(directory.byGln('5790009999010', '2021-01-01')?.sorId).toBe('222222000016004');
  });

  test('an entry without a usable GLN is still found by its SOR id, and the other way round', () => {
    const { directory } = read('gln;sorId\n;111111000016008\n5790009999010;\n');
    expect(directory.bySorId('111111000016008')).toBeDefined();
    expect(directory.byGln('5790009999010')?.sorId).toBeUndefined();
  });

  test('rows stay apart where line ends are mixed', () => {
    const { directory, diagnostics } = read(
      'gln;sorId;name\r\n5790009999010;111111000016008;"x"\r\n5790009999027;222222000016004;y\n5790009999034;333333000016009;z\r',
    );
    expect(diagnostics).toEqual([]);
    const found = ['5790009999010', '5790009999027', '5790009999034'].map((gln) => directory.byGln(gln));
    expect(found.map((o) => [o?.name, o?.line])).toEqual([
      ['x', 2],
      ['y', 3],
      ['z', 4],
    ]);
  });

  test('a row with a date that cannot be read is not used, and told', () => {
    for (const date of ['20241231', '31-12-24', '2024-13-45', '12/31/2024', '2024-02-31', '2024-12-310']) {
      const { directory, diagnostics } = read(`gln;sorId;validTo\n5790009999010;111111000016008;${date}\n`);
      expect(directory.size).toBe(0);
      expect(codesOf(diagnostics)).toEqual(['SOR007']);
      expect(diagnostics[0]?.place.line).toBe(2);
    }
  });

  test('a number that is none is told, and the entry found by its other number', () => {
    const { directory, diagnostics } = read('gln;sorId\n5790009999011;111111000016008\n5790009999027;1\n');
    expect(codesOf(diagnostics)).toEqual(['SOR006']);
    expect(diagnostics[0]).toMatchObject({ place: { line: 2 }, message: expect.stringContaining('2 rows') });
    expect(directory.bySorId('111111000016008')?.gln).toBeUndefined();
    expect(directory.byGln('5790009999027')?.sorId).toBeUndefined();
  });

  test('reads the characters that windows-1252 has and latin-1 has not', () => {
    const name = Buffer.from([0x8a, 0x80, 0x96, 0xe6]);
    const { directory } = read(
      Buffer.concat([Buffer.from('gln;sorId;name\n5790009999010;111111000016008;'), name]),
    );
    expect(directory.byGln('5790009999010')?.name).toBe('Š€–æ');
  });

  test('a quotation mark that is never closed is told with its line', () => {
    const fault = told('gln;sorId;name\n5790009999010;111111000016008;x\n5790009999027;222222000016004;"y\n');
    expect(fault).toMatchObject({ code: 'SOR002', place: { line: 3 } });
  });

  test.each([
    ['an empty file', '', 'SOR002'],
    ['a binary file', Buffer.from([0, 1, 2]), 'SOR002'],
    ['a million columns', `${';'.repeat(1_000_000)}gln;sorId`, 'SOR002'],
    ['more than a string can hold', Buffer.alloc(600e6, 'x'), 'SOR002'],
    ['no column for the GLN', 'sorId;name\n1;2\n', 'SOR003'],
    ['no column for the SOR id', 'gln;name\n1;2\n', 'SOR003'],
    ['no table at all', 'Kære hjemmepleje', 'SOR003'],
  ])('refuses %s', (_, content, code) => {
    expect(told(content)?.code).toBe(code);
    expect(told(content)?.hint).toBeTruthy();
  });

  test('only headings make a directory that knows nobody', () => {
    expect(read('gln;sorId\n').directory.size).toBe(0);
  });
});

describe('several directories', () => {
  const one = directoryOf([{ gln: '5790009999010', sorId: '111111000016008', name: 'one', line: 1 }]);
  const two = directoryOf([
    {
      gln: '5790009999010',
      sorId: '222222000016004',
      name: 'two',
      providerNumber: '1',
      municipalityCode: '0101',
      line: 1,
    },
  ]);

  test('the first that knows wins', () => {
    const both = combine(one, two);
    expect(both.byGln('5790009999010')?.name).toBe('one');
    expect(both.bySorId('222222000016004')?.name).toBe('two');
    expect(both.byProviderNumber('1')?.name).toBe('two');
    expect(both.byMunicipality('0101')?.name).toBe('two');
    expect(both.size).toBe(2);
  });

  test('an entry that is no longer in force gives way', () => {
    const closed = directoryOf([{ gln: '5790009999010', name: 'closed', validTo: '2020-01-01', line: 1 }]);
    expect(combine(closed, two).byGln('5790009999010', '2026-01-01')?.name).toBe('two');
    expect(emptyDirectory.byGln('5790009999010')).toBeUndefined();
  });
});

test('a table of headings with a fault is refused with its place', () => {
  const yaml = readFileSync('mappings/directory/headings.yaml', 'utf8');
  try {
    parseHeadings(yaml.replace(/^name: .*$/m, 'navn: [x]'), 'headings.yaml');
    expect.unreachable();
  } catch (error) {
    expect((error as DiagnosticError).diagnostic).toMatchObject({
      code: 'TAB002',
      place: { file: 'headings.yaml' },
    });
  }
});

test('very many organisations of one number are not copied for each question', { timeout: 60_000 }, () => {
  const many = 200_000;
  const directory = directoryOf(
    Array.from({ length: many }, (_, line) => ({ gln: '5790009999010', validFrom: '2026-01-01', line })),
  );
  for (let i = 0; i < 20_000; i++) expect(directory.byGln('5790009999010', '2026-03-02')?.line).toBe(0);
  expect(directory.byGln('5790009999010', '2025-12-31')).toBeUndefined();
});

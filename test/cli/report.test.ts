import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { files, folder, out, put } from '../support/folder.js';

const FAULT = sampleText('plain').replace('>inaktiv<', '>wrong<');

/** A batch with letters, an attachment, faults of two kinds, and an element that no row knows. */
const batch = (): string => {
  for (let i = 0; i < 7; i++) put(`in/wrong-${i}.xml`, FAULT);
  put('in/cut.xml', sampleText('plain').slice(0, 900));
  put('in/plain.xml', sampleText('plain'));
  put(
    'in/bold.xml',
    sampleText('plain').replace('Kære hjemmepleje.', '<Bold>Kære</Bold> <Italic>I</Italic>'),
  );
  put('in/letter.xml', sampleText('attachment'));
  put('in/attachment.xml', sampleText('attachment', 'attachment.xml'));
  put('in/several.xml', sampleText('several-letters'));
  return `${folder}/in`;
};

const convert = (...args: string[]) =>
  medcomConvert(['convert', ...args, '--to', 'fhir', '--sor', 'samples/sor.csv', '--out', out()]);

const report = (name: string): string => `${folder}/reports/${name}`;
const read = (name: string): string => readFileSync(report(name), 'utf8');
// biome-ignore lint/suspicious/noExplicitAny: tests walk through JSON of any shape
const readJson = (name = 'r.json'): any => JSON.parse(read(name));

describe('the report of a batch', () => {
  test('counts what was told, message by message', () => {
    const { code, stdout } = convert(batch(), '--json', '--report', report('r.json'));
    expect(code).toBe(1);
    const told = jsonLines(stdout);
    const messages = told.filter(({ kind }) => kind === 'message');
    const of = (status: string) => messages.filter((one) => one.status === status);
    const sum = (key: string) => of('converted').reduce((all, { counts }) => all + (counts?.[key] ?? 0), 0);
    const { converted, failed, warnings } = told.at(-1);
    const json = readJson();
    expect(json).toMatchObject({ to: 'FHIR', complete: true, files: 13, messages: messages.length });
    expect(json).toMatchObject({ converted, failed, warnings, attachments: 1 });
    expect(json.values).toEqual({
      mapped: sum('mapped'),
      used: sum('used'),
      dropped: sum('dropped'),
      unmapped: sum('unmapped'),
    });
    expect(json.kinds).toEqual([
      { from: 'XDIS91', messages: converted + 7, converted, failed: 7, attachments: 1 },
      { from: null, messages: 1, converted: 0, failed: 1, attachments: 0 },
    ]);
    const size = (of: string): number =>
      files(of).reduce((all, file) => all + readFileSync(`${of}/${file}`).length, 0);
    expect(json.bytes).toEqual({ in: size(`${folder}/in`), out: size(out()) });
    expect(json.times.count).toBe(converted);
    expect(json.sizes.count).toBe(converted);
  });

  test('groups failures and warnings by code and rule, with five files each', () => {
    convert(batch(), '--report', report('r.json'));
    const { failures, warningCauses } = readJson();
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatchObject({ code: 'OIO032', rule: 'legacy formats 6', messages: 7, times: 7 });
    expect(failures[0].hint).toContain('indlagt');
    expect(failures[0].examples.map(({ file }: { file: string }) => file)).toEqual(
      [0, 1, 2, 3, 4].map((i) => `${folder}/in/wrong-${i}.xml`),
    );
    expect(failures[0].examples[0]).toMatchObject({
      line: 50,
      path: 'ClinicalEmail/Patient/EpisodeOfCareStatusCode',
    });
    expect(failures[1]).toMatchObject({ code: 'OIO002', messages: 1 });
    expect(warningCauses.map(({ code }: { code: string }) => code)).toContain('MAP017');
  });

  test('tells losses by row and what no row knows by path, as the traces do', () => {
    convert(batch(), '--trace', '--report', report('r.json'));
    const byRow = new Map<string, number>();
    const byPath = new Map<string, number>();
    for (const name of files(out()).filter((file) => file.endsWith('.trace.json'))) {
      const trace = JSON.parse(readFileSync(`${out()}/${name}`, 'utf8'));
      for (const { status, row, at } of trace.input) {
        if (status === 'dropped') byRow.set(`${row} dropped`, (byRow.get(`${row} dropped`) ?? 0) + 1);
        const path = at.split(' ').at(-1);
        if (status === 'unmapped') byPath.set(path, (byPath.get(path) ?? 0) + 1);
      }
      for (const { row } of trace.losses) byRow.set(`${row} part`, (byRow.get(`${row} part`) ?? 0) + 1);
    }
    const json = readJson();
    const told = json.losses.map(
      ({ row, status, values }: { row: string; status: string; values: number }) => [
        `${row} ${status}`,
        values,
      ],
    );
    expect(new Map(told)).toEqual(byRow);
    expect(byRow.get('X60 part')).toBeGreaterThan(0);
    expect(json.losses.find(({ row }: { row: string }) => row === 'X6')).toMatchObject({
      name: 'AcknowledgementCode',
      reasons: [expect.stringContaining('every FHIR message is acknowledged')],
    });
    expect(byPath.size).toBeGreaterThan(0);
    expect(
      new Map(json.unknown.map((one: { path: string; values: number }) => [one.path, one.values])),
    ).toEqual(byPath);
    expect(json.otherUnknown).toBe(0);
  });

  test('counts what gets lost on the way from and to EDIFACT, too', () => {
    const losses = (args: string[]) => {
      medcomConvert([
        'convert',
        ...args,
        '--out',
        out(),
        '--sor',
        'samples/sor.csv',
        '--report',
        report('r.json'),
      ]);
      return readJson().losses.map(({ row }: { row: string }) => row);
    };
    expect(losses(['samples/edifact-letter/input', '--to', 'fhir'])).toContain('X32');
    expect(losses(['samples/new-message/input', '--to', 'edifact'])).toContain('C102');
    expect(losses(['samples/edifact-careless/input', '--to', 'oioxml']).length).toBeGreaterThan(0);
  });

  test('lists every message, on one line each, in a list for spreadsheets', () => {
    const { stdout } = convert(batch(), '--json', '--report', report('r.csv'));
    const messages = jsonLines(stdout).filter(({ kind }) => kind === 'message');
    const { data } = Papa.parse<Record<string, string>>(read('r.csv').trimEnd(), { header: true });
    expect(data.map(({ File, Letter, Outcome, Result }) => [File, Letter, Outcome, Result])).toEqual(
      messages.map(({ file, letter, status, output }) => [file, letter?.letter ?? '', status, output ?? '']),
    );
    const plain = data.find(({ File }) => File?.endsWith('plain.xml'));
    expect(plain).toMatchObject({
      Message: 'XDIS91',
      Attachments: '0',
      'Bytes read': String(Buffer.byteLength(sampleText('plain'))),
      'Bytes written': String(readFileSync(`${out()}/plain.json`).length),
      Codes: '',
    });
    expect(Number(plain?.Milliseconds)).toBeGreaterThan(0);
    expect(data.find(({ File }) => File?.endsWith('wrong-0.xml'))?.Codes).toBe('OIO032');
  });

  test('holds nothing that a spreadsheet would compute', () => {
    put('in/letter.xml', sampleText('plain').replaceAll('BRV2603020001', '=1+1'));
    writeFileSync(`${folder}/in/@sum.xml`, 'x');
    convert(`${folder}/in/letter.xml`, '--report', report('r.csv'));
    expect(read('r.csv')).toContain(`,"'=1+1",`);
    expect(read('r.csv')).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  test('is written in all forms at once, and is a page that stands alone', () => {
    convert(batch(), ...['r.html', 'r.json', 'r.csv'].flatMap((name) => ['--report', report(name)]));
    expect(files(`${folder}/reports`)).toEqual(['r.csv', 'r.html', 'r.json']);
    const page = read('r.html');
    expect(page).toContain('<h1>Conversion to FHIR</h1>');
    expect(page).toContain('OIO032');
    expect(page).not.toMatch(/<script|<link|src=|style="/);
  });

  test('is told in Danish, too', () => {
    convert(
      batch(),
      '--lang',
      'da',
      ...['r.html', 'r.json', 'r.csv'].flatMap((name) => ['--report', report(name)]),
    );
    expect(read('r.html')).toContain('<html lang="da">');
    expect(read('r.html')).toContain('Hvorfor meddelelser fejlede');
    expect(read('r.html')).toContain('EpisodeOfCareStatusCode har en ukendt kode.');
    expect(read('r.csv')).toMatch(/^Fil,Meddelelse,/);
    expect(readJson().failures[0].message).toBe('EpisodeOfCareStatusCode har en ukendt kode.');
  });

  test('tells of no person', () => {
    convert(batch(), ...['r.html', 'r.json', 'r.csv'].flatMap((name) => ['--report', report(name)]));
    for (const name of ['r.html', 'r.json', 'r.csv'])
      for (const person of ['2509479989', 'Elmer', 'Bruno', 'Prøvevej', 'hjemmepleje', 'wrong<'])
        expect(read(name), `${name} ${person}`).not.toContain(person);
  });

  test('is one of an empty batch, too', () => {
    mkdirSync(`${folder}/in`);
    const { code } = convert(`${folder}/in`, '--report', report('r.html'), '--report', report('r.json'));
    expect(code).toBe(1);
    expect(readJson()).toMatchObject({
      messages: 1,
      failed: 1,
      files: 0,
      losses: [],
      kinds: [{ from: null }],
    });
    expect(readJson().times).toBeUndefined();
    expect(read('r.html')).toContain('IN009');
  });
});

describe('is refused, and nothing converted,', () => {
  test.each([
    ['a name that says no form', () => `${folder}/r.pdf`, /--report .*\.html, \.json or \.csv/],
    ['an input', () => `${folder}/in/message.json`, /error IN008/],
    ['a folder that is none', () => `${folder}/in/plain.xml/r.html`, /error IN007/],
  ])('%s', (_, file, message) => {
    put('in/plain.xml', sampleText('plain'));
    put('in/message.json', '{}');
    const before = files(folder);
    const { code, stderr } = convert(`${folder}/in`, '--report', report('a.csv'), '--report', file());
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(files(folder)).toEqual(before);
  });
});

test('a batch that is stopped tells what it had done', async () => {
  for (let i = 0; i < 3000; i++) put(`in/${String(i).padStart(4, '0')}.xml`, sampleText('plain'));
  const names = ['r.html', 'r.json', 'r.csv'].flatMap((name) => ['--report', report(name)]);
  const child = spawn(process.execPath, [
    'bin/medcom-convert.js',
    ...['convert', `${folder}/in`, '--to', 'fhir', '--sor', 'samples/sor.csv', '--out', out(), ...names],
  ]);
  child.stderr.once('data', () => child.kill('SIGTERM'));
  const code = await new Promise((done) => child.on('exit', done));
  expect(code).toBe(143);
  expect(files(`${folder}/reports`)).toEqual(['r.csv', 'r.html', 'r.json']);
  const json = readJson();
  expect(json.complete).toBe(false);
  expect(json.messages).toBeGreaterThan(0);
  expect(json.messages).toBeLessThan(3000);
  const results = files(out()).filter((name) => !name.startsWith('.medcom-convert/'));
  expect(results).toHaveLength(json.converted);
  expect(read('r.csv').trimEnd().split('\r\n')).toHaveLength(json.messages + 1);
  expect(read('r.html')).toContain('The batch was stopped before its end.');
  rmSync(`${folder}/in`, { recursive: true });
  expect(existsSync(`${folder}/in`)).toBe(false);
});

import { copyFileSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { files, folder, put } from '../support/folder.js';

/** What was told, with the folder of the test named as in the expected texts. */
const told = (text: string): string => text.replaceAll(`${folder}/`, '');

const plain = sampleText('plain');
const faults: ReadonlyArray<readonly [string, string | Buffer]> = [
  ['base64.xml', sampleText('attachment', 'attachment.xml').replace('JVBERi0x', 'JVB*Ri0x')],
  ['code.xml', plain.replace('>inaktiv<', '>sovende<')],
  ['cut.edi', "UNA:+.? 'UNB+UNOC:3+5790009999010:14"],
  ['cut.json', '{ "resourceType": "Bundle", "type":'],
  ['empty.xml', ''],
  ['entity.xml', plain.replace('Testby', '&testby;')],
  ['missing.xml', plain.replace(/<PersonSurnameName>.*<\/PersonSurnameName>/, '')],
  ['ok.xml', sampleText('no-text')],
  ['unknown.xml', plain.replace('5790009999010', '5790000000012')],
  ['x12.edi', 'ISA*00*          *00*          *ZZ*5790009999010~'],
];

test('bad input is told in Danish, with the letters that are converted and the sum', async () => {
  for (const [name, content] of faults) put(name, content);
  const to = ['--to', 'fhir', '--sor', 'samples/sor.csv', '--out', join(folder, 'out')];
  const { code, stdout, stderr } = medcomConvert(['convert', folder, ...to, '--lang', 'da']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  await expect(told(stderr)).toMatchFileSnapshot('expected/convert-da.txt');
});

test('--lang stands before the command or after it; the default is English', () => {
  const file = put('letter.xml', faults[1]?.[1] ?? '');
  const args = ['convert', file, '--to', 'fhir', '--sor', 'samples/sor.csv'];
  const after = medcomConvert([...args, '--lang', 'da']);
  expect(medcomConvert(['--lang', 'da', ...args])).toEqual(after);
  expect(after.stderr).toContain('har en ukendt kode');
  const english = medcomConvert(args);
  expect(medcomConvert([...args, '--lang=en'])).toEqual(english);
  expect(english.stderr).toContain('has an unknown code');
  // The language of the machine does not change what scripts read.
  expect(medcomConvert(args, '', { LANG: 'da_DK.UTF-8', LC_ALL: 'da_DK.UTF-8' })).toEqual(english);
  const wrong = medcomConvert([...args, '--lang', 'de']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('en, da');
});

test('--json tells the texts of the language, the codes and nothing else the same', () => {
  const file = put('letter.xml', faults[1]?.[1] ?? '');
  const args = ['convert', file, '--to', 'fhir', '--sor', 'samples/sor.csv', '--out', folder, '--json'];
  const [english] = jsonLines(medcomConvert(args).stdout);
  const [danish] = jsonLines(medcomConvert([...args, '--lang', 'da']).stdout);
  expect(danish.diagnostics[0]).toEqual({
    ...english.diagnostics[0],
    message: 'EpisodeOfCareStatusCode har en ukendt kode.',
    hint: 'Tilladt: inaktiv, indlagt, ambulant, doed, ambulant_roentgen.',
  });
  expect(Object.keys(english.diagnostics[0])).not.toContain('params');
});

test('explanations and round trips', async () => {
  const explained = medcomConvert(['explain', 'samples/edifact-careless/input', '--lang', 'da']);
  const lines = explained.stdout.split('\n');
  const parts = [...lines.slice(0, 5), '…', ...lines.slice(-7), explained.stderr];
  await expect(parts.join('\n')).toMatchFileSnapshot('expected/explain-da.txt');
  const trips = medcomConvert([
    'roundtrip',
    'samples/plain/input',
    '--sor',
    'samples/sor.csv',
    '--lang',
    'da',
  ]);
  await expect(trips.stdout + trips.stderr).toMatchFileSnapshot('expected/roundtrip-da.txt');
});

test.each([
  [
    "{ id: X19, name: x, how: copy, from: Nothing, to: 'Organization[sender].name' }",
    /^fejl TAB003 Række X19: skemaet har intet element Nothing\.\n.*\n {2}Stier i breve er dem i mappings/,
  ],
  [
    '{ id: x19, name: x, how: use, reason: y }',
    /^fejl TAB002 .*: en rækkes id er bogstaver og et tal, som X2\./,
  ],
  ['{ id: X19, name: x, how: copyy }', /^fejl TAB002 X19 how: Ugyldigt/],
  ['{ id: X19, name: ', /^fejl TAB001 Tabellen er ikke YAML: /],
])('tables that cannot be used: %s', (row, expected) => {
  put('site/xdis91-to-carecommunication/rows.yaml', `- ${row}\n`);
  const args = ['explain', 'samples/plain/input', '--lang', 'da', '--mappings', join(folder, 'site')];
  const { code, stderr } = medcomConvert(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(expected);
});

/** A run of the relay over a letter that waits for its attachment and an envelope that is cut off. */
const relay = (...more: string[]) => {
  mkdirSync(join(folder, 'in'));
  copyFileSync('samples/relay/inbox/letter.xml', join(folder, 'in', 'letter.xml'));
  // A file that was not written to for long is not one that somebody still writes.
  const cut = put('in/cut.xml', readFileSync('samples/relay/inbox/letter.xml').subarray(0, 300));
  utimesSync(cut, 0, 0);
  const dirs = ['--inbox', join(folder, 'in'), '--outbox', join(folder, 'out'), '--sor', 'samples/sor.csv'];
  return medcomConvert(['relay', ...dirs, ...store(), '--now', '2030-03-05T10:15:00+01:00', ...more]);
};
const store = (): string[] => ['--store', join(folder, 'relay.db')];

test('the relay and its ledger: what was kept is told in the language of whoever asks', () => {
  const { stderr } = relay('--lang', 'da');
  expect(stderr).toContain('letter.xml XDIS91 BRV260305 venter');
  expect(stderr).toContain(
    'fejl VAN002 Kuverten slutter for tidligt: elementet SentDateTime er ikke afsluttet.',
  );
  const ledger = (id: string, ...more: string[]) => medcomConvert(['ledger', id, ...store(), ...more]).stdout;
  expect(ledger('BRV260305', '--lang', 'da')).toMatch(/XDIS91 kuvert \S+, brev BRV260305: venter til 2030/);
  expect(ledger('cut.xml', '--lang', 'da')).toContain('fejl VAN002 Kuverten slutter for tidligt');
  expect(ledger('cut.xml')).toContain('error VAN002 The envelope ends too early');
  const [{ entries }] = jsonLines(ledger('cut.xml', '--json', '--lang', 'da'));
  expect(entries[0].diagnostics[0].message).toContain('Kuverten slutter for tidligt');
  expect(ledger('nobody', '--lang', 'da')).toBe('nobody: ukendt\n');
});

test('what the relay answers is Danish, whatever its operator reads', () => {
  expect(relay('--lang', 'en').stderr).toContain('error VAN002 The envelope ends too early');
  const answer = files(join(folder, 'out')).find((name) => name.includes('NegativeVans')) ?? '';
  expect(readFileSync(join(folder, 'out', answer), 'utf8')).toContain(
    'Brevet kunne ikke konverteres: Kuverten slutter for tidligt: elementet SentDateTime er ikke afsluttet.',
  );
});

test('validate tells by the rules of the tables, for people and for machines', () => {
  const message = sampleText('new-message', 'message.json')
    .replace('MessageDefinition|5.0', 'MessageDefinition|6.0')
    .replace('"type": "message"', '"type": ["message"]');
  const file = put('message.json', message);
  const { code, stdout } = medcomConvert(['validate', file, '--lang', 'da']);
  expect(code).toBe(1);
  expect(stdout).toContain('fejl FHIR110 [medcom-carecommunication-definition-url]');
  expect(stdout).toContain('    Definition er ikke en CareCommunication 5.x.\n');
  expect(stdout).toContain('    type skal skrives som én værdi, ikke en liste.\n');
  expect(stdout).toContain('1 fil: 0 ok, 1 fejlet');
  const [checked] = jsonLines(medcomConvert(['validate', file, '--lang', 'da', '--json']).stdout);
  const messages = checked.findings.map((one: { message: string }) => one.message);
  expect(messages).toContain('Definition er ikke en CareCommunication 5.x.');
});

test('mappings show, check and coverage', () => {
  const mappings = (...args: string[]) => medcomConvert(['mappings', ...args, '--lang', 'da']);
  expect(mappings('show').stdout).toMatch(/^Hvad der kan vises +Hvad det er +Rækker/);
  expect(mappings('show', 'code-lists/priority').stdout).toContain('Kilde: ');
  expect(mappings('show', 'code-lists/priority', '--format', 'html').stdout).toContain('<html lang="da">');

  const row = '{ id: X57, name: Category, to: Communication.kategori, how: constant, value: nursing }';
  put('site/xdis91-to-carecommunication/rows.yaml', `- ${row}\n`);
  const site = ['--mappings', join(folder, 'site')];
  const { stdout, stderr } = mappings('check', ...site);
  expect(stdout).toMatch(/^Kontrollerede tabeller: \d+, fejl: 1$/m);
  expect(stderr).toMatch(/^fejl TAB003 Række X57: .*\n {2}i xdis91-to-carecommunication\/rows\.yaml:1:3/);
  const [fault] = JSON.parse(mappings('check', ...site, '--json').stdout).diagnostics;
  expect(fault.message).toMatch(/^Række X57: /);
  expect(Object.keys(fault)).not.toContain('params');

  put('samples/cut/input/letter.xml', plain.slice(0, 900));
  const samples = ['--samples', join(folder, 'samples')];
  const coverage = mappings('coverage', ...samples, '--min', '0');
  expect(coverage.stdout).toMatch(/^Tabel +Rækker +Kan ikke +Afprøvet +Procent/);
  expect(coverage.stdout).toContain('Meddelelser, hvoraf en konvertering fejlede');
  expect(coverage.stderr).toContain('fejl OIO002 ');
  const { failed } = JSON.parse(mappings('coverage', ...samples, '--min', '0', '--json').stdout);
  expect(failed[0].diagnostics[0].message).toContain('slutter for tidligt');
});

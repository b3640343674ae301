import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { out, put } from '../support/folder.js';

test('a value that EDIFACT says once more is as personal as it was at first', () => {
  const { code } = medcomConvert([
    'convert',
    'samples/plain/input',
    '--to',
    'edifact',
    '--out',
    out(),
    '--trace',
  ]);
  expect(code).toBe(0);
  const trace = readFileSync(`${out()}/letter.trace.json`, 'utf8');
  for (const id of ['BRV2603020001', 'KUV2603020001']) {
    expect(sampleText('plain'), id).toContain(id);
    expect(trace.replace(/"letter": \{[^}]*\}/, ''), id).not.toContain(id);
  }
  const { output, input } = JSON.parse(trace);
  const last = output.find(({ target }: { target: string }) => /UNT\.2\.1/.test(target));
  expect(last).toMatchObject({ row: 'EI22', how: 'again', value: '(13 characters)' });
  const identifier = input.find(({ at }: { at: string }) => at.endsWith('ClinicalEmail/Letter/Identifier'));
  expect(identifier.to).toContain(last.target);
});

test('breaks of a text are shown', () => {
  const file = put(
    'letter.xml',
    sampleText('plain').replace(
      /(<Text01[^>]*>).*?(<\/Text01>)/s,
      '$1Kære<Space/>Ida<Break/>Hilsen<Break/>Mads$2',
    ),
  );
  const text = medcomConvert(['explain', file, '--sor', 'samples/sor.csv', '--show-values']).stdout;
  expect(text).toContain('Kære Ida⏎Hilsen⏎Mads');
  const json = JSON.parse(
    medcomConvert(['explain', file, '--sor', 'samples/sor.csv', '--show-values', '--json']).stdout,
  );
  expect(json.input.map(({ value }: { value: string }) => value)).toContain('Kære Ida\nHilsen\nMads');
});

test('of an attachment the size is shown, whether it was read or left where it was', () => {
  const attachment = (bytes: number): string =>
    sampleText('attachment', 'attachment.xml')
      .replace(/(<Object_Base64Encoded>)[^<]*/, `$1${Buffer.alloc(bytes).toString('base64')}`)
      .replace(/(<OriginalObjectSize>)\d+/, `$1${bytes}`);
  for (const [bytes, told] of [
    [300, '(300 bytes)'],
    [300_000, '(300 kB)'],
  ] as const) {
    const files = [put('letter.xml', sampleText('attachment')), put('attachment.xml', attachment(bytes))];
    const { stdout } = medcomConvert(['explain', ...files, '--sor', 'samples/sor.csv']);
    expect(stdout).toMatch(new RegExp(`Object_Base64Encoded +${told.replace(/[()]/g, '\\$&')} +mapped`));
    const json = medcomConvert(['explain', ...files, '--sor', 'samples/sor.csv', '--json']).stdout;
    expect(json).toContain(bytes > 1000 ? '(400000 bytes of base64)' : '(400 characters)');
  }
});

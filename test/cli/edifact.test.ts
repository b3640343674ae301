import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { folder, out, put } from '../support/folder.js';

const results = (): string[] => readdirSync(out()).sort();
const latin1 = (path: string): string => readFileSync(path, 'latin1');
const SOR = ['--sor', 'samples/sor.csv'];

const letter = readFileSync('samples/edifact-letter/input/letter.edi');
const attachment = readFileSync('samples/edifact-attachment/input/attachment.edi');
const withAttachment = readFileSync('samples/edifact-attachment/input/letter.edi');

describe('convert of EDIFACT', () => {
  test('--to oioxml: an interchange becomes an Emessage, receipts too', () => {
    for (const scenario of ['edifact-letter', 'edifact-attachment', 'edifact-receipts']) {
      const { code, stderr } = medcomConvert([
        'convert',
        `samples/${scenario}/input`,
        '--to',
        'oioxml',
        '--out',
        out(),
      ]);
      expect(code, stderr).toBe(0);
      const expected = `samples/${scenario}/expected${scenario === 'edifact-receipts' ? '' : '/oioxml'}`;
      const names = readdirSync(expected).filter((one) => one.endsWith('.xml'));
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(latin1(join(out(), name))).toBe(latin1(join(expected, name)));
    }
  });

  test('--to fhir: a letter finds its attachment in either format, also in the same file', () => {
    const both = put('both.edi', Buffer.concat([attachment, withAttachment]));
    const { code, stderr } = medcomConvert(['convert', both, '--to', 'fhir', ...SOR, '--out', out()]);
    expect(stderr).toContain('1 message: 1 converted, 0 failed, 0 warnings');
    expect(code).toBe(0);
    expect(latin1(join(out(), 'both-2.json'))).toBe(
      latin1('samples/edifact-attachment/expected/fhir/letter.json'),
    );

    put('binary.xml', readFileSync('samples/edifact-attachment/expected/oioxml/attachment.xml'));
    put('letter.edi', withAttachment);
    rmSync(both);
    rmSync(out(), { recursive: true });
    const mixed = medcomConvert(['convert', folder, '--to', 'fhir', ...SOR, '--out', out()]);
    expect(mixed.stderr).toContain('1 converted, 0 failed, 0 warnings');
  });

  test('of several interchanges in a file each is a result; a broken one does not stop the others', () => {
    const broken = Buffer.from(letter.toString('latin1').replace('UNT+', "UN'T+"), 'latin1');
    const file = put('several.edi', Buffer.concat([letter, broken, withAttachment]));
    const { code, stderr } = medcomConvert(['convert', file, '--to', 'oioxml', '--out', out()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/EDI001/);
    expect(stderr).toContain('3 messages: 2 converted, 1 failed');
    expect(results()).toEqual(['several-1.xml', 'several-3.xml']);
  });

  test('an envelope is converted whole or not at all', () => {
    const receipts = latin1('samples/edifact-receipts/input/receipts.edi');
    const file = put('receipts.edi', Buffer.from(receipts.replace('FTX+MID', 'FTX+XYZ'), 'latin1'));
    const { code, stderr } = medcomConvert(['convert', file, '--to', 'oioxml', '--out', out()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/CTL02[\s\S]*EDI038[\s\S]*CTL03[\s\S]*EDI047/);
    expect(stderr).toContain('2 messages: 0 converted, 2 failed');
  });

  test('a trace names the components, and hides what is personal', () => {
    medcomConvert([
      'convert',
      'samples/edifact-letter/input',
      '--to',
      'fhir',
      ...SOR,
      '--out',
      out(),
      '--trace',
    ]);
    const trace = readFileSync(join(out(), 'letter.trace.json'), 'utf8');
    expect(trace).toMatch(/letter\.edi:7:9 5:NAD\.2\.1/);
    expect(trace).not.toMatch(/Bruno|Elmer|2509479989|rødme/);
  });

  test('--json names what was made', () => {
    const { stdout } = medcomConvert([
      'convert',
      'samples/edifact-letter/input',
      '--to',
      'oioxml',
      '--out',
      out(),
      '--json',
    ]);
    expect(jsonLines(stdout)[0]).toMatchObject({
      letter: { message: 'DIS91', version: 'D9134L', letter: 'BRV2603020101' },
      letters: [{ message: 'XDIS91', version: 'XD9134L', letter: 'BRV2603020101' }],
      status: 'converted',
      attachments: 1,
    });
  });

  test('--strict refuses what no row knows', () => {
    const odd = letter.toString('latin1').replace('SEQ++2', "SEQ++2'\nXYZ+1").replace('UNT+36', 'UNT+37');
    const file = put('odd.edi', Buffer.from(odd, 'latin1'));
    const convert = (...more: string[]) =>
      medcomConvert(['convert', file, '--to', 'oioxml', '--out', out(), ...more]);
    const lenient = convert();
    expect(lenient.code).toBe(0);
    expect(lenient.stderr).toMatch(/warning EDI032[\s\S]*13:XYZ/);
    expect(convert('--strict').code).toBe(1);
  });
});

describe('convert --to edifact', () => {
  test('the letters of a message, each an interchange', () => {
    const { code, stderr } = medcomConvert([
      'convert',
      'samples/reply-with-attachment/input',
      '--to',
      'edifact',
      '--out',
      out(),
      '--trace',
    ]);
    expect(code, stderr).toBe(0);
    expect(results()).toEqual(['message.bin01.edi', 'message.edi', 'message.trace.json']);
    expect(latin1(join(out(), 'message.edi'))).toMatch(/^UNA:\+\.\? 'UNB\+UNOC:3\+[^\r\n]*UNZ\+1\+\w+'$/);
    const trace = JSON.parse(readFileSync(join(out(), 'message.trace.json'), 'utf8'));
    const targets = trace.output.map(({ target }: { target: string }) => target);
    expect(targets).toContain('1:UNH.2.1');
    expect(targets).toContain('BIN01:UNB.5.1');
  });

  test('--edi-newlines, and standard output', () => {
    const written = (newlines: string): string =>
      medcomConvert(['convert', 'samples/plain/input', '--to', 'edifact', '--edi-newlines', newlines]).stdout;
    const plain = written('none');
    expect(plain).not.toMatch(/[\r\n]/);
    for (const [newlines, end] of [
      ['lf', '\n'],
      ['crlf', '\r\n'],
    ] as const) {
      const text = written(newlines);
      expect(text.split(end).join('')).toBe(plain);
      expect(text.endsWith(`'${end}`)).toBe(true);
    }
  });

  test('what it was, byte for byte', () => {
    medcomConvert([
      'convert',
      'samples/edifact-attachment/input',
      '--to',
      'oioxml',
      '--out',
      join(folder, 'xml'),
    ]);
    medcomConvert(['convert', join(folder, 'xml'), '--to', 'edifact', '--out', out()]);
    expect(readFileSync(join(out(), 'letter.edi'))).toEqual(withAttachment);
    // Without a department a unit has `_` before it.
    expect(readFileSync(join(out(), 'attachment.edi'))).toEqual(attachment);
  });

  test('characters that it lacks are written with others, or refuse the letter', () => {
    const file = 'samples/windows-1252/input/letter.xml';
    const { stdout, stderr } = medcomConvert(['convert', file, '--to', 'edifact']);
    expect(stderr).toMatch(/MAP042.*U\+20AC/);
    expect(stdout).toContain('EUR');
    expect(medcomConvert(['convert', file, '--to', 'edifact', '--unmappable', 'error']).code).toBe(1);
  });

  test('what is in the format already is told', () => {
    const { code, stderr } = medcomConvert(['convert', 'samples/edifact-letter/input', '--to', 'edifact']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/IN011.*EDIFACT already/);
  });
});

describe('explain and roundtrip of EDIFACT', () => {
  const edi = 'samples/edifact-letter/input/letter.edi';

  test('explain through FHIR, with the rows of both steps', () => {
    const { code, stdout } = medcomConvert(['explain', edi, ...SOR]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/letter\.edi:7 5:NAD\.2\.1 .* mapped +E12 X20/);
    expect(stdout).not.toMatch(/Elmer/);
  });

  test('explain --to oioxml, and --to edifact of the other two', () => {
    const { stdout } = medcomConvert(['explain', edi, '--to', 'oioxml']);
    expect(stdout).toMatch(/5:NAD\.2\.1 .* mapped +E12 +ClinicalEmail\/Sender\/Identifier/);
    const letters = medcomConvert(['explain', 'samples/plain/input', '--to', 'edifact']).stdout;
    expect(letters).toMatch(/ClinicalEmail\/Sender\/Identifier .* mapped +E12 +5:NAD\.2\.1/);
    const message = medcomConvert(['explain', 'samples/reply/input', '--to', 'edifact', ...SOR]).stdout;
    expect(message).toMatch(/Patient\.identifier\[0\]\.value .* mapped +C25 E72 +\d+:PNA\.2\.1/);
  });

  test.each([
    [[edi, ...SOR]],
    [[edi, '--to', 'oioxml']],
    [['samples/edifact-attachment/input', ...SOR]],
    [['samples/edifact-receipts/input', '--to', 'oioxml']],
    [['samples/plain/input', '--to', 'edifact']],
    [['samples/reply-with-attachment/input', '--to', 'edifact', ...SOR]],
  ])('roundtrip %j has nothing unexpected', (args) => {
    const { code, stdout, stderr } = medcomConvert(['roundtrip', ...args]);
    expect(stdout).toMatch(/^ok /);
    expect(stdout).not.toMatch(/[1-9]\d* unexpected/);
    expect(code, stderr).toBe(0);
  });

  test('explain hides what stands where a constant, a code or a repetition should stand', () => {
    const odd = letter
      .toString('latin1')
      .replace('RFF+SRI:BRV2603020101', 'RFF+SRI:2509479989')
      .replace('RFF+HI:NC', 'RFF+HI:Elmer')
      .replace('ORG+90:', 'ORG+Elmer:')
      .replace('::::US', '::::Elmer');
    const file = put('odd.edi', Buffer.from(odd, 'latin1'));
    for (const to of ['fhir', 'oioxml']) {
      const { stdout, stderr } = medcomConvert(['explain', file, '--to', to, ...SOR]);
      expect(stdout).toContain('15:RFF.1.2');
      expect(stdout + stderr).not.toMatch(/2509479989|Elmer/);
    }
    // What is another value than it must be did not come along, and --strict refuses it.
    const { stdout } = medcomConvert(['roundtrip', file, '--to', 'oioxml']);
    expect(stdout).toMatch(/lost by rule +E63 +it is not the same as 1:UNH\.1\.1 +15:RFF\.1\.2/);
    expect(medcomConvert(['convert', file, '--to', 'oioxml', '--strict']).code).toBe(1);
  });

  test('roundtrip tells of components that are not in the letter', () => {
    const test = letter
      .toString('latin1')
      .replace(/(UNB.*)\+1'/, "$1+1++1'")
      .replace(':203', ':204');
    const file = put('test.edi', Buffer.from(test, 'latin1'));
    const { code, stdout } = medcomConvert(['roundtrip', file, '--to', 'oioxml']);
    expect(stdout).toMatch(/lost by rule +EI11 .*UNB\.11\.1/);
    expect(code).toBe(0);
    const odd = put('odd.edi', Buffer.from(test.replace('SEQ++2', 'SEQ++2:9'), 'latin1'));
    const strange = medcomConvert(['roundtrip', odd, '--to', 'oioxml']);
    expect(strange.stdout).toMatch(/UNEXPECTED.*12:SEQ\.2\.2/s);
    expect(strange.code).toBe(1);
  });
});

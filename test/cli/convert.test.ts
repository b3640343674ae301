import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { type Json, only } from '../support/fhir.js';
import { files, folder, out, put } from '../support/folder.js';
import { negativeReceipt } from '../support/receipt.js';

const sor = ['--sor', 'samples/sor.csv'];
const toFhir = (...args: string[]) => ['convert', ...args, '--to', 'fhir', ...sor];

const plain = sampleText('plain');

describe('bad input', () => {
  const bad: Array<[name: string, content: string | Buffer, code: string]> = [
    ['not-xml.xml', 'Kære hjemmepleje', 'IN005'],
    ['truncated.xml', plain.slice(0, 1500), 'OIO002'],
    ['wrong-namespace.xml', plain.replace('2006/07/01', '2009/08/01'), 'OIO012'],
    ['no-slash.xml', plain.replace('2006/07/01/', '2006/07/01'), 'OIO012'],
    ['no-namespace.xml', plain.replace(/ xmlns="[^"]*"/, ''), 'OIO011'],
    ['unknown-version.xml', plain.replace('XD9134L', 'XD9133L'), 'OIO016'],
    ['missing-element.xml', plain.replace(/<PersonSurnameName>.*<\/PersonSurnameName>/, ''), 'OIO020'],
    ['value-too-long.xml', plain.replace('<Subject>', `<Subject>${'x'.repeat(70)}`), 'OIO030'],
    ['unknown-code.xml', plain.replace('>inaktiv<', '>sovende<'), 'OIO032'],
    ['code-in-capitals.xml', plain.replace('>inaktiv<', '>Inaktiv<'), 'OIO033'],
    [
      'invalid-base64.xml',
      sampleText('attachment', 'attachment.xml').replace('<Object_Base64Encoded>', '<Object_Base64Encoded>?'),
      'OIO040',
    ],
    [
      'cut-base64.xml',
      sampleText('attachment', 'attachment.xml').replace(
        '</Object_Base64Encoded>',
        'A</Object_Base64Encoded>',
      ),
      'OIO040',
    ],
    [
      'no-content.xml',
      sampleText('attachment', 'attachment.xml').replace(/(<Object_Base64Encoded>).*(<)/, '$1$2'),
      'OIO041',
    ],
    ['invalid-date.xml', plain.replace('<Date>2026-03-02</Date>', '<Date>2026-02-30</Date>'), 'OIO034'],
    ['invalid-time.xml', plain.replace('<Time>10:16</Time>', '<Time>25:00</Time>'), 'OIO035'],
    ['empty.xml', '', 'IN002'],
    ['binary.xml', Buffer.from([0, 1, 2, 0xff, 0, 0x89, 0x50]), 'IN003'],
    ['doctype.xml', `<!DOCTYPE Emessage SYSTEM "http://eksempel.invalid/x.dtd">${plain}`, 'OIO003'],
    ['deep.xml', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`, 'OIO004'],
    ['wrong-root.xml', '<Brev/>', 'OIO010'],
    ['no-letter.xml', plain.replace(/<ClinicalEmail>.*<\/ClinicalEmail>/s, ''), 'OIO015'],
    ['cut.edi', "UNA:+.? 'UNB+UNOC:3+5790009999010:14", 'EDI002'],
    ['utf-16.edi', Buffer.from("\ufeffUNA:+.? 'UNB+UNOC:3+5790009999010:14", 'utf16le'), 'EDI009'],
    ['headless.edi', "UNH+1+MEDDIS:D:93A:UN:D9134L+DIS91'UNT+2+1'", 'EDI011'],
    ['x12.edi', 'ISA*00*          *00*          *ZZ*5790009999010~', 'IN004'],
    ['bundle.json', '{"resourceType":"Bundle"}', 'IN011'],
    ['settings.json', '{"port":80}', 'FHIR010'],
    ['envelope.xml', '<VANSEnvelope xmlns="urn:oio:medcom:vans-envelope:1.0.4"/>', 'VAN020'],
    ['receipt.xml', negativeReceipt, 'IN013'],
    ['orphan.xml', sampleText('three-attachments', 'attachment.xml'), 'MAP003'],
  ];

  test('is told, each with code, place, rule and hint, while the batch goes on', () => {
    for (const [name, content] of bad) put(name, content);
    put('good.xml', plain);
    const { code, stdout, stderr } = medcomConvert(toFhir(folder, '--out', out(), '--json'));
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^\s+at .*\.js:/m);
    const told = jsonLines(stdout).filter((line) => line.kind === 'message');
    for (const [name, , expected] of bad) {
      const result = told.find((line) => line.file.endsWith(`/${name}`));
      expect(result, name).toBeDefined();
      expect(result.status, name).toBe('failed');
      const found = result.diagnostics.find((d: Json) => d.code === expected);
      expect(found, `${name}: ${JSON.stringify(result.diagnostics)}`).toBeDefined();
      expect(found.severity).toBe('error');
      expect(found.place.line, name).toBeGreaterThanOrEqual(1);
      expect(found.place.column, name).toBeGreaterThanOrEqual(1);
      expect(found.rule, name).toBeTruthy();
      expect(found.hint, name).toBeTruthy();
      expect(existsSync(join(out(), name.replace(/\.\w+$/, '.json'))), name).toBe(false);
    }
    expect(files(out())).toEqual(['good.json']);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ kind: 'summary', converted: 1, failed: bad.length });
  });

  test('a folder without messages, a file that is not there and one that cannot be read', () => {
    mkdirSync(join(folder, 'nothing'));
    const secret = put('secret.xml', plain);
    chmodSync(secret, 0);
    const good = put('good.xml', plain);
    const { code, stderr } = medcomConvert(
      toFhir(join(folder, 'nothing'), join(folder, 'absent.xml'), secret, good, '--out', out()),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('IN009');
    expect(stderr).toContain('IN006');
    // The superuser reads everything.
    if (process.getuid?.() !== 0) expect(stderr).toContain('IN001');
    expect(files(out())).toContain('good.json');
  });

  test('an output folder that cannot be made', () => {
    const file = put('file', 'x');
    const { code, stderr } = medcomConvert(toFhir(put('good.xml', plain), '--out', join(file, 'below')));
    expect(code).toBe(2);
    expect(stderr).toContain('IN007');
  });
});

describe('inputs and outputs', () => {
  test('one letter to standard output, the rest to standard error', () => {
    const { code, stdout, stderr } = medcomConvert(toFhir('samples/plain/input/letter.xml'));
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync('samples/plain/expected/letter.json', 'utf8'));
    expect(stderr).toMatch(/^ok .*BRV2603020001.*\n1 message: 1 converted, 0 failed, 0 warnings\n$/s);
  });

  test('standard input', () => {
    const { code, stdout } = medcomConvert(toFhir('-'), plain);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync('samples/plain/expected/letter.json', 'utf8'));
  });

  test('a folder: results lie as the inputs do, attachments are found in any order', () => {
    put('a/letter.xml', sampleText('attachment'));
    put('b/c/attachment.xml', sampleText('attachment', 'attachment.xml'));
    put('b/plain.xml', plain);
    const { code, stderr } = medcomConvert(toFhir(folder, '--out', out()));
    expect(stderr).toContain('2 messages: 2 converted');
    expect(code).toBe(0);
    expect(files(out())).toEqual(['a/letter.json', 'b/plain.json']);
    expect(readFileSync(join(out(), 'a/letter.json'), 'utf8')).toBe(
      readFileSync('samples/attachment/expected/letter.json', 'utf8'),
    );
  });

  test('patterns, several letters in a file, and a second run over the same results', () => {
    put('one.xml', plain);
    put('two.xml', sampleText('several-letters'));
    put('three.txt', plain);
    const run = () => medcomConvert(toFhir(join(folder, '*.xml'), '--out', out()));
    expect(run().code).toBe(0);
    expect(files(out())).toEqual(['one.json', 'two-1.json', 'two-2.json']);
    const before = files(out()).map((name) => readFileSync(join(out(), name), 'utf8'));
    expect(run().code).toBe(0);
    expect(files(out()).map((name) => readFileSync(join(out(), name), 'utf8'))).toEqual(before);
  });

  test('XML', () => {
    const { code, stdout } = medcomConvert(toFhir('samples/plain/input/letter.xml', '--fhir-format', 'xml'));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Bundle xmlns="http:\/\/hl7.org\/fhir">/,
    );
    expect(stdout).toContain('Kære hjemmepleje.&#xA;&#xA;Bruno');
  });

  test('an input is never overwritten', () => {
    const letter = put('letter.xml', plain);
    const { code, stderr } = medcomConvert(toFhir(letter, '--out', folder, '--fhir-format', 'xml'));
    expect(code).toBe(1);
    expect(stderr).toContain('IN008');
    expect(readFileSync(letter, 'utf8')).toBe(plain);
  });

  test('a binary letter whose letter failed is told, too', () => {
    put('letter.xml', sampleText('attachment').replace('>inaktiv<', '>x<'));
    put('attachment.xml', sampleText('attachment', 'attachment.xml'));
    const { code, stdout } = medcomConvert(toFhir(folder, '--out', out(), '--json'));
    expect(code).toBe(1);
    const codes = jsonLines(stdout).flatMap((line) => line.diagnostics?.map((d: Json) => d.code) ?? []);
    expect(codes).toEqual(['OIO032', 'MAP023']);
  });
});

describe('options', () => {
  test('--trace writes the ledger beside the result, without personal data unless it is asked for', () => {
    const run = (...more: string[]) => {
      expect(
        medcomConvert(toFhir('samples/plain/input/letter.xml', '--out', out(), '--trace', ...more)).code,
      ).toBe(0);
      return readFileSync(join(out(), 'letter.trace.json'), 'utf8');
    };
    const masked = run();
    for (const value of ['2509479989', 'Elmer', 'Bruno', 'Tabletter', 'hjemmepleje.'])
      expect(masked).not.toContain(value);
    expect(JSON.parse(masked).input.length).toBeGreaterThan(30);
    expect(run('--show-values')).toContain('2509479989');
  });

  test('--incomplete, --strict, --sor-missing, --ids', () => {
    const missing = 'samples/missing-attachment/input';
    expect(medcomConvert(toFhir(missing, '--out', out())).code).toBe(1);
    expect(medcomConvert(toFhir(missing, '--out', out(), '--incomplete')).code).toBe(0);
    const several = 'samples/several-letters/input';
    expect(medcomConvert(toFhir(several, '--out', out())).code).toBe(0);
    const strict = medcomConvert(toFhir(several, '--out', out(), '--strict'));
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain('error MAP017');
    const noSor = ['convert', 'samples/plain/input', '--to', 'fhir', '--out', out()];
    expect(medcomConvert(noSor).stderr).toContain('SOR001');
    expect(medcomConvert(noSor).code).toBe(1);
    expect(medcomConvert([...noSor, '--sor-missing', 'warn']).code).toBe(0);
    const fresh = () =>
      JSON.parse(medcomConvert(toFhir('samples/plain/input/letter.xml', '--ids', 'random')).stdout);
    expect(only(fresh(), 'Patient').id).not.toBe(only(fresh(), 'Patient').id);
  });

  test('--sor several times: the first file that knows wins', () => {
    const { stdout } = medcomConvert([
      'convert',
      'samples/two-binary-letters/input',
      '--to',
      'fhir',
      '--sor',
      'samples/sor-overlay.tsv',
      '--sor',
      'samples/sor.csv',
    ]);
    expect(stdout).toContain('99999992');
  });

  test("--mappings puts a site's rows over the shipped ones; a fault in them is told with its line", () => {
    const rows = (text: string) => put('site/xdis91-to-carecommunication/rows.yaml', text);
    const convert = () =>
      medcomConvert(toFhir('samples/plain/input/letter.xml', '--mappings', join(folder, 'site')));
    rows(
      '- { id: X57, name: Category, to: Communication.category.coding.code, how: constant, value: nursing }\n',
    );
    expect(convert().stdout).toContain('"code": "nursing"');
    rows('\n\n- { id: X57, name: Category, to: Communication.kategori, how: constant, value: nursing }\n');
    const { code, stderr } = convert();
    expect(code).toBe(2);
    expect(stderr).toMatch(/TAB003.*kategori/);
    expect(stderr).toContain('rows.yaml:3:');
  });

  test.each([
    [['convert', '--to', 'fhir'], 'There is no input'],
    [['convert', 'x.xml'], '--to'],
    [['convert', 'x.xml', '--two', 'fhir'], '(medcom-convert convert --help tells more)'],
    [['mappings', 'shew'], '(medcom-convert mappings --help tells more)'],
    [['convert', 'x.xml', '--to', 'fhir', '--out', 'out', '--quarantine', './out'], '--quarantine'],
    [['convert', 'x.xml', '--to', 'x12'], 'fhir'],
    [['convert', 'x.xml', '--to', 'edifact', '--unmappable', 'reference'], 'references'],
    [['convert', 'x.xml', '--to', 'fhir', '--json'], '--out'],
    [['convert', 'x.xml', '--to', 'fhir', '--trace'], '--out'],
    [['convert', 'x.xml', '--to', 'fhir', '--sor', 'absent.csv'], 'SOR002'],
    [['convert', 'x.xml', '--to', 'fhir', '--mappings', 'absent'], 'TAB004'],
    [['konverter'], 'unknown command'],
  ])('wrong usage: %j', (args, message) => {
    const { code, stderr } = medcomConvert(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at .*\.js:/m);
  });

  test('NO_COLOR goes before whatever else asks for colours', () => {
    const coloured = (env: Record<string, string>) => {
      const explained = medcomConvert(['explain', 'samples/plain/input/letter.xml', ...sor], '', env);
      const failed = medcomConvert(toFhir('absent.xml'), '', env);
      return [explained.stdout, failed.stderr].map((text) => text.includes('\u001b['));
    };
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '' })).toEqual([true, true]);
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toEqual([false, false]);
  });

  test('help and version', () => {
    expect(medcomConvert(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(medcomConvert(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('explain', () => {
  test('shows every element with its row, and no personal data', () => {
    const { code, stdout } = medcomConvert(['explain', 'samples/attachment/input', ...sor]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /CivilRegistrationNumber\s+\(10 characters\)\s+mapped\s+XB43\s+Patient\.identifier/,
    );
    expect(stdout).toMatch(/AcknowledgementCode\s+pluspositivkvitt\s+dropped\s+XB6/);
    expect(stdout).toMatch(/MessageHeader\.definition\s+http:\S+…?\s+constant\s+XB11/);
    for (const value of ['1411529974', 'Prøvesen', 'Karla', 'medicinliste.'])
      expect(stdout).not.toContain(value);
  });

  test('shows values if asked, and explains letters that lack attachments and organisations', () => {
    const { code, stdout, stderr } = medcomConvert([
      'explain',
      'samples/attachment/input/letter.xml',
      '--show-values',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('1411529974');
    expect(stderr).toContain('MAP002');
    expect(stderr).toContain('warning SOR001');
  });

  test('as JSON, the same as the trace', () => {
    const { stdout } = medcomConvert(['explain', 'samples/plain/input/letter.xml', '--json', ...sor]);
    const [trace] = jsonLines(stdout);
    expect(trace.input.length).toBe(
      Object.values(trace.counts as Record<string, number>).reduce((a, b) => a + b),
    );
  });

  test('a file that is no letter', () => {
    const { code, stderr } = medcomConvert(['explain', put('x.xml', 'x')]);
    expect(code).toBe(1);
    expect(stderr).toContain('IN005');
  });
});

test.each(['explain', 'roundtrip'])('%s refuses a receipt, and goes on with the letters', (command) => {
  const { code, stdout, stderr } = medcomConvert([
    command,
    put('1.xml', negativeReceipt),
    'samples/plain/input/letter.xml',
    ...sor,
  ]);
  expect(code).toBe(1);
  expect(stderr.match(/error IN013 .*XCTL02/g)?.length).toBe(1);
  expect(stdout).toContain('XDIS91 BRV2603020001:');
});

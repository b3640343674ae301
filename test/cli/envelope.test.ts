import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { positiveMessage, type Quoted, quotedOf, readVansEnvelope } from '../../src/index.js';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { enveloped, envelopeText, written } from '../support/envelope.js';
import type { Json } from '../support/fhir.js';
import { files, folder, out, put } from '../support/folder.js';
import { negativeReceipt } from '../support/receipt.js';

const sor = ['--sor', 'samples/sor.csv'];
const run = (args: string[], to: string, ...more: string[]) =>
  medcomConvert(['convert', ...args, '--to', to, ...sor, '--out', out(), ...more]);
const result = (name: string): Buffer => readFileSync(join(out(), name));

const XDIS91 = { format: 'XML', name: 'MCM:XDIS91', version: 'XD9134L' };
const letter = sampleText('plain');

/** What is in the envelope of a result. */
const unwrapped = (name: string) => {
  const { envelope, diagnostics } = readVansEnvelope(result(name), name);
  expect(diagnostics).toEqual([]);
  if (envelope?.content.kind !== 'message') throw new Error(name);
  return { ...envelope, ...envelope.content };
};

const receipt = (): Buffer => {
  const { known } = readVansEnvelope(Buffer.from(envelopeText()), '');
  const dispatch = { identifier: '9b5c0d7e-1a2b-4c3d-8e4f-5a6b7c8d9e0f', sent: '2026-03-02T14:07:00' };
  return written(positiveMessage(quotedOf(known) as Quoted & { meta: never }, dispatch));
};

describe('convert takes documents out of their envelopes', () => {
  const attachment = sampleText('attachment', 'attachment.xml');
  const XBIN01 = { format: 'XML', name: 'MCM:XBIN01', version: 'XB0131X' };

  test('a letter finds its attachment, whichever of them is in an envelope', () => {
    const withAttachment = sampleText('attachment');
    const [bareLetter, bareAttachment] = [put('1.xml', withAttachment), put('2.xml', attachment)];
    const inEnvelopes = [
      put('1.vans.xml', enveloped(Buffer.from(withAttachment), XDIS91)),
      put('2.vans.xml', enveloped(Buffer.from(attachment), XBIN01)),
    ] as const;
    for (const names of [inEnvelopes, [inEnvelopes[0], bareAttachment], [bareLetter, inEnvelopes[1]]]) {
      const { code, stderr } = run([...names], 'fhir');
      expect(stderr).toContain('1 message: 1 converted, 0 failed, 0 warnings');
      expect(code).toBe(0);
      expect(result('1.json')).toEqual(readFileSync('samples/attachment/expected/letter.json'));
    }
  });

  test('an attachment is found behind a long head of its envelope, too', () => {
    const envelope = enveloped(Buffer.from(attachment), XBIN01).toString();
    put('a-letter.xml', sampleText('attachment'));
    put('b-attachment.vans.xml', envelope.replace('<Message>', `<!--${'x'.repeat(5000)}-->$&`));
    const { stderr } = run([folder], 'fhir');
    expect(stderr).toContain('1 message: 1 converted, 0 failed, 0 warnings');
  });

  test('also of EDIFACT and FHIR, from standard input, and with an envelope that says another thing', () => {
    const edi = readFileSync('samples/edifact-letter/input/letter.edi');
    put('1.vans.xml', enveloped(edi, { format: 'EDIFACT', name: 'mcm:dis91', version: 'D9134L' }));
    put('2.xml', enveloped(edi, XDIS91));
    const { code, stderr } = run([folder], 'oioxml');
    expect(code).toBe(0);
    expect(files(out())).toEqual(['1.xml', '2.xml']);
    for (const name of files(out()))
      expect(result(name)).toEqual(readFileSync('samples/edifact-letter/expected/oioxml/letter.xml'));
    expect(stderr.match(/warning VAN051 (Format|Name) .*which is DIS91/g)?.length).toBe(2);
    expect(stderr).toContain('2 messages: 2 converted, 0 failed, 2 warnings');

    const message = readFileSync('samples/envelope-message/input/message.vans.xml');
    const piped = medcomConvert(['convert', '-', '--to', 'oioxml'], message);
    expect(piped.code).toBe(0);
    expect(Buffer.from(piped.stdout, 'utf8').length).toBeGreaterThan(0);
    expect(piped.stdout).toContain('<Emessage');
    for (const told of ['VAN050', 'VAN051', 'VAN052']) expect(piped.stderr).toContain(told);
  });

  test('a fault in the document is told where it stands in the document', () => {
    const broken = letter.replace('>inaktiv<', '>sovende<');
    const line = broken.slice(0, broken.indexOf('>sovende<')).split('\n').length;
    put('broken.vans.xml', enveloped(Buffer.from(broken), XDIS91));
    const { code, stdout } = run([folder], 'fhir', '--json');
    expect(code).toBe(1);
    expect(jsonLines(stdout)[0].diagnostics).toMatchObject([
      {
        code: 'OIO032',
        place: {
          file: join(folder, 'broken.vans.xml'),
          inside: 'VANSEnvelope',
          line,
          path: 'ClinicalEmail/Patient/EpisodeOfCareStatusCode',
        },
      },
    ]);
    const { stderr } = run([folder], 'fhir');
    expect(stderr).toContain(`at ${join(folder, 'broken.vans.xml')} (in its VANSEnvelope):${line}:`);
  });

  test('what is told of a conversion, and its trace, have places in the document, too', () => {
    put('letter.vans.xml', enveloped(Buffer.from(letter), XDIS91));
    const { code, stdout } = medcomConvert([
      ...['convert', folder, '--to', 'fhir', '--out', out(), '--sor-missing', 'warn', '--json', '--trace'],
    ]);
    expect(code).toBe(0);
    const [{ diagnostics }] = jsonLines(stdout);
    const told = diagnostics.find((d: Json) => d.code === 'SOR001');
    expect(told.place).toMatchObject({ inside: 'VANSEnvelope' });
    const { input } = JSON.parse(result('letter.trace.json').toString());
    expect(input[0].at).toBe(
      `${join(folder, 'letter.vans.xml')} (in its VANSEnvelope):4:7 Envelope/Sent/Date`,
    );
  });

  test.each<[what: string, content: string | Buffer, code: string]>([
    ['a receipt of the network', receipt(), 'VAN054'],
    ['an envelope in an envelope', enveloped(Buffer.from(envelopeText()), XDIS91), 'VAN053'],
    ['a broken envelope', envelopeText().replace('eyJy', 'ey?y'), 'VAN040'],
    ['an envelope of another version', envelopeText().replace('1.0.4', '1.0.2'), 'VAN012'],
    ['an envelope that is cut off', envelopeText().slice(0, -30), 'VAN002'],
    ['a picture', enveloped(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), XDIS91), 'IN003'],
    ['a text', enveloped(Buffer.from('Kære kollega'), XDIS91), 'IN005'],
    ['a broken letter', enveloped(Buffer.from(letter.slice(0, 1500)), XDIS91), 'OIO002'],
  ])('%s is refused, and does not stop the others', (_, content, expected) => {
    put('bad.vans.xml', content);
    put('good.vans.xml', enveloped(Buffer.from(letter), XDIS91));
    const { code, stdout } = run([folder], 'fhir', '--json');
    expect(code).toBe(1);
    expect(files(out())).toEqual(['good.json']);
    const failed = jsonLines(stdout).find((line) => line.status === 'failed');
    expect(failed.file).toBe(join(folder, 'bad.vans.xml'));
    const told = failed.diagnostics.find((d: Json) => d.code === expected);
    expect(told, JSON.stringify(failed.diagnostics)).toMatchObject({ severity: 'error' });
    expect(told.place.line).toBeGreaterThanOrEqual(1);
    for (const command of ['explain', 'roundtrip']) {
      const other = medcomConvert([command, join(folder, 'bad.vans.xml')]);
      expect(other.code).toBe(1);
      expect(other.stderr).toContain(`error ${expected}`);
    }
  });

  test.each(['explain', 'roundtrip'])('%s does so, too', (command) => {
    const bare = readFileSync('samples/plain/input/letter.xml');
    const inside = medcomConvert([command, put('in/letter.xml', enveloped(bare, XDIS91)), ...sor]);
    const outside = medcomConvert([command, put('on/letter.xml', bare), ...sor]);
    expect(inside.code).toBe(0);
    expect(inside.stdout.replaceAll('/in/', '/on/')).toBe(outside.stdout);
  });
});

describe('convert --envelope vans', () => {
  test.each<[scenario: string, to: string, results: Record<string, [format: string, name: string]>]>([
    ['plain', 'fhir', { 'letter.vans.xml': ['HL7', 'MCM:FDIS91#other'] }],
    ['plain', 'edifact', { 'letter.vans.xml': ['EDIFACT', 'MCM:DIS91'] }],
    ['edifact-letter', 'oioxml', { 'letter.vans.xml': ['XML', 'MCM:XDIS91'] }],
    ['edifact-receipts', 'oioxml', { 'receipts.vans.xml': ['XML', 'MCM:XCTL02'] }],
    [
      'edifact-attachment',
      'oioxml',
      { 'attachment.vans.xml': ['XML', 'MCM:XBIN01'], 'letter.vans.xml': ['XML', 'MCM:XDIS91'] },
    ],
    [
      'reply-with-attachment',
      'oioxml',
      { 'message.vans.xml': ['XML', 'MCM:XDIS91'], 'message.xbin01.vans.xml': ['XML', 'MCM:XBIN01'] },
    ],
    [
      'reply-with-attachment',
      'edifact',
      { 'message.bin01.vans.xml': ['EDIFACT', 'MCM:BIN01'], 'message.vans.xml': ['EDIFACT', 'MCM:DIS91'] },
    ],
    [
      'several-letters',
      'fhir',
      {
        'letter-1.vans.xml': ['HL7', 'MCM:FDIS91#other'],
        'letter-2.vans.xml': ['HL7', 'MCM:FDIS91#other'],
      },
    ],
  ])('%s to %s: each result is in an envelope that says what it is', (scenario, to, expected) => {
    const input = `samples/${scenario}/input`;
    expect(run([input], to, '--envelope', 'vans').code).toBe(0);
    expect(files(out())).toEqual(Object.keys(expected));
    const bare = join(folder, 'bare');
    medcomConvert(['convert', input, '--to', to, ...sor, '--out', bare]);
    const documents = files(bare).map((name) => readFileSync(join(bare, name), 'latin1'));
    const identifiers = new Set<string>();
    for (const [name, [format, kind]] of Object.entries(expected)) {
      const { sender, receiver, identifier, sent, meta, data } = unwrapped(name);
      expect(sender.type).toBe('EAN');
      expect([sender.id, receiver.id].every((id) => id.startsWith('5790009999'))).toBe(true);
      expect(sent).toMatch(/^2026-0\d-\d\dT\d\d:\d\d:00$/);
      expect(meta.document).toMatchObject({ format, name: kind, size: data.length });
      expect(meta.transport).toMatchObject({ type: 'reliable', transform: false });
      expect(documents).toContain(Buffer.from(data).toString('latin1'));
      identifiers.add(identifier).add(meta.identifier);
    }
    expect(identifiers.size).toBe(2 * Object.keys(expected).length);
  });

  test('a large attachment is what it is without one', () => {
    const content = Buffer.alloc(200_001, '%PDF-1.4 invented content ').toString('base64');
    const attachment = sampleText('attachment', 'attachment.xml');
    put('xml/letter.xml', sampleText('attachment'));
    put('xml/attachment.xml', attachment.replace(/(?<=<Object_Base64Encoded>)[^<]*/, content));
    for (const [from, to, ...options] of [
      ['xml', 'fhir', '--fhir-format', 'xml'],
      ['xml', 'fhir'],
      ['xml', 'edifact'],
      ['edifact', 'fhir'],
      ['edifact', 'oioxml'],
      ['fhir', 'oioxml'],
      ['fhir', 'edifact'],
    ] as const) {
      rmSync(out(), { recursive: true, force: true });
      const input = join(folder, from);
      expect(run([input], to, ...options, '--envelope', 'vans').code).toBe(0);
      const bare = join(folder, to);
      rmSync(bare, { recursive: true, force: true });
      expect(medcomConvert(['convert', input, '--to', to, ...sor, ...options, '--out', bare]).code).toBe(0);
      for (const name of files(bare)) {
        const { data } = unwrapped(name.replace(/\w+$/, 'vans.xml'));
        expect(readFileSync(join(bare, name)).equals(data), `${from} to ${to}: ${name}`).toBe(true);
      }
    }
  });

  test('tells XML by its content type, and writes to standard output', () => {
    const { code, stdout } = medcomConvert([
      ...['convert', 'samples/plain/input/letter.xml', '--to', 'fhir', '--fhir-format', 'xml', ...sor],
      ...['--envelope', 'vans'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('<ServiceTag name="MCM:MIME">application/fhir+xml</ServiceTag>');
    expect(stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<VANSEnvelope .*<\/VANSEnvelope>\n$/s);
  });

  test('ids: a letter sent again keeps its identifier, its envelope gets another; --ids random makes fresh ones', () => {
    put('in/1.xml', letter);
    put('in/2.xml', letter.replace('KUV2603020001', 'KUV2603020099'));
    put('in/3.xml', letter.replaceAll('BRV2603020001', 'BRV2603020099'));
    expect(run([join(folder, 'in')], 'edifact', '--envelope', 'vans').code).toBe(0);
    const ids = (name: string) => {
      const { identifier, meta } = unwrapped(name);
      return { envelope: identifier, message: meta.identifier };
    };
    const [first, again, other] = ['1.vans.xml', '2.vans.xml', '3.vans.xml'].map(ids);
    expect(again?.message).toBe(first?.message);
    expect(again?.envelope).not.toBe(first?.envelope);
    expect(other?.message).not.toBe(first?.message);
    expect(other?.envelope).not.toBe(first?.envelope);
    const derived = result('1.vans.xml');
    run([join(folder, 'in')], 'edifact', '--envelope', 'vans');
    expect(result('1.vans.xml')).toEqual(derived);
    run([join(folder, 'in')], 'edifact', '--envelope', 'vans', '--ids', 'random');
    const fresh = ids('1.vans.xml');
    expect(fresh.envelope).not.toBe(fresh.message);
    expect(fresh.envelope).not.toBe(first?.envelope);
    run([join(folder, 'in')], 'edifact', '--envelope', 'vans', '--ids', 'random');
    expect(ids('1.vans.xml').envelope).not.toBe(fresh.envelope);
  });

  test('a result that cannot be addressed fails, and leaves nothing behind', () => {
    const long = '5790009999010-AFSNIT-7';
    const name = put(
      'letter.xml',
      letter.replace('<EANIdentifier>5790009999010<', `<EANIdentifier>${long}<`),
    );
    const { code, stderr } = run([name], 'edifact', '--envelope', 'vans');
    expect(code).toBe(1);
    expect(stderr).toContain(
      "error VAN055 The message cannot be put in an envelope: it has no sender's location number",
    );
    expect(stderr).not.toContain(long);
    expect(files(out())).toEqual([]);
    expect(run([name], 'edifact').code).toBe(0);
  });

  test('an input is never overwritten', () => {
    const name = put('letter.vans.xml', enveloped(Buffer.from(letter), XDIS91));
    const { code, stderr } = medcomConvert([
      ...['convert', name, '--to', 'edifact', '--envelope', 'vans', '--out', folder],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('IN008');
  });

  test('receipts of the message level go in envelopes, too', () => {
    put('receipt.vans.xml', enveloped(Buffer.from(negativeReceipt), { format: 'XML', name: 'MCM:XCTL02' }));
    expect(run([folder], 'edifact', '--envelope', 'vans').stderr).toContain(
      '1 converted, 0 failed, 0 warnings',
    );
    const { meta, sender, sent } = unwrapped('receipt.vans.xml');
    expect(meta.document).toMatchObject({ format: 'EDIFACT', name: 'MCM:CTL02', version: 'C0230Q' });
    expect(sender.id).toBe('5790009999027');
    expect(sent).toBe('2026-03-02T10:20:00');
  });

  test('wrong usage', () => {
    expect(medcomConvert(['convert', 'x.xml', '--to', 'fhir', '--envelope', 'ehmi'])).toMatchObject({
      code: 2,
    });
  });
});

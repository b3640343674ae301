import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import type { Json } from '../support/fhir.js';
import { files, folder, out, put } from '../support/folder.js';

const sample = (scenario: string): string => `samples/${scenario}/input/message.json`;
const toOioxml = (...args: string[]) => ['convert', ...args, '--to', 'oioxml', '--sor', 'samples/sor.csv'];
const latin1 = (path: string): string => readFileSync(path, 'latin1');

describe('convert --to oioxml', () => {
  test('a folder of messages, each with its letters; the tree stays as it is', () => {
    put('a/reply.json', readFileSync(sample('reply')));
    put('b/forward.xml', readFileSync('samples/forward/input/message.xml'));
    put('b/files.json', readFileSync(sample('six-file-types')));
    const { code, stderr } = medcomConvert(toOioxml(folder, '--out', out(), '--trace'));
    expect(stderr).toContain('3 messages: 3 converted, 0 failed');
    expect(code).toBe(0);
    expect(files(out())).toEqual([
      'a/reply.trace.json',
      'a/reply.xml',
      'b/files.trace.json',
      'b/files.xbin01.xml',
      'b/files.xml',
      'b/forward.trace.json',
      'b/forward.xml',
    ]);
    expect(latin1(join(out(), 'a/reply.xml'))).toBe(latin1('samples/reply/expected/message.xml'));
    expect(latin1(join(out(), 'b/files.xbin01.xml'))).toBe(
      latin1('samples/six-file-types/expected/message.xbin01.xml'),
    );
    // Traces hold no personal data unless they are asked for.
    expect(readFileSync(join(out(), 'a/reply.trace.json'), 'utf8')).not.toMatch(/Bruno|Elmer|2509479989/);
  });

  test('standard input to standard output, ISO-8859-1', () => {
    const { code, stdout } = medcomConvert(toOioxml('-'), readFileSync(sample('numbers-one-kind')));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<\?xml version="1.0" encoding="ISO-8859-1"\?>\n<Emessage/);
  });

  test('two letters need a folder', () => {
    const { code, stdout, stderr } = medcomConvert(toOioxml(sample('six-file-types')));
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('IN012');
  });

  test('results as JSON name the ids of both sides', () => {
    const { stdout } = medcomConvert(toOioxml(sample('reply-with-attachment'), '--out', out(), '--json'));
    const [result, summary] = jsonLines(stdout);
    expect(result).toMatchObject({ kind: 'message', status: 'converted', attachments: 1 });
    expect(result.letter.message).toBe('CareCommunication');
    expect(result.letters.map((one: Json) => one.message)).toEqual(['XDIS91', 'XBIN01']);
    expect(new Set(result.letters.flatMap((one: Json) => [one.envelope, one.letter])).size).toBe(4);
    expect(summary).toMatchObject({ kind: 'summary', converted: 1, failed: 0 });
  });

  test('of what is OIOXML already is told; a bad message stops no other, and nothing half is written', () => {
    put('good.json', readFileSync(sample('reply-with-attachment')));
    put('bad.json', readFileSync(sample('reply-with-attachment'), 'utf8').replace('SUkq', 'SU!q'));
    put('cut.json', readFileSync(sample('reply'), 'utf8').slice(0, 3000));
    put('letter.xml', readFileSync('samples/plain/input/letter.xml'));
    const { code, stderr } = medcomConvert(toOioxml(folder, '--out', out()));
    expect(code).toBe(1);
    for (const told of ['FHIR021', 'FHIR002', 'IN011', '4 messages: 1 converted, 3 failed'])
      expect(stderr).toContain(told);
    expect(stderr).not.toMatch(/^\s+at .*\.js:/m);
    expect(files(out())).toEqual(['good.xbin01.xml', 'good.xml']);
  });

  test('a message that cannot be written whole is not written at all', () => {
    put('in/message.json', readFileSync(sample('reply-with-attachment')));
    mkdirSync(join(out(), 'message.xml'), { recursive: true });
    const { code, stderr } = medcomConvert(toOioxml(join(folder, 'in'), '--out', out()));
    expect(code).toBe(1);
    expect(stderr).toContain('IN007');
    expect(files(out()).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('--unmappable, --strict', () => {
    const path = sample('other-characters');
    expect(medcomConvert(toOioxml(path, '--out', out())).stderr).toContain('1 converted');
    const refused = medcomConvert(toOioxml(path, '--out', out(), '--unmappable', 'error'));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('MAP043');
    const other = medcomConvert(toOioxml(path, '--unmappable', 'transliterate'));
    expect(other.stdout).toContain('Tegn - og "citat"');
    const strange = put(
      'strange.json',
      readFileSync(sample('reply'), 'utf8').replace('"type": "message",', '"type": "message", "total": 1,'),
    );
    expect(medcomConvert(toOioxml(strange)).code).toBe(0);
    expect(medcomConvert(toOioxml(strange, '--strict')).code).toBe(1);
    expect(medcomConvert(toOioxml(path, '--unmappable', 'ignore')).code).toBe(2);
  });
});

describe('explain', () => {
  test('of a message: what became of each element, with its rows', () => {
    const { code, stdout } = medcomConvert(['explain', sample('numbers-two-kinds'), '--show-values']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Patient\.identifier\[1\]\.value\s+2509471AB9\s+mapped\s+C25\s+ClinicalEmail\/ClinicalInformation\[0\]\/Text01/,
    );
    expect(stdout).toMatch(/Letter\/VersionCode\s+XD9134L\s+constant\s+C6/);
    expect(medcomConvert(['explain', sample('numbers-two-kinds')]).stdout).not.toMatch(/2509471AB9|Bruno/);
    // An address in the web may say who it is about.
    expect(medcomConvert(['explain', sample('web-links')]).stdout).not.toContain('https://eksempel.invalid');
  });
});

describe('roundtrip', () => {
  test('from either side, as text', () => {
    const { code, stdout, stderr } = medcomConvert([
      'roundtrip',
      sample('reply'),
      'samples/attachment/input',
      '--sor',
      'samples/sor.csv',
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok .*reply.*: \d+ equal, \d+ normalised, \d+ lost by rule, 0 unexpected$/m);
    expect(stdout).toMatch(/^ok .*letter\.xml XDIS91/m);
    expect(stdout).toMatch(
      /lost by rule\s+XB48\s+the address .* postal district\s+ClinicalEmail\/Patient\/SuburbName/,
    );
  });

  test('as JSON, a line each, without personal data unless asked', () => {
    const { code, stdout } = medcomConvert([
      'roundtrip',
      sample('reply'),
      sample('forward-with-attachment'),
      '--json',
    ]);
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    expect(lines.map((line) => line.kind)).toEqual(['roundtrip', 'roundtrip']);
    for (const { complete, counts, differences } of lines) {
      expect(complete).toBe(true);
      expect(counts.unexpected).toBe(0);
      expect(differences.length).toBe(counts.normalised + counts.lost);
      for (const one of differences) expect(one.rows.length).toBeGreaterThan(0);
    }
    expect(stdout).not.toMatch(/Bruno|Elmer|medicinlisten/);
    expect(medcomConvert(['roundtrip', sample('reply'), '--json', '--show-values']).stdout).toContain(
      'medicinlisten',
    );
  });

  test('fails for what no row knows, for what cannot make the trip, and for no message', () => {
    const strange = put(
      'strange.json',
      readFileSync(sample('reply'), 'utf8').replace('"type": "message",', '"type": "message", "total": 1,'),
    );
    const unexpected = medcomConvert(['roundtrip', strange]);
    expect(unexpected.code).toBe(1);
    expect(unexpected.stdout).toMatch(/^differs .*1 unexpected/m);
    expect(unexpected.stdout).toMatch(/Bundle\.total: \(1 character\) came back as nothing/);
    const refused = medcomConvert([
      'roundtrip',
      'samples/eleven-attachments/input',
      '--sor',
      'samples/sor.csv',
    ]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/^failed /m);
    expect(refused.stderr).toContain('FHIR023');
    expect(medcomConvert(['roundtrip', put('x.json', '{}')]).code).toBe(1);
    expect(medcomConvert(['roundtrip', join(folder, 'nothing.json')]).code).toBe(1);
    expect(medcomConvert(['roundtrip']).code).toBe(2);
  });
});

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { contents, errorsIn } from '../support/batch.js';
import { jsonLines, medcomConvert, type Ran } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { letter, pairOf } from '../support/exchange-messages.js';
import { files, folder, out, put } from '../support/folder.js';
import { type Packed, zip } from '../support/zip.js';

const run = (args: string[], input?: string): Ran =>
  medcomConvert(
    ['convert', ...args, '--to', 'fhir', '--sor', 'samples/sor.csv', '--out', out(), '--json'],
    input,
  );

const pair = pairOf(7);
const packed = [
  { name: 'letters/one.xml', content: letter(1) },
  { name: 'letters/pair.xml', content: pair.letter },
  { name: 'files/pair.xml', content: pair.binary },
  { name: 'read-me.txt', content: 'Not a message.' },
];
const tar = async (entries: readonly Packed[]): Promise<Buffer> =>
  Buffer.from(
    await packTar(
      entries.map(({ name, content }) => ({
        header: { name, size: Buffer.byteLength(content) },
        body: content,
      })),
    ),
  );

describe('archives', () => {
  const archives: Array<[string, () => Promise<Buffer>]> = [
    ['day.zip', async () => zip(...packed)],
    ['day.tar', () => tar(packed)],
    ['day.tar.gz', async () => gzipSync(await tar(packed))],
    ['day.tgz', async () => gzipSync(await tar(packed))],
  ];

  test.each(archives)('%s is like a folder of its files', async (name, pack) => {
    const ran = run([put(name, await pack())]);
    expect(errorsIn(ran)).toEqual({});
    expect(files(out())).toEqual(['letters/one.json', 'letters/pair.json']);
    const told = jsonLines(ran.stdout).map(({ file }) => file);
    expect(told).toContain(join(folder, name, 'letters/one.xml'));
  });

  test('as the system packs them', () => {
    for (const { name, content } of packed) put(`day/${name}`, content);
    put(`day/${'long/'.repeat(40)}letter.xml`, letter(2));
    const made = spawnSync('tar', ['-czf', join(folder, 'day.tar.gz'), '-C', join(folder, 'day'), '.']);
    expect(made.status).toBe(0);
    expect(errorsIn(run([join(folder, 'day.tar.gz')]))).toEqual({});
    expect(files(out())).toEqual([
      'letters/one.json',
      'letters/pair.json',
      `${'long/'.repeat(40)}letter.json`,
    ]);
  });

  test('lie in folders of their names, beside other files, and are paired with those', async () => {
    put('in/a.zip', zip({ name: 'pair.xml', content: pair.letter }));
    put('in/b/files.tar.gz', gzipSync(await tar([{ name: 'pair.xml', content: pair.binary }])));
    put('in/c.xml', letter(3));
    const ran = run([join(folder, 'in'), '--jobs', '2']);
    expect(errorsIn(ran)).toEqual({});
    expect(files(out())).toEqual(['a/pair.json', 'c.json']);
  });

  test('damaged, empty, packed twice or leading out of the folder', async () => {
    const whole = zip(...packed);
    put('in/cut.zip', whole.subarray(0, whole.length - 30));
    put('in/cut.tgz', gzipSync(await tar(packed)).subarray(0, 300));
    put('in/cut.tar', (await tar(packed)).subarray(0, 1000));
    put('in/no.tar', 'This is no archive at all.');
    put('in/empty.zip', zip());
    put('in/other.zip', zip({ name: 'read-me.txt', content: 'Not a message.' }));
    put('in/twice.zip', zip({ name: 'in.zip', content: whole }, { name: 'a.xml', content: letter(4) }));
    put('in/out.zip', zip({ name: '../../../out.xml', content: letter(5) }));
    put('in/out.tar', await tar([{ name: '/../out.xml', content: letter(6) }]));
    put('in/lies.zip', zip({ name: 'a.xml', content: letter(7), claimed: 10 }));
    const ran = run([join(folder, 'in'), '--quarantine', join(folder, 'failed')]);
    expect(ran.code).toBe(1);
    expect(errorsIn(ran)).toEqual({
      'in/cut.tar': ['IN016'],
      'in/cut.tgz': ['IN016'],
      'in/cut.zip': ['IN016'],
      'in/empty.zip': ['IN015'],
      'in/lies.zip/a.xml': ['IN025'],
      'in/no.tar': ['IN016'],
      'in/other.zip': ['IN015'],
      'in/twice.zip/in.zip': ['IN017'],
    });
    expect(Object.keys(contents(folder)).filter((name) => name.endsWith('.json'))).toEqual([
      'out/out/out-2.json',
      'out/out/out.json',
      'out/twice/a.json',
    ]);
  });

  test('of which something failed are copied aside as they are, beside messages of others', async () => {
    const whole = zip(...packed);
    const inputs = {
      'sub/cut.zip': whole.subarray(0, whole.length - 30),
      'cut.tar.gz': gzipSync(await tar(packed)).subarray(0, 300),
      'cut.tgz': gzipSync(await tar(packed)).subarray(0, 300),
      'empty.zip': zip(),
      'many.zip': zip(...[1, 2, 3, 4].map((i) => ({ name: `${i}.xml`, content: letter(i) }))),
      'twice.zip': zip({ name: 'in.zip', content: whole }, { name: 'a.xml', content: letter(4) }),
    };
    for (const [name, content] of Object.entries(inputs)) put(`in/${name}`, content);
    put('in/whole.zip', zip({ name: 'bad.xml', content: 'Kære hjemmepleje' }));
    const report = join(folder, 'report.csv');
    const to = join(folder, 'failed');
    const ran = run([join(folder, 'in'), '--quarantine', to, '--report', report, '--limit', 'entries=3']);
    expect(errorsIn(ran)).toMatchObject({ 'in/sub/cut.zip': ['IN016'], 'in/many.zip': ['LIM009'] });
    const failed = contents(to);
    expect(Object.keys(failed)).toEqual([...Object.keys(inputs), 'whole/bad.xml'].sort());
    for (const [name, content] of Object.entries(inputs))
      expect(failed[name], name).toBe(content.toString('latin1'));
    expect(contents(folder)['report.csv']).toMatch(/in\/sub\/cut\.zip,.*,IN016,/);
  });

  test.each([
    ['by itself', ['day.zip'], ['day.zip'], []],
    ['by itself, with a message', ['day.tar'], ['day.tar'], ['letters/one.json']],
    ['beside a message', ['day.zip', 'letter.xml'], ['day.zip'], ['letter.json']],
    ['beside one of its name', ['day.zip', 'more/day.zip'], ['day.zip', 'more/day.zip'], []],
  ])('with a fault lies in quarantine as it did: named %s', async (_, names, expected, results) => {
    const cut: Record<string, Buffer> = {
      zip: zip(...packed).subarray(0, -30),
      tar: (await tar(packed)).subarray(0, 4096),
    };
    const given = names.map((name) => put(name, cut[name.slice(-3)] ?? letter(1)));
    run([...given, '--quarantine', join(folder, 'failed')]);
    expect(files(join(folder, 'failed'))).toEqual(expected);
    expect(files(out())).toEqual(results);
  });

  test.each([
    ['encrypted', /krypteret\.$/, () => zip({ name: 'a.xml', content: letter(1), flags: 1 })],
    ['strongly encrypted', /krypteret\.$/, () => zip({ name: 'a.xml', content: letter(1), flags: 0x41 })],
    ['packed in another way', /metode/, () => zip({ name: 'a.xml', content: letter(1), method: 14 })],
    ['cut off', /afkortet/, () => zip(...packed).subarray(0, -30)],
    ['of a wrong size', /størrelse/, () => zip({ name: 'a.xml', content: letter(1), claimed: 10 })],
    ['damaged', /beskadiget/, () => zip(...packed).fill(0xff, 60, 200)],
    ['damaged at its end', /beskadiget/, () => zip({ name: 'a.xml', content: 'x' }).fill(0x20, 60, 64)],
  ] as const)('%s say why, in Danish, too', (_, reason, pack) => {
    put('day.zip', pack());
    const args = ['--lang', 'da', 'convert', join(folder, 'day.zip'), '--to', 'fhir', '--out', out()];
    const told =
      /IN0(?:16 Arkivet kan ikke pakkes længere|25 En fil i et arkiv kan ikke pakkes) ud: (.*) \[/.exec(
        medcomConvert(args).stderr,
      )?.[1];
    expect(told).toMatch(reason);
    expect(told).not.toMatch(/entry|central|expected|invalid|bytes/);
  });

  test.each([
    ['day.tar', /intet arkiv/, async () => Buffer.from('Kære hjemmepleje'.repeat(100))],
    ['day.tar', /afkortet/, async () => (await tar(packed)).subarray(0, 1000)],
    ['day.tgz', /afkortet/, async () => gzipSync(await tar(packed)).subarray(0, 300)],
    ['day.tgz', /intet arkiv/, async () => tar(packed)],
  ] as const)('%s, damaged, says why, in Danish, too: %s', async (name, reason, pack) => {
    put(name, await pack());
    const args = ['--lang', 'da', 'convert', join(folder, name), '--to', 'fhir', '--out', out()];
    expect(/IN016 .*: (.*) \[/.exec(medcomConvert(args).stderr)?.[1]).toMatch(reason);
  });

  test('with a fault are never written over by their copies', () => {
    const archive = put('day.zip', zip(...packed).subarray(0, -30));
    const before = contents(folder);
    const { stdout } = run([archive, '--quarantine', folder]);
    expect(jsonLines(stdout)).toContainEqual(expect.objectContaining({ kind: 'diagnostic', code: 'IN008' }));
    expect(contents(folder)['day.zip']).toBe(before['day.zip']);
  });

  test('unpack no further than their limits', async () => {
    const zeros = Buffer.alloc(20e6);
    const bomb = [
      { name: 'a.xml', content: letter(1) },
      { name: 'zeros.xml', content: zeros },
    ];
    put('in/bomb.zip', zip(...bomb));
    put('in/bomb.tgz', gzipSync(await tar([...bomb, { name: 'b.xml', content: letter(2) }])));
    // Content that is not wanted must be unpacked in a tar, and counts.
    put('in/other.tgz', gzipSync(await tar([{ name: 'zeros.bin', content: zeros }])));
    put('in/many.zip', zip(...[1, 2, 3, 4].map((i) => ({ name: `${i}.xml`, content: letter(i) }))));
    const ran = run([join(folder, 'in'), '--limit', 'unpacked=10MB', '--limit', 'entries=3']);
    expect(errorsIn(ran)).toEqual({
      'in/bomb.tgz': ['LIM008'],
      'in/bomb.zip': ['LIM008'],
      'in/many.zip': ['LIM009'],
      'in/other.tgz': ['LIM008'],
    });
    // What came before is converted.
    expect(files(out())).toEqual([
      'bomb/a-2.json',
      'bomb/a.json',
      'many/1.json',
      'many/2.json',
      'many/3.json',
    ]);
  });

  test('a message of one goes into quarantine by itself', () => {
    put(
      'in/day.zip',
      zip({ name: 'bad.xml', content: 'Kære hjemmepleje' }, { name: 'good.xml', content: letter(8) }),
    );
    run([join(folder, 'in'), '--quarantine', join(folder, 'failed')]);
    expect(contents(join(folder, 'failed'))).toEqual({
      'day/bad.xml': Buffer.from('Kære hjemmepleje').toString('latin1'),
    });
  });

  test('in which a file has a name as long as a document are not unpacked further', async () => {
    // One header of a tar names all files that follow it.
    const [name, content] = [`${'d/'.repeat(20_000)}a.xml`, letter(1)];
    const header = { name: 'a.xml', size: Buffer.byteLength(content) };
    put(
      'in/day.tar',
      Buffer.from(
        await packTar([
          { header: { ...header, name: 'one.xml' }, body: content },
          { header: { ...header, pax: { path: name } }, body: content },
          { header, body: content },
        ]),
      ),
    );
    put('in/day.zip', zip({ name: `${'e'.repeat(40_000)}.xml`, content }));
    const ran = run([join(folder, 'in')]);
    expect(errorsIn(ran)).toEqual({ 'in/day.tar': ['IN016'], 'in/day.zip': ['IN016'] });
    expect(files(out())).toEqual(['day/one.json']);
  });

  test('to standard output leave nothing behind', () => {
    const name = put('one.zip', zip({ name: 'letter.xml', content: sampleText('plain') }));
    mkdirSync(join(folder, 'tmp'));
    const args = ['convert', name, '--to', 'fhir', '--sor', 'samples/sor.csv'];
    const { stdout } = medcomConvert(args, undefined, { TMPDIR: join(folder, 'tmp') });
    expect(JSON.parse(stdout)).toMatchObject({ resourceType: 'Bundle' });
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });
});

test.each(['validate', 'explain', 'roundtrip'])(
  '%s opens no archives, and says what to do',
  async (command) => {
    const names = [put('day.zip', zip(...packed)), put('day.tar.gz', gzipSync(await tar(packed)))];
    const { code, stdout, stderr } = medcomConvert([command, ...names, put('letter.xml', letter(1))]);
    expect(code).toBe(1);
    expect((stdout + stderr).match(/IN\d+/g)).toEqual(['IN020', 'IN020']);
    expect(stdout + stderr).toContain(
      'Unpack the archive, and give its folder; medcom-convert convert takes',
    );
    // The others are looked at nonetheless.
    expect(stdout).toContain('letter.xml');
  },
);

describe('a list of names', () => {
  test.each([
    ['lines', '\n'],
    ['lines of Windows', '\r\n'],
    ['zero bytes', '\0'],
  ])('on standard input, ended by %s', (_, separator) => {
    const names = [
      put('in/x/one.xml', letter(1)),
      put('in/y/two.xml', letter(2)),
      put('in/z.zip', zip({ name: 'three.xml', content: letter(3) })),
      join(folder, 'in/absent.xml'),
    ];
    const ran = run(['--files-from', '-'], names.map((name) => name + separator).join(''));
    expect(errorsIn(ran)).toEqual({ 'in/absent.xml': ['IN006'] });
    expect(files(out())).toEqual(['x/one.json', 'y/two.json', 'z/three.json']);
  });

  test('in a file, beside names of the command line, each file once', () => {
    const [one, two] = [put('in/one.xml', letter(1)), put('in/two.xml', letter(2))];
    const list = put('list.txt', `${two}\n\n${one}`);
    const { stdout } = run([one, '--files-from', list]);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ converted: 2, failed: 0 });
    expect(files(out())).toEqual(['one.json', 'two.json']);
  });

  test.each([
    ['UTF-8', 'utf8'],
    ['UTF-16, as Windows PowerShell writes it', 'utf16le'],
    ['UTF-16, the higher byte first', 'utf16be'],
  ] as const)('with a byte order mark, in %s', (_, encoding) => {
    const names = [put('in/første.xml', letter(1)), put('in/z.xml', letter(2))];
    const text = `\uFEFF${names.join('\r\n')}\r\n`;
    const bytes =
      encoding === 'utf16be' ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, encoding);
    const list = put('list.txt', bytes);
    expect(errorsIn(run(['--files-from', list]))).toEqual({});
    expect(files(out())).toEqual(['første.json', 'z.json']);
  });

  test('in which one is much too long is told by its beginning, and the others are taken', () => {
    const one = put('one.xml', letter(1));
    const ran = run(['--files-from', '-'], `${one}\n${'a'.repeat(500_000)}\n${put('two.xml', letter(2))}`);
    expect(files(out())).toEqual(['one.json', 'two.json']);
    const [told] = Object.keys(errorsIn(ran));
    expect(told).toMatch(/^a{32768}$/);
  });

  test('that is not there, or wanted twice', () => {
    const absent = run(['--files-from', join(folder, 'absent')]);
    expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining('IN001')]);
    const both = run(['-', '--files-from', '-']);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('not both')]);
    expect(files(folder)).toEqual([]);
  });
});

test('folders are searched in the order of paths, without what is hidden and what links lead to', () => {
  for (const [i, name] of ['b/x.xml', 'a-b/x.xml', 'a.xml', 'a/x.xml', '.hidden/x.xml', '.x.xml'].entries())
    put(`in/${name}`, letter(i));
  put('elsewhere/y.xml', letter(9));
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'in/linked'));
  symlinkSync(join(folder, 'elsewhere/y.xml'), join(folder, 'in/y.xml'));
  symlinkSync(join(folder, 'nowhere.xml'), join(folder, 'in/z.xml'));
  const ran = run([join(folder, 'in')]);
  const told = jsonLines(ran.stdout).flatMap(({ file }) => (file ? [file.replace(`${folder}/in/`, '')] : []));
  expect(told).toEqual(['a-b/x.xml', 'a.xml', 'a/x.xml', 'b/x.xml', 'y.xml', 'z.xml']);
  expect(errorsIn(ran)).toEqual({ 'in/z.xml': ['IN001'] });
});

describe('what a run made is no input of the next', () => {
  const putInputs = (): void => {
    put('in/a.xml', letter(1));
    put('in/b/a.edi', 'Kære hjemmepleje');
    symlinkSync(join(folder, 'in'), join(folder, 'linked'));
  };
  const twice = (input: string, made: string): Ran[] => {
    const args = ['convert', join(folder, input), '--to', 'fhir', '--sor', 'samples/sor.csv', '--json'];
    const where = ['--out', join(folder, made), '--quarantine', join(folder, made, '../failed')];
    return [1, 2].map(() => medcomConvert([...args, ...where]));
  };

  test.each([
    ['a folder', 'in', 'in/made/out'],
    ['a folder that a link leads to', 'linked', 'in/made/out'],
    ['a folder, to one that a link leads to', 'in', 'linked/made/out'],
    ['a pattern', 'in/**/*.{xml,edi,json}', 'in/made/out'],
  ])('%s', (_, input, made) => {
    putInputs();
    const [first, second] = twice(input, made);
    expect(jsonLines(first?.stdout ?? '').at(-1)).toMatchObject({ converted: 1, failed: 1 });
    expect(second?.stdout).toBe(first?.stdout);
    expect(files(join(folder, 'in'))).toEqual(['a.xml', 'b/a.edi', 'made/failed/b/a.edi', 'made/out/a.json']);
  });

  test.each(['in/made', 'in/made/out', 'in/made/out/*.json', 'in/made/out/a.json'])(
    'but if it is named, it is taken: %s',
    (name) => {
      putInputs();
      twice('in', 'in/made/out');
      const args = ['convert', join(folder, name), '--to', 'oioxml', '--json'];
      const { stdout } = medcomConvert([...args, '--out', join(folder, 'in/made/out')]);
      const converted = name === 'in/made' ? 0 : 1;
      expect(jsonLines(stdout).at(-1)).toMatchObject({ converted });
    },
  );
});

test('what no file can be called, and links that lead in a circle, keep no other file from being converted', () => {
  const one = put('in/one.xml', letter(1));
  symlinkSync('round.xml', join(folder, 'in', 'round.xml'));
  symlinkSync('circle.xml', join(folder, 'circle.xml'));
  const long = `${'long'.repeat(2000)}.xml`;
  const names = [join(folder, 'in'), one, join(folder, 'circle.xml'), long, 'a\0b.xml'];
  const ran = run(['--files-from', '-'], names.join('\n'));
  expect(ran.code).toBe(1);
  expect(errorsIn(ran)).toEqual({
    'in/round.xml': ['IN001'],
    'circle.xml': ['IN001'],
    [long]: ['IN006'],
    'a\0b.xml': ['IN006'],
  });
  expect(files(out())).toEqual(['one.json']);
  const validated = medcomConvert(['validate', long, join(folder, 'circle.xml'), one, '--reporter', 'json']);
  expect(validated.code).toBe(1);
  expect(validated.stderr).toBe('');
});

test('a pattern that could be compared with names for ever is refused, and the others are taken', () => {
  put(`in/${'a'.repeat(241)}.xml`, letter(1));
  put('in/b.xml', letter(2));
  const ran = run([join(folder, 'in/*a*a*a*a*a*a*b'), join(folder, '*/*b*.*x*l')]);
  expect(errorsIn(ran)).toEqual({ 'in/*a*a*a*a*a*a*b': ['IN023'] });
  expect(files(out())).toEqual(['b.json']);
});

test.each([
  '(a|a)'.repeat(60),
  '(a+)+b',
  '([a]+)+b',
  '@(+(a)+(a)+(a)+(a)+(a)+(a))b',
  '?(a)'.repeat(60),
  `${'+('.repeat(1000)}b${')'.repeat(1000)}`,
])('a pattern takes round brackets as they are: %s', (pattern) => {
  put(`in/${'a'.repeat(241)}.xml`, letter(1));
  put('in/Copy (2)/b.xml', letter(2));
  const ran = run([join(folder, 'in', `${pattern}*`), join(folder, 'in/Copy (2)/*.xml')]);
  expect(Object.values(errorsIn(ran))).toEqual([['IN006']]);
  expect(files(out())).toEqual(['b.json']);
});

test('a pattern with too many ways to choose is refused, and one that lists names is not', () => {
  put(`in/${'a'.repeat(241)}.xml`, letter(1));
  put('in/b.xml', letter(2));
  const named = Array.from({ length: 4000 }, (_, i) => i).join(',');
  const same = `{${'a,'.repeat(100)}}`.repeat(4);
  const refused = ['{a,}'.repeat(100), same, '{'.repeat(3000)];
  const names = [...refused, `{b,${named}}*.xml`, `${'x'.repeat(40_000)}{a,b}`];
  const list = put('names', names.map((name) => join(folder, 'in', name)).join('\n'));
  const told = Object.values(errorsIn(run(['--files-from', list])));
  expect(told).toEqual([['IN023'], ['IN023'], ['IN023'], ['IN006']]);
  expect(files(out())).toEqual(['b.json']);
});

test('a link to a pipe is no file, for a pattern as for a folder', () => {
  put('in/a.xml', letter(1));
  spawnSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync(join(folder, 'pipe'), join(folder, 'in/b.xml'));
  expect(errorsIn(run([join(folder, 'in/*.xml')]))).toEqual({});
  expect(files(out())).toEqual(['a.json']);
});

test('a folder that cannot be searched is told', () => {
  put('in/secret/x.xml', letter(1));
  put('in/open/x.xml', letter(2));
  chmodSync(join(folder, 'in/secret'), 0);
  const ran = run([join(folder, 'in')]);
  chmodSync(join(folder, 'in/secret'), 0o700);
  // The superuser reads everything.
  expect(errorsIn(ran)).toEqual(process.getuid?.() === 0 ? {} : { 'in/secret': ['IN001'] });
  expect(files(out())).toContain('open/x.json');
});

test.each([
  [['--jobs', '0'], /from 1/],
  [['--jobs', 'two'], /from 1/],
])('wrong usage: %j', (args, message) => {
  const { code, stderr } = run([...args, put('a.xml', letter(1))]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});

test.each([
  [['--jobs', '2'], /--jobs .*--out DIR/],
  [['--resume'], /--resume .*--out DIR/],
])('wrong usage to standard output: %j', (args, message) => {
  const { code, stderr } = medcomConvert(['convert', put('a.xml', letter(1)), '--to', 'fhir', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});

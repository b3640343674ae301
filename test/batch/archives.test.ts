import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { errorsIn } from '../support/batch.js';
import { medcomConvert, type Ran } from '../support/cli.js';
import { letter } from '../support/exchange-messages.js';
import { files, folder, out, put } from '../support/folder.js';
import { type Packed, zip, zipTelling } from '../support/zip.js';

const run = (...args: string[]): Ran =>
  medcomConvert(['convert', ...args, '--to', 'fhir', '--sor', 'samples/sor.csv', '--out', out(), '--json']);

const [one, two, three]: Packed[] = [1, 2, 3].map((i) => ({ name: `${i}.xml`, content: letter(i) })) as [
  Packed,
  Packed,
  Packed,
];

type Header = TarEntry['header'];
const entry = (name: string, content: string | Buffer, header: Partial<Header> = {}): TarEntry => ({
  header: { name, size: Buffer.byteLength(content), ...header },
  body: content,
});
const tar = async (...entries: TarEntry[]): Promise<Buffer> => Buffer.from(await packTar(entries));

/** What deflates to nothing, whatever its size. */
const nothing = (size: number): Buffer =>
  Buffer.concat([Buffer.from('000000ffff'.repeat(size / 5), 'hex'), Buffer.from([3, 0])]);

test.each([
  ['fewer files than there are', /flere filer/, () => zipTelling({ count: 1 }, one, two, three), ['1.json']],
  ['the same file again and again', /oven i/, () => zipTelling({ times: 500 }, one), ['1.json']],
] as const)(
  'an archive that tells %s is told, and what came before is converted',
  (_, reason, pack, results) => {
    put('day.zip', pack());
    const args = ['--lang', 'da', 'convert', join(folder, 'day.zip'), '--to', 'fhir', '--out', out()];
    const { code, stderr } = medcomConvert([...args, '--sor', 'samples/sor.csv']);
    expect(code).toBe(1);
    expect(/IN016 Arkivet kan ikke pakkes længere ud: (.*) \[/.exec(stderr)?.[1]).toMatch(reason);
    expect(files(out())).toEqual(expect.arrayContaining([...results]));
  },
);

test('a file in a zip that cannot be unpacked is told, and the others are converted', () => {
  const pack = zip(
    one,
    { ...two, sum: 7 },
    { name: 'encrypted.xml', content: letter(4), flags: 1 },
    { name: 'other-method.xml', content: letter(5), method: 14 },
    { name: 'short.xml', content: letter(6), claimed: 10 },
    { name: 'long.xml', content: letter(6), claimed: 10_000_000 },
    { name: 'damaged.xml', content: letter(7), packed: Buffer.from('Kære hjemmepleje') },
    three,
  );
  const names = ['2', 'encrypted', 'other-method', 'short', 'long', 'damaged'];
  const ran = run(put('day.zip', pack), '--quarantine', join(folder, 'failed'));
  expect(ran.code).toBe(1);
  expect(errorsIn(ran)).toEqual(Object.fromEntries(names.map((name) => [`day.zip/${name}.xml`, ['IN025']])));
  expect(files(out())).toEqual(['1.json', '3.json']);
  expect(readFileSync(join(folder, 'failed/day.zip'))).toEqual(pack);
});

test('a zip of which no file can be unpacked is not called empty', () => {
  const ran = run(put('day.zip', zip({ ...one, flags: 1 }, { ...two, flags: 1 })));
  expect(errorsIn(ran)).toEqual({ 'day.zip/1.xml': ['IN025'], 'day.zip/2.xml': ['IN025'] });
});

test('an archive that unpacks the same to nothing, again and again, takes no longer than its size allows', () => {
  // Thirty thousand times ten megabytes would take hours, and no limit of what comes of them would be met.
  const packed = nothing(10_000_000);
  put('day.zip', zipTelling({ times: 30_000 }, { name: 'a.xml', content: '', packed }));
  expect(errorsIn(run(join(folder, 'day.zip')))).toMatchObject({ 'day.zip': ['IN016'] });
});

test.each([
  ['a length that leads a byte further each time', Buffer.from(`${'0'.repeat(2_000_000)}1 x`)],
  ['a length that is longer than all', Buffer.from('999 path=a.xml\n')],
  ['no length', Buffer.from('path=a.xml\n')],
])('a tar whose header tells %s is told to be damaged', async (_, said) => {
  const day = await tar(
    entry('1.xml', letter(1)),
    entry('p', said, { type: 'pax-header' }),
    entry('2.xml', letter(2)),
  );
  const ran = run(put('day.tgz', gzipSync(day)));
  expect(errorsIn(ran)).toEqual({ 'day.tgz': ['IN016'] });
  expect(files(out())).toEqual(['1.json']);
});

test('a tar in which a header tells millions of things takes no longer than its size allows', async () => {
  const said = Buffer.from('4 a\n'.repeat(1_500_000));
  const day = await tar(entry('p', said, { type: 'pax-header' }), entry('1.xml', letter(1)));
  expect(errorsIn(run(put('day.tgz', gzipSync(day))))).toEqual({});
  expect(files(out())).toEqual(['1.json']);
});

describe('what stands in an archive with the name of a message, and is none', () => {
  test('is told, and the archive goes into quarantine', async () => {
    const linked = { type: 'link', linkname: '1.xml' } as const;
    const day = await tar(
      entry('1.xml', letter(1)),
      entry('2.xml', '', linked),
      entry('3.xml', '', { ...linked, type: 'symlink' }),
      entry('4.xml', '', { type: 'fifo' }),
      entry('5.xml', '', { type: 'character-device' }),
      entry('6.xml', 'x', { pax: { 'GNU.sparse.major': '1' } }),
      entry('7.zip', '', linked),
      entry('folder.xml/', '', { type: 'directory' }),
      entry('other', '', linked),
      entry('8.xml', letter(8)),
    );
    put('in/a.tar', day);
    put('in/b.zip', zip({ name: '1.xml', content: 'sent/1.xml', mode: 0o120777 }, two));
    const ran = run(join(folder, 'in'), '--quarantine', join(folder, 'failed'));
    const told = [2, 3, 4, 5, 6].map((i) => [`in/a.tar/${i}.xml`, ['IN024']]);
    expect(errorsIn(ran)).toEqual({
      ...Object.fromEntries(told),
      'in/a.tar/7.zip': ['IN024'],
      'in/b.zip/1.xml': ['IN024'],
    });
    expect(files(out())).toEqual(['a/1.json', 'a/8.json', 'b/2.json']);
  });

  test('is left alone if it is hidden, as in a folder', async () => {
    // What macOS puts beside each file, and what programs keep of folders.
    const hidden = ['__MACOSX/._1.xml', '.hidden.xml', '.git/a/x.json', 'a/.x.zip'];
    put('in/a.zip', zip(one, ...hidden.map((name) => ({ name, content: 'Kære hjemmepleje' }))));
    put('in/b.tar', await tar(entry('./1.xml', letter(2)), ...hidden.map((name) => entry(`./${name}`, ''))));
    expect(errorsIn(run(join(folder, 'in')))).toEqual({});
    expect(files(out())).toEqual(['a/1.json', 'b/1.json']);
  });
});

test.each(['gnu', 'pax', 'ustar', 'v7', 'oldgnu'])(
  'a tar as the system writes it, of the format %s',
  (format) => {
    const long = format === 'v7' ? 'mappe' : 'lang/'.repeat(20);
    put('day/1.xml', letter(1));
    put(`day/${long}/æøå.xml`, letter(2));
    put('day/read-me.txt', 'Not a message. '.repeat(10_000));
    put('day/z.xml', letter(3));
    const to = join(folder, 'day.tar');
    const made = spawnSync('tar', ['-cf', to, `--format=${format}`, '-C', join(folder, 'day'), '.']);
    expect(made.stderr.toString()).toBe('');
    expect(errorsIn(run(to))).toEqual({});
    expect(files(out())).toEqual(['1.json', join(long, 'æøå.json'), 'z.json']);
  },
);

test('files whose names not every disk tells apart become results that all do', () => {
  const names = [
    'a/Brev.xml',
    'a/brev.xml',
    'A/brev.edi.xml',
    'A/BREV.xml',
    'ø\u00e5.xml',
    'Ø\u0061\u030a.xml',
  ];
  const ran = run(put('day.zip', zip(...names.map((name, i) => ({ name, content: letter(i) })))));
  expect(errorsIn(ran)).toEqual({});
  const made = files(out());
  expect(made).toHaveLength(names.length);
  expect(new Set(made.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(names.length);
});

test('a pipe that is called like a zip keeps no other file from being converted', () => {
  spawnSync('mkfifo', [join(folder, 'a.zip')]);
  const ran = run(join(folder, 'a.zip'), put('b.xml', letter(1)));
  expect(errorsIn(ran)).toEqual({ 'a.zip': ['IN016'] });
  expect(files(out())).toEqual(['b.json']);
});

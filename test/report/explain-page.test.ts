import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import type { Letter } from '../../src/index.js';
import { type Explained, explainPage, type Style } from '../../src/report/html/explain/explain.js';
import { howText } from '../../src/report/html/explain/hows.js';
import { KINDS } from '../../src/report/html/explain/kinds.js';
import { words } from '../../src/report/html/explain/words.js';
import { medcomConvert } from '../support/cli.js';
import { converter, lettersOf, sampleText, tables } from '../support/converter.js';
import { files, folder, put } from '../support/folder.js';

const plain = (): Explained => {
  const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(sampleText('plain')) });
  const conversion = converter.convert(letter as Letter, [], { trace: true });
  return { conversion, made: ['CareCommunication'], fromFhir: false, diagnostics: [] };
};

const pageOf = (style: Style): string => [...explainPage([plain()], [], tables, style)].join('');

describe('the page that explains', () => {
  test('is the same for the same message', () => {
    const style = { lang: 'en', show: false } as const;
    expect(pageOf(style)).toBe(pageOf(style));
  });

  test('speaks Danish', () => {
    const page = pageOf({ lang: 'da', show: false });
    expect(page).toContain('<html lang="da">');
    for (const kind of KINDS) expect(page).toContain(words.da[kind]);
    expect(page).toContain(howText('local-time', 'da'));
    for (const english of [words.en.title, words.en.masked, words.en.choose, words.en.losses])
      expect(page).not.toContain(english);
  });

  test('knows a few words for whatever rows and traces say is done with a value', () => {
    const { letter, withAttachments, back, backWithAttachments, edifact } = tables;
    const hows = new Set<string>([
      ...[letter, withAttachments, back, backWithAttachments].flatMap(({ rows }) =>
        rows.map(({ row }) => row.how),
      ),
      ...edifact.flatMap(({ byId }) => [...byId.values()].map(({ how }) => how)),
    ]);
    for (const file of globSync('samples/*/expected/*trace.json'))
      for (const [, how] of readFileSync(file, 'utf8').matchAll(/"how": "([^"]+)"/g)) hows.add(how ?? '');
    expect(hows.size).toBeGreaterThan(30);
    for (const how of hows)
      for (const lang of ['en', 'da'] as const) expect(howText(how, lang)).toMatch(`${how}: `);
  });
});

describe('explain --html', () => {
  test('a page lists as many values as the limit allows, and says how many are not on it', () => {
    const page = `${folder}/page.html`;
    const run = (...more: string[]) => {
      const { code, stderr } = medcomConvert([
        ...['explain', 'samples/several-letters/input', '--sor', 'samples/sor.csv', '--html', page],
        ...more,
      ]);
      const text = readFileSync(page, 'utf8');
      const unlisted = [...text.matchAll(/<p class="unlisted">(\D*)(\d+)/g)].map(([, , count]) =>
        Number(count),
      );
      return { code, stderr, text, listed: text.split('role="option"').length - 1, unlisted };
    };
    const all = run();
    expect(all.unlisted).toEqual([]);
    expect(all.stderr).not.toContain('LIM014');
    const some = run('--limit', 'shown=50');
    expect(some.code).toBe(0);
    expect(some.listed).toBe(50);
    expect(some.unlisted.reduce((sum, count) => sum + count)).toBe(all.listed - 50);
    expect(some.stderr).toContain(
      `LIM014 The page lists 50 values, as many as the limit allows; ${all.listed - 50} more`,
    );
    expect(some.text).toContain('LIM014');
    const linked = [...some.text.matchAll(/data-(?:links|decides)="([^"]+)"/g)].flatMap(([, ids = '']) =>
      ids.split(' '),
    );
    for (const id of linked) expect(some.text).toContain(` id="${id}"`);
    expect(run('--limit', 'shown=50', '--lang', 'da').text).toContain('Yderligere');
  });

  test('writes a page to a file, and nothing else; the exit code is that of the conversion', () => {
    const page = `${folder}/deep/page.html`;
    const { code, stdout } = medcomConvert([
      'explain',
      'samples/plain/input',
      '--sor',
      'samples/sor.csv',
      '--html',
      page,
    ]);
    expect([code, stdout]).toEqual([0, '']);
    expect(files(folder)).toEqual(['deep/page.html']);
  });

  test('- is standard output', () => {
    const { code, stdout } = medcomConvert([
      'explain',
      'samples/plain/input',
      '--sor',
      'samples/sor.csv',
      '--html',
      '-',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!DOCTYPE html>\n<html lang="en">[\s\S]*<\/html>\n$/);
  });

  test('an input is not written over', () => {
    const input = put('letter.xml', sampleText('plain'));
    const { code, stderr } = medcomConvert(['explain', input, '--html', input]);
    expect(code).toBe(1);
    expect(stderr).toContain('IN008');
    expect(files(folder)).toEqual(['letter.xml']);
  });

  test('a page that cannot be written is told, and fails', () => {
    const file = put('file', '');
    const { code, stderr } = medcomConvert([
      'explain',
      'samples/plain/input',
      '--sor',
      'samples/sor.csv',
      '--html',
      `${file}/page.html`,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('IN007');
  });

  test('a file that cannot be read is on the page', () => {
    const { code, stdout } = medcomConvert(['explain', put('empty.xml', ''), '--html', '-']);
    expect(code).toBe(1);
    expect(stdout).toContain('IN002');
  });

  test('--html and --json exclude each other', () => {
    expect(medcomConvert(['explain', 'samples/plain/input', '--json', '--html', '-']).code).toBe(2);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { out, put } from '../support/folder.js';

const SOR = ['--sor', 'samples/sor.csv'];
/** What a terminal obeys: begins a command, ends a line, goes back in it, turns its direction; as bytes of UTF-8. */
const OBEYED = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;
const NAME = 'a\u001b[2Jb\nok c\rd\u009b1me\u202e.xml';
const SHOWN = 'a[U+001B][2Jb[U+000A]ok c[U+000D]d[U+009B]1me[U+202E].xml';

// Windows has no such names.
describe.skipIf(process.platform === 'win32')('what a terminal would obey is shown, not done', () => {
  test.each([
    ['convert', (file: string) => ['convert', file, '--to', 'fhir', '--out', out(), ...SOR]],
    ['validate', (file: string) => ['validate', file]],
    ['explain', (file: string) => ['explain', file, '--show-values', ...SOR]],
    ['roundtrip', (file: string) => ['roundtrip', file, '--show-values', ...SOR]],
  ])('in names of files and in values, by %s', (_, args) => {
    const letter = readFileSync('samples/plain/input/letter.xml', 'utf8');
    const good = put(NAME, letter.replace(/(<Identifier>)(?=[^<])/g, '$1\u009b2J\u202e'));
    const bad = put(`broken ${NAME}`, letter.slice(0, 200));
    for (const file of [good, bad]) {
      const { stdout, stderr } = medcomConvert(args(file));
      expect(stdout + stderr).toContain(SHOWN);
      expect(stdout + stderr).not.toMatch(OBEYED);
    }
  });
});

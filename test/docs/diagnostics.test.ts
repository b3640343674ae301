import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalog } from '../../src/index.js';

test('docs/diagnostics is what npm run docs:diagnostics makes of the catalogue, with examples that give what they say', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['docs/generate/diagnostics.js', '--check'],
    { encoding: 'utf8' },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('there is a page for each code, and nothing else', () => {
  const pages = readdirSync('docs/diagnostics').filter((name) => name !== 'README.md');
  expect(pages.sort()).toEqual(
    Object.keys(catalog)
      .map((code) => `${code}.md`)
      .sort(),
  );
});

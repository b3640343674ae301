import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A folder in which nothing is but what is packed and installed here. */
const site = mkdtempSync(join(tmpdir(), 'medcom-package-'));
afterAll(() => rmSync(site, { recursive: true, force: true }));

const run = (command: string, args: string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: Array<{ path: string; size: number }>;
}
let packed: Packed;

beforeAll(() => {
  const told = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', site], '.');
  [packed] = JSON.parse(told) as [Packed];
  writeFileSync(join(site, 'package.json'), '{ "type": "module" }');
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  run('npm', ['install', ...quiet, join(site, packed.filename)], site);
});

const installed = (...args: string[]): string =>
  run('npx', ['--no-install', 'medcom-convert', ...args], site);
const version = JSON.parse(readFileSync('package.json', 'utf8')).version;

describe('the package', () => {
  test('holds what it is to hold, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of ['LICENSE', 'README.md', 'CHANGELOG.md', 'dist/index.js', 'dist/index.d.ts'])
      expect(paths).toContain(path);
    const roots = new Set(paths.map((path) => path.split('/')[0]));
    expect([...roots].sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'assets',
      'bench',
      'bin',
      'dist',
      'docs',
      'mappings',
      'package.json',
      'samples',
    ]);
    const stray = paths.filter(
      (path) =>
        /(^|\/)(test|tests|node_modules)\//.test(path) ||
        /\.(test\.\w+|tgz|db|log|env)$/.test(path) ||
        (path.endsWith('.ts') && !path.endsWith('.d.ts')) ||
        (path.endsWith('.map') && !path.startsWith('dist/cli/')) ||
        path.startsWith('docs/generate/'),
    );
    expect(stray).toEqual([]);
  });

  test('has the pages that its pages lead to', () => {
    const paths = packed.files.map(({ path }) => path);
    const dead = paths
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) =>
        [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) =>
          join(dirname(page), link),
        ),
      )
      .filter((to) => !paths.some((path) => path === to || path.startsWith(join(to, '/'))));
    expect(dead).toEqual([]);
  });

  test('is small enough to be fetched at every start of a CI job', () => {
    expect(packed.size).toBeLessThan(4e6);
    expect(packed.unpackedSize).toBeLessThan(16e6);
  });

  test('has what its package.json names', () => {
    const { bin, man, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    // npm links pages of the manual only where they are a list.
    expect(Array.isArray(man)).toBe(true);
    const named = [bin['medcom-convert'], ...man, exports['.'].types, exports['.'].default];
    for (const path of named) expect(existsSync(join(site, 'node_modules/medcom-convert', path))).toBe(true);
  });

  test('has the licences of what is copied into it', () => {
    const licences = readFileSync(
      join(site, 'node_modules/medcom-convert/dist/THIRD-PARTY-LICENSES.txt'),
      'utf8',
    );
    // The bundler names every file that it takes.
    const bundle = readdirSync('dist/cli')
      .filter((name) => /\.c?js$/.test(name))
      .map((name) => readFileSync(join('dist/cli', name), 'utf8'))
      .join('');
    const names = bundle.matchAll(/\bnode_modules\/((?:@[a-z0-9-]+\/)?[a-z0-9-]+)\//g);
    const libraries = new Set([...names].map(([, name]) => name));
    expect(libraries).toContain('commander');
    for (const name of libraries) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('installed in an empty folder', () => {
  test('the command tells its version', () => {
    expect(installed('--version')).toBe(`${version}\n`);
  });

  test('the command converts', () => {
    const letter = resolve('samples/plain/input/letter.xml');
    const out = join(site, 'out');
    installed('convert', letter, '--to', 'fhir', '--sor', resolve('samples/sor.csv'), '--out', out);
    const made = readFileSync(join(out, 'letter.json'), 'utf8');
    expect(JSON.parse(made)).toEqual(JSON.parse(readFileSync('samples/plain/expected/letter.json', 'utf8')));
  });

  test('the command finds what comes with it', () => {
    expect(installed('mappings', 'coverage')).toContain('100');
    const page = join(site, 'page.html');
    installed('explain', resolve('samples/plain/input/letter.xml'), '--html', page);
    expect(readFileSync(page, 'utf8')).toContain('<style>');
  });

  test('the library converts', () => {
    const script = `
      import { createConverter, emptyDirectory, loadTables, readTableFiles, shippedTables } from 'medcom-convert';
      import { readFileSync } from 'node:fs';
      const converter = createConverter(loadTables(readTableFiles(shippedTables)), emptyDirectory);
      const bytes = readFileSync(${JSON.stringify(resolve('samples/plain/input/letter.xml'))});
      const [letter] = converter.read({ name: 'letter.xml', bytes }).letters;
      const { bundle } = converter.convert(letter, [], { sorMissing: 'warn' });
      process.stdout.write(bundle.resourceType);
    `;
    writeFileSync(join(site, 'use.js'), script);
    expect(run(process.execPath, ['use.js'], site)).toBe('Bundle');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Entry {
  version: string;
  license?: string;
  dev?: true;
  optional?: true;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
const { '': root, ...entries } = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages as Record<
  string,
  Entry
>;
const nameOf = (place: string): string => place.replace(/^.*node_modules\//, '');
const needed = Object.entries(entries).filter(([, { dev }]) => dev === undefined);

describe('the bill of materials', () => {
  const bom = JSON.parse(readFileSync('dist/bom.cdx.json', 'utf8'));

  test('is one of CycloneDX', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(bom.metadata.component).toMatchObject({ name: 'medcom-convert', version: root?.version });
    for (const component of bom.components) {
      expect(component).toMatchObject({
        type: 'library',
        scope: expect.stringMatching(/^(required|optional)$/),
      });
      expect(component.purl).toMatch(/^pkg:npm\/(%40[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
      expect(component.hashes).toEqual([
        { alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) },
      ]);
    }
  });

  test('is the same whenever and wherever it is made', () => {
    expect(bom).not.toHaveProperty('serialNumber');
    expect(bom.metadata).not.toHaveProperty('timestamp');
    expect(JSON.stringify(bom)).not.toMatch(/https?:\/\/(?!cyclonedx\.org)/);
  });

  test('has every package that is needed to run, and no other', () => {
    const names = bom.components.map(
      (one: { name: string; version: string }) => `${one.name}@${one.version}`,
    );
    expect(names.sort()).toEqual(needed.map(([place, { version }]) => `${nameOf(place)}@${version}`).sort());
    for (const name of Object.keys(root?.dependencies ?? {}))
      expect(names.some((one: string) => one.startsWith(`${name}@`))).toBe(true);
  });

  test('tells what each depends on', () => {
    const refs = bom.components.map((one: { 'bom-ref': string }) => one['bom-ref']);
    const edges = new Map<string, string[]>(
      bom.dependencies.map((one: { ref: string; dependsOn: string[] }) => [one.ref, one.dependsOn]),
    );
    expect([...edges.keys()].sort()).toEqual([...refs, bom.metadata.component['bom-ref']].sort());
    for (const target of [...edges.values()].flat()) expect(refs).toContain(target);
    // Everything is there because something needs it.
    expect(new Set([...edges.values()].flat())).toEqual(new Set(refs));
  });
});

describe('licences', () => {
  const ALLOWED = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];
  const parents = Object.values(entries);

  test.each(Object.entries(entries))('%s may be used', (place, { license }) => {
    const licence =
      license ??
      // A binary for one platform is a part of what wants it.
      parents.find(({ optionalDependencies }) => nameOf(place) in (optionalDependencies ?? {}))?.license ??
      'none';
    expect(licence.split(' OR ').some((one) => ALLOWED.includes(one))).toBe(true);
  });

  test('are listed', () => {
    const page = readFileSync('docs/licenses.md', 'utf8');
    const rows = [...page.matchAll(/^\| (\S+) \| (\d\S*) \| (.+) \|$/gm)].map(
      ([, name, version]) => `${name}@${version}`,
    );
    const all = Object.entries(entries).map(([place, { version }]) => `${nameOf(place)}@${version}`);
    expect(rows.sort()).toEqual(all.sort());
    const [run = ''] = page.split('## Needed to build');
    for (const [place, { version }] of needed) expect(run).toContain(`| ${nameOf(place)} | ${version} |`);
  });
});

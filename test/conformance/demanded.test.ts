import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { targetsOf } from '../../src/check/targets.js';
import type { BundleTable } from '../../src/mapping/notation.js';
import type { PairTable } from '../../src/mapping/tables.js';
import { tables } from '../support/converter.js';
import { hasReference, reference } from '../support/reference.js';

interface Profile {
  url: string;
  type: string;
  snapshot: { element: Array<{ path: string; min: number }> };
}

/** Published profiles by their urls; of two versions the newer. */
const profiles = new Map<string, Profile>(
  hasReference
    ? readdirSync(join(reference, 'fhir'))
        .filter((name) => name.includes('#'))
        .sort()
        .flatMap((name) => {
          const folder = join(reference, 'fhir', name);
          return readdirSync(folder)
            .filter((file) => file.startsWith('StructureDefinition-'))
            .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile);
        })
        .map((profile) => [profile.url, profile])
    : [],
);

/** A path of the tables as profiles write it: no slices, an extension as such, a choice by its first part. */
const plain = (path: string): string =>
  path
    .replace(/ext\(\w+\)(?:\.value[A-Z]\w*)?/g, 'extension')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(event|occurred|content|value|deceased)[A-Z]\w*/g, '$1[x]');

/** Elements that a profile demands, and that an element which rows make would lack. */
const demanded = (profile: Profile, made: readonly string[]): string[] =>
  profile.snapshot.element
    .filter(({ min }) => min > 0)
    .map(({ path }) => path)
    .filter((path) => {
      const parent = path.split('.').slice(0, -1).join('.');
      return made.some((one) => one.startsWith(`${parent}.`));
    })
    // These are made by the bundle itself, not by a row with a target.
    .filter((path) => !/\.text\.|^Bundle\.entry|\.extension\.|\.identifier\.system$/.test(path));

describe.skipIf(!hasReference)('what profiles demand', () => {
  test.each([
    ['xdis91-to-carecommunication', tables.letter, tables.bundle],
    ['xctl-to-acknowledgement', tables.receipts.toAcknowledgement, tables.receipts.bundle],
  ] as Array<[string, PairTable, BundleTable]>)('is told in %s/bundle.yaml', (_, pair, bundle) => {
    const targets = pair.rows.flatMap(({ row }) => targetsOf(row).map(({ path }) => path));
    const resources = [
      { resource: 'Bundle', profile: bundle.profile, must: (bundle.must ?? []).map((p) => p.slice(7)) },
      ...bundle.entries,
    ];
    let count = 0;
    for (const { resource, profile: url, must = [] } of resources) {
      const profile = profiles.get(url);
      expect(profile, url).toBeDefined();
      if (profile === undefined) continue;
      const told = must.map((path) => plain(`${resource}.${path}`));
      const made = targets.filter((path) => path.startsWith(`${resource}.`)).map(plain);
      const missing = demanded(profile, made).filter(
        (path) => !told.some((one) => one === path || one.startsWith(`${path}.`)),
      );
      expect([...new Set(missing)], resource).toEqual([]);
      count += told.length;
    }
    expect(count).toBeGreaterThan(25);
  });
});

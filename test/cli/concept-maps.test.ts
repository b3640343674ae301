import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type ConceptMap, conceptMaps } from '../../src/report/mappings/concept-maps.js';
import { medcomConvert } from '../support/cli.js';
import { tables } from '../support/converter.js';
import { put } from '../support/folder.js';
import { checkFhir, hasCheckFhir } from '../support/reference.js';

const exported = (...args: string[]): ConceptMap[] =>
  (
    JSON.parse(medcomConvert(['mappings', 'show', ...args, '--format', 'conceptmap']).stdout) as {
      entry: Array<{ resource: ConceptMap }>;
    }
  ).entry.map(({ resource }) => resource);

/** Elements of ConceptMap in FHIR R4 that are here, with those that must be there. */
const ELEMENTS = {
  map: {
    all: [
      'resourceType',
      'id',
      'url',
      'name',
      'title',
      'status',
      'description',
      'sourceUri',
      'targetUri',
      'group',
    ],
    must: ['resourceType', 'status'],
  },
  group: { all: ['source', 'target', 'element', 'unmatched'], must: ['element'] },
  target: { all: ['code', 'equivalence', 'comment'], must: ['equivalence'] },
};
const fits = (value: object, { all, must }: { all: string[]; must: string[] }): void => {
  expect(Object.keys(value).filter((key) => !all.includes(key))).toEqual([]);
  expect(must.filter((key) => !(key in value))).toEqual([]);
};

test('every list of codes is exported, both ways', () => {
  const maps = exported();
  const lists = [...tables.codeLists.values()].filter(({ table }) => table.systems !== undefined);
  expect(lists.length).toBeGreaterThan(10);
  for (const { table } of lists)
    for (const column of Object.keys(table.systems ?? {}).filter((one) => one !== table.key)) {
      const ids = maps.map(({ id }) => id);
      expect(ids).toContain(`${table.id}-${table.key}-to-${column}`);
      expect(ids).toContain(`${table.id}-${column}-to-${table.key}`);
    }
  expect(new Set(maps.map(({ url }) => url)).size).toBe(maps.length);
});

describe.each(exported().map((map) => [map.id, map] as const))('%s', (_, map) => {
  test('is a ConceptMap of R4', () => {
    fits(map, ELEMENTS.map);
    expect(map.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
    expect(map.name).toMatch(/^[A-Z][A-Za-z0-9_]{0,254}$/);
    for (const uri of [map.url, map.sourceUri, map.targetUri]) expect(uri).toMatch(/^\w+:\S+$/);
    expect(map.group.length).toBeGreaterThan(0);
    for (const group of map.group) {
      fits(group, ELEMENTS.group);
      expect(group.source).toMatch(/^\w+:\S+$/);
      expect(group.element.length).toBeGreaterThan(0);
      for (const { target } of group.element)
        for (const one of target) {
          fits(one, ELEMENTS.target);
          expect(one.code === undefined).toBe(one.equivalence === 'unmatched');
          // A map that is narrower must say why (cmd-1).
          if (one.equivalence !== 'equivalent') expect(one.comment).toBeTruthy();
        }
    }
  });
});

test('a list that loses says so in both directions', () => {
  const maps = new Map(conceptMaps(tables, 'episode-of-care-status').map((map) => [map.id, map]));
  const targets = (id: string) =>
    Object.fromEntries(
      maps.get(id)?.group.flatMap(({ element }) => element.map(({ code, target: [one] }) => [code, one])) ??
        [],
    );
  expect(targets('episode-of-care-status-oioxml-to-class')).toMatchObject({
    indlagt: { code: 'IMP', equivalence: 'equivalent' },
    ambulant: { code: 'AMB', equivalence: 'wider', comment: 'also that of ambulant_roentgen' },
  });
  expect(targets('episode-of-care-status-class-to-oioxml')).toMatchObject({
    IMP: { code: 'indlagt', equivalence: 'equivalent' },
    AMB: {
      code: 'ambulant',
      equivalence: 'narrower',
      comment: 'the first of several; lost: ambulant_roentgen',
    },
  });
});

test('codes that a list lacks are told as the row that uses it says, and those without an equal as unmatched', () => {
  const [map] = conceptMaps(tables, 'issue-codes');
  expect(map?.group[0]?.unmatched).toEqual({ mode: 'fixed', code: 'ikke_specificeret' });
  const amt = conceptMaps(tables, 'identifier-kinds')
    .find(({ id }) => id === 'identifier-kinds-oioxml-to-edifact')
    ?.group[0]?.element.find(({ code }) => code === 'amt');
  expect(amt?.target[0]?.equivalence).toBe('unmatched');
});

test.skipIf(!hasCheckFhir)('fit the definitions of FHIR R4', () => {
  const file = put('maps.json', medcomConvert(['mappings', 'show', '--format', 'conceptmap']).stdout);
  const { stdout } = spawnSync('bash', [checkFhir, file], { encoding: 'utf8' });
  expect(stdout).toMatch(/maps\.json \d+ms errors/);
  // The definitions that the tool has are without ConceptMap.group.unmatched, which R4 has.
  const errors = stdout
    .split('\n')
    .filter((line) => /^ {4}/.test(line) && !/group\[\d\]\.unmatched \|/.test(line));
  expect(errors).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { converterKnowing, lettersOf } from '../support/converter.js';
import { type Json, received } from '../support/fhir.js';
import { hasReference, reference } from '../support/reference.js';
import { xmlToJson } from '../support/xml-to-json.js';

/**
 * MedCom's own conversion pair. Every difference between its bundle and ours is here, with the reason; one that is
 * not here fails the test, and so does one that is here and is gone.
 */
const differences: Readonly<Record<string, { theirs: unknown; ours: unknown; why: string }>> = {
  'Patient.name[0].family': {
    theirs: 'Hansen',
    ours: 'Ann Berggren',
    why: 'X47 copies the surname; theirs is invented',
  },
  'Patient.name[0].given[1]': {
    theirs: 'Ann',
    ours: undefined,
    why: 'D24: given names are not split; Ann is of the surname',
  },
  'PractitionerRole.code[0].coding[0].system': {
    theirs: 'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-core-PractitionerRolesSKSadministrativ',
    ours: undefined,
    why: 'D10: no author is read out of the text',
  },
  'PractitionerRole.code[0].coding[0].code': { theirs: 'overlaege', ours: undefined, why: 'D10' },
  'PractitionerRole.code[0].text': { theirs: undefined, ours: 'ukendt', why: 'X62, D10' },
  'PractitionerRole.organization.reference': { theirs: undefined, ours: 'Organization[sender]', why: 'X110' },
  'Practitioner.name[0].family': {
    theirs: 'Petersen',
    ours: 'Medcom testcenter, Certificering',
    why: 'X63, D10',
  },
  'Practitioner.name[0].given[0]': { theirs: 'K.', ours: undefined, why: 'X63, D10' },
  'Organization[receiver].name': {
    theirs: 'Social og Sundhed Odense Kommune',
    ours: 'Hjemmeplejen, Odense Kommune',
    why: 'X38 copies; theirs is from a register',
  },
  'Organization[sender].name': {
    theirs: 'MedCom testcenter',
    ours: 'Medcom testcenter, Certificering',
    why: 'X24, X25, D21: the department is not lost, the letter case is as written',
  },
  'Communication.payload[0].contentString': {
    theirs: 'empty lines missing',
    ours: 'empty lines kept',
    why: 'D20: one Break is one line feed, none merged',
  },
  'use of identifiers': { theirs: 'absent', ours: 'official', why: 'FHIR messages 2.3: both are allowed' },
};

/** Narratives and profiles, which the examples make in their own way (FHIR messages 9.3). */
const NOT_COMPARED = /^[^.]+\.(text|meta)\b/;

/** Leaves of a bundle by path; ids and references become the names of what they stand for. */
const leaves = (bundle: Json): Map<string, string> => {
  const header = bundle.entry[0].resource;
  const names = new Map<string, string>();
  for (const { resource } of bundle.entry) {
    const { resourceType, id } = resource;
    const reference = `${resourceType}/${id}`;
    const role =
      reference === header.sender.reference
        ? '[sender]'
        : reference === header.destination[0].receiver.reference
          ? '[receiver]'
          : '';
    names.set(reference, `${resourceType}${role}`);
  }
  const found = new Map<string, string>();
  const communication = bundle.entry
    .map((e: Json) => e.resource)
    .find((r: Json) => r.resourceType === 'Communication');
  const segment = new Map<string, string>(
    communication.payload.map((p: Json, i: number) => [
      p.extension.find((e: Json) => e.url.includes('identifier')).valueIdentifier.value,
      i === 0
        ? 'text segment'
        : p.extension.find((e: Json) => e.url.includes('identifier')).valueIdentifier.value,
    ]),
  );
  const walk = (value: Json, path: string): void => {
    if (NOT_COMPARED.test(path)) return;
    if (typeof value !== 'object') found.set(path, names.get(value) ?? segment.get(value) ?? String(value));
    // Extensions and identifiers are told apart by what they are, not by their place in the list.
    else if (Array.isArray(value)) {
      for (const [i, one] of value.entries()) {
        walk(one, `${path}[${one.url?.split('/').at(-1) ?? (path.endsWith('identifier') ? one.system : i)}]`);
      }
    } else for (const key of Object.keys(value)) walk(value[key], `${path}.${key}`);
  };
  for (const { resource } of bundle.entry) {
    const { id, resourceType, ...rest } = resource;
    for (const key of Object.keys(rest)) walk(rest[key], `${names.get(`${resourceType}/${id}`)}.${key}`);
  }
  found.set('timestamp', bundle.timestamp);
  return new Map(
    [...found].map(([path, v]) => [path, path.startsWith('Communication.identifier') ? 'conversation' : v]),
  );
};

describe.skipIf(!hasReference)("MedCom's flow 1", () => {
  const file = (name: string) => ({ name, bytes: readFileSync(join(reference, 'examples/flows', name)) });
  const run = () => {
    const converter = converterKnowing(
      { gln: '5790001382445', sorId: '359001000016000', telephone: '65432030', line: 2 },
      { gln: '5790000121441', sorId: '328051000016008', line: 3 },
    );
    const [letter] = lettersOf(file('Flow1-XDIS91_Ex_to_FHIR.xml'), converter);
    const binaries = lettersOf(file('Flow1-XBIN01_Ex_to_FHIR.xml'), converter);
    return converter.convert(letter as never, binaries);
  };

  test('converts', () => {
    const { bundle, diagnostics } = run();
    expect(bundle).toBeDefined();
    // The receiver's Identifier is a GLN called a municipality number: a fault of the example.
    expect(diagnostics.map((d) => d.code)).toEqual(['MAP016']);
  });

  test('differs from their bundle only where the rules say so', () => {
    const ours = leaves(received(run().bundle));
    const theirs = leaves(
      xmlToJson(file('Flow1-CareCommunication_Ex_from_OIOXML.xml').bytes.toString('utf8')),
    );
    const found: Record<string, { theirs: unknown; ours: unknown }> = {};
    for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
      const [a, b] = [theirs.get(path), ours.get(path)];
      if (a === b) continue;
      if (/identifier\[.*\]\.use$/.test(path))
        found['use of identifiers'] = { theirs: 'absent', ours: 'official' };
      else if (path.endsWith('contentString') && a !== undefined && b !== undefined) {
        expect(b.replaceAll('\n\n', '\n')).toBe(a);
        found[path] = { theirs: 'empty lines missing', ours: 'empty lines kept' };
      } else found[path] = { theirs: a, ours: b };
    }
    const listed = Object.fromEntries(
      Object.entries(differences).map(([path, { theirs: t, ours: o }]) => [path, { theirs: t, ours: o }]),
    );
    expect(found).toEqual(listed);
  });
});

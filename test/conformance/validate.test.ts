import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Diagnostic, hasError } from '../../src/index.js';
import { profileErrors } from '../support/check-fhir.js';
import { type Faulty, faulty } from '../support/mutate.js';
import { hasCheckFhir, reference } from '../support/reference.js';
import { scenarios } from '../support/scenarios.js';
import { validated, validator } from '../support/validator.js';

const folder = mkdtempSync(join(tmpdir(), 'medcom-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** How many faults are made, and which: MEDCOM_TEST_FAULTS=5000 MEDCOM_TEST_SEED=2 npx vitest run test/conformance/validate.test.ts */
const count = Number(process.env.MEDCOM_TEST_FAULTS ?? 500);
const seed = Number(process.env.MEDCOM_TEST_SEED ?? 20260302);

const examples = (): string[] =>
  ['acknowledgement-2.0.3', 'carecommunication-5.0.2'].flatMap((version) => {
    const where = join(reference, 'examples/ig', version);
    return readdirSync(where).map((name) => join(where, name));
  });

const samples = (): string[] =>
  scenarios.flatMap((scenario) => {
    const where = `samples/${scenario}/expected`;
    return readdirSync(where)
      .filter((name) => /^letter(-\d+)?\.json$/.test(name))
      .map((name) => join(where, name));
  });

/**
 * Why the two verdicts may differ where only we find errors: by the error. Errors that follow from another
 * (a reference to a resource that has one) go with it.
 */
const stricter: ReadonlyArray<{ why: string; is(one: Diagnostic, fault: Faulty): boolean }> = [
  {
    why: 'an element without value and content breaks ele-1, which the tool does not evaluate',
    is: ({ code }) => code === 'FHIR104',
  },
  {
    why: 'what stands beside a primitive is an object with an id and extensions; the tool does not look at it',
    is: ({ code, place }, { path, fault }) =>
      /^FHIR(?:102|103|110)$/.test(code) && (/primitive/.test(fault) || /\b_/.test(`${path} ${place.path}`)),
  },
  {
    why: 'the tool does not look into contained resources, nor for those that are referred to',
    is: ({ place, code }, { fault }) =>
      /\.contained\b/.test(place.path ?? '') || (code === 'FHIR113' && /contained/.test(fault)),
  },
  {
    why: 'only a resource says of which type it is; the tool takes a resourceType in anything',
    is: ({ code, place }) => code === 'FHIR102' && /\.resourceType$/.test(place.path ?? ''),
  },
  {
    why: 'a destination without the system of its use is not the primary one; the tool looks at the code only',
    is: ({ code }, { path }) => /^FHIR(?:101|112)$/.test(code) && /\/destination\/.*\/system$/.test(path),
  },
  {
    why: 'there is no such day; the tool takes any up to the 31st',
    is: ({ code }, { fault }) => code === 'FHIR105' && fault === 'another form of time',
  },
  {
    why: 'FHIR messages 12.1: no control characters, and no resource of a type that there is not',
    is: ({ code }) => code === 'FHIR127' || code === 'FHIR129',
  },
  {
    why: 'the tool does not look into narratives (its README says so)',
    is: ({ code }) => code === 'FHIR117' || code === 'FHIR118',
  },
  {
    why: 'a message must claim its profile (FHIR messages 3.3); the tool checks what is claimed only',
    is: ({ code }) => code === 'FHIR122' || code === 'FHIR123',
  },
  {
    why: 'the tool checks nothing of a resource that claims unknown profiles only, or no list of them',
    is: ({ place }, { path }) => /profile/.test(path) && !/^Bundle$/.test(place.path ?? ''),
  },
  {
    why: 'a code that must come from a value set and is not there at all is not in it; the tool passes it',
    is: ({ code }, { path }) => code === 'FHIR108' && /\/(?:code|class)$/.test(path),
  },
  {
    why: 'the tool does not evaluate the rules of data types in slices (cpt-2, att-1)',
    is: ({ rule }) => rule === 'cpt-2' || rule === 'att-1',
  },
];

/** Why the two may differ where only the tool finds an error: by what it says. */
const laxer: ReadonlyArray<{ why: string; is: RegExp }> = [
  {
    why: 'false implies nothing is true in FHIRPath; its engine says nothing, so that bdl-8 breaks without a fullUrl',
    is: /\| bdl-8 \|/,
  },
  {
    why: 'a contentString or occurredDateTime that says only why it has no value is one; it does not see it',
    is: /\| slice-min \| slice (?:string|occurredDateTime) needs 1/,
  },
  {
    why: 'it takes a fullUrl Organization/1 and the reference of another entry for two equal fullUrls',
    is: /\| fullUrl \| duplicate \w+\//,
  },
];

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
const members = (value: any): Array<[string, any]> =>
  value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [[key, inner] as [string, unknown], ...members(inner)]);

/** Documents on which the tool breaks, and all files given with them: nulls, lists that are none, profiles that are no texts. */
const breaksTool = ({ document }: Faulty): boolean =>
  members(document).some(
    ([key, value]) =>
      value === null ||
      (/^(?:entry|coding|extension)$/.test(key) && !Array.isArray(value)) ||
      (key === 'profile' &&
        typeof value !== 'string' &&
        [value].flat().some((one) => typeof one !== 'string')),
  );

const FOLLOWS = new Set(['FHIR115']);
const FOLLOWING_RULES = new Set(['medcom-acknowledgement-2']);

const isExcepted = (fault: Faulty, ours: readonly Diagnostic[], theirs: readonly string[]): boolean => {
  if (theirs.length > 0) {
    // What refers to a resource with an error has one for the tool.
    const first = theirs.filter((line) => !line.includes('| targetProfile |'));
    return first.length > 0 && first.every((line) => laxer.some(({ is }) => is.test(line)));
  }
  const own = ours.filter(({ code, rule }) => !FOLLOWS.has(code) && !FOLLOWING_RULES.has(rule ?? ''));
  // Only what follows from a resource without a profile is left: the profile was taken away.
  if (own.length === 0) return /profile|meta/.test(fault.path);
  return own.every((one) => stricter.some(({ is }) => is(one, fault)));
};

describe.skipIf(!hasCheckFhir)("The verdict is that of a check by MedCom's published profiles", () => {
  test('on every published example', async () => {
    const files = examples();
    expect(files.length).toBeGreaterThan(10);
    const theirs = await profileErrors(files);
    for (const file of files) {
      const { diagnostics } = validator.validate({ name: file, bytes: readFileSync(file) });
      const errors = diagnostics
        .filter((one) => hasError([one]))
        .map(({ message, place }) => `${place.path}: ${message}`);
      expect({ file, errors }).toEqual({ file, errors: theirs.get(file.split('/').at(-1) as string) });
    }
  });

  test(`on ${count} messages with a fault`, { timeout: 60_000 + count * 400 }, async () => {
    const documents = [...samples(), ...examples()]
      .map((name) => ({ name, text: readFileSync(name, 'utf8') }))
      // Large attachments take the tool long, and are one value.
      .filter(({ text }) => text.length < 40_000)
      .map(({ name, text }) => ({ name, document: JSON.parse(text) }))
      .filter(({ document }) => !hasError(validated(document)));
    const all = faulty(documents, Math.ceil(count * 1.1), seed);
    for (const { fault, path, document } of all.filter(breaksTool))
      expect({ fault, path, invalid: hasError(validated(document)) }).toEqual({ fault, path, invalid: true });
    const made = all.filter((one) => !breaksTool(one)).slice(0, count);
    expect(made.length).toBe(count);
    const files = made.map(({ document }, i) => {
      const file = join(folder, `${i}.json`);
      writeFileSync(file, JSON.stringify(document));
      return file;
    });
    const theirs = await profileErrors(files);
    const differences = made.flatMap((fault, i) => {
      const ours = validated(fault.document).filter((one) => hasError([one]));
      const lines = theirs.get(`${i}.json`);
      if (lines === undefined) throw new Error('the tool gave no verdict');
      if (lines.length > 0 === ours.length > 0) return [];
      if (isExcepted(fault, ours, lines)) return [];
      return [
        {
          ...fault,
          document: '',
          ours: ours.map(({ code, rule, place }) => [code, rule, place.path].join(' ')),
          lines,
        },
      ];
    });
    expect(differences).toEqual([]);
    const faultless = made.filter(({ document }) => !hasError(validated(document)));
    expect(faultless.length).toBeGreaterThan(0);
    expect(faultless.length).toBeLessThan(count / 3);
  });
});

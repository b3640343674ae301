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
    why: 'it takes a fullUrl Organization/1 and the reference of another entry for two equal fullUrls',
    is: /\| fullUrl \| duplicate \w+\//,
  },
];

/** Faults on which the tool breaks, and all files given with them: lists that are none, and profiles that are no texts. */
const breaksTool = ({ fault, path }: Faulty): boolean =>
  fault === 'no list'
    ? /\/(?:entry|coding|extension)$/.test(path)
    : /^(?:a number|a truth value|an object)$/.test(fault) && /\/meta\/profile\/\d+$/.test(path);

const FOLLOWS = new Set(['FHIR115']);
const FOLLOWING_RULES = new Set(['medcom-acknowledgement-2']);

const isExcepted = (fault: Faulty, ours: readonly Diagnostic[], theirs: readonly string[]): boolean => {
  if (theirs.length > 0) return theirs.every((line) => laxer.some(({ is }) => is.test(line)));
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

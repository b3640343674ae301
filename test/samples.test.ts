import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Element,
  type FhirObject,
  hasError,
  kindOf,
  type Letter,
  type ReadMessage,
  toEdifact,
  toJson,
  toOioxml,
  toVansEnvelope,
  toXml,
  wrapDocument,
} from '../src/index.js';
import { letterLeaves } from '../src/roundtrip/letter-leaves.js';
import { bundleFaults } from './support/bundle-checks.js';
import { jsonLines, medcomConvert } from './support/cli.js';
import { converter, lettersOf, tables } from './support/converter.js';
import { received } from './support/fhir.js';
import { countLeaves } from './support/leaves.js';
import { scenarios as all } from './support/scenarios.js';
import { xmlToJson } from './support/xml-to-json.js';

const inputsOf = (scenario: string): string[] => readdirSync(`samples/${scenario}/input`).sort();
/** A scenario is a message, or letters; these may be in envelopes. */
const envelopes = all.filter((scenario) => inputsOf(scenario)[0]?.endsWith('.vans.xml'));
const bare = all.filter((scenario) => !envelopes.includes(scenario));
const messages = bare.filter((scenario) => inputsOf(scenario)[0]?.startsWith('message.'));
const interchanges = bare.filter((scenario) => inputsOf(scenario)[0]?.endsWith('.edi'));
const scenarios = bare.filter((scenario) => !messages.includes(scenario) && !interchanges.includes(scenario));

/** Scenarios whose attachments did not come are converted all the same. */
const incomplete = (scenario: string): boolean => scenario.startsWith('missing-');

const conversionsOf = (scenario: string) => {
  const folder = `samples/${scenario}/input`;
  const letters = readdirSync(folder)
    .sort()
    .flatMap((name) => lettersOf({ name, bytes: readFileSync(`${folder}/${name}`) }));
  const binaries = letters.filter((letter) => letter.schema.table.message === 'XBIN01');
  return letters
    .filter((letter) => letter.schema.table.message === 'XDIS91')
    .map((letter) => ({
      conversion: converter.convert(letter, binaries, { incomplete: incomplete(scenario), trace: true }),
    }));
};

test('there are samples of all directions', () => {
  expect(interchanges.length).toBeGreaterThanOrEqual(4);
  expect(envelopes.length).toBeGreaterThanOrEqual(2);
  expect(scenarios.length).toBeGreaterThanOrEqual(12);
  expect(messages.length).toBeGreaterThanOrEqual(12);
});

test('all samples give what they expect, to the last id', () => {
  const { code, stdout } = medcomConvert(['regress', 'samples', '--json']);
  const results = jsonLines(stdout);
  const summary = results.pop();
  for (const { name, findings, notes } of results)
    expect({ name, findings, notes }).toEqual({ name, findings: [], notes: [] });
  expect(summary).toMatchObject({ checked: all.length, ok: all.length, failed: 0 });
  expect(code).toBe(0);
});

describe.each(scenarios)('sample %s', (scenario) => {
  const conversions = conversionsOf(scenario);

  test('is converted', () => {
    expect(conversions.length).toBeGreaterThan(0);
    for (const { conversion } of conversions) expect(hasError(conversion.diagnostics)).toBe(false);
  });

  test('has complete narratives, right references and unique ids', () => {
    for (const { conversion } of conversions) expect(bundleFaults(received(conversion.bundle))).toEqual([]);
  });

  test('says the same in XML', () => {
    for (const { conversion } of conversions) {
      for (const indent of [0, 2]) {
        const xml = Buffer.concat(toXml(conversion.bundle as never, indent)).toString('utf8');
        expect(xmlToJson(xml)).toEqual(received(conversion.bundle));
      }
    }
  });

  test('accounts for every leaf of the input and of the output', () => {
    for (const { conversion } of conversions) {
      const files = new Set([conversion.letter.file, ...conversion.binaries.map((b) => b.file)]);
      const leaves = [...files].map((file) =>
        countLeaves(readFileSync(`samples/${scenario}/input/${file}`), conversion.letter.letter, file),
      );
      const { mapped, used, dropped, unmapped } = conversion.counts;
      expect(mapped + used + dropped + unmapped).toBe(leaves.reduce((a, b) => a + b));
      expect(conversion.trace?.input.length).toBe(leaves.reduce((a, b) => a + b));
      const traced = new Set(conversion.trace?.output.map((entry) => entry.target));
      expect(
        [...leafPaths(received(conversion.bundle), 'Bundle')].filter((path) => !traced.has(path)),
      ).toEqual([]);
      for (const entry of conversion.trace?.output ?? []) expect(entry.row).toMatch(/^XB?\d+$/);
      for (const entry of conversion.trace?.input ?? []) {
        if (entry.status !== 'unmapped') expect(entry.row ?? entry.reason).toBeDefined();
        if (entry.status === 'mapped') expect(entry.to.length).toBeGreaterThan(0);
        if (entry.status === 'dropped' || entry.status === 'used') expect(entry.reason).toBeTruthy();
      }
    }
  });
});

describe.each(interchanges)('sample %s', (scenario) => {
  const folder = `samples/${scenario}/input`;
  const reads = inputsOf(scenario).map((name) =>
    converter.read({ name, bytes: readFileSync(`${folder}/${name}`) }),
  );
  const letters = reads.flatMap((read) => read.letters);
  const binaries = letters.filter((letter) => kindOf(letter) === 'binary');
  const conversions = letters
    .filter((letter) => kindOf(letter) === 'correspondence')
    .map((letter) => converter.convert(letter, binaries, { trace: true }));

  test('becomes OIOXML, and the same interchange again', () => {
    for (const { name, letters: own, diagnostics } of reads) {
      expect(diagnostics).toEqual([]);
      const { root } = converter.convertEnvelope(own);
      const xml = Buffer.concat([...toOioxml(root as Element, 2), Buffer.from('\n')]);
      const back = converter.read({ name: 'again.xml', bytes: xml });
      const lowered = converter.convertEnvelope(back.letters);
      const { segments = [] } = lowered;
      const again = converter.read({ name, bytes: Buffer.concat([...toEdifact(segments, 'lf')]) });
      expect(again.letters.flatMap((letter) => letter.diagnostics)).toEqual([]);
      // Characters that EDIFACT lacks come back as others; all else as it was.
      const odd = lowered.letters.flatMap(({ diagnostics: told }) =>
        told.filter(({ code }) => code === 'MAP042').map(({ place }) => place.path),
      );
      const meaning = (read: Letter[]): unknown =>
        letterLeaves(read).map(({ key, path, value }) => [key, odd.includes(path) ? '' : value]);
      expect(meaning(again.letters)).toEqual(meaning(own));
    }
  });

  test('becomes a message, with the ledger of both steps', () => {
    for (const conversion of conversions) {
      expect(hasError(conversion.diagnostics)).toBe(false);
      for (const { status, row, reason, to, source } of conversion.trace?.input ?? []) {
        expect(row, `${source.segment}:${source.component}`).toMatch(/^E[IB]?\d+( XB?\d+)?$/);
        if (status === 'mapped') expect(to.length).toBeGreaterThan(0);
        else expect(reason).toBeTruthy();
      }
    }
  });
});

describe.each(messages)('sample %s', (scenario) => {
  const [name = ''] = inputsOf(scenario);
  const bytes = readFileSync(`samples/${scenario}/input/${name}`);
  const { message } = converter.read({ name, bytes });
  const conversion = converter.convertMessage(name, message as ReadMessage, { trace: true });
  const documents = conversion.letters.map(({ ids, root }) => ({
    name: ids.message,
    bytes: Buffer.concat([...toOioxml(root, 2), Buffer.from('\n')]),
  }));

  test('is converted', () => {
    expect(hasError(conversion.diagnostics)).toBe(false);
    expect(documents.length).toBeGreaterThan(0);
  });

  test('gives letters that are read without a complaint', () => {
    for (const document of documents) {
      const { letters, diagnostics } = converter.read(document);
      expect([...diagnostics, ...letters.flatMap((letter) => letter.diagnostics)]).toEqual([]);
      expect(letters.length).toBe(1);
    }
  });

  test('accounts for every leaf of the input and of the output', () => {
    const json = name.endsWith('.xml')
      ? xmlToJson(bytes.toString('utf8'))
      : JSON.parse(bytes.toString('utf8'));
    const leaves = [...jsonLeaves(json)].length;
    const { mapped, used, dropped, unmapped } = conversion.counts;
    expect(unmapped).toBe(0);
    expect(mapped + used + dropped).toBe(leaves);
    expect(conversion.trace?.input.length).toBe(leaves);
    for (const entry of conversion.trace?.input ?? []) {
      expect(entry.row ?? entry.reason).toBeDefined();
      if (entry.status === 'mapped') expect(entry.to.length).toBeGreaterThan(0);
      else expect(entry.reason, entry.source.path).toBeTruthy();
    }
    const written = documents.map((document) => countLeaves(document.bytes, undefined, ''));
    expect(conversion.trace?.output.length).toBe(written.reduce((a, b) => a + b, 0));
    for (const entry of conversion.trace?.output ?? []) expect(entry.row).toMatch(/^CB?\d+$/);
  });
});

describe.each(envelopes)('sample %s', (scenario) => {
  const folder = `samples/${scenario}/input`;
  const reads = inputsOf(scenario).map((name) =>
    converter.read({ name, bytes: readFileSync(`${folder}/${name}`) }),
  );
  const letters = reads.flatMap((read) => read.letters);

  test('is put in an envelope again, which is read without a complaint', () => {
    const results = [
      ...letters
        .filter((letter) => kindOf(letter) === 'correspondence')
        .map((letter) => converter.convert(letter, letters))
        .map(({ letter, bundle }) => ({ file: letter.file, chunks: toJson(bundle as FhirObject, 2) })),
      ...reads.flatMap(({ name, message }) =>
        message === undefined
          ? []
          : converter
              .convertMessage(name, message)
              .letters.map(({ root }) => ({ file: name, chunks: [...toOioxml(root, 2)] })),
      ),
    ];
    expect(results.length).toBeGreaterThan(0);
    for (const { file, chunks } of results) {
      const data = Buffer.concat([...chunks, Buffer.from('\n')]);
      const envelope = wrapDocument(converter.read({ name: file, bytes: data }), data, tables);
      const bytes = Buffer.concat([...toVansEnvelope(envelope, 2), Buffer.from('\n')]);
      const again = converter.read({ name: file, bytes });
      expect(again.diagnostics).toEqual([]);
      expect(again.vans?.envelope).toMatchObject({ identifier: envelope.identifier });
    }
  });
});

/** All values of a JSON value. */
const jsonLeaves = function* (value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) yield value;
  else for (const inner of Object.values(value)) yield* jsonLeaves(inner);
};

/** Paths of all leaves of a JSON value, as traces write them; resourceType is the element's own name. */
const leafPaths = function* (value: unknown, path: string): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    if (!path.endsWith('.resourceType')) yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    yield* leafPaths(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  }
};

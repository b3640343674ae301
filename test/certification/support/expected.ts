import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';
import type { Json } from '../../support/fhir.js';
import { outline, parseXml } from './xml.js';

const FOLDER = 'test/certification/expected';
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Compares with a file; with CERTIFICATION=write it is written anew, to be read before it is committed. */
const expectFile = (name: string, text: string): void => {
  const path = `${FOLDER}/${name}`;
  if (process.env.CERTIFICATION === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
};

/** Names ids in the order in which they appear. */
const naming = (): ((id: string) => string) => {
  const names = new Map<string, string>();
  return (id) => {
    const name = names.get(id) ?? `id-${names.size + 1}`;
    names.set(id, name);
    return name;
  };
};

const isNarrative = (name: string, value: Json): boolean => name === 'text' && value?.div !== undefined;

/** A value with names in alphabetical order, without narratives: these are shown to be complete elsewhere. */
const canonical = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const names = Object.keys(value)
    .filter((name) => !isNarrative(name, value[name]))
    .sort();
  return Object.fromEntries(names.map((name) => [name, canonical(value[name])]));
};

/**
 * Compares a document of FHIR with what is expected: its canonical form, generated ids replaced in the order in which they
 * appear. Ids that stand in the input, with hyphens or without, are not generated.
 */
export const expectBundle = (name: string, bundle: Json, inputs: ReadonlyArray<Buffer | string>): void => {
  const known = inputs.join().replaceAll('-', '').toLowerCase();
  const nameOf = naming();
  const text = JSON.stringify(canonical(bundle), undefined, 2).replace(UUID, (id) =>
    known.includes(id.replaceAll('-', '')) ? id : nameOf(id),
  );
  expectFile(name, `${text}\n`);
};

/**
 * Compares a letter with what is expected: its element tree, each Break a line. Its own ids are replaced, those of letters
 * that it answers are not.
 */
export const expectLetter = (name: string, data: Buffer): void => {
  const nameOf = naming();
  const root = parseXml(data);
  const text = outline(root).replace(
    /^( {2,4}(?:Envelope|Letter)\n(?:(?! *Identifier).*\n)*? *Identifier: )(.*)$/gm,
    (_, before: string, id: string) => before + nameOf(id),
  );
  expectFile(name, text);
};

import { type Diagnostic, diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { type Params, type Phrase, phrase } from '../diagnostics/phrase.js';
import { base64Content } from '../formats/base64.js';
import type { Rec } from '../formats/oioxml/check.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Element } from '../formats/xml/element.js';
import { uuidDigits } from '../mapping/makers/uuid.js';
import { elementAt, groupAt, valueAt } from './values.js';

/** Binary letters that were found to belong to a letter, and those that looked so and do not. */
export interface Pairing {
  binaries: Letter[];
  rejected: Array<{ letter: Letter; diagnostic: Diagnostic }>;
}

/** An object id in the form in which hyphens and letter case do not count. Rules: XB65, D6. */
export const objectKey = (id: string): string => uuidDigits(id) ?? id.trim().toLowerCase();

/** The objects that a letter refers to. */
export const referencedObjects = (letter: Letter): string[] =>
  groupAt(letter, 'ClinicalEmail/Reference')
    .map((reference) => valueAt(letter, 'ClinicalEmail/Reference/BIN/ObjectIdentifier', reference))
    .filter((id) => id !== undefined)
    .map(objectKey);

/** The objects of a binary letter that a correspondence may refer to. One without a patient has none (XB101). */
export const carriedObjects = (binary: Letter): string[] => {
  if (hasError(binary.diagnostics) || elementAt(binary, 'BinaryLetter/SystemInformation') !== undefined)
    return [];
  return objectsOf(binary).map(({ key }) => key);
};

const objectsOf = (binary: Letter): Array<{ key: string; record: Rec }> =>
  groupAt(binary, 'BinaryLetter/BinaryObject').map((record) => ({
    key: objectKey(valueAt(binary, 'BinaryLetter/BinaryObject/ObjectIdentifier', record) ?? ''),
    record,
  }));

/** What must be equal for two letters to be one correspondence. Rules: XB19, XB32, XB43, XB44, XB103. */
const COMMON = [
  ['Sender/EANIdentifier', 'the-sender'],
  ['Receiver/EANIdentifier', 'the-receiver'],
  ['Patient/CivilRegistrationNumber', 'the-patient'],
  ['Patient/AlternativeIdentifier', 'the-patient'],
] as const;

const difference = (letter: Letter, binary: Letter): { element: Element; what: Phrase } | undefined => {
  for (const [path, what] of COMMON) {
    const own = valueAt(letter, `ClinicalEmail/${path}`);
    const element = elementAt(binary, `BinaryLetter/${path}`);
    if (own !== element?.text.trim())
      return { element: element ?? binary.record.element, what: phrase(what) };
  }
  return undefined;
};

const sameContent = (binary: Letter, record: Rec, other: Letter, again: Rec): boolean => {
  const path = 'BinaryLetter/BinaryObject/Object_Base64Encoded';
  const [one, two] = [elementAt(binary, path, record), elementAt(other, path, again)];
  if (one === undefined || two === undefined) return false;
  // The bytes are made anew each time: not of a large one for each small one of its name.
  const [a, b] = [base64Content(one), base64Content(two)];
  return a.length === b.length && Buffer.compare(a.bytes, b.bytes) === 0;
};

/**
 * Finds the binary letters of a letter: the same sender, receiver and patient, and at least one object that the
 * letter refers to. Rules: conversion rules 3.1 (R1.A2), 7.1 (XB101 to XB104).
 *
 * @param candidates binary letters, checked; invalid ones are passed over
 */
export const pair = (letter: Letter, candidates: readonly Letter[]): Pairing => {
  const wanted = new Set(referencedObjects(letter));
  const pairing: Pairing = { binaries: [], rejected: [] };
  const seen = new Map<string, { binary: Letter; record: Rec }>();
  for (const binary of candidates) {
    if (!carriedObjects(binary).some((key) => wanted.has(key))) continue;
    const reject = (element: Element, code: 'MAP004' | 'MAP006', params: Params = {}): void => {
      pairing.rejected.push({
        letter: binary,
        diagnostic: diagnostic(code, binary.source.of(element), params),
      });
    };
    const differs = difference(letter, binary);
    if (differs !== undefined) {
      reject(differs.element, 'MAP004', { what: differs.what });
      continue;
    }
    const objects = objectsOf(binary);
    const other = objects.find(({ key, record }) => {
      const before = seen.get(key);
      return before !== undefined && !sameContent(before.binary, before.record, binary, record);
    });
    if (other !== undefined) {
      reject(other.record.element, 'MAP006');
      continue;
    }
    for (const { key, record } of objects) if (!seen.has(key)) seen.set(key, { binary, record });
    pairing.binaries.push(binary);
  }
  return pairing;
};

/** Binary letters by the objects that they carry. */
export interface Carriers {
  /** Those that carry an object which a letter refers to, in their order: no others can be paired with it. */
  of(letter: Letter): Letter[];
  /** Tells of those that carry what so many before them do. */
  diagnostics: Diagnostic[];
}

/**
 * Puts binary letters in order for letters to find theirs: of many, each letter is asked about few.
 *
 * @param most how many that carry the same object are found: each is looked at for each letter that refers to it
 */
export const carriersAmong = (binaries: readonly Letter[], most: number): Carriers => {
  const carriers = new Map<string, number[]>();
  const tooMany = new Set<Letter>();
  for (const [i, binary] of binaries.entries())
    for (const key of new Set(carriedObjects(binary))) {
      const known = carriers.get(key);
      if (known === undefined) carriers.set(key, [i]);
      else if (known.length < most) known.push(i);
      else tooMany.add(binary);
    }
  return {
    of: (letter) => {
      const wanted = new Set(referencedObjects(letter));
      const found = new Set([...wanted].flatMap((key) => carriers.get(key) ?? []));
      return [...found].sort((a, b) => a - b).map((i) => binaries[i] as Letter);
    },
    diagnostics: [...tooMany].map(({ source, record }) =>
      diagnostic('LIM012', source.of(record.element), { limit: most }),
    ),
  };
};

/** An object with the binary letter that it stands in. */
export interface Carried {
  letter: Letter;
  record: Rec;
}

/** The objects of paired binary letters, each once, by key, and those that stand in another one before them. Rule: XB104. */
export const objectsByKey = (
  binaries: readonly Letter[],
): { objects: Map<string, Carried>; repeated: Carried[] } => {
  const objects = new Map<string, Carried>();
  const repeated: Carried[] = [];
  for (const letter of binaries)
    for (const { key, record } of objectsOf(letter)) {
      if (objects.has(key)) repeated.push({ letter, record });
      else objects.set(key, { letter, record });
    }
  return { objects, repeated };
};

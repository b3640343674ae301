import { expect } from 'vitest';
import { type FhirObject, kindOf, type Letter, type Trace, toJson, toOioxml } from '../../../src/index.js';
import type { Sent } from '../../support/exchange.js';
import type { Json } from '../../support/fhir.js';
import { countLeaves } from '../../support/leaves.js';
import { type Play, present } from './play.js';

/** Paths of all leaves of a bundle, as traces write them. */
const leafPaths = function* (value: unknown, path: string): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    if (!path.endsWith('.resourceType')) yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value))
    yield* leafPaths(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
};

const jsonLeaves = (value: Json): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, one) => sum + jsonLeaves(one), 0)
    : 1;

/** Every leaf of the input was mapped, used or dropped by a row; every leaf of the output was made by a row. */
const expectRows = (trace: Trace, row: RegExp): void => {
  for (const { status, row: own, reason, to } of trace.input) {
    expect(['mapped', 'used', 'dropped']).toContain(status);
    expect(own ?? reason).toBeTruthy();
    if (status === 'mapped') expect(to.length).toBeGreaterThan(0);
    else expect(reason).toBeTruthy();
  }
  for (const { row: own } of trace.output) expect(own).toMatch(row);
};

/**
 * The trace of a conversion of letters that were delivered: complete, and of the very bytes that were sent.
 *
 * @param numbers of the deliveries
 */
export const expectLetterTrace = (play: Play, numbers: readonly number[], sent: Sent): void => {
  const inputs = numbers.map((number) => ({ name: `in-${number}.xml`, bytes: play.delivery(number).data }));
  const letters = inputs.flatMap((input) => play.exchange.converter.read(input).letters);
  const letter = present(letters.find((one) => kindOf(one) === 'correspondence')) as Letter;
  const candidates = letters.filter((one) => kindOf(one) === 'binary');
  const { bundle, trace } = play.exchange.converter.convert(letter, candidates, { trace: true });
  expect(Buffer.concat(toJson(bundle as FhirObject)).equals(sent.data)).toBe(true);
  const kept = present(trace, 'trace');
  expectRows(kept, /^XB?\d+$/);
  const leaves = inputs.map(({ bytes, name }) => countLeaves(bytes, undefined, name));
  expect(kept.input.length).toBe(leaves.reduce((a, b) => a + b));
  const traced = new Set(kept.output.map(({ target }) => target));
  const written = [...leafPaths(JSON.parse(sent.data.toString('utf8')), 'Bundle')];
  expect(written.filter((path) => !traced.has(path))).toEqual([]);
};

/** The trace of a conversion of a message that was delivered: complete, and of what was sent but for generated ids. */
export const expectMessageTrace = (play: Play, number: number, sent: readonly Sent[]): Trace => {
  const { data } = play.delivery(number);
  const { message } = play.exchange.converter.read({ name: 'in.json', bytes: data });
  const conversion = play.exchange.converter.convertMessage('in.json', present(message), { trace: true });
  const documents = conversion.letters.map(({ root }) => Buffer.concat([...toOioxml(root)]));
  expect(documents.length).toBe(sent.length);
  for (const [i, one] of documents.entries()) expect(one.equals(present(sent[i]).data)).toBe(true);
  const trace = present(conversion.trace, 'trace');
  expectRows(trace, /^CB?\d+$/);
  expect(conversion.counts.unmapped).toBe(0);
  expect(trace.input.length).toBe(jsonLeaves(JSON.parse(data.toString('utf8'))));
  expect(trace.output.length).toBe(
    documents.map((one) => countLeaves(one, undefined, '')).reduce((a, b) => a + b),
  );
  return trace;
};

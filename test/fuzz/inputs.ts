import fc from 'fast-check';
import { correspondence, xbin01, xctl, xdis91 } from '../support/generate.js';
import { careCommunication } from '../support/generate-message.js';
import { faulty } from '../support/mutate.js';
import { mutants } from '../support/mutate-xml.js';
import { pick, type Random } from '../support/random.js';
import { mutated } from './mutate.js';
import type { Target } from './targets.js';

const seedOf = (next: Random): number => Math.floor(next() * 2 ** 31);
const sampled = <T>(arbitrary: fc.Arbitrary<T>, next: Random): T =>
  fc.sample(arbitrary, { numRuns: 1, seed: seedOf(next) })[0] as T;

/** Makes an input that has the structure of its format: any that is valid, or a valid one with a fault. */
type Structured = (samples: readonly Buffer[], next: Random) => Buffer;

const letters = [xdis91, xbin01, ...Object.values(xctl), correspondence.map(({ letter }) => letter)];

const generatedLetter: Structured = (_, next) => Buffer.from(sampled(pick(letters, next), next));
const generatedMessage: Structured = (_, next) =>
  Buffer.from(JSON.stringify(sampled(careCommunication, next)));
const faultyLetter: Structured = (samples, next) => (mutants(samples, 1, next)[0] as { bytes: Buffer }).bytes;
const faultyMessage: Structured = (samples, next) => {
  const document = JSON.parse(pick(samples, next).toString());
  const [one] = faulty([{ name: 'message', document }], 1, seedOf(next));
  return Buffer.from(JSON.stringify(one?.document));
};

const structured: Readonly<Record<string, readonly Structured[]>> = {
  oioxml: [generatedLetter, faultyLetter],
  base64: [(_, next) => Buffer.from(sampled(xbin01, next)), faultyLetter],
  'fhir-json': [generatedMessage, faultyMessage],
};

/** Part of the inputs that are made anew, and part of those that are then changed in their bytes, too. */
const NEW = 0.3;
const CHANGED = 0.7;

/** Makes the next input for a target. */
export const nextInput = (name: string, target: Target, next: Random): Buffer => {
  const kinds = structured[name] ?? [];
  if (kinds.length > 0 && next() < NEW) {
    const made = pick(kinds, next)(target.samples, next);
    return next() < CHANGED ? mutated(made, next, target.samples) : made;
  }
  return mutated(pick(target.samples, next), next, target.samples);
};

import { encodingFaults } from './mutate-encoding.js';
import { structureFaults } from './mutate-structure.js';
import { valueFaults } from './mutate-values.js';
import { pick, type Random } from './random.js';
import { type Node, treeOf, written } from './xml-tree.js';

/** A document with a fault put into it, or with something that looks like one. */
export interface Mutant {
  /** What was done to it. */
  fault: string;
  bytes: Buffer;
}

/** Changes a document in place; false if there is nothing in it to be changed so. */
export type Fault = (root: Node, next: Random) => boolean;

/** Writes a document, in another encoding or with another beginning. */
export type Writing = (text: string, next: Random) => Buffer;

const plain: Writing = (text) => Buffer.from(text);
const treeFaults: Readonly<Record<string, Fault>> = { ...structureFaults, ...valueFaults };

/** The names of all faults there are. */
export const faults = [...Object.keys(treeFaults), ...Object.keys(encodingFaults)];

const mutant = (fault: string, bytes: Buffer, next: Random): Mutant | undefined => {
  const root = treeOf(bytes);
  const change = treeFaults[fault];
  if (change !== undefined && !change(root, next)) return undefined;
  const write = encodingFaults[fault] ?? plain;
  return { fault, bytes: write(written(root), next) };
};

/**
 * Documents with faults: every fault in turn, each in a document that has a place for it.
 *
 * @param documents valid documents of OIOXML
 * @param count how many are made
 */
export const mutants = (documents: readonly Buffer[], count: number, next: Random): Mutant[] => {
  const made: Mutant[] = [];
  for (let i = 0; made.length < count; i++) {
    const one = mutant(faults[i % faults.length] as string, pick(documents, next), next);
    if (one !== undefined) made.push(one);
  }
  return made;
};

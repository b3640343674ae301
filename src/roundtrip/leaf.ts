import { hash } from 'node:crypto';
import type { Place } from '../diagnostics/diagnostic.js';

/** A value of a message, with what tells it from the others. */
export interface Leaf {
  /** What it is, by the part it plays and not by its position: the same on both sides of a round trip. */
  key: string;
  /** Where it stands, as traces name it. */
  path: string;
  value: string;
  place: Place;
}

/** The path of a trace in the form in which the number of an only element does not count. */
export const tracePath = (message: string, path: string): string => {
  const plain = path.replaceAll('[0]', '');
  return message === 'XBIN01' ? `XBIN01:${plain}` : plain;
};

/** A name for what is told apart by a text that may be personal: the same text gives the same name. */
export const nameless = (kind: string, text: string): string =>
  `${kind} ${hash('sha256', text, 'hex').slice(0, 6)}`;

/** Gives each key once: what is there twice gets a number. */
export const numbered = (leaves: Leaf[]): Leaf[] => {
  const counts = new Map<string, number>();
  return leaves.map((leaf) => {
    const count = (counts.get(leaf.key) ?? 0) + 1;
    counts.set(leaf.key, count);
    return count === 1 ? leaf : { ...leaf, key: `${leaf.key} (${count})` };
  });
};

import type { Traced } from '../conversion/conversion.js';
import type { OutputEntry } from '../mapping/ledger.js';
import { leaves, type Tree } from './tree.js';

/** What made a part of a document. */
export interface Origin {
  /** The rows, in the order of the parts they made; undefined if none is known. */
  rows: string | undefined;
  /** False only if it is known to hold no personal data. */
  personal: boolean;
}

/** Traces name the binary letters of a message by their kind, and the only element of its name with or without a number. */
const plain = (path: string): string => path.replace(/^X?BIN01:/, '').replaceAll('[0]', '');

/** The path of all parts that stand in the same lists. */
export const general = (path: string): string => path.replaceAll(/\[\d+\]/g, '[]').replace(/^\d+:/, '');

/** Finds what made the values of documents, in the traces of the conversions that gave them. */
export class Origins {
  private readonly byPath = new Map<string, OutputEntry[]>();
  private readonly byGeneral = new Map<string, OutputEntry[]>();

  constructor(conversions: readonly Traced[]) {
    const add = (map: Map<string, OutputEntry[]>, key: string, entry: OutputEntry): void => {
      const known = map.get(key);
      if (known === undefined) map.set(key, [entry]);
      else known.push(entry);
    };
    for (const { trace } of conversions)
      for (const entry of trace?.output ?? []) {
        const path = plain(entry.target);
        add(this.byPath, path, entry);
        add(this.byGeneral, general(entry.target.replace(/^X?BIN01:/, '')), entry);
      }
  }

  private ofLeaf({ path, text, known }: Tree): Origin {
    if (known !== undefined) return { rows: known.rows, personal: known.personal };
    const exact = this.byPath.get(plain(path)) ?? [];
    const entry = exact.find(({ value }) => value === text) ?? exact[0];
    if (entry !== undefined) return { rows: entry.row, personal: entry.personal };
    // A value that is not there any more was made, most likely, by what makes the others of its kind.
    const alike = this.byGeneral.get(general(path)) ?? [];
    const rows = new Set(alike.map(({ row }) => row));
    return {
      rows: rows.size === 1 ? [...rows][0] : undefined,
      personal: alike.length === 0 || alike.some(({ personal }) => personal),
    };
  }

  /** What made a part: the rows of all its values. */
  of(one: Tree): Origin {
    const origins = [...leaves(one)].map((leaf) => this.ofLeaf(leaf));
    const rows = [...new Set(origins.flatMap((origin) => origin.rows ?? []))];
    return {
      rows: rows.length === 0 ? undefined : rows.join(' '),
      personal: origins.some(({ personal }) => personal),
    };
  }
}

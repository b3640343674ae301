import { hash } from 'node:crypto';
import { align, type Pair } from './align.js';
import type { Ids } from './ids.js';
import type { Tree } from './tree.js';

/** What differs between two documents: a value, a part that is gone or new, or the order of parts. */
export type Difference =
  | { kind: 'changed' | 'order'; expected: Tree; made: Tree }
  | { kind: 'gone'; expected: Tree; made?: undefined }
  | { kind: 'new'; expected?: undefined; made: Tree };

/** A longer text is known by its hash. */
const LONG = 64;

const brief = (text: string): string => (text.length > LONG ? hash('sha256', text, 'base64') : text);

/** Compares documents part by part. */
class Comparison {
  readonly differences: Difference[] = [];
  private readonly keys = new WeakMap<Tree, string>();
  private readonly shapes = new WeakMap<Tree, string>();

  constructor(private readonly ids: Ids<Difference>) {}

  /** The same for parts that are equal but for generated ids. */
  private key(one: Tree, side: 'expected' | 'made'): string {
    const known = this.keys.get(one);
    if (known !== undefined) return known;
    const text = one.text === undefined ? '' : `${one.literal ? '=' : ':'}${this.ids[side](one.text)}`;
    const children = one.children.map((child) => this.key(child, side));
    if (!one.ordered) children.sort();
    const key = brief(JSON.stringify([one.name, text, children]));
    this.keys.set(one, key);
    return key;
  }

  /** The same for parts that have the same parts, whatever their values. */
  private shape(one: Tree): string {
    const known = this.shapes.get(one);
    if (known !== undefined) return known;
    const type = one.name === 'resourceType' ? (one.text ?? '') : '';
    const children = one.children.map((child) => this.shape(child)).sort();
    const shape = brief(JSON.stringify([one.name, type, children]));
    this.shapes.set(one, shape);
    return shape;
  }

  /** Which parts of one name belong together. */
  private pairs(before: readonly Tree[], after: readonly Tree[]): Pair[] {
    return align(
      [before.length, after.length],
      [
        [before.map((one) => this.key(one, 'expected')), after.map((one) => this.key(one, 'made'))],
        [before.map((one) => this.shape(one)), after.map((one) => this.shape(one))],
      ],
    );
  }

  private children(expected: Tree, made: Tree): void {
    const group = (one: Tree): Map<string, Tree[]> => {
      const groups = new Map<string, Tree[]>();
      for (const child of one.children) {
        const name = `${child.listed ? '*' : ''}${child.name}`;
        const alike = groups.get(name);
        if (alike === undefined) groups.set(name, [child]);
        else alike.push(child);
      }
      return groups;
    };
    const [before, after] = [group(expected), group(made)];
    const partner = new Map<Tree, Tree>();
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const [own, others] = [before.get(name) ?? [], after.get(name) ?? []];
      for (const [b, a] of this.pairs(own, others)) {
        const left = b === undefined ? undefined : own[b];
        const right = a === undefined ? undefined : others[a];
        if (left !== undefined && right !== undefined) {
          partner.set(left, right);
          this.compare(left, right);
        } else if (left !== undefined) this.differences.push({ kind: 'gone', expected: left });
        else if (right !== undefined) this.differences.push({ kind: 'new', made: right });
      }
    }
    if (made.ordered && !this.inOrder(expected, made, partner))
      this.differences.push({ kind: 'order', expected, made });
  }

  /** True if what belongs together stands in the same order. */
  private inOrder(expected: Tree, made: Tree, partner: ReadonlyMap<Tree, Tree>): boolean {
    const places = new Map(made.children.map((child, i) => [child, i]));
    const order = expected.children.flatMap((child) => {
      const other = partner.get(child);
      return other === undefined ? [] : [places.get(other) as number];
    });
    return order.every((place, i) => i === 0 || place > (order[i - 1] as number));
  }

  compare(expected: Tree, made: Tree): void {
    if (expected.text !== undefined || made.text !== undefined) this.values(expected, made);
    if (expected.children.length > 0 || made.children.length > 0) this.children(expected, made);
  }

  private values(expected: Tree, made: Tree): void {
    const difference = { kind: 'changed', expected, made } as const;
    const [before, after] = [expected.text, made.text];
    if (before === undefined || after === undefined) {
      this.differences.push(difference);
      return;
    }
    const same = expected.literal === made.literal && this.ids.expected(before) === this.ids.made(after);
    if (!same) this.differences.push(difference);
    else this.ids.note(difference, before, after);
  }
}

/**
 * Compares two documents by meaning: values and their order count, layout and the order of members in JSON do not.
 *
 * @param ids is told of values that are equal but for generated ids; `settle` tells afterwards which of them differ
 */
export const compare = (expected: Tree, made: Tree, ids: Ids<Difference>): Difference[] => {
  const comparison = new Comparison(ids);
  comparison.compare(expected, made);
  return comparison.differences;
};

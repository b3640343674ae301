import type { Place } from '../diagnostics/diagnostic.js';

/**
 * A part of a document as it is compared, the same for all formats: layout is gone, meaning is left. What stands in a list
 * are several children of one name.
 */
export interface Tree {
  /** Its name among the children of its parent. */
  name: string;
  /** Its path as traces and people of the format write it. */
  path: string;
  /** True if it stands in a list, be it the only one. */
  listed: boolean;
  /** Its value; undefined for a part that has none. */
  text: string | undefined;
  /** True for a number or a word of JSON, which is not the same as a string of that text. */
  literal: boolean;
  children: readonly Tree[];
  /** True if the order of children of different names counts. */
  ordered: boolean;
  /** Where it stands in its file. */
  place?: (() => Place | undefined) | undefined;
  /** What is known of it without a trace: whether it may be personal data, and the rows that made it. */
  known?: { personal: boolean; rows?: string | undefined } | undefined;
}

/** A part with defaults for what it does not say. */
export const tree = (name: string, path: string, rest: Partial<Tree> = {}): Tree => ({
  name,
  path,
  listed: false,
  text: undefined,
  literal: false,
  children: [],
  ordered: false,
  ...rest,
});

/** Its parts that have a value, in order. */
export function* leaves(one: Tree): Generator<Tree> {
  if (one.text !== undefined) yield one;
  for (const child of one.children) yield* leaves(child);
}

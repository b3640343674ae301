import { phrase, TableFault } from '../../diagnostics/phrase.js';
import type { ElementRow, ProfileRow, RuleRow } from './notation.js';

/** What a profile says of an element and what is in it; the root stands for the resource or data type itself. */
export interface Overlay {
  row: ElementRow | undefined;
  rules: RuleRow[];
  /** What is said of the elements in it. */
  children: Map<string, Overlay>;
  /** What is said of some of its repetitions. */
  slices: Map<string, Overlay>;
}

const fresh = (): Overlay => ({ row: undefined, rules: [], children: new Map(), slices: new Map() });

const within = (of: Map<string, Overlay>, name: string): Overlay => {
  let found = of.get(name);
  if (found === undefined) {
    found = fresh();
    of.set(name, found);
  }
  return found;
};

/** An element with the slice that is meant; `content[x]` is a choice, and no slice. */
const STEP = /^(\w+(?:\[x\])?)(?:\[([\w-]+)\])?$/;

const at = (root: Overlay, path: string): Overlay => {
  let found = root;
  for (const step of path.split('.')) {
    const [, name, slice] = STEP.exec(step) ?? [];
    if (name === undefined) throw new TableFault(phrase('no-path', { path }));
    found = within(found.children, name);
    if (slice !== undefined) found = within(found.slices, slice);
  }
  return found;
};

/**
 * Puts what a profile says where it belongs.
 *
 * @throws TableFault for a path that is none
 */
export const overlayOf = ({ elements, rules }: ProfileRow): Overlay => {
  const root = fresh();
  for (const [path, row] of Object.entries(elements)) at(root, path).row = row;
  for (const rule of rules) (rule.at === undefined ? root : at(root, rule.at)).rules.push(rule);
  return root;
};

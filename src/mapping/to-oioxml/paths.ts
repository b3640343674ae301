import { elementsOf } from '../../formats/fhir/elements.js';
import type { Node } from '../../formats/fhir/node.js';
import type { MessageTable } from '../notation.js';
import type { Run } from '../run.js';
import type { Source } from '../source.js';
import { type MessageRun, messageRun } from './message-run.js';

/** Calls back for each node a path leads to, until the callback says that it is enough. */
type Walk = (run: Run, node: Node, visit: (node: Node) => boolean) => boolean;

/** Where paths begin, by the words they begin with: the type of what is there, and where it is in a run. */
export type Roots = Readonly<Record<string, { type: string; of(run: Run): Node | undefined }>>;

const inMessage = (
  roots: Readonly<Record<string, { type: string; of(run: MessageRun): Node | undefined }>>,
): Roots =>
  Object.fromEntries(
    Object.entries(roots).map(([words, { type, of }]) => [words, { type, of: (run) => of(messageRun(run)) }]),
  );

const messageRoots = inMessage({
  Bundle: { type: 'Bundle', of: ({ message }) => message.bundle },
  MessageHeader: { type: 'MessageHeader', of: ({ message }) => message.header },
  Communication: { type: 'Communication', of: ({ message }) => message.communication },
  'Communication.payload[text]': { type: 'Payload', of: ({ newest }) => newest.at(-1)?.node },
  'Communication.payload[file]': { type: 'Payload', of: (run) => run.item && itemNode(run) },
  Patient: { type: 'Patient', of: ({ message }) => message.patient },
  Encounter: { type: 'Encounter', of: ({ message }) => message.encounter },
  'Organization[sender]': { type: 'Organization', of: ({ message }) => message.sender },
  'Organization[receiver]': { type: 'Organization', of: ({ message }) => message.receiver },
  'Provenance[current]': { type: 'Provenance', of: ({ message }) => message.provenance },
  payload: { type: 'Payload', of: ({ inHand }) => inHand },
  author: { type: 'PractitionerRole', of: ({ author }) => author },
  party: { type: 'Reference', of: ({ inHand }) => inHand },
});

const itemNode = (run: MessageRun): Node | undefined =>
  run.items.find(({ number }) => number === run.item?.number)?.segment.node;

/** What references of these messages point to. */
const TARGETS = ['PractitionerRole', 'Practitioner', 'CareTeam', 'Organization'];

/** Splits at the dots that are not within brackets; an arrow is a word of its own. */
const split = (path: string): string[] =>
  path.replaceAll('->', '.>.').match(/(?:[^.[(]|\[[^\]]*\]|\([^)]*\))+/g) ?? [];

/** True for an element that says nothing; another of the same path may. */
const isBlank = (node: Node): boolean =>
  node.children === undefined && node.slice === undefined && node.text.trim() === '';

const end: Walk = (_run, node, visit) => (isBlank(node) ? false : visit(node));

class PathCompiler {
  constructor(
    private readonly table: MessageTable,
    private readonly roots: Roots,
  ) {}

  /** Compiles the words of a path from an index on; undefined if FHIR has no such element. */
  walk(words: readonly string[], from: number, types: readonly string[]): Walk | undefined {
    const word = words[from];
    if (word === undefined) return end;
    if (word === '>') return this.arrow(words, from);
    const extension = /^ext\((\w+)\)$/.exec(word)?.[1];
    if (extension !== undefined) return this.extension(words, from, extension);
    const [, name = '', slice] = /^(\w+)(?:\[([^\]]+)\])?$/.exec(word) ?? [];
    const inner = types.flatMap((type) => elementsOf(type)?.get(name)?.type ?? []);
    if (inner.length === 0) return undefined;
    const next = this.walk(words, from + 1, inner);
    if (next === undefined) return undefined;
    if (slice === undefined) return children(name, next);
    const keys = types.map((type) => `${type}.${name}[${slice}]`);
    return this.slice(keys.find((key) => key in this.table.slices) ?? '', name, next);
  }

  private arrow(words: readonly string[], from: number): Walk | undefined {
    const next = this.walk(words, from + 1, TARGETS);
    return (
      next &&
      ((run, node, visit) => {
        const target = messageRun(run).resolve(node);
        return target === undefined ? false : next(run, target, visit);
      })
    );
  }

  private extension(words: readonly string[], from: number, name: string): Walk | undefined {
    const known = this.table.extensions[name];
    if (known === undefined) return undefined;
    // The element that holds the value need not be named.
    const skip = words[from + 1] === known.value ? 2 : 1;
    const type = elementsOf('Extension')?.get(known.value)?.type ?? '';
    const next = this.walk(words, from + skip, [type]);
    if (next === undefined) return undefined;
    const value = children(known.value, next);
    return (run, node, visit) => {
      for (const child of node.children ?? []) {
        if (child.name !== 'extension' || !known.urls.includes(child.value('url') ?? '')) continue;
        if (value(run, child, visit)) return true;
      }
      return false;
    };
  }

  private slice(key: string, name: string, next: Walk): Walk | undefined {
    const slice = this.table.slices[key];
    if (slice === undefined) return undefined;
    if (slice.first === true) return first(name, next);
    const where = (slice.where ?? '').split('.');
    const valueIn = (node: Node): string => {
      let at: Node | undefined = node;
      for (const step of where) at = at?.one(step);
      return at?.text.trim() ?? '';
    };
    const { is, not, equals } = slice;
    const other = equals === undefined ? undefined : compilePath(equals, this.table, this.roots);
    const fits = (run: Run, node: Node): boolean => {
      const value = valueIn(node);
      if (is !== undefined && !is.includes(value)) return false;
      if (not?.includes(value)) return false;
      return other === undefined || (value !== '' && other.one(run)?.text.trim() === value);
    };
    return (run, node, visit) => {
      let some = false;
      for (const child of node.children ?? []) {
        if (child.name !== name || !fits(run, child)) continue;
        some = true;
        if (next(run, child, visit)) return true;
      }
      const first = slice.else === 'first' && !some ? node.one(name) : undefined;
      return first === undefined ? false : next(run, first, visit);
    };
  }
}

const first =
  (name: string, next: Walk): Walk =>
  (run, node, visit) => {
    const child = node.one(name);
    return child === undefined ? false : next(run, child, visit);
  };

const children =
  (name: string, next: Walk): Walk =>
  (run, node, visit) => {
    for (const child of node.children ?? []) if (child.name === name && next(run, child, visit)) return true;
    return false;
  };

/** The longest root a path begins with, and the words after it. */
const rootOf = (path: string, roots: Roots): { root: Roots[string]; words: string[] } | undefined => {
  const words = split(path);
  for (const length of [2, 1]) {
    const root = roots[words.slice(0, length).join('.')];
    if (root !== undefined) return { root, words: words.slice(length) };
  }
  return undefined;
};

/**
 * Compiles a path into a message: `Organization[sender].identifier[GLN].value`, `payload.ext(author)->code.text`.
 *
 * @param roots where its paths begin; by default those of a CareCommunication
 * @returns undefined for a path that FHIR or message.yaml does not have
 */
export const compilePath = (
  path: string,
  table: MessageTable,
  roots: Roots = messageRoots,
): Source | undefined => {
  const start = rootOf(path, roots);
  if (start === undefined) return undefined;
  const { root } = start;
  const walk = new PathCompiler(table, roots).walk(start.words, 0, [root.type]);
  if (walk === undefined) return undefined;
  const each = (run: Run, visit: (node: Node) => boolean): void => {
    const node = root.of(run);
    if (node !== undefined) walk(run, node, visit);
  };
  return {
    path,
    perItem: path.startsWith('Communication.payload[file]'),
    one(run) {
      let found: Node | undefined;
      each(run, (node) => {
        found = node;
        return true;
      });
      return found;
    },
    all(run) {
      const found: Node[] = [];
      each(run, (node) => {
        found.push(node);
        return false;
      });
      return found;
    },
  };
};

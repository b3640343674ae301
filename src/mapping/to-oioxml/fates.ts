import { elementsOf } from '../../formats/fhir/elements.js';
import type { Node } from '../../formats/fhir/node.js';
import type { Origin } from '../../formats/origin.js';
import { ownFate, placeholderFate } from '../fates.js';
import type { Account, Fate, LeafKind } from '../ledger.js';
import type { MessageTable, Row } from '../notation.js';
import type { Rule } from '../rule.js';
import type { Run } from '../run.js';
import type { Source } from '../source.js';
import { payloadKind } from './message.js';

/** A row's say in what becomes of leaves whose path fits. */
interface Claim {
  fits: RegExp;
  /** What it says of every value there; undefined if that depends on the value. */
  always: Fate | undefined;
  fate(origin: Origin, run: Run): Fate | undefined;
}

const IMPERSONAL = /^(?:code|uri|canonical|instant|dateTime|boolean|positiveInt|unsignedInt|id)$/;
const TECHNICAL = /(?:^|\.)resourceType$|(?:\)|extension)\.url$/;

/**
 * What stands for the payloads that a row is about: those of its kinds, or any that hold an attachment. A file without its
 * content is one, too.
 */
const payload = ({ for: kinds = ['file', 'url'] }: Row): string =>
  `payload\\[(?:${kinds.map((kind) => (kind === 'file' ? 'file|absent' : kind)).join('|')})\\]`;

/**
 * A pattern for the places that a path leads to, whichever of several elements they are in; only payloads are told
 * apart by their kind. `*` is one name, `**` any number of them.
 */
const pattern = (path: string, row: Row): RegExp => {
  const source = path
    .replace(/(ext\(\w+\))\.value[A-Z]\w*/g, '$1')
    .replace(/\[(?!text\]|file\])[^\]]*\]/g, '')
    .replace(/[.()+?^$|\\{}]/g, '\\$&')
    .replace(/\*\*|\*/g, (stars) => (stars === '*' ? '[^.]*' : '.*'))
    .replace('payload[text]', 'payload\\[text\\]')
    .replace('payload[file]', payload(row))
    .replace(/payload(?!\\\[)/, 'payload\\[\\w+\\]');
  return new RegExp(`^${source}$`);
};

const SLICE = /\[(?!text\]|file\])/;

/**
 * The one place of a row that says what becomes of some of several elements, and nothing of the others; a row that copies
 * the first of several says of the others that they are lost.
 */
const onlySource = ({ row, source }: Rule): Source | undefined =>
  (row.how === 'drop' || row.how === 'use') && typeof row.from === 'string' && SLICE.test(row.from)
    ? source
    : undefined;

/** So many elements are looked through faster than a set of them is made. */
const FEW = 8;

const claimsOf = (rule: Rule): Claim[] => {
  const { row } = rule;
  const own = ownFate(row);
  const only = onlySource(rule);
  const paths = [...[row.from ?? []].flat(), ...(row.covers ?? [])].filter((path) => !path.includes('->'));
  const placeholder = placeholderFate(row);
  // Where there are many, many ask: they are found once for each run.
  const found = new WeakMap<Run, Set<Origin>>();
  const concerns = (origin: Origin, run: Run): boolean => {
    if (only === undefined) return true;
    const known = found.get(run);
    if (known !== undefined) return known.has(origin);
    const all = only.all(run);
    if (all.length > FEW) found.set(run, new Set(all));
    return all.includes(origin);
  };
  return paths.map((path) => ({
    fits: pattern(path, row),
    always: row.except === undefined && only === undefined ? own : undefined,
    fate: (origin, run) => (concerns(origin, run) ? (placeholder(origin) ?? own) : undefined),
  }));
};

/** Words of paths for payloads. */
const PAYLOADS = {
  text: 'payload[text]',
  file: 'payload[file]',
  url: 'payload[url]',
  absent: 'payload[absent]',
} as const;

/** A kind of place in a message, found out once: what its leaves are, and what stands below it. */
class Position {
  private readonly below = new Map<string, Position>();
  private kindFound: ((run: Run) => LeafKind) | undefined;
  private first: Position | undefined = undefined;
  private next: Position | undefined = undefined;

  constructor(
    private readonly name: string,
    private readonly path: string,
    private readonly type: string,
    private readonly claims: readonly Claim[],
    /** Words of paths for extensions, by url. */
    private readonly extensions: ReadonlyMap<string, string>,
  ) {}

  kind(run: Run): LeafKind {
    this.kindFound ??= this.kindOf();
    return this.kindFound(run);
  }

  private kindOf(): (run: Run) => LeafKind {
    const claims = this.claims.filter(({ fits }) => fits.test(this.path));
    const [first] = claims;
    const personal = !IMPERSONAL.test(this.type) && !TECHNICAL.test(this.path);
    // Most rows say the same of every value.
    if (first?.always !== undefined) {
      const fate = first.always;
      const kind = { personal, fate: () => fate };
      return () => kind;
    }
    return (run) => ({
      personal,
      fate(origin) {
        for (const claim of claims) {
          const fate = claim.fate(origin, run);
          if (fate !== undefined) return fate;
        }
        return undefined;
      },
    });
  }

  /**
   * The position of a child. Messages are alike: what stood in the same place last time is tried first.
   *
   * @param before the position of the child before it; this position for the first
   */
  of(node: Node, before: Position): Position {
    const { name } = node;
    const guess = before === this ? this.first : before.next;
    if (guess?.name === name) return guess;
    const varies = name === 'extension' || name === 'payload';
    const key = varies ? this.keyOf(node) : name;
    let position = this.below.get(key);
    if (position === undefined) {
      position = this.make(name, key);
      this.below.set(key, position);
    }
    // What is another by its content is not the same by its name, neither one that nothing is known of.
    if (varies) return position;
    if (before === this) this.first = position;
    else before.next = position;
    return position;
  }

  private keyOf(node: Node): string {
    if (node.name === 'payload') return PAYLOADS[payloadKind(node)];
    return this.extensions.get(node.one('url')?.text ?? '') ?? node.name;
  }

  private make(name: string, word: string): Position {
    const type = elementsOf(this.type)?.get(name)?.type ?? '';
    // The element that holds an extension's value is not named in paths.
    const silent = /ext\(\w+\)$/.test(this.path) && /^value[A-Z]/.test(name);
    return new Position(
      name,
      silent ? this.path : `${this.path}.${word}`,
      type,
      this.claims,
      this.extensions,
    );
  }
}

/**
 * What rows say of the leaves of a message that no value was made of, by the `from` and `covers` of rows in their order.
 *
 * @param bundleOf the message that a run works on
 * @returns a function that gives the account of a run
 */
export const messageAccounts = <R extends Run>(
  rules: readonly Rule[],
  table: MessageTable,
  bundleOf: (run: R) => Node | undefined,
): ((run: R) => Account) => {
  const claims = rules.flatMap(claimsOf);
  const extensions = new Map(
    Object.entries(table.extensions).flatMap(([name, { urls }]) =>
      urls.map((url) => [url, `ext(${name})`] as const),
    ),
  );
  const positionOf = new Map<string, Position>();
  const resource = (type: string): Position => {
    let position = positionOf.get(type);
    if (position === undefined) {
      position = new Position(type, type, type, claims, extensions);
      positionOf.set(type, position);
    }
    return position;
  };
  return (run) => ({
    placeOf: (origin) => run.placeOf(origin),
    each(visit) {
      // The same order as forEachNodeLeaf, with what is known of each place on the way.
      const walk = (node: Node, position: Position): void => {
        const { children } = node;
        if (children === undefined || node.hasValue) visit(node, position.kind(run));
        if (children === undefined) return;
        let before = position;
        for (const child of children) {
          before = position.of(child, before);
          if (child.name !== 'resource' || child.children === undefined) walk(child, before);
          else walk(child, resource(child.value('resourceType') ?? 'unknown'));
        }
      };
      const bundle = bundleOf(run);
      if (bundle !== undefined) walk(bundle, resource('Bundle'));
    },
  });
};

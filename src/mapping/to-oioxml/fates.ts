import { elementsOf } from '../../formats/fhir/elements.js';
import type { Node } from '../../formats/fhir/node.js';
import type { Origin } from '../../formats/origin.js';
import { ownFate, placeholderFate } from '../fates.js';
import type { Account, Fate, LeafKind } from '../ledger.js';
import type { MessageTable, Row } from '../notation.js';
import type { Rule } from '../rule.js';
import type { MessageRun } from './message-run.js';

/** A row's say in what becomes of leaves whose path fits. */
interface Claim {
  fits: RegExp;
  fate(origin: Origin): Fate | undefined;
}

const IMPERSONAL = /^(?:code|uri|url|canonical|instant|dateTime|boolean|positiveInt|unsignedInt|id)$/;
const TECHNICAL = /(?:^|\.)(?:resourceType|url)$/;

/** The path of a source without slices: where its values stand, whichever of several they are. */
const plain = (path: string): string =>
  path
    .replace(/\[[^\]]*\]/g, '')
    .replace(/(ext\(\w+\))\.value[A-Z]\w*/g, '$1')
    .replace(/^payload/, 'Communication.payload');

/** `*` is one name, `**` any number of them. */
const pattern = (path: string): RegExp => {
  const source = plain(path)
    .replace(/[.()[\]+?^$|\\{}]/g, '\\$&')
    .replace(/\*\*|\*/g, (stars) => (stars === '*' ? '[^.]*' : '.*'));
  return new RegExp(`^${source}$`);
};

const claimsOf = (row: Row): Claim[] => {
  const own = ownFate(row);
  const paths = [...[row.from ?? []].flat(), ...(row.covers ?? [])].filter((path) => !path.includes('->'));
  const placeholder = placeholderFate(row);
  return paths.map((path) => ({
    fits: pattern(path),
    fate: (origin) => placeholder(origin) ?? own,
  }));
};

/** A kind of place in a message, found out once: what its leaves are, and what stands below it. */
class Position {
  private readonly below = new Map<string, Position>();
  private kindFound: LeafKind | undefined;

  constructor(
    private readonly path: string,
    private readonly type: string,
    private readonly claims: readonly Claim[],
    private readonly extensions: ReadonlyMap<string, string>,
  ) {}

  get kind(): LeafKind {
    this.kindFound ??= this.kindOf();
    return this.kindFound;
  }

  private kindOf(): LeafKind {
    const claims = this.claims.filter(({ fits }) => fits.test(this.path));
    return {
      personal: !IMPERSONAL.test(this.type) && !TECHNICAL.test(this.path),
      fate(origin) {
        for (const claim of claims) {
          const fate = claim.fate(origin);
          if (fate !== undefined) return fate;
        }
        return undefined;
      },
    };
  }

  of(node: Node): Position {
    const { name } = node;
    const extension = name === 'extension' ? this.extensions.get(node.one('url')?.text ?? '') : undefined;
    const key = extension ?? name;
    let position = this.below.get(key);
    if (position === undefined) {
      position = this.make(name, extension);
      this.below.set(key, position);
    }
    return position;
  }

  private make(name: string, extension: string | undefined): Position {
    const type = elementsOf(this.type)?.get(name)?.type ?? '';
    // The element that holds an extension's value is not named in paths.
    const silent = /ext\(\w+\)$/.test(this.path) && /^value[A-Z]/.test(name);
    const path = silent ? this.path : `${this.path}.${extension === undefined ? name : `ext(${extension})`}`;
    return new Position(path, type, this.claims, this.extensions);
  }
}

/**
 * What rows say of the leaves of a message that no value was made of, by the `from` and `covers` of rows in their order.
 *
 * @returns a function that gives the account of a run
 */
export const messageAccounts = (
  rules: readonly Rule[],
  table: MessageTable,
): ((run: MessageRun) => Account) => {
  const claims = rules.flatMap(({ row }) => claimsOf(row));
  const extensions = new Map(
    Object.entries(table.extensions).flatMap(([name, { urls }]) => urls.map((url) => [url, name] as const)),
  );
  const positionOf = new Map<string, Position>();
  const resource = (type: string): Position => {
    let position = positionOf.get(type);
    if (position === undefined) {
      position = new Position(type, type, claims, extensions);
      positionOf.set(type, position);
    }
    return position;
  };
  return (run) => ({
    placeOf: (origin) => run.placeOf(origin),
    each(visit) {
      const walk = (node: Node, position: Position): void => {
        const { children } = node;
        if (children === undefined || node.hasValue) visit(node, position.kind);
        for (const child of children ?? []) {
          if (child.name !== 'resource' || child.children === undefined) walk(child, position.of(child));
          else walk(child, resource(child.value('resourceType') ?? 'unknown'));
        }
      };
      walk(run.message.bundle, resource('Bundle'));
    },
  });
};

import type { Traced } from '../conversion/conversion.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Phrase } from '../diagnostics/phrase.js';
import { compare, type Difference } from './compare.js';
import { Ids, idsIn, withNames } from './ids.js';
import { type Origin, Origins } from './origins.js';
import { documentTree } from './read-tree.js';
import { compareTold, type Told, toldOnce } from './told.js';
import { leaves, type Tree } from './tree.js';

/** A result of a scenario, and the conversions that gave it. */
export interface Made {
  name: string;
  bytes: Buffer;
  conversions: readonly Traced[];
}

/** What a scenario expects. */
export interface Expected {
  files: ReadonlyMap<string, Buffer>;
  told: readonly Told[];
}

/** A difference in a file, with what made the value. */
export interface Judged {
  file: string;
  difference: Difference;
  /** True if it is only that an id stands where another one should. */
  wrongId: boolean;
  /** The expected text, with the names that ids have now. */
  before: string | undefined;
  origin: Origin;
}

/** What differs between what a scenario expects and what its conversion gave. */
export interface Verdict {
  differences: Judged[];
  /** Names of results that were expected and not made, and the other way. */
  missing: string[];
  unexpected: string[];
  /** Expected results that cannot be read. */
  broken: Array<{ file: string; reason: Phrase }>;
  /** Diagnostics that were expected and are not told, and the other way. */
  gone: Told[];
  told: Diagnostic[];
  /** How many generated ids have other values than expected. */
  renamed: number;
}

interface Compared {
  file: string;
  expected: Tree;
  made: Tree;
  conversions: readonly Traced[];
}

const idsOfTrees = (trees: readonly Tree[]): Set<string> =>
  new Set(trees.flatMap((one) => [...leaves(one)].flatMap(({ text = '' }) => idsIn(text))));

/** Ids that the conversions made up: those their rows generated, and those of envelopes, which no row makes. */
const idsOf = (pairs: readonly Compared[]): Ids<Difference> => {
  const given = new Set<string>();
  const generated = new Set<string>();
  for (const { trace } of new Set(pairs.flatMap(({ conversions }) => conversions))) {
    for (const { value } of trace?.input ?? []) for (const id of idsIn(value)) given.add(id);
    for (const { how, value } of trace?.output ?? [])
      if (how === 'generate') for (const id of idsIn(value)) generated.add(id);
  }
  for (const { made } of pairs)
    if (made.name === 'VANSEnvelope')
      for (const { text = '', known } of leaves(made))
        if (known?.personal === false) for (const id of idsIn(text)) generated.add(id);
  for (const id of given) generated.delete(id);
  return new Ids({
    given,
    generated,
    expected: idsOfTrees(pairs.map(({ expected }) => expected)),
    made: idsOfTrees(pairs.map(({ made }) => made)),
  });
};

const differencesOf = (pairs: readonly Compared[]): { judged: Judged[]; renamed: number } => {
  const ids = idsOf(pairs);
  const all = pairs.map((pair) => ({ pair, found: compare(pair.expected, pair.made, ids) }));
  const { names, wrong } = ids.settle();
  const wrongOf = new Set(wrong);
  const judged = all.flatMap(({ pair, found }) => {
    const here = new Set(leaves(pair.made));
    const mine = wrong.filter(({ made }) => made !== undefined && here.has(made));
    if (found.length + mine.length === 0) return [];
    const origins = new Origins(pair.conversions);
    return [...found, ...mine].map((difference): Judged => {
      const { expected, made } = difference;
      return {
        file: pair.file,
        difference,
        wrongId: wrongOf.has(difference),
        before: expected?.text === undefined ? undefined : withNames(expected.text, names),
        origin: origins.of((made ?? expected) as Tree),
      };
    });
  });
  return { judged, renamed: names.size };
};

/**
 * Compares what a scenario expects with what its conversion gave.
 *
 * @param diagnostics what the conversion told
 */
export const judge = (
  expected: Expected,
  made: readonly Made[],
  diagnostics: readonly Diagnostic[],
): Verdict => {
  const names = new Set(made.map(({ name }) => name));
  const broken: Verdict['broken'] = [];
  const pairs = made.flatMap(({ name, bytes, conversions }): Compared[] => {
    const before = expected.files.get(name);
    if (before === undefined || before.equals(bytes)) return [];
    const old = documentTree(before, name);
    if (old.broken === undefined)
      return [{ file: name, expected: old.root, made: documentTree(bytes, name).root, conversions }];
    broken.push({ file: name, reason: old.broken });
    return [];
  });
  const { judged, renamed } = differencesOf(pairs);
  const { gone, unexpected } = compareTold(expected.told, toldOnce(diagnostics));
  return {
    differences: judged,
    missing: [...expected.files.keys()].filter((name) => !names.has(name)),
    unexpected: made.map(({ name }) => name).filter((name) => !expected.files.has(name)),
    broken,
    gone,
    told: unexpected,
    renamed,
  };
};

/** True if nothing differs. */
export const agrees = (verdict: Verdict): boolean =>
  [
    verdict.differences,
    verdict.missing,
    verdict.unexpected,
    verdict.broken,
    verdict.gone,
    verdict.told,
  ].every(({ length }) => length === 0);

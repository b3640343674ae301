import type { CodeList } from '../../mapping/code-list.js';
import { pairsOf } from '../../mapping/listed.js';
import type { Row } from '../../mapping/notation.js';
import type { Tables } from '../../mapping/tables.js';

type Code = Readonly<Record<string, string>>;

interface Target {
  code?: string;
  equivalence: 'equivalent' | 'wider' | 'narrower' | 'unmatched';
  comment?: string;
}

interface Group {
  source: string;
  target?: string;
  element: Array<{ code: string; target: Target[] }>;
  unmatched?: { mode: 'fixed'; code: string };
}

/** A ConceptMap of FHIR R4, as far as code lists fill it. */
export interface ConceptMap {
  resourceType: 'ConceptMap';
  id: string;
  url: string;
  name: string;
  title: string;
  status: 'active';
  description: string;
  sourceUri: string;
  targetUri: string;
  group: Group[];
}

const OURS = 'urn:medcom-convert';
const NOTHING = '-';
const OWN = 'own';

const title = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** A column of a list that is codes. */
interface Side {
  column: string;
  /** The code system of a code in it. */
  system(code: Code): string;
  /** The code; undefined where the list has none. */
  code(code: Code): string | undefined;
}

const sideOf = ({ table }: CodeList, column: string, system: string): Side => ({
  column,
  system: (code) =>
    system === OWN
      ? `${OURS}:code-system:${table.id}:${column}`
      : system.includes(':')
        ? system
        : (code[system] ?? `${OURS}:code-system:${table.id}:${column}`),
  // A code of FHIR has no blank around it.
  code: (code) => (code[column] === NOTHING ? undefined : code[column]?.trim()),
});

/** What becomes of a code that the list does not have, where a row says so. */
const otherwise = (rows: readonly Row[], list: string, column: string): string | undefined => {
  for (const row of rows) {
    if (row.how !== 'code-list' || row.list !== list || row.column !== column) continue;
    const last = row.missing?.at(-1);
    if (last?.how === 'constant') return last.value;
  }
  return undefined;
};

const forward = (list: CodeList, from: Side, to: Side, code: Code): Target => {
  const value = to.code(code);
  if (value === undefined) return { equivalence: 'unmatched', comment: 'there is no such code' };
  const same = list.table.codes.filter((one) => to.code(one) === value && to.system(one) === to.system(code));
  if (same.length === 1) return { code: value, equivalence: 'equivalent' };
  const others = same.filter((one) => one !== code).map((one) => from.code(one) ?? '');
  return { code: value, equivalence: 'wider', comment: `also that of ${others.join(', ')}` };
};

const backward = (list: CodeList, from: Side, to: Side, code: Code): Target => {
  const value = from.code(code);
  const same = list.table.codes.filter(
    (one) => from.code(one) === value && from.system(one) === from.system(code),
  );
  const taken = same.find((one) => one.oneWay === undefined);
  const back = taken && to.code(taken);
  if (back === undefined) return { equivalence: 'unmatched', comment: 'no code is read as this one' };
  if (same.length === 1) return { code: back, equivalence: 'equivalent' };
  const others = same.filter((one) => one !== taken).map((one) => to.code(one) ?? '');
  return {
    code: back,
    equivalence: 'narrower',
    comment: `the first of several; lost: ${others.join(', ')}`,
  };
};

const mapOf = (
  list: CodeList,
  [from, to]: readonly [Side, Side],
  targetOf: typeof forward,
  unmatched: string | undefined,
): ConceptMap => {
  const { table } = list;
  const groups = new Map<string, Group>();
  const seen = new Set<string>();
  for (const code of table.codes) {
    const own = from.code(code);
    const source = from.system(code);
    if (own === undefined || seen.has(`${source} ${own}`)) continue;
    seen.add(`${source} ${own}`);
    const target = to.system(code);
    const key = `${source} ${target}`;
    const group = groups.get(key) ?? { source, target, element: [] };
    groups.set(key, group);
    group.element.push({ code: own, target: [targetOf(list, from, to, code)] });
  }
  const id = `${table.id}-${from.column}-to-${to.column}`;
  return {
    resourceType: 'ConceptMap',
    id,
    url: `${OURS}:concept-map:${table.id}:${from.column}-to-${to.column}`,
    name: title(id),
    title: `${table.title}: ${from.column} -> ${to.column}`,
    status: 'active',
    description: [table.source, table.loses].filter((one) => one !== undefined).join('. '),
    sourceUri: `${OURS}:value-set:${table.id}:${from.column}`,
    targetUri: `${OURS}:value-set:${table.id}:${to.column}`,
    group: [...groups.values()].map((group) =>
      unmatched === undefined ? group : { ...group, unmatched: { mode: 'fixed', code: unmatched } },
    ),
  };
};

/**
 * The code lists as ConceptMaps of FHIR R4: from the codes of the key to those of each other system, and the way back.
 *
 * @param name of one list; all lists without it
 */
export const conceptMaps = (tables: Tables, name?: string): ConceptMap[] => {
  const rows = pairsOf(tables).flatMap((pair) => pair.rows.map(({ row }) => row));
  return [...tables.codeLists.values()].flatMap((list) => {
    const { id, key, systems = {} } = list.table;
    const keySystem = systems[key];
    if (keySystem === undefined || (name !== undefined && name !== id)) return [];
    const from = sideOf(list, key, keySystem);
    return Object.entries(systems)
      .filter(([column]) => column !== key)
      .flatMap(([column, system]) => {
        const to = sideOf(list, column, system);
        return [
          mapOf(list, [from, to], forward, otherwise(rows, id, column)),
          mapOf(list, [to, from], backward, undefined),
        ];
      });
  });
};

/** ConceptMaps as one Bundle. */
export const conceptMapBundle = (maps: readonly ConceptMap[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: maps.map((resource) => ({ fullUrl: resource.url, resource })),
});

import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { type CodeSets, leafCheck, type ValueCheck } from './values.js';

/** A schema table as written in mappings/schemas: elements within elements, leaves as `1 an1..35`. */
export interface SchemaTable {
  message: string;
  name: string;
  namespace: string;
  letter: string;
  version: string;
  structure: Structure;
  /** What may follow the letter: a name and how often, as `Local_Elements 0..1`. */
  after: string;
}
export interface Structure {
  [element: string]: string | Structure | Structure[];
}

/** An element that holds a value. */
export interface Leaf {
  kind: 'leaf';
  name: string;
  path: string;
  min: number;
  max: number;
  /** The type as the table writes it, without the cardinality: `an1..35`, `code priority`. */
  type: string;
  /** Its place in the record it belongs to. */
  slot: number;
  /** True if that is the record of a repeated group, not of the letter. */
  repeated: boolean;
  check: ValueCheck;
  /** True unless only codes, dates and numbers can stand there. */
  personal: boolean;
}

const IMPERSONAL = /^(code|fixed|date|time|posint|true)\b/;

/** True unless only codes, dates and numbers can stand in a leaf; of what no schema knows, too. */
export const isPersonal = (leaf: Leaf | undefined): boolean => leaf?.personal ?? true;

/** An element that holds elements. */
export interface Group {
  kind: 'group';
  name: string;
  path: string;
  min: number;
  max: number;
  /** True if more than `max` are read, with a warning. */
  lenient: boolean;
  /** For a group that may be repeated: its place among the groups of the record around it. */
  index: number | undefined;
  /** Slots of a record of this group, if it may be repeated. */
  slots: number;
  particles: Particle[];
}
/** Alternatives, of which exactly one stands there. */
export interface Choice {
  kind: 'choice';
  alternatives: Particle[][];
}
export type Particle = Leaf | Group | Choice;

/** Where a leaf's element is found in a checked letter. */
export interface Location {
  leaf: Leaf;
  /** Index of the repeated group it stands in; undefined for a leaf that stands in the letter once. */
  group: number | undefined;
}

/** A schema table made ready for checking. */
export interface Schema {
  table: SchemaTable;
  envelope: Group;
  letter: Group;
  /** The element that may follow the letter; `lenient` if its schema does not have it, and it is read with a warning. */
  after: { name: string; lenient: boolean };
  /** Slots and repeated groups of the letter's own record. */
  slots: number;
  groups: Group[];
  /** Every leaf by its path. */
  leaves: ReadonlyMap<string, Location>;
}

const CARDINALITY = /^(\d+)(?:\.\.(\d+))?(\+)?$/;

const follower = (text: string): Schema['after'] => {
  const [name = '', cardinality = '0..1'] = text.split(' ');
  const match = CARDINALITY.exec(cardinality);
  if (match === null) throw new Error(`after: "${cardinality}" does not say how often`);
  return { name, lenient: match[3] === '+' };
};

interface Layout {
  slots: number;
  group: number | undefined;
}

/**
 * Compiles a schema table. Every leaf gets a slot in its record, so that reading a value later is one array access.
 *
 * @param codes the codes each code list allows in this message
 * @throws Error with the path, for a table that is not in the notation of mappings/schemas
 */
export const compileSchema = (table: SchemaTable, codes: CodeSets): Schema => {
  const leaves = new Map<string, Location>();
  const groups: Group[] = [];

  const leaf = (name: string, path: string, text: string, layout: Layout): Leaf => {
    const [cardinality = '', ...type] = text.split(' ');
    const match = CARDINALITY.exec(cardinality);
    if (match === null || type.length === 0) throw new TableFault(phrase('how-often-type', { path, text }));
    const min = Number(match[1]);
    const node: Leaf = {
      kind: 'leaf',
      name,
      path,
      min,
      max: Number(match[2] ?? match[1]),
      type: type.join(' '),
      slot: layout.slots++,
      repeated: layout.group !== undefined,
      check: leafCheck(type.join(' '), codes, path),
      personal: !IMPERSONAL.test(type.join(' ')),
    };
    leaves.set(path, { leaf: node, group: layout.group });
    return node;
  };

  const group = (key: string, parent: string, content: Structure, outer: Layout): Group => {
    const [name = '', cardinality = '1'] = key.split(' ');
    const match = CARDINALITY.exec(cardinality);
    if (match === null)
      throw new TableFault(phrase('how-often', { path: `${parent}/${key}`, text: cardinality }));
    const path = parent === '' ? name : `${parent}/${name}`;
    const max = Number(match[2] ?? match[1]);
    const repeated = max > 1;
    const layout: Layout = repeated ? { slots: 0, group: groups.length } : outer;
    const node: Group = {
      kind: 'group',
      name,
      path,
      min: Number(match[1]),
      max,
      lenient: match[3] === '+',
      index: layout.group === outer.group ? undefined : layout.group,
      slots: 0,
      particles: [],
    };
    if (repeated) groups.push(node);
    node.particles = particles(path, content, layout);
    node.slots = repeated ? layout.slots : 0;
    return node;
  };

  const particles = (path: string, content: Structure, layout: Layout): Particle[] =>
    Object.entries(content).map(([key, value]) => {
      if (typeof value === 'string') return leaf(key, `${path}/${key}`, value, layout);
      if (!Array.isArray(value)) return group(key, path, value, layout);
      return {
        kind: 'choice',
        alternatives: value.map((alternative) => particles(path, alternative, layout)),
      };
    });

  const root: Layout = { slots: 0, group: undefined };
  const part = (name: string): Group => {
    const content = table.structure[name];
    if (content === undefined || typeof content === 'string' || Array.isArray(content)) {
      throw new TableFault(phrase('no-structure', { message: table.message, name }));
    }
    return group(name, '', content, root);
  };
  const envelope = part('Envelope');
  const letter = part(table.letter);
  return { table, envelope, letter, after: follower(table.after), slots: root.slots, groups, leaves };
};

import type { Language } from '../../diagnostics/language.js';
import type { Leaf, Schema } from '../../formats/oioxml/schema.js';
import type { CodeList } from '../code-list.js';
import type { Fate } from '../ledger.js';
import type { Codes } from './codes.js';
import type { Row } from './notation.js';

/** A row, with what it names. */
export interface RowPlan {
  id: string;
  reason: string | undefined;
  row: Row;
  how: How;
  /** Where the component stands, from 1; 0 for a row that has none. */
  element: number;
  component: number;
  /** The leaves it fills, with their paths in the schema. */
  leaves: Leaf[];
  codes: Codes | undefined;
  /** The list of patterns of a derived value. */
  list: CodeList | undefined;
  /** How many characters a component may have, where the letter does not say so. */
  max: number | undefined;
  /** What a constant says in this message. */
  value: string | undefined;
  /** The fate of a component that is read and not in the letter. */
  used: Fate;
  /** True if other rows name it. */
  isNamed: boolean;
}

export type How =
  | 'copy'
  | 'constant'
  | 'qualifier'
  | Exclude<Extract<Row, { how: string }>['how'], undefined>;

export interface SegmentPlan {
  tag: string;
  /** Its place among the segments of its group; those of one repeated element may stand in any order. */
  rank: number;
  rows: RowPlan[];
  /** What the first component must say. */
  qualifier: RowPlan | undefined;
  /** The row of the first component. */
  code: RowPlan | undefined;
  /** The row that reads text over all components, and that of its style. */
  text: RowPlan | undefined;
  style: RowPlan | undefined;
  /** The rows without that one. */
  others: RowPlan[];
  /** Of a segment that need not be there: the rows whose values it is there for. */
  purpose: RowPlan[];
  /** The rows with a limit of their own. */
  limited: RowPlan[];
  optional: boolean;
  /** The repeated element that one such segment stands for. */
  each: string | undefined;
  /** A leaf that must be there for it to be written. */
  ifLeaf: Leaf | undefined;
  /** A row that must have no value for it to be written. */
  unless: string | undefined;
}

export interface GroupPlan {
  /** What it is called where something is told of it. */
  name: Readonly<Record<Language, string>>;
  /** The segment that begins it; undefined for what stands before all groups. */
  trigger: string | undefined;
  /** What components must say, in capital letters; nothing if it is empty. */
  marked: ReadonlyArray<{ tag: string; element: number; component: number; value: string }>;
  each: string | undefined;
  /** True if it may stand there more than once. */
  repeats: boolean;
  /** Leaves that must be there, or must not, for it to be written. */
  ifLeaf: Leaf | undefined;
  unlessLeaf: Leaf | undefined;
  /** How many segments that repeat it takes. */
  most: number;
  segments: SegmentPlan[];
  byTag: ReadonlyMap<string, readonly SegmentPlan[]>;
}

/** What the styles of a text are called on both sides: names of elements around it, the outermost first. */
export interface Styles {
  read(code: string): string;
  write(names: string): string;
}

/** What is known of one kind of message. */
export interface MessagePlan {
  /** Its name: DIS91. */
  name: string;
  type: string;
  version: string;
  schema: Schema;
  constants: RowPlan[];
  groups: GroupPlan[];
  /** Segments that refuse the message where no row knows them. */
  vital: ReadonlySet<string>;
  /** Segments that begin a group. */
  triggers: ReadonlySet<string>;
  header: SegmentPlan;
  trailer: SegmentPlan;
  first: SegmentPlan;
  last: SegmentPlan;
  local: RowPlan;
  byId: ReadonlyMap<string, RowPlan>;
  styles: Styles;
}

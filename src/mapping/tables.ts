import { DiagnosticError, diagnostic, type Place } from '../diagnostics/diagnostic.js';
import type { Phrase } from '../diagnostics/phrase.js';
import type { Schema } from '../formats/oioxml/schema.js';
import type { CodeList } from './code-list.js';
import type { InterchangeTable, MessageTable as SegmentTables } from './edifact/notation.js';
import type { MessagePlan } from './edifact/plan.js';
import type { EnvelopeTable } from './envelope.js';
import type {
  AcknowledgementTable,
  BundleTable,
  CompositionTable,
  MessageTable,
  NarrativeTable,
  Row,
  Ruling,
} from './notation.js';

/** A row with the place it was read from. */
export interface PlacedRow {
  row: Row;
  place: Place;
}

/** The rows of one pair of messages. Rows that take the place of another answer to both ids. */
export interface PairTable {
  name: string;
  rows: PlacedRow[];
  /** The row that answers to an id: itself, or the one that is `like` it. */
  byId: ReadonlyMap<string, PlacedRow>;
}

/** The tables of receipts. */
export interface ReceiptTables {
  toAcknowledgement: PairTable;
  bundle: BundleTable;
  narratives: NarrativeTable;
  toReceipt: PairTable;
  message: AcknowledgementTable;
}

/** The tables of EDIFACT as they were read. */
export interface EdifactTables {
  interchange: InterchangeTable;
  /** The segments of messages, by the names of their tables. */
  messages: ReadonlyMap<string, SegmentTables>;
  /** Where a row stands: in a table of messages, or in that of interchanges. */
  place(table: string | undefined, row: string): Place;
}

/** All tables, checked. */
export interface Tables {
  letter: PairTable;
  withAttachments: PairTable;
  /** The other direction: to a letter alone, and to a letter with its binary letter. */
  back: PairTable;
  backWithAttachments: PairTable;
  message: MessageTable;
  composition: CompositionTable;
  /** Characters that ISO-8859-1 lacks, and what stands for them. */
  characters: ReadonlyMap<string, string>;
  bundle: BundleTable;
  narratives: NarrativeTable;
  /** Receipts, both ways. */
  receipts: ReceiptTables;
  codeLists: ReadonlyMap<string, CodeList>;
  xdis91: Schema;
  xbin01: Schema;
  xctl01: Schema;
  xctl02: Schema;
  xctl03: Schema;
  /** EDIFACT: what is known of each kind of message. */
  edifact: MessagePlan[];
  edifactTables: EdifactTables;
  /** VANSEnvelope: what is said of each kind of message. */
  envelope: EnvelopeTable;
  rulings: Ruling[];
  /** True if nothing is wrong with them, so that what is made of them may be made when it is needed. */
  sound: boolean;
}

/** What stands before the paths of the binary letter. */
export const XBIN01 = 'XBIN01:';

/** Refuses a row of a table, with its place. */
export const rejectRow = ({ row, place }: PlacedRow, reason: Phrase, hint: Phrase): never => {
  throw new DiagnosticError(diagnostic('TAB003', place, { row: row.id, reason, hint }));
};

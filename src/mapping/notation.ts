import { z } from 'zod';
import type { PhraseKey } from '../diagnostics/phrase.js';
import { notation } from '../formats/notation.js';
import { once } from '../formats/once.js';
import { reasonWords } from './receipts/reasons.js';

/**
 * The notation of the tables around the rows, as schemas that each is checked against when it is loaded. What the words
 * mean is told at the heads of those tables: bundle.yaml, message.yaml, text.yaml and the others.
 */

// Whoever reads tables reads their rows.
export {
  type Choice,
  type ItemKind,
  type Known,
  type Row,
  row,
  type Step,
} from './row-notation.js';

/** All at once, since they share their parts. */
const schemas = once(() => {
  const rowId = z.string().regex(/^[A-Z]{1,3}\d+$/, 'row-id' satisfies PhraseKey);
  const text = z.string().min(1);
  const bundle = z.strictObject({
    profile: text,
    fullUrl: text,
    must: z.array(text).optional(),
    entries: z
      .array(
        z.strictObject({
          resource: text,
          profile: text,
          when: rowId.optional(),
          must: z.array(text).optional(),
        }),
      )
      .min(1),
    extensions: z.record(text, z.strictObject({ url: text, value: text })),
    slices: z.record(
      text,
      z.strictObject({
        with: z.record(text, text).optional(),
        each: z.enum(['attachment', 'refusal']).optional(),
      }),
    ),
  });
  const codeList = z.strictObject({
    id: text,
    title: text,
    source: text,
    key: text,
    loses: text.optional(),
    /** The columns that are codes, and the code system of each: a URI, a column that holds it, or `own`. */
    systems: z.record(text, text).optional(),
    codes: z.array(z.record(text, z.string())),
  });
  const message = z.strictObject({
    event: text,
    refused: z.strictObject({ activities: z.array(text), statuses: z.array(text) }),
    status: text,
    activities: z.strictObject({ new: text, reply: text, forward: text }),
    permitted: text,
    attachments: z.number().int().positive(),
    extensions: z.record(text, z.strictObject({ value: text, urls: z.array(text).min(1) })),
    slices: z.record(
      text,
      z.strictObject({
        where: text.optional(),
        first: z.literal(true).optional(),
        is: z.array(text).optional(),
        not: z.array(text).optional(),
        equals: text.optional(),
        else: z.literal('first').optional(),
      }),
    ),
    markup: z.strictObject({ lineFeed: z.array(text), nothing: z.array(text) }),
  });
  /** What a composed text consists of; see text.yaml. */
  const around = {
    before: z.string().optional(),
    after: z.string().optional(),
    except: z.array(text).optional(),
    unlike: text.optional(),
    row: rowId.optional(),
  };
  const paths = z.union([text, z.array(text).min(1)]);
  const piece: z.ZodType<Piece> = z.lazy(() =>
    z.union([
      z.string(),
      z.strictObject({
        from: paths,
        words: text.optional(),
        column: text.optional(),
        as: z.enum(['text', 'time', 'type', 'id']).optional(),
        ...around,
      }),
      z.strictObject({ all: paths, join: z.string(), besides: z.array(rowId).optional(), ...around }),
      z.strictObject({ of: z.array(piece), join: z.string(), ...around }),
      z.strictObject({ first: z.array(piece), ...around }),
      z.strictObject({ cut: rowId, only: z.literal('newest').optional() }),
    ]),
  );
  const line = z.array(piece).min(1);
  const composition = z.strictObject({
    party: piece.optional(),
    author: z.array(line),
    blocks: z.array(
      z.strictObject({
        id: text,
        row: rowId,
        follows: z.array(text).optional(),
        each: z.enum(eachOf).optional(),
        lines: z.array(line).min(1),
        author: z.boolean().optional(),
        apart: z.boolean().optional(),
      }),
    ),
  });
  /** The text of a negative receipt; see acknowledgement-to-xctl/message.yaml. */
  const refuseText = z.strictObject({
    code: z.strictObject({ from: text, after: z.string() }),
    texts: z.array(text).min(1),
    supplement: text,
    reasons: z.array(z.enum(reasonWords)).transform((reasons): readonly string[] => reasons),
    components: z.number().int().positive(),
  });
  const acknowledgement = z.strictObject({ event: text, text: refuseText });
  /** A line of a narrative: what it is called, where its value stands, how it is shown. */
  const narrativeLine = z.strictObject({
    label: text,
    value: z.union([text, z.array(text)]),
    words: text.optional(),
  });
  const narrative = z.strictObject({
    status: z.enum(['generated', 'extensions']),
    id: text,
    lines: z.array(z.union([narrativeLine, z.strictObject({ each: text, lines: z.array(narrativeLine) })])),
  });
  const narratives = z.record(text, narrative);
  const structure: z.ZodType<StructureTable> = z.lazy(() =>
    z.record(text, z.union([text, structure, z.array(structure)])),
  );
  const schemaTable = z.strictObject({
    message: text,
    name: text,
    namespace: text,
    letter: text,
    version: text,
    structure,
    after: text,
  });
  const rulings = z.array(
    z.strictObject({
      id: z.string().regex(/^D\d+$/),
      subject: text,
      ruling: text,
      rows: z.array(rowId),
      change: text.optional(),
    }),
  );
  const characters = z.record(text, z.string());
  return {
    bundle,
    codeList,
    message,
    composition,
    refuseText,
    acknowledgement,
    narratives,
    schemaTable,
    rulings,
    characters,
  };
});
type Schemas = ReturnType<typeof schemas>;

export type BundleTable = z.infer<Schemas['bundle']>;
export type CodeListTable = z.infer<Schemas['codeList']>;
export type MessageTable = z.infer<Schemas['message']>;
export type Piece =
  | string
  | ({
      from: string | string[];
      words?: string | undefined;
      column?: string | undefined;
      as?: 'text' | 'time' | 'type' | 'id' | undefined;
    } & Around)
  | ({ all: string | string[]; join: string; besides?: string[] | undefined } & Around)
  | ({ of: Piece[]; join: string } & Around)
  | ({ first: Piece[] } & Around)
  | { cut: string; only?: 'newest' | undefined };
interface Around {
  before?: string | undefined;
  after?: string | undefined;
  except?: string[] | undefined;
  unlike?: string | undefined;
  row?: string | undefined;
}
export const eachOf = ['newest', 'earlier', 'sender', 'recipient', 'absent', 'carried', 'links'] as const;
export type EachOf = (typeof eachOf)[number];
export type CompositionTable = z.infer<Schemas['composition']>;
export type RefuseTextTable = z.infer<Schemas['refuseText']>;
export type AcknowledgementTable = z.infer<Schemas['acknowledgement']>;
export type NarrativeTable = z.infer<Schemas['narratives']>;
export interface StructureTable {
  [element: string]: string | StructureTable | StructureTable[];
}
export type Ruling = z.infer<Schemas['rulings']>[number];

export const bundle = notation('bundle', () => schemas().bundle);
export const codeList = notation('codeList', () => schemas().codeList);
/** How a CareCommunication is read. */
export const message = notation('message', () => schemas().message);
export const composition = notation('composition', () => schemas().composition);
/** How an Acknowledgement is read. */
export const acknowledgement = notation('acknowledgement', () => schemas().acknowledgement);
export const narratives = notation('narratives', () => schemas().narratives);
export const schemaTable = notation('schemaTable', () => schemas().schemaTable);
export const rulings = notation('rulings', () => schemas().rulings);
/** What is written for characters that an encoding lacks. */
export const characters = notation('characters', () => schemas().characters);

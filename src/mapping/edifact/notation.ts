import { z } from 'zod';
import type { PhraseKey } from '../../diagnostics/phrase.js';
import { notation } from '../../formats/notation.js';
import { once } from '../../formats/once.js';

/**
 * The notation of the tables in mappings/edifact. What the words mean is told at the head of
 * mappings/edifact/interchange.yaml.
 */

/** All at once, since they share their parts. */
const schemas = once(() => {
  const text = z.string().min(1);
  const rowId = z.string().regex(/^[A-Z]{1,3}\d+$/, 'edifact-row-id' satisfies PhraseKey);
  const position = z.string().regex(/^\d+\.\d+$/, 'component' satisfies PhraseKey);
  /** One value, or one for each message. */
  const constant = z.union([text, z.record(text, text)]);
  const common = {
    id: rowId,
    at: position.optional(),
    only: z.array(text).optional(),
    reason: text.optional(),
    max: z.int().positive().optional(),
    unexercised: text.optional(),
  };
  const written = {
    absent: text.optional(),
    with: rowId.optional(),
    placeholder: text.optional(),
  };
  const row = z.union([
    z.strictObject({
      ...common,
      value: constant,
      to: text.optional(),
      with: rowId.optional(),
      must: z.literal(true).optional(),
      optional: z.literal(true).optional(),
    }),
    z.strictObject({ ...common, qualifier: text, must: z.literal(true).optional() }),
    z.strictObject({ ...common, ...written, to: text, prefix: text.optional() }),
    z.strictObject({
      ...common,
      ...written,
      to: text,
      how: z.literal('code-list'),
      list: text,
      column: text,
      numeric: z.boolean().optional(),
      unknown: z.literal('leave-out').optional(),
      missing: text.optional(),
    }),
    z.strictObject({ ...common, to: z.tuple([text, text]), how: z.literal('date-time') }),
    z.strictObject({
      ...common,
      to: text,
      how: z.enum(['short-date', 'short-time', 'bare', 'object', 'subject', 'style', 'address']),
    }),
    z.strictObject({ ...common, to: text, how: z.literal('uuid'), hyphens: z.boolean().optional() }),
    z.strictObject({ ...common, to: text, how: z.literal('text'), absent: text.optional() }),
    z.strictObject({ ...common, to: text, how: z.literal('size'), of: text }),
    z.strictObject({ ...common, how: z.literal('derived'), of: text, list: text, column: text }),
    z.strictObject({ ...common, how: z.literal('again'), of: rowId }),
    z.strictObject({ ...common, how: z.literal('message'), column: z.enum(['name', 'type', 'agency']) }),
    z.strictObject({ ...common, how: z.enum(['number', 'segments', 'letters']) }),
    z.strictObject({ ...common, how: z.literal('drop'), reason: text, tell: text.optional() }),
  ]);
  const segment = z.strictObject({
    segment: z.string().regex(/^[A-Z][A-Z0-9]{2}$/, 'segment-tag' satisfies PhraseKey),
    optional: z.boolean().optional(),
    each: text.optional(),
    if: text.optional(),
    unless: rowId.optional(),
    only: z.array(text).optional(),
    rows: z.array(row),
  });
  const group = z.strictObject({
    name: z.union([
      text.transform((name) => ({ en: name, da: name })),
      z.strictObject({ en: text, da: text }),
    ]),
    head: z.literal(true).optional(),
    marked: z.record(z.string(), text).optional(),
    each: text.optional(),
    if: text.optional(),
    unless: text.optional(),
    most: z.int().positive().optional(),
    segments: z.array(segment).min(1),
  });
  const interchangeTable = z.strictObject({
    messages: z.record(
      text,
      z.strictObject({ type: text, agency: text, version: text, oioxml: text, table: text }),
    ),
    header: segment,
    trailer: segment,
    first: segment,
    last: segment,
    local: row,
  });
  const messageTable = z.strictObject({
    constants: z.array(row),
    vital: z.array(text),
    groups: z.array(group),
  });
  return { row, segment, group, interchangeTable, messageTable };
});
type Schemas = ReturnType<typeof schemas>;

export type Row = z.infer<Schemas['row']>;
export type SegmentTable = z.infer<Schemas['segment']>;
export type GroupTable = z.infer<Schemas['group']>;
export type InterchangeTable = z.infer<Schemas['interchangeTable']>;
export type MessageTable = z.infer<Schemas['messageTable']>;

/** What the messages are, and the segments around them. */
export const interchangeTable = notation('interchangeTable', () => schemas().interchangeTable);
/** The segments of one kind of message. */
export const messageTable = notation('messageTable', () => schemas().messageTable);

import { z } from 'zod';
import type { PhraseKey } from '../../diagnostics/phrase.js';

/**
 * The notation of the tables in mappings/edifact. What the words mean is told at the head of
 * mappings/edifact/interchange.yaml.
 */

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
export type Row = z.infer<typeof row>;

const segment = z.strictObject({
  segment: z.string().regex(/^[A-Z][A-Z0-9]{2}$/, 'segment-tag' satisfies PhraseKey),
  optional: z.boolean().optional(),
  each: text.optional(),
  if: text.optional(),
  unless: rowId.optional(),
  only: z.array(text).optional(),
  rows: z.array(row),
});
export type SegmentTable = z.infer<typeof segment>;

const group = z.strictObject({
  name: text,
  head: z.literal(true).optional(),
  marked: z.record(z.string(), text).optional(),
  each: text.optional(),
  if: text.optional(),
  unless: text.optional(),
  most: z.int().positive().optional(),
  segments: z.array(segment).min(1),
});
export type GroupTable = z.infer<typeof group>;

/** What the messages are, and the segments around them. */
export const interchangeTable = z.strictObject({
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
export type InterchangeTable = z.infer<typeof interchangeTable>;

/** The segments of one kind of message. */
export const messageTable = z.strictObject({
  constants: z.array(row),
  vital: z.array(text),
  groups: z.array(group),
});
export type MessageTable = z.infer<typeof messageTable>;

import { z } from 'zod';
import type { PhraseKey } from '../diagnostics/phrase.js';
import { notation } from '../formats/notation.js';
import { once } from '../formats/once.js';

/**
 * The notation of the rows of mapping tables, as a schema that every row is checked against when it is loaded. What the
 * words mean is told at the head of mappings/xdis91-to-carecommunication/rows.yaml.
 */

/** All at once, since they share their parts. */
const schemas = once(() => {
  const rowId = z.string().regex(/^[A-Z]{1,3}\d+$/, 'row-id' satisfies PhraseKey);
  const text = z.string().min(1);
  const list = <T extends z.ZodType>(item: T) =>
    z.union([item, z.array(item)]).transform((v) => [v].flat() as z.output<T>[]);
  const found = z.enum(['sorId', 'telephone', 'name']);
  /** What is known of the message that a receipt answers, or of our own refusal of it. */
  const known = z.enum([
    'kind',
    'header',
    'activity',
    'occurred',
    'recorded',
    'reason',
    'sender.gln',
    'sender.sorId',
    'sender.name',
    'sender.endpoint',
    'receiver.gln',
    'receiver.sorId',
    'receiver.name',
    'receiver.endpoint',
    'letter.envelope',
    'letter.letter',
    'letter.version',
    'letter.named',
    'refusal.code',
    'refusal.text',
    'refusal.issue',
    'refusal.system',
    'refusal.coding',
    'refusal.expression',
    'refusal.instant',
    'refusal.date',
    'refusal.time',
    'refusal.provider',
  ]);
  /** How a value is made when its row has none. */
  const step = z.discriminatedUnion('how', [
    z.strictObject({ how: z.literal('copy'), from: text }),
    z.strictObject({ how: z.literal('constant'), value: z.string(), tell: text.optional() }),
    z.strictObject({ how: z.literal('code-list'), list: text, from: text, column: text }),
    z.strictObject({ how: z.literal('look-up'), by: rowId, find: found }),
    z.strictObject({ how: z.literal('same-as'), rows: z.array(rowId), tell: text.optional() }),
    z.strictObject({
      how: z.literal('uuid'),
      from: text,
      prefix: text.optional(),
      otherwise: z.enum(['copy', 'derive']),
    }),
  ]);
  /** Why a value goes nowhere. */
  const why = z.string('needs-reason' satisfies PhraseKey).min(1);
  const common = {
    id: rowId,
    name: text,
    like: rowId.optional(),
    back: rowId.optional(),
    from: z.union([text, z.array(text).min(1)]).optional(),
    beside: text.optional(),
    besideIs: z.enum(['compared', 'use']).optional(),
    besides: z.array(text).optional(),
    besideValue: text.optional(),
    unless: list(rowId).optional(),
    covers: z.array(text).optional(),
    long: z.enum(['cut', 'leave-out']).optional(),
    for: list(z.enum(itemKinds)).optional(),
    into: rowId.optional(),
    except: z.array(text).optional(),
    missing: z.array(step).optional(),
    lost: text.optional(),
    reason: text.optional(),
    unexercised: text.optional(),
    ruling: z
      .string()
      .regex(/^D\d+$/)
      .optional(),
  };
  const targets = list(text).optional();
  /** For each target the column it takes. */
  const columns = z.record(text, text);
  /** One of several values, the first of which that is there and fits is taken. */
  const choice = z.union([
    z.strictObject({ code: text, from: text, asked: z.boolean().optional(), tell: text.optional() }),
    z.strictObject({ code: text, by: rowId, find: found }),
  ]);
  const row = z.discriminatedUnion('how', [
    z.strictObject({
      ...common,
      how: z.literal('copy'),
      to: targets,
      prefix: z.string().optional(),
      check: z.literal('gln').optional(),
      must: text.optional(),
      form: text.optional(),
      without: text.optional(),
    }),
    z.strictObject({ ...common, how: z.literal('constant'), to: targets, value: z.string() }),
    z.strictObject({ ...common, how: z.literal('fixed'), to: z.record(text, text) }),
    z.strictObject({ ...common, how: z.literal('joined'), into: rowId }),
    z.strictObject({ ...common, how: z.literal('join'), to: targets, separator: z.string() }),
    z.strictObject({ ...common, how: z.literal('local-time'), to: targets }),
    z.strictObject({
      ...common,
      how: z.literal('uuid'),
      to: targets,
      prefix: text.optional(),
      otherwise: z.enum(['copy', 'derive']),
    }),
    z.strictObject({
      ...common,
      how: z.literal('code-list'),
      list: text,
      column: text.optional(),
      key: text.optional(),
      only: z.strictObject({ from: text, is: text, tell: text }).optional(),
      tell: text.optional(),
      to: z.union([list(text), columns]).optional(),
    }),
    z.strictObject({
      ...common,
      how: z.literal('identifier'),
      to: targets,
      list: text,
      kind: text.optional(),
      by: rowId.optional(),
      with: z.record(text, rowId).optional(),
    }),
    z.strictObject({
      ...common,
      how: z.literal('look-up'),
      to: targets,
      by: rowId,
      find: found,
      prefix: text.optional(),
    }),
    z.strictObject({
      ...common,
      how: z.literal('generate'),
      to: z.union([list(text), columns]).optional(),
      as: text,
      prefix: text.optional(),
      withEnvelope: z.boolean().optional(),
    }),
    z.strictObject({
      ...common,
      how: z.literal('formatted-text'),
      to: targets,
      before: z.array(rowId),
      after: z.array(rowId),
      separator: rowId,
      instead: rowId,
    }),
    z.strictObject({ ...common, how: z.literal('object'), to: targets }),
    z.strictObject({
      ...common,
      how: z.literal('same-as'),
      to: z.union([list(text), columns]).optional(),
      rows: z.array(rowId),
    }),
    z.strictObject({ ...common, how: z.literal('danish-time'), to: columns }),
    z.strictObject({ ...common, how: z.literal('split'), to: list(text), separator: z.string() }),
    z.strictObject({ ...common, how: z.literal('list'), to: targets, separator: z.string() }),
    z.strictObject({
      ...common,
      how: z.literal('uuid-digits'),
      to: columns,
      otherwise: z.enum(['copy', 'derive']).optional(),
    }),
    z.strictObject({
      ...common,
      how: z.literal('first-fit'),
      to: targets,
      list: text,
      by: columns,
      column: text,
      otherwise: text,
      tell: text,
    }),
    z.strictObject({
      ...common,
      how: z.literal('choose'),
      to: columns,
      prefer: z.strictObject({ list: text, by: rowId }).optional(),
      choices: z.array(choice).min(1),
    }),
    z.strictObject({
      ...common,
      how: z.literal('heading'),
      to: targets,
      list: text,
      column: text,
      separator: z.string(),
      unlessNamed: z.array(text),
      tell: text,
      told: text,
    }),
    z.strictObject({ ...common, how: z.literal('compose'), to: targets }),
    z.strictObject({ ...common, how: z.literal('size'), to: targets }),
    z.strictObject({
      ...common,
      how: z.literal('known'),
      to: targets,
      find: known,
      prefix: text.optional(),
      list: text.optional(),
      column: text.optional(),
      needed: z.boolean().optional(),
    }),
    z.strictObject({ ...common, how: z.literal('lines') }),
    z.strictObject({ ...common, how: z.literal('refuse-text'), to: targets }),
    z.strictObject({ ...common, how: z.literal('use'), reason: why }),
    z.strictObject({ ...common, how: z.literal('drop'), reason: why }),
    z.strictObject({ ...common, how: z.literal('bundle'), makes: z.enum(['profile', 'id', 'narrative']) }),
    z.strictObject({ ...common, how: z.literal('none'), reason: why }),
  ]);
  return { known, step, choice, row };
});
type Schemas = ReturnType<typeof schemas>;

/**
 * What stands once for each of several things. References and objects: content at hand, content missing, web address, sent
 * by other means. Reasons why a message is refused: of a receipt, of its letter, our own.
 */
const itemKinds = ['file', 'empty', 'url', 'sup', 'refusal', 'letter-refusal', 'own-refusal'] as const;
export type ItemKind = (typeof itemKinds)[number];
export type Known = z.infer<Schemas['known']>;
export type Step = z.infer<Schemas['step']>;
export type Choice = z.infer<Schemas['choice']>;
export type Row = z.infer<Schemas['row']>;

export const row = notation('row', () => schemas().row);

import { z } from 'zod';
import { catalog } from '../diagnostics/catalog.js';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import { END_POINT_TYPES } from '../formats/envelope/model.js';
import { notation, type Written } from '../formats/notation.js';
import { parseTable } from '../formats/yaml.js';
import type { TableFiles } from '../mapping/files.js';
import { reasonWords } from '../mapping/receipts/reasons.js';

/** The notation of mappings/exchange.yaml, where its words are explained. */
const settingsFile = notation('settingsFile', () => {
  const text = z.string().min(1);
  const told = text.refine((code) => code in catalog, 'there is no such diagnostic');
  const positive = z.number().int().positive();
  // Beyond a century there are no times that can be told, or stored.
  const within = (century: number) => positive.max(century);
  const [minutes, days, months] = [within(52_560_000), within(36_500), within(1200)];
  const pass = z.union([
    z.literal('pass').transform(() => ({ action: 'pass' as const, tell: undefined })),
    z.literal('convert').transform(() => ({ action: 'convert' as const, tell: undefined })),
    z.strictObject({ pass: told }).transform((one) => ({ action: 'pass' as const, tell: one.pass })),
  ]);
  const refusal = z.strictObject({
    code: text,
    issue: text,
    system: text.optional(),
    coding: text.optional(),
    text,
  });

  return z.strictObject({
    waitMinutes: minutes,
    receiptMonths: months,
    memoryMonths: months,
    unpaired: z.array(text),
    provider: z.strictObject({ id: z.string().max(18), type: z.enum(END_POINT_TYPES) }),
    fhir: z.enum(['json', 'xml']),
    resend: z.enum(['reconvert', 'ignore']),
    largestBytes: positive,
    agreedBytes: positive,
    directoryDays: days,
    settleSeconds: z.number().int().min(0),
    answers: z.strictObject({ endpoint: text, activity: text }),
    ignored: z
      .partialRecord(z.enum(reasonWords), z.array(told))
      .transform((byReason): Readonly<Record<string, readonly string[] | undefined>> => byReason),
    abilities: z.record(text, z.array(text).min(1)),
    routing: z.record(
      text,
      z.strictObject({
        takes: z.array(text).min(1),
        to: z.array(text).min(1),
        itself: pass,
        other: pass,
        both: pass,
        neither: pass,
      }),
    ),
    refusals: z.strictObject({
      invalid: refusal,
      version: refusal,
      unknown: refusal,
      tooMany: refusal,
      tooLarge: refusal,
      conflict: refusal,
    }),
    refusedAs: z.record(told, z.enum(['invalid', 'version', 'unknown', 'tooMany', 'tooLarge', 'conflict'])),
  });
});
/** The same of a site's own: what it does not say is as it is shipped. */
const siteFile = notation('siteSettingsFile', () => settingsFile.schema().partial());

/** How the relay works. */
export type Settings = Written<typeof settingsFile>;
/** What a kind of message is refused with. */
export type RefusalText = Settings['refusals']['invalid'];
/** Which refusal. */
export type RefusalName = keyof Settings['refusals'];

const FILE = 'exchange.yaml';

/** Receipts must still be known when the message they answer may be answered. */
const refuseForgetful = ({ receiptMonths, memoryMonths }: Settings): void => {
  if (memoryMonths >= receiptMonths) return;
  const params = { where: 'memoryMonths', reason: phrase('less-than-receipts') };
  throw new DiagnosticError(diagnostic('TAB002', { file: FILE }, params));
};

/**
 * Loads how the relay works: the shipped values, and a site's own over them, one by one.
 *
 * @throws DiagnosticError TAB001, TAB002 or TAB004, with file, line and column
 */
export const loadSettings = (shipped: TableFiles, site: TableFiles): Settings => {
  const base = shipped.get(FILE);
  if (base === undefined)
    throw new DiagnosticError(diagnostic('TAB004', { file: FILE }, { reason: phrase('missing') }));
  const own = site.get(FILE);
  // Only what a site says is in its part.
  const settings = {
    ...parseTable(base, FILE, settingsFile).table,
    ...(own === undefined ? {} : parseTable(own, FILE, siteFile).table),
  } as Settings;
  refuseForgetful(settings);
  return settings;
};

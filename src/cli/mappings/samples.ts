import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Scenario } from '../../coverage/exercise.js';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import { packageFolder } from '../../formats/package-file.js';
import { checkNotation } from '../../formats/yaml.js';
import type { Original, Refusal } from '../../mapping/receipts/original.js';

/** The folder of the samples that come with this package. */
export const shippedSamples = packageFolder('samples');

/** The directory of organisations of a folder of samples. */
export const SAMPLE_DIRECTORY = 'sor.csv';

const INPUT = 'input';
const ANSWERS = 'answers';
const text = z.string();
const party = z.strictObject({
  gln: text,
  sorId: text.optional(),
  name: text.optional(),
  endpoint: text.optional(),
});

/** The message that the receipts of a scenario answer, as `Original` tells it. */
const originalFile: z.ZodType<Original> = z.strictObject({
  sender: party,
  receiver: party,
  header: text.optional(),
  activity: text.optional(),
  occurred: text.optional(),
  recorded: text.optional(),
  letters: z.array(z.strictObject({ message: text, envelope: text, letter: text, version: text })),
  reason: text.optional(),
});

/** Our own refusal of that message, as `Refusal` tells it. */
const refusalFile: z.ZodType<Refusal> = z.strictObject({
  instant: text,
  code: text.optional(),
  text: text.optional(),
  provider: text.optional(),
  issues: z
    .array(
      z.strictObject({
        code: text,
        coding: z.strictObject({ system: text, code: text }).optional(),
        text,
        expression: text.optional(),
      }),
    )
    .optional(),
});

/** Runs a reading of files; what the system refuses is told. */
const reading = <T>(file: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    throw new DiagnosticError(diagnostic('IN001', { file }, { reason: systemReason(error) }));
  }
};

const json = <T>(file: string, notation: z.ZodType<T>): T | undefined => {
  if (!existsSync(file)) return undefined;
  const content = reading(file, () => readFileSync(file, 'utf8'));
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new DiagnosticError(
      diagnostic('TAB002', { file }, { where: 'file', reason: phrase('no-json-file') }),
    );
  }
  return checkNotation(value, notation, (path, reason) =>
    diagnostic('TAB002', { file }, { where: path.map(String).join('.') || 'file', reason }),
  );
};

/**
 * Reads the scenarios of a folder of samples: each folder in it with `input/` is one, as for `regress`. So is one with
 * `original.json`, a message, and in `answers/` the receipts for it, or in `refusal.json` our own refusal of it.
 *
 * @throws DiagnosticError IN001 or TAB002 for what cannot be read
 */
export const readScenarios = (folder: string): Scenario[] =>
  reading(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((name): Scenario[] => {
      const own = join(folder, name);
      const original = json(join(own, 'original.json'), originalFile);
      const below = original === undefined ? INPUT : ANSWERS;
      const input = join(own, below);
      if (!existsSync(input) && original === undefined) return [];
      const files = existsSync(input) ? reading(input, () => readdirSync(input)).sort() : [];
      const inputs = files.map((file) => {
        const path = join(input, file);
        return { name: join(name, below, file), bytes: reading(path, () => readFileSync(path)) };
      });
      return [{ name, inputs, original, refusal: json(join(own, 'refusal.json'), refusalFile) }];
    });

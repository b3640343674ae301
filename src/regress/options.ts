import { z } from 'zod';
import { notation, type Written } from '../formats/notation.js';
import { parseTable } from '../formats/yaml.js';

const several = <T extends z.ZodType>(one: T) =>
  z.union([one.transform((value) => [value] as Array<z.output<T>>), z.array(one).min(1)]);

/** The notation of scenario.yaml: the options of `convert`, by their names. */
const optionFile = notation('optionFile', () =>
  z
    .strictObject({
      to: several(z.enum(['fhir', 'oioxml', 'edifact'])),
      sor: several(z.string().min(1)),
      mappings: z.string().min(1),
      'fhir-format': z.enum(['json', 'xml']),
      'sor-missing': z.enum(['error', 'warn']),
      ids: z.enum(['derived', 'random']),
      unmappable: z.enum(['reference', 'transliterate', 'error']),
      envelope: z.enum(['none', 'vans']),
      'edi-newlines': z.enum(['none', 'lf', 'crlf']),
      incomplete: z.boolean(),
      strict: z.boolean(),
      validate: z.boolean(),
      trace: z.boolean(),
    })
    .partial()
    .nullable(),
);

/** What a scenario.yaml says of a scenario, or of all below its folder. */
export type ScenarioOptions = NonNullable<Written<typeof optionFile>>;

/**
 * Reads a scenario.yaml.
 *
 * @throws DiagnosticError REG001 or REG002, with file, line and column
 */
export const readOptions = (text: string, file: string): ScenarioOptions =>
  parseTable(text, file, optionFile, { syntax: 'REG001', notation: 'REG002' }).table ?? {};

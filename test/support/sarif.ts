import { z } from 'zod';

const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
/** A URI reference: no blank, no sign that must be escaped, escapes complete. */
const uri = z.string().regex(/^(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/);
const positive = z.number().int().min(1);

const location = z.strictObject({
  physicalLocation: z
    .strictObject({
      artifactLocation: z.strictObject({ uri, uriBaseId: z.string().optional() }),
      region: z.strictObject({ startLine: positive, startColumn: positive.optional() }).optional(),
    })
    .optional(),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string().min(1) })).optional(),
});

/**
 * What SARIF 2.1.0 demands of the parts that a report has: the properties it must have, their types, and none that the
 * standard does not know (OASIS, sections 3.13 to 3.52).
 */
export const sarifLog = z.strictObject({
  $schema: z.string().url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          version: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string().min(1),
              shortDescription: text,
              help: text,
              defaultConfiguration: z.strictObject({ level }),
            }),
          ),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: z.string().min(1),
          ruleIndex: z.number().int().min(0),
          level,
          message: text,
          locations: z.array(location),
          partialFingerprints: z.record(z.string(), z.string().min(1)),
          properties: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
});

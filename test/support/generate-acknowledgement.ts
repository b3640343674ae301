import fc from 'fast-check';
import { acknowledgement, ERROR_CODES } from './acknowledgement.js';
import type { Json } from './fhir.js';

const word = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('brevet', 'kan', 'ikke', 'læses', 'x'.repeat(80), '.', '\\', "?+:'"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('…', '€–', '😀', '<b>', '&amp;', '\t', '\u0002', '\ud800', 'e\u0301'),
  },
  { weight: 2, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\n\n', '  ') },
);
const text = fc.array(word, { minLength: 1, maxLength: 90 }).map((words) => words.join(' '));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const issue: fc.Arbitrary<Json> = fc
  .record({
    severity: fc.constantFrom('fatal', 'error', 'warning', 'information'),
    code: fc.constantFrom('structure', 'not-supported', 'processing', 'value', 'not-found', 'transient'),
    coding: maybe(
      fc.record({
        system: fc.constant(ERROR_CODES),
        code: fc.constantFrom('MSG_Receiver_Identifier_UNKNOWN', 'MSG_BAD_FORMAT', 'MSG_NO_MATCH'),
        display: maybe(fc.constant('What it means')),
      }),
    ),
    text: maybe(text),
    diagnostics: maybe(text),
    expression: maybe(fc.constant(['Bundle.entry[1]'])),
  })
  .map(({ coding, text, ...rest }) => ({
    ...rest,
    ...(coding === undefined && text === undefined
      ? {}
      : { details: { ...(coding && { coding: [coding] }), ...(text !== undefined && { text }) } }),
  }));

/** Any Acknowledgement of the message of the tests, with issues of any kind. */
export const generatedIssues: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom('ok', 'fatal-error', 'transient-error'),
    fc.array(issue, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([code, issues, silent]) => acknowledgement(code, code === 'ok' && silent ? [] : issues));

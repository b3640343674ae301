import type { Diagnostic, Read } from '../../src/index.js';

/** Where our reading and the schema rightly differ. */
export interface Exception {
  code: Diagnostic['code'];
  /** What the schema says that we do not take for an error; of what only we refuse, nothing. */
  schema?: RegExp;
  because: string;
}

/** What we refuse though the schema does not. */
export const stricter: readonly Exception[] = [
  { code: 'OIO003', because: 'a DOCTYPE is refused: no letter has one (legacy formats 15.30)' },
  { code: 'OIO009', because: 'only the encodings that letters come in are read (legacy formats 2.2)' },
  {
    code: 'OIO034',
    because: 'a year has four digits (legacy formats 2.3); xs:date lets more and a minus through',
  },
  {
    code: 'OIO040',
    because: 'the schema checks no base64; nobody can read it (legacy formats 4, conversion rules 3.3)',
  },
  { code: 'OIO041', because: 'an attachment without content is none (conversion rules 3.3)' },
  {
    code: 'MAP022',
    because: 'two letters with one number in one envelope cannot be told apart (legacy formats 2.4, 3)',
  },
];

const WRONG_VALUE = /is not (an element of the set|accepted by the pattern|a valid value)/;

/** What we read though the schema refuses it; each is told as a warning. */
export const tolerated: readonly Exception[] = [
  {
    code: 'OIO007',
    schema: /The value has a length of|is not (an element of the set|accepted by the pattern)/,
    because: 'read as declared, UTF-8 is two characters for one (legacy formats 2.2)',
  },
  {
    code: 'OIO024',
    schema: /Reference': This element is not expected/,
    because: 'all references are converted (D26)',
  },
  {
    code: 'OIO042',
    schema: WRONG_VALUE,
    because: 'blanks around a code or number say nothing (legacy formats 15.9)',
  },
  {
    code: 'OIO047',
    schema: /is not an element of the set/,
    because: "MedCom's own transforms write xsl, later schemas patologi (legacy formats 6.6, 6.8)",
  },
  {
    code: 'OIO048',
    schema: /Local_Elements': This element is not expected/,
    because: 'a later copy of the schema has Local_Elements (legacy formats 2.1, 14.2)',
  },
];

/** All that was told of a document and its letters. */
export const toldOfAll = ({ diagnostics, letters }: Read): Diagnostic[] => [
  ...diagnostics,
  ...letters.flatMap((letter) => letter.diagnostics),
];

/** xmllint's last line for a document, which says no more than that there are others. */
const SUMMARY = /\.xml fails to validate$/;

/**
 * Compares our verdict on a document with the schema's.
 *
 * @param told what we told
 * @param faults what the schema says; nothing if the document is valid
 * @returns the codes of the exceptions by which they differ; undefined if they differ by none that is known
 */
export const agreement = (told: readonly Diagnostic[], faults: readonly string[]): string[] | undefined => {
  const errors = told.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 === faults.length > 0) return [];
  if (faults.length === 0) {
    const codes = [...new Set(errors.map(({ code }) => code))];
    return codes.every((code) => stricter.some((one) => one.code === code)) ? codes : undefined;
  }
  const warned = tolerated.filter(({ code }) =>
    told.some((one) => one.code === code && one.severity === 'warning'),
  );
  const accounts = faults
    .filter((fault) => !SUMMARY.test(fault))
    .every((fault) => warned.some(({ schema }) => schema?.test(fault)));
  return accounts ? warned.map(({ code }) => code) : undefined;
};

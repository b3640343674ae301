import type fc from 'fast-check';

/** Characters of a letter that ISO-8859-1 lacks, or that EDIFACT cannot hold in a value. */
const FOREIGN = /[^\n\x20-\x7e\xa0-\xff]|&#13;/gu;
/** Neighbours whose bytes are those of one character in UTF-8: alone in an interchange they are taken for it. */
const LIKE_UTF8 = /[\xc0-\xff](?=[\xa0-\xbf])/g;

const withCodes = (text: string): string =>
  text.replaceAll('<IdentifierCode>amt<', '<IdentifierCode>sorkode<').replace(LIKE_UTF8, 'x');

/** Letters that EDIFACT can hold, perhaps with other characters. A county has no code in EDIFACT. */
export const lowerable = (letters: fc.Arbitrary<string>): fc.Arbitrary<string> => letters.map(withCodes);

/** Letters that EDIFACT can hold whole: of each foreign character one is left that is no other than itself. */
export const latin1 = (letters: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  letters.map((text) => withCodes(text.replace(FOREIGN, 'x')));

/** As many marks as no letter of any language has. */
const MANY_MARKS = /\p{M}{30}/gu;

/**
 * A text with each letter and its accents as one character (NFC). The marks of a letter are put in their order, which takes time by the
 * square of their number; so what has very many is composed in pieces, as Unicode's Stream-Safe Text Format has it (UAX #15).
 */
export const composed = (text: string): string => {
  let done = '';
  let from = 0;
  for (const { 0: marks, index } of text.matchAll(MANY_MARKS)) {
    const end = index + marks.length;
    done += text.slice(from, end).normalize('NFC');
    from = end;
  }
  return done + text.slice(from).normalize('NFC');
};

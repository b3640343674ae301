import type { Entry } from '../entry.js';

/** EDIFACT: syntax, frames, and what letters cannot be made of. */
export const edifact = {
  EDI001: {
    severity: 'error',
    message: 'The interchange cannot be read here: {reason}.',
    hint: 'An apostrophe, a plus, a colon or a question mark in a value must have a question mark before it. The sender must mend it; interchanges after this one are read.',
    rule: 'legacy formats 7.3',
  },
  EDI002: {
    severity: 'error',
    message: 'The interchange ends too early: {reason}.',
    hint: 'The file is cut off; fetch it again or ask the sender to send it again.',
    rule: 'legacy formats 7.1',
  },
  EDI004: {
    severity: 'info',
    message: 'There is no UNA; the usual service characters were assumed.',
    hint: 'Nothing needs to be done.',
    rule: 'legacy formats 7.1',
  },
  EDI005: {
    severity: 'error',
    message: 'There are more than {limit} {what}.',
    hint: 'Divide the file; each interchange can stand alone.',
    rule: 'input limits',
  },
  EDI006: {
    severity: 'warning',
    message:
      'The interchange holds bytes (80 to 9F) that ISO-8859-1 does not have; they were read as windows-1252.',
    hint: 'Ask the sender to write ISO-8859-1, as UNOC says.',
    rule: 'legacy formats 7.2',
  },
  EDI007: {
    severity: 'warning',
    message: 'The interchange says UNOC, which is ISO-8859-1, but is UTF-8; it was read as UTF-8.',
    hint: 'Ask the sender to write ISO-8859-1.',
    rule: 'legacy formats 15.5',
  },
  EDI008: {
    severity: 'warning',
    message: 'There are control characters (NUL or others) in values; they were left out.',
    hint: 'No letter can hold them. Ask the sender to leave them out.',
    rule: 'legacy formats 7.2',
  },
  EDI009: {
    severity: 'error',
    message: 'The interchange is written in UTF-16.',
    hint: 'EDIFACT is one byte a character. Ask the sender to write ISO-8859-1.',
    rule: 'legacy formats 7.2',
  },
  EDI010: {
    severity: 'warning',
    message: 'A question mark stands before a character that needs none; both were kept.',
    hint: 'A question mark in a value is written twice. Ask the sender to mend it.',
    rule: 'legacy formats 7.3',
  },
  EDI011: {
    severity: 'error',
    message: 'A segment stands outside of an interchange: there is no UNB before it.',
    hint: 'The beginning of the file is missing, or UNB is mistyped. Fetch it again or ask the sender to send it again.',
    rule: 'legacy formats 7.1',
  },
  EDI012: {
    severity: 'error',
    message: 'A segment stands between the messages of the interchange.',
    hint: 'Only UNH and UNZ may stand there: a UNH is missing, or stands too late.',
    rule: 'legacy formats 7.1',
  },
  EDI013: {
    severity: 'error',
    message: 'The message that begins here has no UNT.',
    hint: 'It may be cut off. Ask the sender to send it again.',
    rule: 'conversion rules 3.3',
  },
  EDI014: {
    severity: 'warning',
    message: 'UNT counts another number of segments than the {count} there are.',
    hint: 'Check that nothing is missing; the sender must count from UNH to UNT, with both.',
    rule: 'legacy formats 7.5',
  },
  EDI015: {
    severity: 'warning',
    message: 'UNT names another message than UNH.',
    hint: 'Both must have the letter number; that of UNH was taken.',
    rule: 'legacy formats 7.5',
  },
  EDI016: {
    severity: 'warning',
    message: 'UNZ counts another number of messages than the {count} there are.',
    hint: 'Check that no message is missing.',
    rule: 'legacy formats 7.5',
  },
  EDI017: {
    severity: 'error',
    message: 'UNO does not say how many bytes its object has.',
    hint: 'UNO.4.1 is a number. Without it nobody can tell where the object ends; the sender must mend it.',
    rule: 'legacy formats 11.1',
  },
  EDI018: {
    severity: 'error',
    message: 'The object does not end where UNO says, and no UNP was found.',
    hint: 'UNO.4.1 is the number of bytes between the terminator of UNO and UNP. The sender must mend it.',
    rule: 'legacy formats 11.2',
  },
  EDI019: {
    severity: 'warning',
    message: 'UNO says that the object has {stated} bytes; up to its UNP it has {actual}, which were taken.',
    hint: 'Check the attachment. The sender must count the bytes between the terminator of UNO and UNP.',
    rule: 'legacy formats 11.2',
  },
  EDI020: {
    severity: 'warning',
    message: 'UNZ names another interchange than UNB.',
    hint: 'Both must have the envelope number; that of UNB was taken.',
    rule: 'legacy formats 7.5',
  },
  EDI021: {
    severity: 'error',
    message: 'The interchange that begins here has no UNZ.',
    hint: 'It may be cut off, and messages be missing. Fetch it again or ask the sender to send it again.',
    rule: 'conversion rules 3.3',
  },
  EDI022: {
    severity: 'warning',
    message: 'UNP counts another number of bytes than the {actual} of the object.',
    hint: 'Check the attachment; UNO and UNP must tell the same length.',
    rule: 'legacy formats 11.2',
  },
} as const satisfies Record<string, Entry>;

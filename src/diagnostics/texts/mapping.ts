import type { Entry } from '../entry.js';

/** Pairing, attachments, mapping. */
export const mapping = {
  MAP001: {
    severity: 'error',
    message: '{count} of the attachments that the letter refers to did not come: {objects}.',
    hint: 'Give the XBIN01 with these objects together with the letter; or convert with --incomplete, which makes payloads without content.',
    rule: 'S1.A2',
  },
  MAP002: {
    severity: 'warning',
    message:
      '{count} of the attachments that the letter refers to did not come; their payloads have no content and no title.',
    hint: 'The receiver may refuse the message; validation errors about these payloads are to be ignored.',
    rule: 'S1.A2',
  },
  MAP003: {
    severity: 'error',
    message: 'No letter among the inputs refers to the objects of this binary letter; it is not converted.',
    hint: 'Give the XDIS91 it belongs to together with it. A binary letter alone is passed on unconverted by the relay.',
    rule: 'S1.A3',
  },
  MAP004: {
    severity: 'error',
    message:
      'The binary letter has objects of the letter, but {what} differs: they are not the same correspondence.',
    hint: 'The attachment was not used. Ask the sender which patient and parties are right.',
    rule: 'XB103',
  },
  MAP005: {
    severity: 'warning',
    message:
      'An object of this binary letter is named by no reference of the letter; it became a payload all the same.',
    hint: 'The sender should refer to every attachment it sends.',
    rule: 'D35',
  },
  MAP006: {
    severity: 'error',
    message:
      'An object of this binary letter came before with other content; this binary letter was not used.',
    hint: 'The first counts. Ask the sender which content is right.',
    rule: 'XB104',
  },
  MAP007: {
    severity: 'warning',
    message: 'The attachment is {size} bytes, but {element} says {told}.',
    hint: 'The content was carried over as it is; the size has no place in FHIR.',
    rule: 'D29',
  },
  MAP008: {
    severity: 'warning',
    message:
      'The file type {type} is not one of the six that a CareCommunication permits; it was converted all the same.',
    hint: 'The receiver refuses such a message. Permitted are pdf, gif, jpeg, png, tiff and bmp.',
    rule: 'S1.A4',
  },
  MAP009: {
    severity: 'warning',
    message: 'The content of the attachment does not begin as {type} does{what}.',
    hint: 'The content was carried over as it is; ask the sender whether the type is right.',
    rule: 'conversion rules 11.4',
  },
  MAP010: {
    severity: 'warning',
    message:
      'Neither the letter nor the directory has a telephone number of the sender; 0000 0000 stands there instead.',
    hint: 'Add the telephone of the sender to the directory.',
    rule: 'X31',
  },
  MAP011: {
    severity: 'warning',
    message: 'The letter has no text; a standard sentence stands there instead.',
    hint: 'Ask the sender whether the text was lost.',
    rule: 'D36',
  },
  MAP012: {
    severity: 'error',
    message: '{element} is not a GLN: 13 digits, the last of them a check digit.',
    hint: 'Correct the location number; a message without valid location numbers cannot be converted.',
    rule: 'X19, X33',
  },
  MAP013: {
    severity: 'warning',
    message:
      '{element} does not have the form that FHIR demands of such a value; it was carried over as it is.',
    hint: 'The receiver may refuse the message. Ask the sender whether the value is right.',
    rule: 'conversion rules 12',
  },
  MAP014: {
    severity: 'warning',
    message: '{element} is not a UUID; {what}.',
    hint: 'The sender should use a UUID.',
    rule: 'D6, D7',
  },
  MAP015: {
    severity: 'warning',
    message: 'The {kind} in {element} is not the one the organisation has; it was not carried over.',
    hint: 'Correct the number in the letter, or the entry in the directory.',
    rule: 'D23',
  },
  MAP016: {
    severity: 'warning',
    message: '{element} is not a code of {list}; it was not carried over.',
    hint: 'Correct the number in the letter.',
    rule: 'D23',
  },
  MAP017: {
    severity: 'warning',
    message: 'No row of the mapping tables says what becomes of {element}; it was not carried over.',
    hint: 'Its content is lost to the receiver. Add a row for it, or ask the sender to leave it out.',
    rule: 'trace and loss ledger',
  },
  MAP018: {
    severity: 'info',
    message: 'The hour of {element} occurs twice that night; the first, in summer time, was taken.',
    hint: 'Nothing to do; the letter does not say which it is.',
    rule: 'conversion rules 13',
  },
  MAP019: {
    severity: 'warning',
    message: 'The hour of {element} does not exist that night; the time was moved an hour forward.',
    hint: "The sender's clock was not set to summer time.",
    rule: 'conversion rules 13',
  },
  MAP020: {
    severity: 'warning',
    message:
      'The letter says the type is {letter}, the binary letter says {binary}; the binary letter counts.',
    hint: 'Ask the sender which is right.',
    rule: 'XB67',
  },
  MAP021: {
    severity: 'info',
    message: 'The text has markup that plain text cannot show: {markup}.',
    hint: 'The text itself was carried over.',
    rule: 'D20',
  },
  MAP022: {
    severity: 'error',
    message: 'The letter is not converted, because its envelope holds another letter with the same number.',
    hint: 'Letter numbers are unique for the sender; two letters must not share one.',
    rule: 'X10',
  },
  MAP023: {
    severity: 'error',
    message: 'The letter that refers to this binary letter was not converted; neither was this.',
    hint: 'Mend the letter and give both again.',
    rule: 'S1.A3',
  },
  MAP024: {
    severity: 'warning',
    message: "The patient's surname is blank or a placeholder; Ukendt stands there instead.",
    hint: 'FHIR demands a surname. Ask the sender for it.',
    rule: 'X47',
  },
  MAP025: {
    severity: 'warning',
    message: '{element} does not have the form that FHIR demands there; it was not carried over.',
    hint: 'Ask the sender whether the value is right.',
    rule: 'FHIR messages 5.2',
  },
  MAP026: {
    severity: 'warning',
    message: 'The letter refers to this attachment more than once; each time it became a payload of its own.',
    hint: 'The sender should refer to an attachment once.',
    rule: 'XB65',
  },
  MAP027: {
    severity: 'info',
    message: 'Another binary letter holds the same attachment; it was carried over once.',
    hint: 'Nothing to do. The sender may have sent the binary letter twice.',
    rule: 'XB104',
  },
  MAP030: {
    severity: 'warning',
    message: 'The value for {target} is too long; it was cut at {most} characters.',
    hint: 'The ledger tells what was cut. Of a subject nothing is lost: it stands whole in the text.',
    rule: 'conversion rules 14.3',
  },
  MAP031: {
    severity: 'warning',
    message: 'The name of the organisation is not known; its location number stands there instead.',
    hint: 'The letter demands a name. Ask the sender to send it, or add it to the directory.',
    rule: 'C17',
  },
  MAP032: {
    severity: 'warning',
    message:
      'The organisation has no SOR id that fits into the letter; its location number stands there instead.',
    hint: 'Ask the sender to send the SOR id, or add it to the directory.',
    rule: 'D12',
  },
  MAP033: {
    severity: 'warning',
    message: "The patient's surname is missing; _ stands there instead.",
    hint: 'The letter demands a surname. Ask the sender for it.',
    rule: 'C27',
  },
  MAP034: {
    severity: 'warning',
    message: 'The letter has no status for this kind of encounter; {value} stands there instead.',
    hint: 'The receiver cannot see what the encounter is. Nothing to do, unless it matters.',
    rule: 'conversion rules 10',
  },
  MAP035: {
    severity: 'warning',
    message: 'The priority is carried over although the category allows none.',
    hint: 'A priority belongs to the category regarding-referral; the sender must correct it.',
    rule: 'D5',
  },
  MAP036: {
    severity: 'warning',
    message: 'The letter has no such priority; it was not carried over.',
    hint: 'A CareCommunication allows routine and asap; the sender must correct it.',
    rule: 'C40',
  },
  MAP037: {
    severity: 'error',
    message: 'There is no value for {target}, which the letter must have.',
    hint: 'The sender must add it; the row says what it comes from.',
    rule: 'legacy formats 3, 4',
  },
  MAP038: {
    severity: 'error',
    message: 'The value for {target} does not fit: {message}',
    hint: 'The letter would be invalid. The sender must correct the value; the row says what it comes from.',
    rule: 'legacy formats 3, 4',
  },
  MAP039: {
    severity: 'warning',
    message: 'The value for {target} is longer than its {most} characters; it does not stand there.',
    hint: 'What the text has room for stands there instead; the ledger tells what is lost.',
    rule: 'conversion rules 14.3',
  },
  MAP040: {
    severity: 'warning',
    message: 'Control characters were dropped: {characters}.',
    hint: 'No letter can hold them. The sender must leave them out.',
    rule: 'conversion rules 14.3',
  },
  MAP041: {
    severity: 'info',
    message: 'The letter holds characters that ISO-8859-1 lacks, as references: {characters}.',
    hint: 'XML can hold them. They cannot go on to EDIFACT; --unmappable transliterate writes others instead.',
    rule: 'conversion rules 14.3',
  },
  MAP042: {
    severity: 'warning',
    message: 'Characters that ISO-8859-1 lacks were written with others: {characters}.',
    hint: 'mappings/characters.yaml says what stands for each. OIOXML can hold them as references (--unmappable reference), EDIFACT cannot.',
    rule: 'conversion rules 14.3',
  },
  MAP045: {
    severity: 'warning',
    message: 'Another attachment has the same id; this one got an id of its own.',
    hint: 'Ids of segments are unique for ever; the sender must correct it.',
    rule: 'C48',
  },
  MAP046: {
    severity: 'info',
    message: 'The topic begins with the name of a category; the category other was not put before it.',
    hint: 'Nothing to do; without this a subject would grow each time it goes back and forth.',
    rule: 'D11',
  },
  MAP044: {
    severity: 'warning',
    message: 'The web address is longer than the {most} characters of its element; it stands in the text.',
    hint: 'Ask the sender for a shorter one; some systems make a link of an element, not of a text.',
    rule: 'C105',
  },
  MAP043: {
    severity: 'error',
    message: 'There are characters that ISO-8859-1 lacks: {characters}.',
    hint: 'They are refused because of --unmappable error. Without it they are written as references in OIOXML, with others in EDIFACT.',
    rule: 'conversion rules 14.3',
  },
} as const satisfies Record<string, Entry>;

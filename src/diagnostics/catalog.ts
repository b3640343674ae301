/** How much a diagnostic matters: an error fails the message, a warning and an info do not. */
export type Severity = 'error' | 'warning' | 'info';

export interface Entry {
  severity: Severity;
  message: string;
  hint: string;
  rule?: string;
}

/**
 * Every diagnostic this program can give: one place for the texts. `{name}` is filled in by the caller.
 *
 * Codes are permanent: IN (the input as a file), OIO (OIOXML), MAP (mapping and pairing), SOR (the directory),
 * TAB (the mapping tables). The texts say what is wrong and the hints how to mend it; neither holds personal data.
 */
export const catalog = {
  IN001: {
    severity: 'error',
    message: 'The file cannot be read: {reason}.',
    hint: 'Check the name and the rights on the file.',
    rule: 'input',
  },
  IN002: {
    severity: 'error',
    message: 'The input is empty.',
    hint: 'Give a message; an empty file may be a transfer that failed.',
    rule: 'input',
  },
  IN003: {
    severity: 'error',
    message: 'The input is binary data, not a message.',
    hint: 'Give OIOXML as text. An attachment belongs, base64-encoded, in an XBIN01.',
    rule: 'input',
  },
  IN004: {
    severity: 'error',
    message: 'The input is {format}, which this version does not convert to {target}.',
    hint: '{advice}',
    rule: 'input',
  },
  IN005: {
    severity: 'error',
    message: 'The input is not a message of a known format.',
    hint: 'Known is OIOXML: an XML document with the root Emessage. Check that the file is complete and not encrypted or packed.',
    rule: 'input',
  },
  IN006: {
    severity: 'error',
    message: 'No file matches this name.',
    hint: 'Check the name; put patterns in quotation marks so that the shell leaves them alone.',
    rule: 'input',
  },
  IN007: {
    severity: 'error',
    message: 'The result cannot be written: {reason}.',
    hint: 'Check the folder given with --out: it must exist or be possible to make, with rights to write and space left.',
    rule: 'input',
  },
  IN008: {
    severity: 'error',
    message: 'The result would overwrite an input file.',
    hint: 'Give --out a folder other than that of the inputs.',
    rule: 'input',
  },
  IN009: {
    severity: 'error',
    message: 'The folder holds no message.',
    hint: 'Folders are searched for files ending in .xml, .edi and .json; name others one by one or by a pattern.',
    rule: 'input',
  },
  IN010: {
    severity: 'error',
    message: 'The message was not converted because of a defect of this program ({reason}).',
    hint: 'Please report it with a message that shows it and holds no personal data; MEDCOM_DEBUG=1 shows where it happened.',
    rule: 'input',
  },
  OIO001: {
    severity: 'error',
    message: 'The document is not well-formed XML: {reason}.',
    hint: 'Mend the XML at this place; the sender must write it with an XML library.',
    rule: 'legacy formats 2',
  },
  OIO002: {
    severity: 'error',
    message: 'The document ends too early: {reason}.',
    hint: 'The file is cut off; fetch it again or ask the sender to send it again.',
    rule: 'legacy formats 2',
  },
  OIO003: {
    severity: 'error',
    message: 'The document has a DOCTYPE, which is refused.',
    hint: 'Remove the DOCTYPE; OIOXML has none, and it can be used for attacks.',
    rule: 'legacy formats 15.30',
  },
  OIO004: {
    severity: 'error',
    message: 'Elements are nested more than {limit} deep.',
    hint: 'No letter nests that deep; the file is damaged or hostile.',
    rule: 'input limits',
  },
  OIO005: {
    severity: 'error',
    message: 'The document is larger than the limit of {limit} {what}.',
    hint: 'Split it, or ask the sender for smaller attachments.',
    rule: 'input limits',
  },
  OIO006: {
    severity: 'error',
    message: 'The bytes are not UTF-8, and no other encoding is declared.',
    hint: 'Declare the encoding (encoding="ISO-8859-1") or write the document in UTF-8.',
    rule: 'legacy formats 2.2',
  },
  OIO007: {
    severity: 'warning',
    message: 'The document declares {encoding} but is UTF-8; it was read as UTF-8.',
    hint: 'Correct the declaration, or write the document in the encoding it declares.',
    rule: 'legacy formats 2.2',
  },
  OIO009: {
    severity: 'error',
    message: 'The encoding {encoding} is not supported.',
    hint: 'Write the document in UTF-8, ISO-8859-1 or windows-1252.',
    rule: 'legacy formats 2.2',
  },
  OIO010: {
    severity: 'error',
    message: 'The root element is {root}, not Emessage.',
    hint: 'OIOXML letters are within an Emessage.',
    rule: 'legacy formats 2.1',
  },
  OIO011: {
    severity: 'error',
    message: 'The Emessage is in no namespace.',
    hint: 'Declare the namespace of the message (XDIS91: 2006/07/01, XBIN01: 2012/03/28), with its slash at the end.',
    rule: 'legacy formats 1',
  },
  OIO012: {
    severity: 'error',
    message: 'The namespace {namespace} is not that of XDIS91 or XBIN01.',
    hint: 'Only XDIS91 (XD9134L) and XBIN01 (XB0131X) are converted. The namespace must be exact, with its slash at the end.',
    rule: 'legacy formats 1',
  },
  OIO013: {
    severity: 'error',
    message: 'The Emessage does not begin with an Envelope.',
    hint: 'Every Emessage has an Envelope before its letters.',
    rule: 'legacy formats 2.1',
  },
  OIO014: {
    severity: 'error',
    message: 'The Emessage holds {element}, which is no letter that is converted.',
    hint: 'Only ClinicalEmail (XDIS91) and BinaryLetter (XBIN01) are converted; the other letters of this Emessage are, too.',
    rule: 'legacy formats 2.1',
  },
  OIO015: {
    severity: 'error',
    message: 'The Emessage holds no letter.',
    hint: 'The file may be cut off or made of an envelope only.',
    rule: 'legacy formats 2.1',
  },
  OIO016: {
    severity: 'error',
    message: 'The letter is of version {version}; only {supported} is converted.',
    hint: 'Ask the sender for version {supported}.',
    rule: 'X12',
  },
  OIO020: {
    severity: 'error',
    message: '{element} lacks {missing}.',
    hint: 'The element is mandatory there; the sender must fill it in.',
    rule: 'legacy formats 3, 4',
  },
  OIO021: {
    severity: 'error',
    message: '{element} does not belong in {parent}.',
    hint: 'Remove it, or correct its name; names are case sensitive.',
    rule: 'legacy formats 3, 4',
  },
  OIO022: {
    severity: 'error',
    message: '{element} stands in the wrong place in {parent}.',
    hint: 'The order of elements is fixed; an element that may stand there once must not be repeated.',
    rule: 'legacy formats 2.1',
  },
  OIO023: {
    severity: 'error',
    message: '{element} stands there {count} times; at most {max} are allowed.',
    hint: 'Send what is left over in another letter.',
    rule: 'legacy formats 3, 4',
  },
  OIO024: {
    severity: 'warning',
    message: '{element} stands there {count} times, more than the {max} of the schema; all are converted.',
    hint: 'At most ten attachments are agreed; the receiver may refuse the message.',
    rule: 'D26',
  },
  OIO025: {
    severity: 'error',
    message: '{element} has an attribute {attribute}; no attribute is defined.',
    hint: 'Remove the attribute.',
    rule: 'legacy formats 2.1',
  },
  OIO026: {
    severity: 'error',
    message: '{element} holds text between its elements.',
    hint: 'Text belongs in the elements; this one holds elements only.',
    rule: 'legacy formats 2.1',
  },
  OIO027: {
    severity: 'error',
    message: '{element} is in another namespace than its message.',
    hint: 'All elements of a message are in one namespace; check the prefix.',
    rule: 'legacy formats 2.1',
  },
  OIO029: {
    severity: 'error',
    message: '{element} holds elements, but only text belongs there.',
    hint: 'Only Text01 has markup; take the elements out.',
    rule: 'legacy formats 3, 4',
  },
  OIO030: {
    severity: 'error',
    message: '{element} is {length} characters long; at most {max} are allowed.',
    hint: 'Shorten the value at the sender; the converter cuts nothing.',
    rule: 'legacy formats 3, 4',
  },
  OIO031: {
    severity: 'error',
    message: '{element} is empty.',
    hint: 'Fill it in, or leave the element out where it is optional.',
    rule: 'legacy formats 2.3',
  },
  OIO032: {
    severity: 'error',
    message: '{element} has an unknown code.',
    hint: 'Allowed: {codes}.',
    rule: 'legacy formats 6',
  },
  OIO033: {
    severity: 'error',
    message: '{element} has its code in the wrong letter case.',
    hint: 'Write {code}; codes are case sensitive.',
    rule: 'legacy formats 2.1',
  },
  OIO034: {
    severity: 'error',
    message: '{element} is not a date of the calendar.',
    hint: 'Write it as 2026-03-02.',
    rule: 'legacy formats 2.3',
  },
  OIO035: {
    severity: 'error',
    message: '{element} is not a time of day.',
    hint: 'Write hours and minutes as 09:05, from 00:00 to 23:59, without seconds.',
    rule: 'legacy formats 2.3',
  },
  OIO036: {
    severity: 'error',
    message: '{element} is not ten digits.',
    hint: 'Write the CPR number without a hyphen; a replacement number belongs in AlternativeIdentifier.',
    rule: 'X45',
  },
  OIO037: {
    severity: 'error',
    message: '{element} is not ten characters long.',
    hint: 'A replacement number has ten characters, as 2512481AB6.',
    rule: 'X46',
  },
  OIO038: {
    severity: 'error',
    message: '{element} is not a UUID with hyphens.',
    hint: 'XBIN01 wants 8-4-4-4-12 hexadecimal digits.',
    rule: 'XB65',
  },
  OIO039: {
    severity: 'error',
    message: '{element} is not a positive whole number.',
    hint: 'Give the size of the decoded object in bytes.',
    rule: 'D29',
  },
  OIO040: {
    severity: 'error',
    message: 'The content of the attachment is not base64: {reason}.',
    hint: 'The attachment is damaged; ask the sender to send it again.',
    rule: 'XB69',
  },
  OIO041: {
    severity: 'error',
    message: 'The attachment has no content.',
    hint: 'Ask the sender to send it again.',
    rule: 'conversion rules 3.3',
  },
  OIO042: {
    severity: 'warning',
    message: '{element} has blanks around its value; they were taken off.',
    hint: 'The sender should write the value without blanks.',
    rule: 'legacy formats 2.1',
  },
  OIO043: {
    severity: 'warning',
    message: '{element} has a zone after the date; it was ignored.',
    hint: 'Legacy dates are Danish local dates, without zone.',
    rule: 'conversion rules 13',
  },
  OIO044: {
    severity: 'error',
    message: '{element} must be true.',
    hint: 'Leave the element out where it does not apply.',
    rule: 'legacy formats 2.3',
  },
  OIO045: {
    severity: 'error',
    message: 'The markup {name} is not allowed there.',
    hint: 'Text01 knows Break, Space, Bold, Italic, Underline, Right, Center and FixedFont; Break and Space are empty, and styles do not nest except in FixedFont.',
    rule: 'legacy formats 2.5',
  },
  OIO046: {
    severity: 'error',
    message: 'There are more faults than the {most} told so far.',
    hint: 'Mend those first.',
    rule: 'input limits',
  },
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
  TAB001: {
    severity: 'error',
    message: 'The table is not YAML: {reason}.',
    hint: 'Mend it at this place; values with a colon or a # go in quotation marks.',
  },
  TAB002: {
    severity: 'error',
    message: '{what}: {reason}.',
    hint: 'The words of the notation are told at the head of the table and in docs/mappings.md.',
  },
  TAB003: {
    severity: 'error',
    message: 'Row {row}: {reason}.',
    hint: '{hint}',
  },
  TAB004: {
    severity: 'error',
    message: 'The table cannot be read: {reason}.',
    hint: 'Check the folder given with --mappings; the shipped tables come with the package.',
  },
  SOR001: {
    severity: 'error',
    message: 'The directory has no SOR id for the {party} with GLN {gln} on the day the letter was sent.',
    hint: 'Add the organisation to the file given with --sor, or to an overlay file (columns gln, sorId, name, telephone). --sor-missing=warn converts without the SOR id; the result is then not a valid CareCommunication.',
  },
  SOR002: {
    severity: 'error',
    message: 'The directory file cannot be read: {reason}.',
    hint: 'Give --sor a readable CSV or TSV file.',
  },
  SOR003: {
    severity: 'error',
    message: 'The directory file has no column for {field}; its headings are: {headings}.',
    hint: 'Name the column as docs/directory.md says, or add its heading to mappings/directory/headings.yaml.',
  },
  SOR004: {
    severity: 'warning',
    message: 'The directory file has {count} rows without a usable GLN or SOR id, the first in line {line}.',
    hint: 'Those rows are not used. A GLN has 13 digits and a check digit, a SOR id at least 11 digits.',
  },
  SOR005: {
    severity: 'warning',
    message: 'The directory file has GLN {gln} more than once (lines {first} and {line}).',
    hint: 'The first row in force counts. Remove the other, or give it validFrom and validTo.',
  },
} as const satisfies Record<string, Entry>;

/** The code of a diagnostic. */
export type Code = keyof typeof catalog;

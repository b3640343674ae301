/** A use case of MedCom's test protocol for conversion services (1.4, January 2026), and what each of its steps checks. */
export interface Section {
  number: string;
  title: string;
  /** By number; a number that is lacking was removed by MedCom. */
  steps: Readonly<Record<string, string>>;
}

/** Steps that the protocol only wants described; here they are shown by a trace. */
export const descriptive: readonly string[] = ['3.3.1.1', '3.3.1.2'];

const section = (number: string, title: string, texts: Readonly<Record<number, string>>): Section => ({
  number,
  title,
  steps: Object.fromEntries(Object.entries(texts).map(([step, text]) => [`${number}.${step}`, text])),
});

const numbered = (number: string, title: string, ...texts: string[]): Section =>
  section(number, title, Object.fromEntries(texts.map((text, i) => [i + 1, text])));

const ENDPOINTS = 'endpoints and SOR ids are those of the directory';
const PHONE = "the author's telephone: of the letter, of the directory, or the placeholder";
const ORIGIN = 'times, conversation id and Provenance are right';
const VALID = 'the message is valid';
const BUNDLE_IDS = 'Bundle.id and MessageHeader.id are stored';
const FHIR_ENVELOPE = 'the envelope of the CareCommunication is right';
const LETTER_ENVELOPE = 'the envelope of the XDIS91 is right';
const LETTER_IDS = 'the ids of the XDIS91 are stored with those of the message';
const OUTBOX = 'it is sent once, and recorded as it was sent';
const READ_MESSAGE = 'a CareCommunication is recognised by its envelope';
const SOR_CODES = 'sender and receiver are named by their SOR ids';
const FOUR_IDS = 'ids of both letters are stored with those of the message';
const TWO_ENVELOPES = 'each letter has an envelope of its own';
const TWO_SENT = 'both letters are sent once';
const ANSWERED = 'it answers the message that was converted';
const ORIGINAL = 'it names the letter as it was stored';

const acknowledgement = (code: 'ok' | 'fatal-error', first: string): string[] => [
  first,
  `the Acknowledgement is as expected: ${code}`,
  ANSWERED,
  VALID,
  `the envelope of the Acknowledgement is right: ${code}`,
  'one Acknowledgement is sent, and the conversion is receipted',
];

export const sections: readonly Section[] = [
  numbered(
    '3.2.1',
    'R1: receive, check the receiver, no conversion',
    'a CareCommunication is received and recorded with its ids',
    READ_MESSAGE,
    'its receiver takes it: it is passed on unchanged',
    'an XDIS91 is received and recorded with its ids',
    'an XDIS91 is recognised by its envelope',
    'its receiver takes it: it is passed on unchanged',
  ),
  numbered(
    '3.2.2',
    'S1: XDIS91 to CareCommunication',
    'an XDIS91 is recognised by its envelope',
    'its receiver takes CareCommunication only: it is converted',
    'the CareCommunication is as expected, each value by a row',
    'the episode of care id becomes an Encounter, and can be turned back',
    'the status becomes class, status and deceased',
    'envelope id, letter id and version are stored',
    ENDPOINTS,
    PHONE,
    ORIGIN,
    VALID,
    BUNDLE_IDS,
    FHIR_ENVELOPE,
    OUTBOX,
  ),
  numbered(
    '3.2.3',
    'S1.A1 and R1.A2: XDIS91 and XBIN01 to CareCommunication',
    'both are recognised by their envelopes, and the first waits for the other',
    'the receiver takes CareCommunication only: they are converted',
    'they are converted together',
    'the CareCommunication is as expected, with the bytes of the file',
    'ids and versions of all letters are stored',
    ENDPOINTS,
    PHONE,
    `${ORIGIN}; titles are those of the references`,
    VALID,
    BUNDLE_IDS,
    FHIR_ENVELOPE,
    OUTBOX,
    'three files, in one XBIN01 or in three',
    'steps 5 to 12 hold for three files',
    'more than ten files are converted, with a warning',
    'it is sent with more than ten files',
    'a CareCommunication of more than 100 MB is sent',
  ),
  numbered(
    '3.2.4',
    'S1.A2: XBIN01 missing after 60 minutes, or invalid',
    'the XDIS91 is converted after 60 minutes, or at once if its XBIN01 is invalid',
    'the file has a payload without content',
    'envelope id, letter id and version are stored',
    ENDPOINTS,
    PHONE,
    'only the faults that the reason makes are found and ignored',
    `${BUNDLE_IDS}, with the reason`,
    FHIR_ENVELOPE,
    `${OUTBOX}; a late XBIN01 is passed on`,
  ),
  numbered(
    '3.2.5',
    'S1.A3: XDIS91 missing after 60 minutes, or invalid',
    'an XBIN01 alone waits',
    'it is passed on unchanged after 60 minutes, or if its XDIS91 is invalid',
    'it is sent; a late XDIS91 is converted without its file',
  ),
  numbered(
    '3.2.6',
    'S1.A4: file type not permitted',
    'both are recognised, and converted together',
    'the type is told and stored as the reason; nothing is refused',
    'all files are in the message, with their types and bytes',
    'ids and versions of all letters are stored',
    ENDPOINTS,
    PHONE,
    `${ORIGIN}; titles are those of the references`,
    'only the faults that the reason makes are found and ignored',
    BUNDLE_IDS,
    FHIR_ENVELOPE,
    OUTBOX,
  ),
  numbered(
    '3.2.7',
    'S2: CareCommunication to XDIS91',
    READ_MESSAGE,
    'its receiver takes XDIS91 only: it is converted',
    'the XDIS91 is as expected, each value by a row',
    'of several episode of care ids the local one is taken',
    'class, status and deceased become the status',
    BUNDLE_IDS,
    LETTER_IDS,
    LETTER_ENVELOPE,
    OUTBOX,
  ),
  section('3.2.8', 'S2.A1 and R1.A1: CareCommunication to XDIS91 and XBIN01', {
    1: READ_MESSAGE,
    2: 'its receiver takes XDIS91 only: it is converted',
    3: 'its receiver takes attachments as XBIN01, or as BIN01',
    4: 'it becomes two letters',
    5: BUNDLE_IDS,
    6: 'XDIS91 and XBIN01 are as expected, with the bytes of the file',
    7: 'the title is the description of the reference in the XDIS91',
    8: SOR_CODES,
    9: FOUR_IDS,
    10: TWO_ENVELOPES,
    11: TWO_SENT,
    12: 'three files become one XDIS91 and one XBIN01',
    13: SOR_CODES,
    14: 'each title is in its own reference',
    15: FOUR_IDS,
    16: TWO_ENVELOPES,
    17: TWO_SENT,
    20: 'a message whose file stands first is recognised',
    21: 'its receiver takes no attachments: it is converted all the same, with a warning',
    22: 'both letters are sent; the refusal of one becomes a negative Acknowledgement',
  }),
  numbered(
    '3.2.9',
    'S2.A2: reply and forward',
    `${READ_MESSAGE}, and is a reply`,
    'its receiver takes XDIS91 only: it is converted',
    BUNDLE_IDS,
    'the XDIS91 is as expected, each value by a row',
    'the text begins with the sentence of a reply, and the newest text is first',
    LETTER_IDS,
    LETTER_ENVELOPE,
    OUTBOX,
    'a reply with a new file becomes XDIS91 and XBIN01',
    'steps 3 to 8 hold for both letters',
    'a reply to a message with a file: the text ends with a line about it',
    'steps 3 to 8 hold, with the sentence and the line',
    'a forward is recognised',
    'its receiver takes XDIS91 only: it is converted',
    BUNDLE_IDS,
    'the XDIS91 is as expected, with all four texts',
    'the text begins with the sentence of a forward',
    LETTER_IDS,
    LETTER_ENVELOPE,
    OUTBOX,
    'a forward with the file of an earlier message becomes XDIS91 and XBIN01',
    'steps 15 to 20 hold for both letters',
  ),
  numbered(
    '3.2.10',
    'S3: XCTL to Acknowledgement',
    ...acknowledgement('ok', 'an XCTL03 for an XDIS91 alone is positive and complete'),
    ...acknowledgement('fatal-error', 'an XCTL02 is negative'),
    ...acknowledgement('ok', 'of two letters both must have an XCTL03'),
    ...acknowledgement('fatal-error', 'of two letters both must have an XCTL02'),
    ...acknowledgement('fatal-error', 'one XCTL02 makes it negative'),
  ),
  numbered(
    '3.2.11',
    'S4: Acknowledgement to XCTL',
    'a positive Acknowledgement finds its conversion',
    'one XCTL03 is as expected',
    ORIGINAL,
    'the envelope of the XCTL03 is right',
    'it is sent to the sender of the XDIS91',
    'a positive Acknowledgement of two letters',
    'each letter gets an XCTL03',
    'each names its own letter as it was stored',
    TWO_ENVELOPES,
    'both are sent',
    'a negative Acknowledgement, also one that may pass',
    'one XCTL02 is made',
    ORIGINAL,
    'its text has all that the receiver says, its code is by the list',
    'the envelope of the XCTL02 is right',
    'it is sent once',
    'a negative Acknowledgement of many letters',
    'each letter gets an XCTL02',
    'each names its own letter as it was stored',
    'each has the text of the receiver',
    'each has an envelope of its own, and is sent',
    'a negative Acknowledgement after an XBIN01 that was missing',
    'the XDIS91 gets an XCTL02, the XBIN01 that never came none',
    ORIGINAL,
    'its text has what the receiver says',
    'its text ends with the supplement, in 350 characters',
    'its envelope is right, and it is sent',
  ),
  numbered(
    '3.3.1',
    'General technical requirements',
    'look-ups are told, and letters with a location number only get SOR ids',
    'FHIR as XML and as JSON says the same',
    'every resource has a complete narrative',
    'a replacement number from the letter gets its system',
    'a replacement number alone goes into the letter',
    'a second number goes into the text',
    'a second and a third number go into the text',
    'of two replacement numbers the national one goes into the letter',
    'the size is that of the decoded file',
    'times are those of Copenhagen, without seconds',
  ),
  numbered('3.3.2', 'VANSEnvelope', 'XDIS91', 'XBIN01', 'CareCommunication', 'XCTL', 'Acknowledgement'),
  numbered('3.3.3', 'Attachments from DNHF', 'BIN01 and XBIN01 are passed on at once'),
];

/** Steps of the protocol in force. */
export const IN_FORCE = 183;

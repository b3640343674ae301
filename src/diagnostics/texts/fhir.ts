import type { Entry } from '../entry.js';

/** FHIR: well-formedness, and what a CareCommunication must have to be converted. */
export const fhir = {
  FHIR001: {
    severity: 'error',
    message: 'The document is not well-formed: {reason}.',
    hint: 'Mend it at this place; the sender must write it with a JSON or XML library.',
    rule: 'FHIR messages 12',
  },
  FHIR002: {
    severity: 'error',
    message: 'The document ends too early: {reason}.',
    hint: 'The file is cut off; fetch it again or ask the sender to send it again.',
    rule: 'FHIR messages 12',
  },
  FHIR003: {
    severity: 'error',
    message: 'The document has a DOCTYPE, which is refused.',
    hint: 'Remove the DOCTYPE; FHIR has none, and it can be used for attacks.',
    rule: 'FHIR messages 12.1',
  },
  FHIR004: {
    severity: 'error',
    message: 'Elements are nested more than {limit} deep.',
    hint: 'No message nests that deep; the file is damaged or hostile.',
    rule: 'input limits',
  },
  FHIR005: {
    severity: 'error',
    message: 'The document is larger than the limit of {limit} {what}.',
    hint: 'Ask the sender for smaller attachments.',
    rule: 'input limits',
  },
  FHIR006: {
    severity: 'error',
    message: 'The bytes are not UTF-8.',
    hint: 'FHIR is written in UTF-8; the sender must correct the encoding.',
    rule: 'FHIR messages 12.1',
  },
  FHIR007: {
    severity: 'warning',
    message: 'The document declares {encoding} but is UTF-8; it was read as UTF-8.',
    hint: 'Correct the declaration.',
    rule: 'FHIR messages 12.1',
  },
  FHIR008: {
    severity: 'error',
    message: 'A name stands twice in one object.',
    hint: 'Which of the two values is meant cannot be known; the sender must write the message anew.',
    rule: 'FHIR messages 12.1',
  },
  FHIR009: {
    severity: 'error',
    message: 'The encoding {encoding} is not supported.',
    hint: 'FHIR is written in UTF-8.',
    rule: 'FHIR messages 12.1',
  },
} as const satisfies Record<string, Entry>;

import type { Entry } from '../entry.js';

/** Receipts, and the messages they answer. */
export const receipts = {
  REC001: {
    severity: 'warning',
    message: 'The receipt names another {party} of the message than the one that is known.',
    hint: 'Ask its sender to repeat the organisations of the message; those that are known were used.',
    rule: 'KX21',
  },
  REC002: {
    severity: 'warning',
    message: 'The receipt names {version} as the version of the letter, which is {known}.',
    hint: 'Ask its sender to repeat the version of the letter; the one that is known was used.',
    rule: 'KX32',
  },
  REC003: {
    severity: 'warning',
    message: 'The text of the refusal is longer than a receipt holds, and was cut.',
    hint: 'The receiver of the message has the whole text.',
    rule: 'conversion rules 8.5',
  },
  REC004: {
    severity: 'warning',
    message: 'The {party} of the Acknowledgement is not the organisation that {did} the message.',
    hint: 'Ask who wrote it; the receipt names the organisations of the Acknowledgement.',
    rule: 'KA12',
  },
  REC005: {
    severity: 'error',
    message: 'The receipt answers another message than the one that is known.',
    hint: 'Look for the message by the ids that the receipt repeats; if there is none, pass the receipt on as it is.',
    rule: 'conversion rules 8.1',
  },
  REC006: {
    severity: 'warning',
    message: 'The Provenance of the Acknowledgement names another message than its response does.',
    hint: 'Ask its sender; the response was taken.',
    rule: 'conversion rules 8.1',
  },
  REC007: {
    severity: 'warning',
    message: 'The Acknowledgement accepts the message and tells something besides, which is lost.',
    hint: 'A positive receipt has no text; the Acknowledgement has it.',
    rule: 'conversion rules 8.4',
  },
  REC008: {
    severity: 'error',
    message: 'The Acknowledgement lacks what it must have: {name} is not known.',
    hint: 'Give it with what is remembered of the message that is answered.',
    rule: 'FHIR messages 10.1',
  },
  REC009: {
    severity: 'warning',
    message:
      'The message was accepted although it was not converted whole ({cause}), which a positive receipt cannot tell.',
    hint: 'The sender does not learn it; see what was converted.',
    rule: 'conversion rules 8.5',
  },
} as const satisfies Record<string, Entry>;

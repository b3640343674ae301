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
    message: 'The Acknowledgement is from another organisation than the one that got the message.',
    hint: 'Ask its sender; the receipt names the organisation that wrote it.',
    rule: 'KA12',
  },
} as const satisfies Record<string, Entry>;

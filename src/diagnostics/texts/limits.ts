import type { Entry } from '../entry.js';

/** Limits of what a document may ask for (docs/limits.md). Those of size and depth are told by the format's own codes 004 and 005. */
export const limits = {
  LIM001: {
    severity: 'error',
    message: 'An element has more than {limit} attributes.',
    hint: 'No message has so many; the file is damaged or hostile. --limit attributes=NUMBER allows more.',
    rule: 'input limits',
  },
  LIM002: {
    severity: 'error',
    message: 'A name is longer than {limit} characters.',
    hint: 'No message has such names; the file is damaged or hostile. --limit name=NUMBER allows longer ones.',
    rule: 'input limits',
  },
  LIM003: {
    severity: 'error',
    message: 'A number is longer than {limit} characters.',
    hint: 'No message has such numbers; the sender must write it anew. --limit number=NUMBER allows longer ones.',
    rule: 'input limits',
  },
  LIM004: {
    severity: 'error',
    message: 'The document holds more than {limit} letters; those after them were not read.',
    hint: 'Divide it, or allow more with --limit letters=NUMBER.',
    rule: 'input limits',
  },
  LIM005: {
    severity: 'error',
    message: 'The letter has {count} of {element}; at most {limit} are read.',
    hint: 'Ask the sender to send them in several letters, or allow more with --limit attachments=NUMBER.',
    rule: 'input limits',
  },
  LIM006: {
    severity: 'warning',
    message: 'There are {count} more diagnostics than the {limit} told here.',
    hint: 'Mend those first, or see more with --limit diagnostics=NUMBER.',
    rule: 'input limits',
  },
  LIM007: {
    severity: 'error',
    message: 'The file took more than {limit} seconds and was given up.',
    hint: 'If it is very large, allow more with --limit seconds=NUMBER; otherwise it is damaged or hostile.',
    rule: 'input limits',
  },
  LIM008: {
    severity: 'error',
    message: 'The archive unpacks to more than {limit} bytes.',
    hint: 'Divide it, or allow more with --limit unpacked=SIZE; an archive from a stranger may be made to fill the machine.',
    rule: 'input limits',
  },
  LIM009: {
    severity: 'error',
    message: 'The archive holds more than {limit} files.',
    hint: 'Divide it, or allow more with --limit entries=NUMBER.',
    rule: 'input limits',
  },
  LIM010: {
    severity: 'error',
    message:
      'With each attachment as often as it is referred to, the result would be larger than the limit of {limit} bytes.',
    hint: 'Refer to each attachment once, send several letters, or allow more with --limit size=NUMBER.',
    rule: 'input limits',
  },
  LIM011: {
    severity: 'error',
    message: 'The text of the letter would be longer than the limit of {limit} characters.',
    hint: 'A long value, such as the name of an author, stands in it beside each text. No message has such values; the file is damaged or hostile. --limit text=SIZE allows more.',
    rule: 'input limits',
  },
  LIM012: {
    severity: 'error',
    message: '{limit} binary letters before this one carry the same object; it was not looked at.',
    hint: 'Each is read for each letter that refers to the object. Convert fewer messages together, or allow more with --limit carriers=NUMBER.',
    rule: 'input limits',
  },
  LIM013: {
    severity: 'error',
    message:
      'References of the message lead again and again to resources that hold much: to more than {limit} times what there is in the message.',
    hint: 'No message has such references; the file is damaged or hostile. --limit followed=NUMBER allows more.',
    rule: 'input limits',
  },
  LIM014: {
    severity: 'warning',
    message: 'The page lists {limit} values, as many as the limit allows; {count} more are not on it.',
    hint: 'explain --json has all values. Explain fewer messages together, or allow more with --limit shown=NUMBER, as far as the browser can show it.',
    rule: 'input limits',
  },
} as const satisfies Record<string, Entry>;

import type { Writing } from './mutate-xml.js';
import { pick } from './random.js';

const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>${text}`;
/** Only what one byte can hold. */
const latin1 = (text: string): string => text.replace(/[^\0-\xff]/gu, '?').replace(/[\x80-\x9f]/g, '?');

/** Documents in other encodings, or with another beginning or end. */
export const encodingFaults: Readonly<Record<string, Writing>> = {
  'ISO-8859-1': (text, next) =>
    Buffer.from(declared(pick(['ISO-8859-1', 'iso-8859-1'], next), latin1(text)), 'latin1'),
  'ISO-8859-1 declared, UTF-8 written': (text) => Buffer.from(declared('ISO-8859-1', text)),
  'UTF-8 declared, ISO-8859-1 written': (text, next) =>
    Buffer.from(pick(['', declared('UTF-8', '')], next) + latin1(text), 'latin1'),
  'UTF-8 with its mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-8 declared': (text, next) => Buffer.from(declared(pick(['UTF-8', 'utf-8'], next), text)),
  'UTF-16': (text) => Buffer.from(`\ufeff${declared('UTF-16', text)}`, 'utf16le'),
  'unknown encoding': (text) => Buffer.from(declared('x-unknown', text)),
  'another beginning': (text, next) =>
    Buffer.from(
      pick(
        [
          '\n',
          ' <?xml version="1.0"?>',
          '<?xml version="1.0"?>\n<!-- x -->',
          '<?xml version="1.0" standalone="yes"?>',
          '<?xml-stylesheet href="x"?>',
          '<!DOCTYPE Emessage>',
          'x',
          '<?xml version="1.1"?>',
          '<?xml version="2.0"?>',
        ],
        next,
      ) + text,
    ),
  'another end': (text, next) =>
    Buffer.from(text + pick(['\n', ' ', '<!-- x -->', '<?x y?>', '<x/>', 'x', '\0', '\u00a0'], next)),
  'cut off': (text, next) => Buffer.from(text.slice(0, Math.floor(next() * text.length))),
  'a character exchanged': (text, next) => {
    const at = Math.floor(next() * text.length);
    const other = pick(
      [
        '<',
        '&',
        '>',
        '"',
        '\0',
        '\u0001',
        '\ufffe',
        '\r',
        '&#0;',
        '&#13;',
        '&amp;',
        '&nbsp;',
        '&#xD800;',
        ']]>',
      ],
      next,
    );
    return Buffer.from(text.slice(0, at) + other + text.slice(at + 1));
  },
};

import { latin1 } from './edifact.js';
import { type FaultClass, inBytes, inFrames, replacing, rewriting, withElement } from './edifact-fault.js';
import { pick } from './random.js';

/** Faults of the syntax and of frames, each with what tells it. */
export const syntaxFaults: readonly FaultClass[] = [
  inFrames(
    'another count in UNT',
    'EDI014',
    replacing(/^UNT/, (one, next) => one.replace(/\d+/, pick(['0', '1', '999', '', 'x'], next))),
  ),
  inFrames(
    'another number in UNT',
    'EDI015',
    replacing(/^UNT/, (one, next) => `${one}${pick(['0', ' ', '+'], next)}`.replace(/\+[^+]*\+$/, '')),
  ),
  inFrames(
    'another count in UNZ',
    'EDI016',
    replacing(/^UNZ/, (one, next) => one.replace(/\d+/, pick(['0', '2', '', 'x'], next))),
  ),
  inFrames(
    'another number in UNZ',
    'EDI020',
    replacing(/^UNZ/, (one) => `${one}0`),
  ),
  inFrames(
    'UNT missing',
    'EDI013',
    replacing(/^UNT/, () => []),
  ),
  inFrames(
    'UNZ missing',
    'EDI021',
    replacing(/^UNZ/, () => []),
  ),
  inFrames(
    'UNB missing',
    'EDI011',
    replacing(/^UNB/, () => []),
  ),
  inFrames(
    'UNH missing',
    'EDI012',
    replacing(/^UNH/, () => []),
  ),
  inFrames(
    'another length of an object',
    'EDI018 EDI019',
    replacing(/^UNO/, (one, next) =>
      withElement(one, 4, (text) => text.replace(/^\d+/, pick(['0', '1', '4'], next))),
    ),
  ),
  inFrames(
    'no length of an object',
    'EDI017',
    replacing(/^UNO/, (one, next) =>
      withElement(one, 4, (text) => text.replace(/^\d+/, pick(['', '35A', '-1'], next))),
    ),
  ),
  inFrames(
    'an object longer than the file',
    'EDI002 EDI019',
    replacing(/^UNO/, (one) => withElement(one, 4, (text) => text.replace(/^\d+/, '999999'))),
  ),
  inFrames(
    'another length in UNP',
    'EDI022',
    replacing(/^UNP/, (one) => one.replace(/\d+/, '99')),
  ),
  inFrames(
    'another number in UNP',
    'EDI027',
    replacing(/^UNP/, (one) => `${one}9`),
  ),
  inBytes('cut off', 'EDI001 EDI002 EDI013 EDI021', (bytes, next) =>
    bytes.subarray(0, Math.floor(40 + next() * (bytes.length - 50))),
  ),
  inBytes('an empty segment', 'EDI001', rewriting(/'SEQ/, "''SEQ")),
  inBytes('a tag without its separator', 'EDI001', rewriting(/'(BGM|UCI)\+/, "'$1")),
  inBytes('a component separator behind a tag', 'EDI001', rewriting(/'(UNZ|BGM)\+/, "'$1:")),
  inBytes('a short tag', 'EDI001', rewriting(/'(BG)M|'(UC)I/, "'$1$2")),
  inBytes(
    'an apostrophe that is not released',
    'EDI001',
    rewriting(/(FTX\+[A-Z]+\+P00\+\+[A-Za-z]{2})/, "$1'"),
  ),
  inBytes(
    'a question mark that releases nothing',
    'EDI010',
    rewriting(/(FTX\+[A-Z]+\+P00\+\+[A-Za-z]{2})/, '$1?x'),
  ),
  inBytes(
    'windows-1252',
    'EDI006',
    rewriting(/(NAD\+PO[^']*\+\+[A-Za-z])|(FTX\+[A-Z]+\+P00\+\+[A-Za-z]{2})/, '$1$2\x96'),
  ),
  inBytes('UTF-8', 'EDI007', (bytes) => {
    const text = bytes.toString('latin1');
    return /[\x80-\xff]/.test(text) && !text.includes('UNO+') ? Buffer.from(text, 'utf8') : undefined;
  }),
  inBytes('a control character', 'EDI008', rewriting(/(FTX\+[A-Z]+\+P00\+\+[A-Za-z]{2})/, '$1\x01')),
  inBytes('UTF-16', 'EDI009', (bytes) => Buffer.from(bytes.toString('latin1'), 'utf16le')),
  inBytes('no UNA', 'EDI004', (bytes) => bytes.subarray(9)),
  inBytes('other service characters', 'EDI054', (bytes) => {
    const text = bytes.toString('latin1');
    return text.includes('UNO+') || /[~^]/.test(text)
      ? undefined
      : latin1(text.replaceAll("'", '~').replaceAll('+', '^'));
  }),
  inBytes('a UNA that is cut off', 'EDI001', (bytes) => Buffer.concat([latin1('UNA:+.'), bytes.subarray(9)])),
  inBytes('something behind UNZ', 'EDI048', (bytes) =>
    Buffer.concat([bytes, latin1('Sendt fra min telefon')]),
  ),
];

import { styledLines } from '../../src/formats/oioxml/formatted-text.js';
import {
  type Diagnostic,
  type Element,
  type EnvelopeConversion,
  envelopesOf,
  type Letter,
  type Newlines,
  type Options,
  toEdifact,
  toOioxml,
} from '../../src/index.js';
import { converter } from './converter.js';

/** One envelope that was converted between EDIFACT and OIOXML. */
export interface Converted extends EnvelopeConversion {
  /** All that was told: of the document, and of its letters. */
  diagnostics: Diagnostic[];
  codes: string[];
  /** The document that came of it; empty if it was refused. */
  bytes: Buffer;
  /** The same as text, a character for each byte. */
  text: string;
}

const bytesOf = (document: string | Buffer): Buffer =>
  typeof document === 'string' ? Buffer.from(document, 'latin1') : document;

/** Reads a document in EDIFACT, or in OIOXML as UTF-8, that holds one envelope. */
export const envelopeOf = (document: Buffer): { letters: Letter[]; diagnostics: Diagnostic[] } => {
  const { letters, diagnostics } = converter.read({ name: 'document', bytes: document });
  const [first = [], ...more] = envelopesOf(letters);
  if (more.length > 0) throw new Error('there are several envelopes');
  return { letters: first, diagnostics };
};

const converted = (document: Buffer, options: Options, newlines: Newlines): Converted => {
  const { letters, diagnostics } = envelopeOf(document);
  const conversion = converter.convertEnvelope(letters, options);
  const { root, segments } = conversion;
  const bytes = Buffer.concat(
    root !== undefined
      ? [...toOioxml(root)]
      : segments !== undefined
        ? [...toEdifact(segments, newlines)]
        : [],
  );
  const all = [...diagnostics, ...conversion.letters.flatMap((letter) => letter.diagnostics)];
  return {
    ...conversion,
    diagnostics: all,
    codes: all.map(({ code }) => code),
    bytes,
    text: bytes.toString('latin1'),
  };
};

/** EDIFACT to OIOXML. */
export const toLetter = (interchange: string | Buffer, options: Options = {}): Converted =>
  converted(bytesOf(interchange), options, 'none');

/** OIOXML to EDIFACT; text is taken as UTF-8. */
export const toInterchange = (
  letter: string | Buffer,
  options: Options = {},
  newlines: Newlines = 'none',
): Converted => converted(typeof letter === 'string' ? Buffer.from(letter) : letter, options, newlines);

/** What a leaf says: text as lines of styled runs, objects as their bytes. */
const said = (element: Element): string => {
  if (element.name === 'Text01' || element.name === 'RefuseText') return JSON.stringify(styledLines(element));
  if (element.name !== 'Object_Base64Encoded') return element.content();
  const base64 = element.slice === undefined ? element.text : Buffer.from(element.slice).toString('latin1');
  return Buffer.from(base64, 'base64').toString('hex');
};

/** AdditionalInformation may be empty, and is no leaf all the same. */
const isLeaf = ({ name, parts }: Element): boolean =>
  name === 'Text01' || name === 'RefuseText' || (parts === undefined && name !== 'AdditionalInformation');

/** The leaves of a document in OIOXML in their order, as `path = value`. Groups without leaves say nothing. */
export const leavesOf = (letter: Buffer): string[] => {
  const { letters } = envelopeOf(letter);
  const root = letters[0]?.envelope.parent;
  if (root === undefined) throw new Error('there is no letter');
  const leaves: string[] = [];
  const walk = (element: Element): void => {
    if (isLeaf(element)) leaves.push(`${element.path()} = ${said(element)}`);
    else for (const child of element.children()) walk(child);
  };
  for (const child of root.children()) walk(child);
  return leaves;
};

/** The leaves of a letter; its texts stand last and as one, however they are divided. */
export const meaningOf = (letter: Buffer): string[] => {
  const leaves = leavesOf(letter).map((leaf) => leaf.split(/ = (.*)/s) as [string, string]);
  const isText = ([path]: [string, string]): boolean => path.endsWith('/Text01');
  const lines = leaves.filter(isText).flatMap(([, value]) => JSON.parse(value) as unknown[]);
  return [
    ...leaves.filter((one) => !isText(one)).map(([path, value]) => `${path} = ${value}`),
    ...lines.map((line) => JSON.stringify(line)),
  ];
};

/** Values of all elements of a name, in their order. */
export const all = (letter: Buffer, name: string): string[] =>
  leavesOf(letter)
    .map((leaf) => leaf.split(/ = (.*)/s) as [string, string])
    .filter(([path]) => path.replace(/\[\d+\]/g, '').endsWith(`/${name}`))
    .map(([, value]) => value);

/** Takes an interchange apart: segments, of elements, of components. A reader of its own, so that ours is not asked. */
export const segmentsIn = (interchange: string): string[][][] => {
  const segments: string[][][] = [];
  let segment: string[][] = [['']];
  const put = (character: string): void => {
    const element = segment.at(-1) as string[];
    element.push(`${element.pop() ?? ''}${character}`);
  };
  for (let i = "UNA:+.? '".length; i < interchange.length; i++) {
    const character = interchange.charAt(i);
    if (character === '?') put(interchange.charAt(++i));
    else if (character === ':') segment.at(-1)?.push('');
    else if (character === '+') segment.push(['']);
    else if (character === "'") {
      segments.push(segment);
      segment = [['']];
    } else put(character);
  }
  return segments;
};

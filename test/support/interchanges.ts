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

const UNB = 'UNB+UNOC:3+5790009999010:14+5790009999027:14+260302:0941+KUV26030200017++++1';
const partySegments = (role: string, number: number, more: string[]): string[] => [
  'S01+01',
  `NAD+${role}+091034:YNR:SFU++Testhuset:Afsnit 2:Team Nord:::US`,
  'ADR++US:Testvej 7:Testlund+Testby Ø+5999',
  ...(number === 1 ? ['CON++87130000:TE'] : []),
  `SEQ++${number}`,
  ...more,
];
const framed = (unh: string, body: string[], unb = UNB): string =>
  recounted(
    ["UNA:+.? '", ...[unb, unh, ...body, 'UNT+0+BRV42', 'UNZ+1+KUV26030200017'].map((one) => `${one}'`)].join(
      '\n',
    ),
  );

/** The same interchange with the right number of segments in each UNT. Objects must not hold apostrophes. */
export const recounted = (interchange: string): string => {
  let count = 0;
  return interchange
    .split(/(?<=(?<!\?)(?:\?\?)*')/)
    .map((segment, i) => {
      const tag = segment.trim().slice(0, 3);
      if (i > 0 || tag !== 'UNA') count = tag === 'UNH' ? 1 : count + 1;
      return tag === 'UNT' ? segment.replace(/UNT\+\d+/, `UNT+${count}`) : segment;
    })
    .join('');
};

const head = (bgm: string): string[] => [`BGM+${bgm}++9+NA`, 'DTM+137:202603020938:203'];
const patientSegments = ['S07+07', 'PNA+PAT+2512489996:::CPR:IM+++SU:Berggren+FO:Nancy Ann'];

/** A DIS91 with everything that it can have, a segment a line. */
export const dis91 = framed('UNH+BRV42+MEDDIS:D:93A:UN:D9134L+DIS91', [
  ...head('EPI'),
  ...partySegments('SSP', 1, ['SPR+ORG+5:SKS:SST+DIS91:SKS:SST']),
  ...partySegments('PO', 2, []),
  ...['S02+02', 'GIS+N', 'RFF+SRI:BRV42', 'RFF+NO:NC', 'DTM+182:202603020938:203'],
  ...patientSegments,
  ...['ADR++US:Testpark 48+Testby Ø+5999', 'EMP+1++:::Smed'],
  ...['S11+11', 'GIS+N', 'RFF+REI:7d3f0c5e9a1b4c62b8d4e6f01a2b3c4d', 'SEQ++1', 'PAS+HA'],
  ...['S14+14', 'FTX+OE+P00++Tilsyn', 'FTX+NC+P00++Hej:med dig'],
  ...['S14+14', 'FTX+BIN+P00++ankel:c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42:IMG:JPG:48211'],
]);

/** A BIN01 with one object of three bytes. */
export const bin01 = framed('UNH+BRV42+MEDBIN:D:93A:UN:B0131X+BIN01', [
  ...head('OBJ'),
  ...partySegments('SSP', 1, ['SPR+ORG+:SKS:SST+BIN01:SKS:SST']),
  ...partySegments('PO', 2, []),
  ...['S02+02', 'GIS+N', 'RFF+SRI:BRV42', 'DTM+182:202603020938:203'],
  ...patientSegments,
  ...['S11+11', 'UNO+1+AID:c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42+OBJ:IMG:JPG:91+3:14:1:A', 'UNP+3+1'],
]).replace("A'\nUNP", "A'XYZUNP");

/** A CTL02 that refuses one letter of two. */
export const ctl02 = framed(
  'UNH+BRV42+CONTRL:D:93A:ZZ:C0230Q+CTL02',
  [
    'UCI+091034+5790009999027:14+5790009999010:14+4',
    ...['UCM+BREV1+MEDDIS:D:93A:UN:D9134L+4', 'FTX+VER+P00++Ukendt version'],
    'UCM+BREV2+MEDBIN:D:93A:UN:B0131X+4',
  ],
  UNB.replace('++++1', ''),
);

/** Changes a text; each change must find what it replaces. */
export const changed = (text: string, ...changes: Array<[string | RegExp, string]>): string =>
  changes.reduce((before, [from, to]) => {
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`nothing to change: ${from}`);
    return after;
  }, text);

/** A DIS91, BIN01 or CTL02 with changes, as a letter. */
export const letterOf = (interchange: string, ...changes: Array<[string | RegExp, string]>): Converted =>
  toLetter(recounted(changed(interchange, ...changes)));

import fc from 'fast-check';
import type { Structure, StructureTable } from './schema-tables.js';
import { codesFor, schemaTable } from './schema-tables.js';

/** A generated value or element, as XML. */
type Xml = string;

const escaped = (text: string): Xml =>
  text.replace(/[&<>\r]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' })[c] as string);

/** Text that XML 1.0 can hold, with Danish letters and what must be escaped. */
const character = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...'abcdefgæøåÆØÅéü ABC 0123456789.,:-/') },
  { weight: 2, arbitrary: fc.constantFrom(...'&<>"\'?+\\–€“”') },
  { weight: 1, arbitrary: fc.integer({ min: 0x20, max: 0xd7ff }).map((n) => String.fromCodePoint(n)) },
  { weight: 1, arbitrary: fc.constantFrom('😀', '𝔸', '\u00a0') },
);
const text = (min: number, max: number): fc.Arbitrary<string> =>
  fc.array(character, { minLength: min, maxLength: Math.min(max, min + 30) }).map((cs) => cs.join(''));

const two = (n: number): string => String(n).padStart(2, '0');
const hex = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'0123456789abcdefABCDEF'), { minLength: length, maxLength: length })
    .map((cs) => cs.join(''));
const digits = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length })
    .map((cs) => cs.join(''));

const leafRun = fc.oneof(
  { weight: 4, arbitrary: text(1, 30).map(escaped) },
  { weight: 2, arbitrary: fc.constantFrom('<Break/>', '<Space/>', '<Break/><Break/>', '\n      ') },
);
const styled = (inner: fc.Arbitrary<Xml>, names: string[]): fc.Arbitrary<Xml> =>
  fc
    .tuple(fc.constantFrom(...names), fc.array(inner, { maxLength: 3 }))
    .map(([n, parts]) => `<${n}>${parts.join('')}</${n}>`);
const simple = fc.oneof(leafRun, styled(leafRun, ['Bold', 'Italic', 'Underline', 'Right', 'Center']));
const formatted = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: styled(simple, ['FixedFont']) }),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const date = fc
  .integer({ min: 0, max: 30 * 365 })
  .map((day) => new Date(Date.UTC(2019, 0, 1 + day)).toISOString().slice(0, 10));

const value = (type: string, message: string): fc.Arbitrary<Xml> => {
  const [kind = '', argument = ''] = type.split(' ');
  const an = /^an(\d+)\.\.(\d+)$/.exec(kind);
  if (an !== null) return text(Number(an[1]), Number(an[2])).map(escaped);
  switch (kind) {
    case 'code':
      return fc.constantFrom(...codesFor(argument, message));
    case 'fixed':
      return fc.constant(argument);
    case 'date':
      return date;
    case 'time':
      return fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map(([h, m]) => `${two(h)}:${two(m)}`);
    case 'cpr':
      return digits(10);
    case 'alt10':
      return fc
        .array(character, { minLength: 10, maxLength: 10 })
        .map((cs) => escaped([...cs.join('')].slice(0, 10).join('')));
    case 'uuid36':
      return hex(32).map(
        (h) => `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`,
      );
    case 'posint':
      return fc.integer({ min: 1, max: 1_000_000_000 }).map(String);
    case 'true':
      return fc.constant('true');
    case 'base64':
      return fc
        .uint8Array({ minLength: 1, maxLength: 60 })
        .map((bytes) => Buffer.from(bytes).toString('base64'));
    case 'formatted':
      return formatted;
    case 'breakable':
      return fc.array(leafRun, { maxLength: 8 }).map((parts) => parts.join(''));
    default:
      throw new Error(`no generator for ${type}`);
  }
};

/** Values that the conversion needs beyond what the schema demands: location numbers that the directory knows. */
const fixedValues: Readonly<Record<string, fc.Arbitrary<Xml>>> = {
  EANIdentifier: fc.constantFrom('5790009999010', '5790009999027', '5790009999034'),
};

const often = (cardinality: string): { min: number; max: number } => {
  const [, min = '1', max] = /^(\d+)(?:\.\.(\d+))?/.exec(cardinality) ?? [];
  return { min: Number(min), max: Math.min(Number(max ?? min), Number(min) + 3) };
};

const repeated = (cardinality: string, one: fc.Arbitrary<Xml>): fc.Arbitrary<Xml> => {
  const { min, max } = often(cardinality);
  return fc.array(one, { minLength: min, maxLength: max }).map((many) => many.join(''));
};

const element = (
  key: string,
  content: string | Structure | Structure[],
  message: string,
): fc.Arbitrary<Xml> => {
  if (Array.isArray(content))
    return fc.oneof(...content.map((alternative) => sequence(alternative, message)));
  const [name = '', cardinality = '1'] = key.split(' ');
  const wrap = (inner: Xml): Xml => `<${name}>${inner}</${name}>`;
  if (typeof content === 'string') {
    const [count = '1', ...type] = content.split(' ');
    return repeated(count, (fixedValues[name] ?? value(type.join(' '), message)).map(wrap));
  }
  return repeated(cardinality, sequence(content, message).map(wrap));
};

const sequence = (content: Structure, message: string): fc.Arbitrary<Xml> =>
  fc
    .tuple(...Object.entries(content).map(([key, inner]) => element(key, inner, message)))
    .map((parts) => parts.join(''));

const document = (table: StructureTable): fc.Arbitrary<Xml> =>
  sequence(table.structure, table.message).map(
    (inner) => `<Emessage xmlns="${table.namespace}">${inner}</Emessage>`,
  );

/** Any valid XDIS91, made from the table of its schema. */
export const xdis91 = document(schemaTable('xdis91'));
/** Any valid XBIN01. */
export const xbin01 = document(schemaTable('xbin01'));

/** Any valid receipt, by its message. */
export const xctl = {
  XCTL01: document(schemaTable('xctl01')),
  XCTL02: document(schemaTable('xctl02')),
  XCTL03: document(schemaTable('xctl03')),
};

/** A letter and binary letters that carry the objects it refers to, in any order and number. */
export const correspondence: fc.Arbitrary<{ letter: Xml; binaries: Xml[] }> = fc
  .tuple(
    xdis91,
    fc.array(
      fc.tuple(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.constantFrom('pdf', 'png', 'plo', 'wav'),
        fc.boolean(),
      ),
      {
        minLength: 3,
        maxLength: 3,
      },
    ),
    fc.boolean(),
    hex(28),
  )
  .map(([letter, contents, split, seed]) => {
    let n = 0;
    const ids: string[] = [];
    const referring = letter.replace(/<ObjectIdentifier>[^<]*<\/ObjectIdentifier>/g, () => {
      const id = `${seed}${String(n++).padStart(4, '0')}`;
      ids.push(id);
      return `<ObjectIdentifier>${id}</ObjectIdentifier>`;
    });
    const part = (name: string): string => new RegExp(`<${name}>.*?</${name}>`, 's').exec(letter)?.[0] ?? '';
    const patient = part('Patient').replace(
      /<(?!\/?(?:Patient|CivilRegistrationNumber|AlternativeIdentifier|Person(?:Surname|Given)Name)\b)(\w+)>.*?<\/\1>/gs,
      '',
    );
    const ean = (party: string): string => /<EANIdentifier>\d+<\/EANIdentifier>/.exec(part(party))?.[0] ?? '';
    const object = (id: string, i: number): string => {
      const [bytes, type, lower] = contents[i % contents.length] as [Uint8Array, string, boolean];
      const hyphens = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
      const written = lower ? hyphens.toLowerCase() : hyphens.toUpperCase();
      return `<BinaryObject><ObjectIdentifier>${written}</ObjectIdentifier><ObjectCode>billede</ObjectCode><ObjectExtensionCode>${type}</ObjectExtensionCode><OriginalObjectSize>${bytes.length}</OriginalObjectSize><Object_Base64Encoded>${Buffer.from(bytes).toString('base64')}</Object_Base64Encoded></BinaryObject>`;
    };
    const party = (name: string): string =>
      `<${name}>${ean(name)}<Identifier>1</Identifier><IdentifierCode>ydernummer</IdentifierCode><OrganisationName>Test</OrganisationName></${name}>`;
    const binary = (objects: string[], number: number): string =>
      `<Emessage xmlns="${schemaTable('xbin01').namespace}">${part('Envelope')}<BinaryLetter><Letter><Identifier>B${number}</Identifier><VersionCode>XB0131X</VersionCode><StatisticalCode>XBIN01</StatisticalCode>${part('Authorisation')}<TypeCode>XBIN01</TypeCode><StatusCode>nytbrev</StatusCode></Letter>${party('Sender')}${party('Receiver')}${patient}${objects.join('')}</BinaryLetter></Emessage>`;
    const objects = ids.map(object);
    const groups = split ? objects.map((one) => [one]) : objects.length === 0 ? [] : [objects];
    return { letter: referring, binaries: groups.map(binary) };
  });

import type { Limits } from '../../limits.js';
import { Element } from './element.js';

/**
 * What a plain document does not hold: comments, CDATA, DOCTYPE, characters that XML does not allow or
 * that take two codes, and an end of CDATA where none began.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in a document
const INTRICATE = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufeff\ufffe\uffff]|<!|\]\]>/;
const DECLARATION =
  /^<\?xml version="1\.0"(?: encoding="[A-Za-z][A-Za-z0-9._-]*")?(?: standalone="(?:yes|no)")? ?\?>/;
/**
 * A start tag behind its <, with attributes that are text alone; group 2 are the attributes, 3 is the end of an empty tag. One with
 * more attributes than any message has is not plain: patterns that repeat without end run out of room.
 */
const START =
  /([A-Za-z_][A-Za-z0-9_.-]*)((?:[ \t\n]+[A-Za-z_][A-Za-z0-9_.-]*="[^"<\t\r\n]*"){0,50})[ \t\n]*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][A-Za-z0-9_.-]*)="([^"]*)"/g;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7})));/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Namespaces of XML itself, which must not be the default one; and what a parser might trim. */
const RESERVED = /^http:\/\/www\.w3\.org\/(?:XML\/1998\/namespace|2000\/xmlns\/)$|\s/;
const SLASH = 47;

const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

/** Text with its references replaced; undefined if there is an & that begins none. */
const withoutReferences = (text: string): string | undefined => {
  let rest = 0;
  let out = '';
  for (const { 0: whole, 1: name, 2: hex, 3: decimal, index } of text.matchAll(REFERENCE)) {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const one = name === undefined ? isCharacter(code) && String.fromCodePoint(code) : ENTITIES[name];
    const between = text.slice(rest, index);
    if (typeof one !== 'string' || between.includes('&')) return undefined;
    out += between + one;
    rest = index + whole.length;
  }
  const last = text.slice(rest);
  return last.includes('&') ? undefined : out + last;
};

/** The attributes of a tag, and the default namespace among them. */
interface Attributes {
  all: NonNullable<Element['attributes']>;
  uri: string | undefined;
}

const NONE: Attributes = { all: [], uri: undefined };

/** Reads the attributes of a tag; undefined if they need a closer look. */
const attributesIn = (text: string, limits: Limits): Attributes | undefined => {
  const found: Attributes = { all: [], uri: undefined };
  let count = 0;
  for (const [, name = '', raw = ''] of text.matchAll(ATTRIBUTE)) {
    const value = raw.includes('&') ? withoutReferences(raw) : raw;
    if (value === undefined || name.length > limits.name || ++count > limits.attributes) return undefined;
    const twice = name === 'xmlns' ? found.uri !== undefined : found.all.some((one) => one.name === name);
    if (twice) return undefined;
    if (name === 'xmlns') found.uri = value;
    else found.all.push({ name, uri: '', value });
  }
  return found.uri !== undefined && (RESERVED.test(found.uri) || text.includes('&')) ? undefined : found;
};

const add = (parent: Element, element: Element): void => {
  const { parts } = parent;
  if (parts !== undefined) parts.push(element);
  else parent.parts = parent.text === '' ? [element] : [parent.text, element];
};

/**
 * Parses a document in one pass, if it is a well-formed one as nearly all are: elements, attributes and text, without prefixes,
 * comments and the like.
 *
 * @returns its root, the same that the parser of all of XML makes; undefined for a document that needs that parser, be it that it
 *   holds more or that it has a fault
 */
export const parsePlain = (text: string, limits: Limits): Element | undefined => {
  if (INTRICATE.test(text)) return undefined;
  const begin = DECLARATION.exec(text)?.[0].length ?? 0;
  const returns = text.includes('\r');
  const references = text.includes('&');
  let current: Element | undefined;
  let root: Element | undefined;
  let elements = 0;
  let depth = 0;
  for (let at = begin; ; ) {
    const tag = text.indexOf('<', at);
    const end = tag < 0 ? text.length : tag;
    if (current === undefined) {
      for (let i = at; i < end; i++) if (!isBlank(text.charCodeAt(i))) return undefined;
      if (tag < 0) return root;
    } else if (tag < 0) return undefined;
    else if (end > at) {
      const raw = text.slice(at, end);
      const said = returns ? withLineFeeds(raw) : raw;
      const told = references && said.includes('&') ? withoutReferences(said) : said;
      if (told === undefined) return undefined;
      if (current.parts === undefined) current.text = told;
      else current.parts.push(told);
    }
    if (text.charCodeAt(tag + 1) === SLASH) {
      if (current === undefined || !text.startsWith(`${current.name}>`, tag + 2)) return undefined;
      at = tag + 3 + current.name.length;
      current = current.parent;
      depth--;
      continue;
    }
    if (current === undefined && root !== undefined) return undefined;
    const start = startAt(text, tag + 1);
    if (start === undefined) return undefined;
    const { name, attributes } = start;
    const given = attributes === '' ? NONE : attributesIn(attributes, limits);
    if (given === undefined || name.length > limits.name) return undefined;
    const uri = given.uri ?? current?.uri ?? '';
    if (++elements > limits.elements || depth >= limits.depth) return undefined;
    const element = new Element(name, uri, current, tag);
    if (given.all.length > 0) element.attributes = given.all;
    if (current === undefined) root = element;
    else add(current, element);
    at = start.end;
    if (start.empty) continue;
    current = element;
    depth++;
  }
};

/** A start tag: its name and attributes as they stand there, whether it is that of an empty element, and where it ends. */
interface Start {
  name: string;
  attributes: string;
  empty: boolean;
  end: number;
}

/** Names that stood in tags without anything else; messages have the same few again and again. */
const names = new Set<string>();
const MOST_NAMES = 1 << 10;
const LONGEST_NAME = 64;

/** The start tag behind a <; undefined for one that needs a closer look. */
const startAt = (text: string, from: number): Start | undefined => {
  const close = text.indexOf('>', from);
  const inside = close - from <= LONGEST_NAME ? text.slice(from, close) : '';
  if (names.has(inside)) return { name: inside, attributes: '', empty: false, end: close + 1 };
  START.lastIndex = from;
  const start = START.exec(text);
  if (start === null) return undefined;
  const [, name = '', attributes = '', slash] = start;
  if (name === inside && names.size < MOST_NAMES) names.add(name);
  return { name, attributes, empty: slash === '/', end: START.lastIndex };
};

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

/** Line ends as XML has them read. */
const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

import type { Limits } from '../../limits.js';
import { Element } from './element.js';

/**
 * What a plain document does not hold: comments, CDATA, DOCTYPE, line ends to be normalised, characters that XML does not allow or
 * that take two codes, and an end of CDATA where none began.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in a document
const INTRICATE = /[\0-\x08\x0b-\x1f\ud800-\udfff\ufeff\ufffe\uffff]|<!|\]\]>/;
const DECLARATION =
  /^<\?xml version="1\.0"(?: encoding="[A-Za-z][A-Za-z0-9._-]*")?(?: standalone="(?:yes|no)")? ?\?>/;
/**
 * A start tag behind its <, with attributes that are text alone; group 2 are the attributes, 3 is the end of an empty tag. One with
 * more attributes than any message has is not plain: patterns that repeat without end run out of room.
 */
const START =
  /([A-Za-z_][A-Za-z0-9_.-]*)((?:[ \t\n]+[A-Za-z_][A-Za-z0-9_.-]*="[^"&<\t\n]*"){0,50})[ \t\n]*(\/?)>/y;
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

/** Adds the attributes of a tag to its element, but for its namespace. */
const addAttributes = (element: Element, attributes: string): void => {
  const all = Array.from(attributes.matchAll(ATTRIBUTE), ([, name = '', value = '']) => ({
    name,
    uri: '',
    value,
  })).filter(({ name }) => name !== 'xmlns');
  if (all.length > 0) element.attributes = all;
};

/** The default namespace that attributes declare; undefined if none, null if the attributes need a closer look. */
const namespaceIn = (attributes: string, limits: Limits): string | null | undefined => {
  const names = new Set<string>();
  let uri: string | undefined;
  for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (names.has(name) || name.length > limits.name || names.size >= limits.attributes) return null;
    names.add(name);
    if (name === 'xmlns') uri = value;
  }
  return uri !== undefined && RESERVED.test(uri) ? null : uri;
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
  let current: Element | undefined;
  let root: Element | undefined;
  const namespaces: string[] = [''];
  let elements = 0;
  for (let at = begin; ; ) {
    const tag = text.indexOf('<', at);
    const end = tag < 0 ? text.length : tag;
    if (current === undefined) {
      for (let i = at; i < end; i++) if (!isBlank(text.charCodeAt(i))) return undefined;
      if (tag < 0) return root;
    } else if (tag < 0) return undefined;
    else if (end > at) {
      const said = text.slice(at, end);
      const told = said.includes('&') ? withoutReferences(said) : said;
      if (told === undefined) return undefined;
      if (current.parts === undefined) current.text = told;
      else current.parts.push(told);
    }
    if (text.charCodeAt(tag + 1) === SLASH) {
      if (current === undefined || !text.startsWith(`${current.name}>`, tag + 2)) return undefined;
      at = tag + 3 + current.name.length;
      current = current.parent;
      namespaces.pop();
      continue;
    }
    START.lastIndex = tag + 1;
    const start = START.exec(text);
    if (start === null || (current === undefined && root !== undefined)) return undefined;
    const [, name = '', attributes = '', empty] = start;
    const declared = attributes === '' ? undefined : namespaceIn(attributes, limits);
    const uri = declared === undefined ? (namespaces.at(-1) as string) : declared;
    if (uri === null || name.length > limits.name) return undefined;
    if (++elements > limits.elements || namespaces.length > limits.depth) return undefined;
    const element = new Element(name, uri, current, tag);
    if (attributes !== '') addAttributes(element, attributes);
    if (current === undefined) root = element;
    else add(current, element);
    at = START.lastIndex;
    if (empty === '/') continue;
    current = element;
    namespaces.push(uri);
  }
};

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10;

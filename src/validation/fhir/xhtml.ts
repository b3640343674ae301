import { type Phrase, phrase } from '../../diagnostics/phrase.js';

/**
 * The narrative's XHTML: what may stand in it, and the text that people see. A scanner of tags is enough, since all that
 * matters is which elements and attributes there are; it never runs over a stretch twice.
 */

/** Elements of basic formatting. Source: FHIR messages 9.1. */
const ELEMENTS = new Set(
  'a abbr acronym address b bdo big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li map area menu ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var'.split(
    ' ',
  ),
);
/** Those that do not end a line or a cell: what stands on both sides of them may be one word. */
const INLINE = new Set(
  'a abbr acronym b bdo big cite code del dfn em font i ins kbd q s samp small span strike strong sub sup tt u var'.split(
    ' ',
  ),
);

/** What is told of an element by its name. */
interface Kind {
  name: string;
  known: boolean;
  inline: boolean;
}

const kindNamed = (written: string): Kind => {
  const name = written.slice(written.indexOf(':') + 1).toLowerCase();
  return { name, known: ELEMENTS.has(name), inline: INLINE.has(name) };
};

/** By their names as they are mostly written. */
const KINDS: ReadonlyMap<string, Kind> = new Map([...ELEMENTS].map((name) => [name, kindNamed(name)]));
/** Those of one letter, by its code: most tags are of these. */
const LETTERS: ReadonlyArray<Kind | undefined> = Array.from({ length: 0x80 }, (_, code) =>
  KINDS.get(String.fromCharCode(code)),
);

/** How a tag begins: whether it closes, its name. Its attributes follow one by one: a pattern for all has no room for very many. */
const TAG = /<(\/?)([A-Za-z][\w.:-]*)/y;
const NEXT_ATTRIBUTE = /\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')/y;
/** How it ends: whether it is empty. */
const TAG_END = /\s*(\/?)>/y;
const ATTRIBUTE = /(?<name>[\w.:-]+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/g;
const ENTITY = /&(?:#x(?<hex>[0-9a-fA-F]{1,6})|#(?<number>\d{1,7})|(?<name>\w+));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAMESPACE =
  /\sxmlns\s*=\s*(?:"http:\/\/www\.w3\.org\/1999\/xhtml"|'http:\/\/www\.w3\.org\/1999\/xhtml')/;
/** What mostly stands in the outermost tag, and is as it should be. */
const USUAL = ' xmlns="http://www.w3.org/1999/xhtml"';
const HARMLESS = /^(?:https?:|mailto:|tel:|#|\/|[\w.-]+(?:[/?#]|$))/i;

/** Markup that may not be there, or in words what is wrong. */
type Fault = string | Phrase;

/** What was found in a narrative. */
export interface Narrative {
  /** What people see, without markup. */
  text: string;
  /** What may not stand in it, or why it cannot be read; undefined if it is as it should be. */
  fault: Fault | undefined;
}

const character = (code: number): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';

/** Replaces references to characters; tells of one that XML does not know. */
const plain = (text: string, faults: Fault[]): string => {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, hex?: string, number?: string, name?: string) => {
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (number !== undefined) return character(Number(number));
    const known = NAMED[name ?? ''];
    if (known === undefined) faults.push(`&${name};`);
    return known ?? whole;
  });
};

const BLANK = 0x20;
const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const GREATER = 0x3e;

/** The tag that was read last. */
interface Tag {
  closes: boolean;
  kind: Kind;
  attributes: string;
  empty: boolean;
  end: number;
}

const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const DIV = kindNamed('div');
const kindOf = (written: string): Kind => KINDS.get(written) ?? kindNamed(written);

/** Reads a tag without attributes, or with the usual one, as most are; false for any other, or what is none. */
const readShort = (xhtml: string, at: number, tag: Tag): boolean => {
  const closes = xhtml.charCodeAt(at + 1) === SLASH;
  const from = closes ? at + 2 : at + 1;
  const letter = LETTERS[xhtml.charCodeAt(from)];
  if (letter !== undefined && xhtml.charCodeAt(from + 1) === GREATER) {
    tag.closes = closes;
    tag.kind = letter;
    tag.attributes = '';
    tag.empty = false;
    tag.end = from + 2;
    return true;
  }
  if (!isLetter(xhtml.charCodeAt(from))) return false;
  let to = from + 1;
  for (let code = xhtml.charCodeAt(to); isLetter(code) || isDigit(code); code = xhtml.charCodeAt(to)) to++;
  const usual = xhtml.charCodeAt(to) === BLANK && xhtml.startsWith(USUAL, to);
  const after = usual ? to + USUAL.length : to;
  const empty = xhtml.charCodeAt(after) === SLASH;
  const last = empty ? after + 1 : after;
  if (xhtml.charCodeAt(last) !== GREATER) return false;
  tag.closes = closes;
  tag.kind = kindOf(xhtml.slice(from, to));
  tag.attributes = usual ? USUAL : '';
  tag.empty = empty;
  tag.end = last + 1;
  return true;
};

const readLong = (xhtml: string, at: number, tag: Tag): boolean => {
  TAG.lastIndex = at;
  const found = TAG.exec(xhtml);
  if (found === null) return false;
  const [, close, written = ''] = found;
  const from = TAG.lastIndex;
  let to = from;
  for (NEXT_ATTRIBUTE.lastIndex = to; NEXT_ATTRIBUTE.test(xhtml); ) to = NEXT_ATTRIBUTE.lastIndex;
  TAG_END.lastIndex = to;
  const end = TAG_END.exec(xhtml);
  if (end === null) return false;
  tag.closes = close === '/';
  tag.kind = kindOf(written);
  tag.attributes = xhtml.slice(from, to);
  tag.empty = end[1] === '/';
  tag.end = TAG_END.lastIndex;
  return true;
};

const attributeFault = (element: string, attributes: string): string | undefined => {
  for (const { groups } of attributes.matchAll(ATTRIBUTE)) {
    const name = (groups?.name ?? '').toLowerCase();
    const value = (groups?.double ?? groups?.single ?? '').trim();
    if (name.startsWith('on')) return `${element} ${name}`;
    const leads = name === 'href' || name === 'src';
    if (leads && !HARMLESS.test(value) && !(element === 'img' && value.startsWith('data:image/')))
      return `${element} ${name}`;
  }
  return undefined;
};

/** What is wrong with the outermost element of a narrative that stands alone, as in JSON. */
const rootFault = (name: string, attributes: string, before: string): Phrase | undefined => {
  if (before.trim() !== '' || name !== 'div') return phrase('no-div');
  return attributes === USUAL || NAMESPACE.test(attributes) ? undefined : phrase('no-xmlns');
};

/**
 * Looks through a narrative.
 *
 * @param xhtml text that holds the div
 * @param from where the div begins in it, in XML; what comes after its end is not looked at, and its namespace is known.
 * Without it, the text must be a div, and nothing else
 */
export const scanNarrative = (xhtml: string, from?: number): Narrative => {
  const faults: Fault[] = [];
  const open: string[] = [];
  let text = '';
  const tag: Tag = { closes: false, kind: DIV, attributes: '', empty: false, end: 0 };
  let at = from ?? 0;
  const alone = from === undefined;
  const end = (): Narrative => ({ text: plain(text, faults), fault: faults[0] });
  while (at < xhtml.length) {
    const next = xhtml.indexOf('<', at);
    if (next !== at) text += xhtml.slice(at, next < 0 ? xhtml.length : next);
    if (next < 0) break;
    if (xhtml.charCodeAt(next + 1) === EXCLAMATION && xhtml.startsWith('<!--', next)) {
      const close = xhtml.indexOf('-->', next + 4);
      at = close < 0 ? xhtml.length : close + 3;
      continue;
    }
    if (!readShort(xhtml, next, tag) && !readLong(xhtml, next, tag)) {
      faults.push('<');
      break;
    }
    const { closes, kind, attributes, empty, end: after } = tag;
    at = after;
    const { name, known, inline } = kind;
    if (!inline) text += '\n';
    if (closes) {
      if (open.pop() !== name) {
        faults.push(`/${name}`);
        break;
      }
      if (open.length > 0) continue;
      if (alone && xhtml.slice(at).trim() !== '') faults.push(phrase('after-div'));
      return end();
    }
    if (!known) faults.push(name);
    else if (attributes !== '' && attributes !== USUAL) {
      const fault = attributeFault(name, attributes);
      if (fault !== undefined) faults.push(fault);
    }
    if (name === 'img') text += ' ';
    if (alone && open.length === 0) {
      const fault = rootFault(name, attributes, xhtml.slice(0, next));
      if (fault !== undefined) faults.push(fault);
    }
    if (!empty) open.push(name);
    if (open[0] !== 'div') {
      faults.push(name);
      break;
    }
  }
  if (open.length > 0) faults.push(`${open.at(-1)}`);
  else if (faults.length === 0 && text !== '') faults.push(phrase('no-div'));
  return end();
};

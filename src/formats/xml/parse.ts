import { SaxesParser } from 'saxes';
import { type Diagnostic, DiagnosticError, diagnostic, type Params } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import { defaultLimits, type Limits } from '../../limits.js';
import { checkSize } from '../limits.js';
import type { Source } from '../source.js';
import { decode } from './decode.js';
import { Element } from './element.js';
import type { Family } from './family.js';
import { strayAmpersand, xmlFault } from './faults.js';
import { OBJECTS } from './objects.js';
import { parsePlain } from './plain.js';

/** A parsed document. */
export interface Document {
  root: Element;
  source: Source;
  diagnostics: Diagnostic[];
}

const NAMESPACES = 'http://www.w3.org/2000/xmlns/';

/** A document that could not be parsed to its end, with what was parsed of it. */
export class ParseError extends DiagnosticError {
  /**
   * @param root the document so far; the elements that it ends in are not whole
   * @param own whether the fault is the document's own, and does not come of what was taken out of it
   */
  constructor(
    told: Diagnostic,
    readonly root: Element | undefined,
    readonly own: boolean,
  ) {
    super(told);
  }
}

/** Thrown inside when a slice turned out not to be an attachment's content. */
class NotAnObject extends Error {}

/** saxes says "line:column: what"; the place is told apart from the text. */
const withoutPlace = (message: string): string => message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');

const parseSource = (source: Source, family: Family, limits: Limits): Element => {
  // XML 1.1 would allow control characters that no FHIR message may hold.
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  let root: Element | undefined;
  let current: Element | undefined;
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  let offset = 0;
  let cut = 0;

  const fail = (
    number: '001' | '002' | '003' | '004' | '005' | 'LIM001' | 'LIM002',
    params: Params = {},
    offset = parser.position - 1,
  ): never => {
    const { position } = parser;
    const place = source.place(Math.max(0, offset), current?.path());
    // Whatever was taken out so far was content, so that nothing else is missing.
    const own = (source.cuts[cut]?.at ?? position) >= position;
    throw new ParseError(
      diagnostic(number === 'LIM001' || number === 'LIM002' ? number : `${family}${number}`, place, params),
      root,
      own,
    );
  };
  parser.on('error', (error) => {
    const stray = strayAmpersand(source.text, parser.position);
    if (stray !== undefined) fail('001', { reason: phrase('xml-ampersand') }, stray);
    const reason = withoutPlace(error.message);
    const ended = parser.position >= source.text.length && /^unclosed tag|^unexpected end/.test(reason);
    // What ends too early does so behind the last that was taken out.
    if (ended) fail('002', { reason: xmlFault(reason) }, source.text.length);
    fail('001', { reason: xmlFault(reason) });
  });
  parser.on('doctype', () => fail('003'));
  parser.on('opentagstart', (tag) => {
    offset = parser.position - tag.name.length - 2;
    depth++;
    elements++;
    attributes = 0;
    if (tag.name.length > limits.name) fail('LIM002', { limit: limits.name });
    if (depth > limits.depth) fail('004', { limit: limits.depth });
    if (elements > limits.elements)
      fail('005', { what: phrase('elements'), limit: limits.elements, name: 'elements' });
  });
  // Counted while they are read: what is kept of them is looked through again and again.
  parser.on('attribute', ({ name }) => {
    if (++attributes > limits.attributes) fail('LIM001', { limit: limits.attributes });
    if (name.length > limits.name) fail('LIM002', { limit: limits.name });
  });
  parser.on('opentag', (tag) => {
    const element = new Element(tag.local, tag.uri, current, offset);
    for (const key in tag.attributes) {
      const attribute = tag.attributes[key];
      if (attribute === undefined || attribute.uri === NAMESPACES) continue;
      element.attributes ??= [];
      element.attributes.push({ name: attribute.local, uri: attribute.uri, value: attribute.value });
    }
    if (current === undefined) root = element;
    else if (current.parts === undefined)
      current.parts = current.text === '' ? [element] : [current.text, element];
    else current.parts.push(element);
    current = element;
    const next = source.cuts[cut];
    if (next !== undefined && next.at <= parser.position) {
      const content = family !== 'FHIR' && next.at === parser.position;
      const attribute = family === 'FHIR' && next.at > offset && tag.attributes.value?.value === '';
      if (tag.local !== OBJECTS[family] || (!content && !attribute)) throw new NotAnObject();
      element.slice = next.bytes;
      cut++;
    }
  });
  // Comments and CDATA cut a text in pieces that belong together.
  const addText = (text: string): void => {
    if (current === undefined) return;
    const { parts } = current;
    if (parts === undefined) current.text += text;
    else if (typeof parts.at(-1) === 'string') parts.push(parts.pop() + text);
    else parts.push(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (current?.slice !== undefined && (current.text !== '' || current.parts !== undefined))
      throw new NotAnObject();
    current = current?.parent;
    depth--;
  });
  parser.write(source.text).close();
  if (cut !== source.cuts.length) throw new NotAnObject();
  return root as Element;
};

/**
 * Parses an XML document into elements with positions. Rules: legacy formats 2.1, 2.2, 15; FHIR messages 12.
 *
 * No DOCTYPE, no entities beyond the five of XML, limits on size, depth and counts. Contents of large attachments are
 * not decoded but kept as slices of the input.
 *
 * @param bytes the document
 * @param file its name, for diagnostics
 * @param family whose diagnostics tell of faults: those of OIOXML, FHIR or VANSEnvelope, which have the same numbers
 * @throws DiagnosticError 001 to 009 of the family, LIM001, LIM002; a ParseError once there is something to parse
 */
export const parse = (
  bytes: Uint8Array,
  file: string,
  family: Family,
  limits: Limits = defaultLimits,
): Document => {
  checkSize(bytes.length, family, { file }, limits);
  const { source, diagnostics } = decode(bytes, file, family, true, limits);
  try {
    const plain = source.cuts.length === 0 ? parsePlain(source.text, limits) : undefined;
    return { root: plain ?? parseSource(source, family, limits), source, diagnostics };
  } catch (error) {
    // Only the whole document can tell what comes of cuts.
    if (error instanceof ParseError ? error.own : source.cuts.length === 0) throw error;
    const whole = decode(bytes, file, family, false, limits);
    return { root: parseSource(whole.source, family, limits), source: whole.source, diagnostics };
  }
};

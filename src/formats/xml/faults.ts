import { asGiven, type Phrase, type PhraseKey, phrase } from '../../diagnostics/phrase.js';

/** What the XML parser says most often. `*` stands for a name. */
const FAULTS: Readonly<Record<string, PhraseKey>> = {
  'unclosed tag: *': 'xml-unclosed',
  'unmatched closing tag: *': 'xml-unmatched',
  'unexpected close tag': 'xml-close',
  'unexpected end': 'xml-end',
  'document must contain a root element': 'xml-root',
  'documents may contain only one root': 'xml-roots',
  'text data outside of root node': 'xml-outside',
  'disallowed character': 'xml-character',
  'disallowed character in tag name': 'xml-tag-name',
  'disallowed character in attribute name': 'xml-attribute-name',
  'disallowed character in closing tag': 'xml-closing-tag',
  'disallowed character in entity name': 'xml-entity-name',
  'undefined entity': 'xml-entity',
  'empty entity name': 'xml-empty-entity',
  'malformed character entity': 'xml-character-entity',
  'unbound namespace prefix: *': 'xml-prefix',
  'duplicate attribute: *': 'xml-duplicate',
  'unquoted attribute value': 'xml-unquoted',
  'attribute without value': 'xml-no-value',
  'no whitespace between attributes': 'xml-no-space',
  'the string "]]>" is disallowed in char data': 'xml-cdata-end',
  'malformed comment': 'xml-comment',
  'an XML declaration must be at the start of the document': 'xml-declaration',
};

/** What the XML parser says, without its place, as words in every language; what it says seldom stays as it is. */
export const xmlFault = (said: string): Phrase => {
  const [, before = said, name] = /^([a-z ]+: )(.+)$/s.exec(said) ?? [];
  const key = FAULTS[name === undefined ? said : `${before}*`];
  if (key === undefined) return asGiven(said);
  return name === undefined ? phrase(key) : phrase(key, { name });
};

/**
 * A & that begins no reference; what is passed over may hold one, and may end with the document. A name is repetitions of one class of
 * units: repeated alternatives run out of room in a long one.
 */
const STRAY =
  /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<\?.*?(?:\?>|$)|&(?![\w.:#\-\x80-\uffff]*(?:;|$))/gs;

/**
 * Where a & stands that begins no reference. The parser takes all that follows it, up to the next semicolon, for a name, and
 * tells of something else, far behind it.
 *
 * @param end how far the parser came
 * @returns undefined if there is none
 */
export const strayAmpersand = (text: string, end: number): number | undefined => {
  for (const { 0: found, index } of text.slice(0, end).matchAll(STRAY)) if (found === '&') return index;
  return undefined;
};

import type { Language } from '../language.js';

/** What is wrong with a document in JSON, XML, EDIFACT or base64, and what there is too much of. */
export const syntax = {
  'json-missing-value': { en: 'a value is missing', da: 'en værdi mangler' },
  'json-missing-object': { en: 'an object is missing', da: 'et objekt mangler' },
  'json-missing-plain-value': {
    en: 'a value that is no list is missing',
    da: 'en værdi, der ikke er en liste, mangler',
  },
  'json-missing-comma-or-brace': { en: 'a comma or } is missing', da: 'et komma eller } mangler' },
  'json-missing-comma-or-bracket': { en: 'a comma or ] is missing', da: 'et komma eller ] mangler' },
  'json-missing-name': { en: 'a name in quotation marks is missing', da: 'et navn i anførselstegn mangler' },
  'json-missing-colon': { en: 'a colon is missing', da: 'et kolon mangler' },
  'json-expected-value': { en: 'a value is expected here', da: 'her skal stå en værdi' },
  'json-expected-object': { en: 'an object is expected here', da: 'her skal stå et objekt' },
  'json-expected-plain-value': {
    en: 'a value that is no list is expected here',
    da: 'her skal stå en værdi, der ikke er en liste',
  },
  'json-expected-comma-or-brace': {
    en: 'a comma or } is expected here',
    da: 'her skal stå et komma eller }',
  },
  'json-expected-comma-or-bracket': {
    en: 'a comma or ] is expected here',
    da: 'her skal stå et komma eller ]',
  },
  'json-expected-name': {
    en: 'a name in quotation marks is expected here',
    da: 'her skal stå et navn i anførselstegn',
  },
  'json-expected-colon': { en: 'a colon is expected here', da: 'her skal stå et kolon' },
  'json-open-string': { en: 'a string does not end', da: 'en streng slutter ikke' },
  'json-control-character': {
    en: 'a string holds a raw control character',
    da: 'en streng indeholder et råt kontroltegn',
  },
  'json-escape': { en: 'there is no such escape', da: 'den escape-sekvens findes ikke' },
  'json-hexadecimal': {
    en: 'an escape has no four hexadecimal digits',
    da: 'en escape-sekvens har ikke fire hexadecimale cifre',
  },
  'json-after-end': { en: 'there is something after the end', da: 'der står noget efter slutningen' },
  'xml-unclosed': { en: 'unclosed tag: {name}', da: 'elementet {name} er ikke afsluttet' },
  'xml-unmatched': {
    en: 'unmatched closing tag: {name}',
    da: 'sluttagget {name} passer ikke til et starttag',
  },
  'xml-close': { en: 'unexpected close tag', da: 'et sluttag står, hvor der ikke kan stå noget' },
  'xml-end': { en: 'unexpected end', da: 'det slutter midt i noget' },
  'xml-root': { en: 'document must contain a root element', da: 'der er intet rodelement' },
  'xml-roots': { en: 'documents may contain only one root', da: 'der er mere end ét rodelement' },
  'xml-outside': { en: 'text data outside of root node', da: 'der står tekst uden for rodelementet' },
  'xml-character': { en: 'disallowed character', da: 'et tegn, der ikke er tilladt' },
  'xml-tag-name': {
    en: 'disallowed character in tag name',
    da: 'et tegn, der ikke er tilladt i et elementnavn',
  },
  'xml-attribute-name': {
    en: 'disallowed character in attribute name',
    da: 'et tegn, der ikke er tilladt i et attributnavn',
  },
  'xml-closing-tag': {
    en: 'disallowed character in closing tag',
    da: 'et tegn, der ikke er tilladt i et sluttag',
  },
  'xml-entity': { en: 'undefined entity', da: 'en entitet, der ikke er defineret' },
  'xml-entity-name': {
    en: 'disallowed character in entity name',
    da: 'et tegn, der ikke er tilladt i navnet på en entitet',
  },
  'xml-ampersand': {
    en: 'a & begins no reference; as a character it is written &amp;',
    da: 'et & indleder ingen reference; som tegn skrives det &amp;',
  },
  'xml-empty-entity': { en: 'empty entity name', da: 'en entitet uden navn' },
  'xml-character-entity': { en: 'malformed character entity', da: 'en tegnreference, der ikke er rigtig' },
  'xml-prefix': { en: 'unbound namespace prefix: {name}', da: 'namespace-præfikset {name} er ikke erklæret' },
  'xml-duplicate': { en: 'duplicate attribute: {name}', da: 'attributten {name} står to gange' },
  'xml-unquoted': { en: 'unquoted attribute value', da: 'en attributværdi uden anførselstegn' },
  'xml-no-value': { en: 'attribute without value', da: 'en attribut uden værdi' },
  'xml-no-space': { en: 'no whitespace between attributes', da: 'der er intet mellemrum mellem attributter' },
  'xml-cdata-end': {
    en: 'the string "]]>" is disallowed in char data',
    da: 'strengen "]]>" er ikke tilladt i tekst',
  },
  'xml-comment': { en: 'malformed comment', da: 'en kommentar, der ikke er rigtig' },
  'xml-declaration': {
    en: 'an XML declaration must be at the start of the document',
    da: 'XML-erklæringen skal stå først i dokumentet',
  },
  'edi-service-characters': {
    en: 'UNA is not followed by six service characters',
    da: 'UNA efterfølges ikke af seks servicetegn',
  },
  'edi-no-terminator': {
    en: 'the last segment has no terminator',
    da: 'det sidste segment har ingen segmentafslutter',
  },
  'edi-empty-segment': { en: 'a segment is empty', da: 'et segment er tomt' },
  'edi-tag': {
    en: 'a segment does not begin with a tag of three letters or digits',
    da: 'et segment begynder ikke med en segmentkode på tre bogstaver eller cifre',
  },
  'edi-component-separator': {
    en: 'the tag is followed by a component separator where the element separator must stand',
    da: 'efter segmentkoden står komponentskilletegnet, hvor dataelementskilletegnet skal stå',
  },
  'edi-other-character': {
    en: 'the tag is followed by another character where the element separator must stand',
    da: 'efter segmentkoden står et andet tegn, hvor dataelementskilletegnet skal stå',
  },
  'edi-object': {
    en: 'the object of {stated} bytes and its UNP are not there, only {left} bytes',
    da: 'objektet på {stated} bytes og dets UNP er der ikke, kun {left} bytes',
  },
  'base64-after-padding': {
    en: 'there is something after the padding',
    da: 'der står noget efter udfyldningstegnene',
  },
  'base64-character': {
    en: 'the character at position {position} does not belong to base64',
    da: 'tegnet på plads {position} hører ikke til base64',
  },
  'base64-padding': { en: 'there is too much padding', da: 'der er for mange udfyldningstegn' },
  'base64-length': {
    en: 'its length, {length}, is not divisible by four',
    da: 'længden, {length}, kan ikke divideres med fire',
  },
  bytes: { en: 'bytes', da: 'bytes' },
  'bytes-outside': { en: 'bytes outside of objects', da: 'bytes uden for objekter' },
  'bytes-segment': { en: 'bytes in a segment', da: 'bytes i et segment' },
  segments: { en: 'segments', da: 'segmenter' },
  faults: { en: 'faults of syntax', da: 'syntaksfejl' },
  components: { en: 'components', da: 'komponenter' },
  elements: { en: 'elements', da: 'elementer' },
  beside: { en: 'members that begin with _', da: 'medlemmer, der begynder med _' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

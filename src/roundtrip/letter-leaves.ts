import { base64Content } from '../formats/base64.js';
import { plainText } from '../formats/oioxml/formatted-text.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Element } from '../formats/xml/element.js';
import { uuidDigits } from '../mapping/makers/uuid.js';
import { forEachLeaf } from '../mapping/to-fhir/letter-leaves.js';
import { type Leaf, nameless, numbered, tracePath } from './leaf.js';

/** What tells references and objects apart: their id, their address, or their name. */
const NAMING = ['ObjectIdentifier', 'URL', 'RefDescription'];
const REPEATED = new Set(['Reference', 'BinaryObject']);

const find = (element: Element, name: string): Element | undefined => {
  for (const child of element.children()) {
    const found = child.name === name ? child : find(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
};

const nameOf = (element: Element): string => {
  for (const name of NAMING) {
    const text = find(element, name)?.text.trim() ?? '';
    if (text !== '') return uuidDigits(text) ?? nameless(name, text);
  }
  return '';
};

/** The path of an element with the names of repeated elements instead of their numbers. */
const keyOf = (element: Element, top: Element): string => {
  const parts: string[] = [];
  for (let e: Element | undefined = element; e?.parent !== undefined; e = e.parent) {
    parts.push(e === top ? e.name : REPEATED.has(e.name) ? `${e.name}[${nameOf(e)}]` : e.name);
  }
  return parts.reverse().join('/');
};

/** The leaves of a letter and its binary letters, in the order of the ledger. */
export const letterLeaves = (letters: readonly Letter[]): Leaf[] => {
  const leaves: Leaf[] = [];
  for (const letter of letters) {
    const { message } = letter.schema.table;
    forEachLeaf(letter, (element, leaf) => {
      const key = keyOf(element, letter.record.element);
      leaves.push({
        key: message === 'XBIN01' ? `XBIN01:${key}` : key,
        path: tracePath(message, element.path()),
        value: contentOf(element, leaf?.type),
        place: letter.source.of(element),
      });
    });
  }
  return numbered(leaves);
};

/** A text as plain text, base64 without white space. */
const contentOf = (element: Element, type: string | undefined): string => {
  if (type === 'formatted' || type === 'breakable') return plainText(element).text;
  if (type === 'base64') return Buffer.from(base64Content(element).bytes).toString('latin1');
  return element.content();
};

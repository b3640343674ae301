import type { Element } from '../../src/formats/xml/element.js';
import { parse } from '../../src/formats/xml/parse.js';

/** An element that can be changed and written, well-formed or at least nearly. */
export interface Node {
  name: string;
  /** As they are written, each with a blank before it. */
  attributes: string;
  parts: Array<Node | Text>;
}

/** Text as it is written: with its references, perhaps with comments or CDATA in it. */
export interface Text {
  written: string;
}

export const isNode = (part: Node | Text): part is Node => 'name' in part;

export const escaped = (text: string): string => text.replace(/[&<>\r]/g, (c) => `&#${c.charCodeAt(0)};`);

export const textPart = (text: string): Text => ({ written: escaped(text) });

export const node = (name: string, ...parts: Array<Node | string>): Node => ({
  name,
  attributes: '',
  parts: parts.map((part) => (typeof part === 'string' ? textPart(part) : part)),
});

const nodeOf = (element: Element): Node =>
  node(
    element.name,
    ...(element.parts ?? [element.slice?.toString() ?? element.text]).map((part) =>
      typeof part === 'string' ? part : nodeOf(part),
    ),
  );

/** Reads a document to be changed; its declaration and prefixes are gone. */
export const treeOf = (bytes: Uint8Array): Node => {
  const { root } = parse(bytes, 'document.xml', 'OIO');
  return { ...nodeOf(root), attributes: ` xmlns="${root.uri}"` };
};

/** Writes a document without a declaration. */
export const written = (part: Node | Text): string =>
  isNode(part)
    ? `<${part.name}${part.attributes}>${part.parts.map(written).join('')}</${part.name.split(' ')[0]}>`
    : part.written;

export const childrenOf = (parent: Node): Node[] => parent.parts.filter(isNode);

/** The text of an element that holds nothing else. */
export const textOf = ({ parts }: Node): string =>
  parts
    .map((part) => (isNode(part) ? '' : part.written))
    .join('')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

/** All elements with their parents, in document order. */
export const allIn = (root: Node): Array<{ node: Node; parent: Node | undefined }> => {
  const all: Array<{ node: Node; parent: Node | undefined }> = [];
  const walk = (one: Node, parent: Node | undefined): void => {
    all.push({ node: one, parent });
    for (const child of childrenOf(one)) walk(child, one);
  };
  walk(root, undefined);
  return all;
};

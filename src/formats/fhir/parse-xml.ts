import type { Element } from '../xml/element.js';
import { elementsOf } from './elements.js';
import { Node } from './node.js';

const XHTML = 'http://www.w3.org/1999/xhtml';

const textOf = (element: Element): string =>
  (element.parts ?? [element.text]).map((part) => (typeof part === 'string' ? part : textOf(part))).join('');

const leaf = (name: string, parent: Node, offset: number, text: string): void => {
  const node = new Node(name, parent, -1, offset);
  node.text = text;
  parent.children ??= [];
  parent.children.push(node);
};

const fill = (node: Node, element: Element, type: string): void => {
  node.slice = element.slice;
  for (const { name, value } of element.attributes ?? []) {
    if (name !== 'value') leaf(name, node, element.offset, value);
    else node.text = value;
  }
  if (element.uri === XHTML) {
    node.text = textOf(element);
    return;
  }
  // FHIR has no text between its elements; what stands there all the same must not get lost.
  const between = (element.parts ?? [element.text])
    .filter((part) => typeof part === 'string')
    .join('')
    .trim();
  if (between !== '') leaf('#text', node, element.offset, between);
  const inner = element.children();
  if (inner.length === 0) return;
  node.children ??= [];
  const definitions = elementsOf(type);
  const counts = new Map<string, number>();
  for (const child of inner) {
    const definition = definitions?.get(child.name);
    const count = counts.get(child.name) ?? 0;
    counts.set(child.name, count + 1);
    const made = new Node(child.name, node, definition?.array || count > 0 ? count : -1, child.offset);
    node.children.push(made);
    const [resource, ...others] = child.children();
    if (definition?.type === 'resource' && resource !== undefined) {
      asResource(made, resource);
      for (const other of others) leaf(other.name, made, other.offset, textOf(other));
    } else fill(made, child, definition?.type ?? '');
  }
};

/** What is an element's name in XML is the member resourceType in JSON. */
const asResource = (node: Node, element: Element): void => {
  leaf('resourceType', node, element.offset, element.name);
  fill(node, element, element.name);
};

/** Turns the elements of a FHIR document in XML into nodes. Its depth is limited by the parser of XML. */
export const nodesOf = (root: Element): Node => {
  const node = new Node('', undefined, -1, root.offset);
  asResource(node, root);
  return node;
};

import { SaxesParser } from 'saxes';

/** An element as a test looks at it, read with none of our own code. */
export interface Node {
  name: string;
  attributes: Record<string, string>;
  /** Text and elements in order. */
  parts: Array<string | Node>;
}

/** The text of a document, in the encoding that its declaration names. */
export const decoded = (data: Buffer): string =>
  data.toString(/encoding="ISO-8859-1"/i.test(data.toString('latin1', 0, 80)) ? 'latin1' : 'utf8');

/** Reads a document. */
export const parseXml = (document: Buffer | string): Node => {
  const text = typeof document === 'string' ? document : decoded(document);
  const top: Node = { name: '', attributes: {}, parts: [] };
  const stack = [top];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, attributes }) => {
    const node: Node = {
      name: local,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value])),
      parts: [],
    };
    stack.at(-1)?.parts.push(node);
    stack.push(node);
  });
  parser.on('text', (part) => stack.at(-1)?.parts.push(part));
  parser.on('cdata', (part) => stack.at(-1)?.parts.push(part));
  parser.on('closetag', () => stack.pop());
  parser.write(text).close();
  return top.parts.find((part) => typeof part !== 'string') as Node;
};

export const elementsOf = ({ parts }: Node): Node[] => parts.filter((part) => typeof part !== 'string');

/** The text of an element; a Break is a line feed. */
export const textOf = ({ parts }: Node): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : part.name === 'Break' ? '\n' : textOf(part)))
    .join('');

/** All elements at a path of names below an element, as `Letter/Identifier`. */
export const allAt = (node: Node, path: string): Node[] =>
  path
    .split('/')
    .reduce<Node[]>(
      (nodes, name) => nodes.flatMap((one) => elementsOf(one).filter((child) => child.name === name)),
      [node],
    );

/** Texts of all elements at a path. */
export const textsAt = (node: Node, path: string): string[] => allAt(node, path).map(textOf);

/** The text of the only element at a path. */
export const textAt = (node: Node, path: string): string => {
  const [first, ...more] = textsAt(node, path);
  if (first === undefined || more.length > 0) throw new Error(`${path} is there ${more.length + 1} times`);
  return first;
};

/** An element tree, an element on a line; text that only lays out is left out. */
export const outline = (node: Node, depth = 0): string => {
  const indent = '  '.repeat(depth);
  const children = elementsOf(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${value}"`);
  const open = `${indent}${node.name}${attributes.join('')}`;
  if (children.length === 0) return `${open}: ${textOf(node)}\n`;
  if (children.some(({ name }) => name === 'Break'))
    return `${open}:\n${textOf(node)
      .split('\n')
      .map((line) => `${indent}  | ${line}`)
      .join('\n')}\n`;
  return `${open}\n${children.map((child) => outline(child, depth + 1)).join('')}`;
};

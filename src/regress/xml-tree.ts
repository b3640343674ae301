import type { Source } from '../formats/source.js';
import type { Element } from '../formats/xml/element.js';
import { type Tree, tree } from './tree.js';

/** The value of an element that holds no element; a large one as it stands in the file. */
const ownText = ({ slice, text }: Element): string =>
  slice === undefined ? text : Buffer.from(slice.buffer, slice.byteOffset, slice.length).toString('latin1');

/** What is in an element as text, with its tags: of text that has markup. */
export const markup = (element: Element): string =>
  (element.parts ?? [element.text])
    .map((part) => {
      if (typeof part === 'string') return part;
      const attributes = (part.attributes ?? []).map(({ name, value }) => ` ${name}="${value}"`).join('');
      return `<${part.name}${attributes}>${markup(part)}</${part.name}>`;
    })
    .join('');

/** True if there is text between its elements, which then is no layout. */
const isMixed = ({ parts }: Element): boolean =>
  parts?.some((part) => typeof part === 'string' && part.trim() !== '') ?? false;

/** What an element says beside its content: its attributes, and its namespace if that is not its parent's. */
const besides = (element: Element, path: string, source: Source): Tree[] => {
  const place = (): ReturnType<Source['of']> => source.of(element);
  const own = (element.attributes ?? []).map(({ name, value }) =>
    tree(`@${name}`, `${path}/@${name}`, { text: value, place }),
  );
  if (element.uri === element.parent?.uri) return own;
  const known = { personal: false };
  return [tree('@xmlns', `${path}/@xmlns`, { text: element.uri, place, known }), ...own];
};

/**
 * A document in XML as it stands: its elements in their order, without the white space between them.
 *
 * @param replace gives another tree for the content of an element, such as the document in an envelope
 */
export const xmlTree = (
  element: Element,
  source: Source,
  replace: (element: Element) => Tree | undefined = () => undefined,
): Tree => {
  const path = element.path();
  const place = (): ReturnType<Source['of']> => source.of(element);
  const own = { listed: true, ordered: true, place };
  const attributes = besides(element, path, source);
  const inside = replace(element);
  if (inside !== undefined) return tree(element.name, path, { ...own, children: [...attributes, inside] });
  const children = isMixed(element) ? [] : element.children().map((child) => xmlTree(child, source, replace));
  const text =
    children.length > 0 ? undefined : element.parts === undefined ? ownText(element) : markup(element);
  return tree(element.name, path, { ...own, text, children: [...attributes, ...children] });
};

import { elementsOf } from '../formats/fhir/elements.js';
import type { Source } from '../formats/source.js';
import type { Element } from '../formats/xml/element.js';
import { type Tree, tree } from './tree.js';
import { markup } from './xml-tree.js';

const XHTML = 'http://www.w3.org/1999/xhtml';

const bytesAsText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

class FhirXmlReader {
  constructor(private readonly source: Source) {}

  private children(element: Element, path: string, type: string): Tree[] {
    const definitions = elementsOf(type);
    const counts = new Map<string, number>();
    return element.children().map((child) => {
      const definition = definitions?.get(child.name);
      const count = counts.get(child.name) ?? 0;
      counts.set(child.name, count + 1);
      const listed = definition?.array === true || count > 0;
      const own = `${path}.${child.name}${listed ? `[${count}]` : ''}`;
      const [resource] = child.children();
      return definition?.type === 'resource' && resource !== undefined
        ? this.resource(resource, child.name, own, listed)
        : this.element(child, own, listed, definition?.type ?? '');
    });
  }

  private element(element: Element, path: string, listed: boolean, type: string): Tree {
    const place = (): ReturnType<Source['of']> => this.source.of(element);
    if (element.uri === XHTML) return tree(element.name, path, { listed, place, text: markup(element) });
    const attributes = element.attributes ?? [];
    const value =
      element.slice === undefined
        ? attributes.find(({ name }) => name === 'value')?.value
        : bytesAsText(element.slice);
    const others = attributes
      .filter(({ name }) => name !== 'value')
      .map(({ name, value: text }) => tree(name, `${path}.${name}`, { text, place }));
    const children = [...others, ...this.children(element, path, type)];
    const text = value ?? (children.length === 0 ? '' : undefined);
    return tree(element.name, path, { listed, place, ordered: true, text, children });
  }

  resource(element: Element, name: string, path: string, listed: boolean): Tree {
    const place = (): ReturnType<Source['of']> => this.source.of(element);
    const type = tree('resourceType', `${path}.resourceType`, {
      text: element.name,
      place,
      known: { personal: false },
    });
    const children = [type, ...this.children(element, path, element.name)];
    return tree(name, path, { listed, place, ordered: true, children });
  }
}

/** A FHIR document in XML, with the paths of FHIR. */
export const fhirXmlTree = (root: Element, source: Source): Tree =>
  new FhirXmlReader(source).resource(root, '', root.name, false);

import type { Note, Origin } from '../origin.js';
import type { Base64 } from './model.js';

/** What roots are called, once somebody asked: in JSON it may stand behind all else, and every path begins with it. */
const typesOfRoots = new WeakMap<Node, string>();

const typeOfRoot = (root: Node): string => {
  let type = typesOfRoots.get(root);
  if (type === undefined) {
    type = root.value('resourceType') ?? '';
    // One that is still being read may get it later.
    if (type !== '') typesOfRoots.set(root, type);
  }
  return type;
};

/**
 * An element of a FHIR resource as it was read, the same from JSON and from XML: an object, a primitive value, or one of
 * several elements of a list. A primitive with extensions has both a value and children.
 */
export class Node implements Origin {
  /** Value of a primitive, as written (`true` and `12.50` too); empty without one. */
  text = '';
  /** Content of a large attachment, which stays a slice of the input. */
  slice: Uint8Array | undefined = undefined;
  /** The same of an element that was made; only few have it, so it is no field. */
  declare made?: Base64;
  /** Set if it has extensions that stand in a member of their own in JSON; only few have, so it is no field. */
  declare beside?: true;
  /** Child elements in document order; undefined for a primitive without extensions. */
  children: Node[] | undefined = undefined;
  note: Note | undefined = undefined;

  /**
   * @param index its index in a list, -1 for an element that is in none
   * @param offset where its value begins, in characters of the parsed text (see Source.place)
   */
  constructor(
    readonly name: string,
    readonly parent: Node | undefined,
    readonly index: number,
    readonly offset: number,
  ) {}

  /** True if it holds a value, however large. */
  get hasValue(): boolean {
    return this.text !== '' || this.slice !== undefined || this.made !== undefined;
  }

  /** The first child of a name. */
  one(name: string): Node | undefined {
    const { children } = this;
    if (children === undefined) return undefined;
    for (const child of children) if (child.name === name) return child;
    return undefined;
  }

  /** All children of a name, in order. */
  all(name: string): Node[] {
    const found: Node[] = [];
    const { children } = this;
    if (children === undefined) return found;
    for (const child of children) if (child.name === name) found.push(child);
    return found;
  }

  /** Value of the first child of a name as it stands; undefined if there is none or it is empty. */
  exact(name: string): string | undefined {
    return this.one(name)?.text || undefined;
  }

  /** Value of the first child of a name; undefined if there is none or it is blank. */
  value(name: string): string | undefined {
    const text = this.one(name)?.text.trim();
    return text === '' ? undefined : text;
  }

  /** Its content if that is large, as it was read or made. */
  get large(): Uint8Array | Base64 | undefined {
    return this.slice ?? this.made;
  }

  content(): string {
    const { large } = this;
    return large === undefined ? this.text : `(${large.length} bytes of base64)`;
  }

  /** Its pointer in the JSON it was read from. */
  pointer(): string {
    const parts: string[] = [];
    for (let node: Node = this; node.parent !== undefined; node = node.parent) {
      // Extensions of a primitive stand in the member _name.
      const name = `${node !== this && node.beside === true ? '_' : ''}${node.name}`
        .replaceAll('~', '~0')
        .replaceAll('/', '~1');
      parts.push(node.index < 0 ? `/${name}` : `/${name}/${node.index}`);
    }
    return parts.reverse().join('');
  }

  /** Its path from the bundle: `Bundle.entry[2].resource.identifier[0].value`. */
  path(): string {
    const parts: string[] = [];
    let node: Node = this;
    for (; node.parent !== undefined; node = node.parent)
      parts.push(node.index < 0 ? node.name : `${node.name}[${node.index}]`);
    parts.push(typeOfRoot(node));
    // Joined at once: of paths that are put together step by step, each step stays in memory.
    return parts.reverse().join('.');
  }
}

import type { RawContent } from '../byte-source.js';
import type { Note, Origin } from '../origin.js';

/** Content of an element in document order: text and child elements. */
export type Part = string | Element;

/** What elements without content stand for in a text. Rules: legacy formats 2.5. */
const MARKS: Readonly<Record<string, string | undefined>> = { Break: '\n', Space: ' ' };

/**
 * One element of a parsed document. Prefixes are gone; `name` is the local name and `uri` its namespace.
 */
export class Element implements Origin {
  /** Text before the first child element; all of the text where there are no children. */
  text = '';
  /** Text and children in order, once there is a child; otherwise undefined. */
  parts: Part[] | undefined = undefined;
  /** Attributes other than namespace declarations, as written. */
  attributes: Array<{ name: string; uri: string; value: string }> | undefined = undefined;
  /** Content that was held as a slice of the input and never decoded (see objects.ts). */
  slice: Uint8Array | undefined = undefined;
  /** Content that is base64 once it is written, and was never read (see byte-source.ts). */
  raw: RawContent | undefined = undefined;
  note: Note | undefined = undefined;

  /**
   * @param offset where its start tag begins, in characters of the parsed text (see Source.place)
   */
  constructor(
    readonly name: string,
    readonly uri: string,
    readonly parent: Element | undefined,
    readonly offset: number,
  ) {}

  /** Its child elements in order. */
  children(): Element[] {
    return this.parts === undefined ? [] : this.parts.filter((p) => typeof p !== 'string');
  }

  /** True if there is no text in it, nor in its child elements. */
  get isEmpty(): boolean {
    if (this.raw !== undefined || this.slice !== undefined) return false;
    if (this.parts === undefined) return this.text === '';
    return this.parts.every((part) => (typeof part === 'string' ? part === '' : part.isEmpty));
  }

  /** All text in it, also that of its child elements, with its breaks and spaces; of a slice, its size. */
  content(): string {
    if (this.raw !== undefined) return `(${this.raw.size} bytes)`;
    if (this.slice !== undefined) return `(${this.slice.length} bytes of base64)`;
    if (this.parts === undefined) return MARKS[this.name] ?? this.text;
    return this.parts.map((part) => (typeof part === 'string' ? part : part.content())).join('');
  }

  /**
   * Its path below the root, as the mapping tables write it: `ClinicalEmail/Letter/Identifier`; of several elements of
   * one name, with its number: `ClinicalEmail/Reference[1]/URL`.
   */
  path(): string {
    const names: string[] = [];
    for (let e: Element | undefined = this; e?.parent !== undefined; e = e.parent) names.push(e.numbered());
    return names.reverse().join('/') || this.name;
  }

  private numbered(): string {
    const number = this.parent && numbersOf(this.parent).get(this);
    return number === undefined ? this.name : `${this.name}[${number}]`;
  }
}

/** The numbers of children, of those that are not the only one of their name, and how many parts there were. */
interface Numbers {
  parts: number;
  of: ReadonlyMap<Element, number>;
}

const known = new WeakMap<Element, Numbers>();

/** Kept, so that paths of many children cost no more than a look at each. */
const numbersOf = (parent: Element): Numbers['of'] => {
  const before = known.get(parent);
  const { parts = [] } = parent;
  if (before?.parts === parts.length) return before.of;
  const byName = new Map<string, Element[]>();
  for (const part of parts) {
    if (typeof part === 'string') continue;
    const alike = byName.get(part.name);
    if (alike === undefined) byName.set(part.name, [part]);
    else alike.push(part);
  }
  const several = [...byName.values()].filter(({ length }) => length > 1);
  const of = new Map(several.flatMap((alike) => alike.map((one, i) => [one, i])));
  known.set(parent, { parts: parts.length, of });
  return of;
};

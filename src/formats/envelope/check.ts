import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../../diagnostics/diagnostic.js';
import { tellFew } from '../../diagnostics/few.js';
import { alternatives } from '../../diagnostics/phrase.js';
import type { Source } from '../source.js';
import type { Element } from '../xml/element.js';
import { isSchemaHint, saysSomething } from '../xml/schema-rules.js';
import { NAMESPACE } from './model.js';
import { Fault, type ValueType } from './values.js';

/** How often an element may stand in its parent: at least and at most. */
type Often = readonly [min: number, max: number];
export const ONCE: Often = [1, 1];
export const OPTIONAL: Often = [0, 1];

/** Checks the elements of an envelope and tells what is wrong with them. */
export class Checker {
  readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly source: Source) {}

  tell(element: Element, code: Code, params: Params = {}): void {
    const { source, diagnostics } = this;
    const telling = { code, params: { element: element.name, ...params } };
    tellFew(diagnostics, source.most, telling, () => source.of(element), 'VAN046');
  }

  /** Namespace and attributes. */
  private common(element: Element, attribute?: string): void {
    if (element.uri !== NAMESPACE) this.tell(element, 'VAN027');
    for (const one of element.attributes ?? [])
      if (!isSchemaHint(one) && (one.uri !== '' || one.name !== attribute))
        this.tell(element, 'VAN025', { attribute: one.name });
  }

  /**
   * The children of an element, by name.
   *
   * @param sequence the names that may stand there, in their order, and how often each
   */
  children<N extends string>(parent: Element, sequence: Readonly<Record<N, Often>>): Record<N, Element[]> {
    this.common(parent);
    if ((parent.parts ?? [parent.text]).some((part) => typeof part === 'string' && saysSomething(part)))
      this.tell(parent, 'VAN026');
    const names = Object.keys(sequence) as N[];
    const found = Object.fromEntries(names.map((name) => [name, [] as Element[]])) as Record<N, Element[]>;
    let position = 0;
    for (const child of parent.children()) {
      const at = names.indexOf(child.name as N);
      if (at < 0) {
        this.tell(child, 'VAN021', { parent: parent.name });
        continue;
      }
      if (at < position) this.tell(child, 'VAN022', { parent: parent.name });
      position = Math.max(position, at);
      found[child.name as N].push(child);
    }
    for (const name of names) {
      const [min, max] = sequence[name];
      const [first] = found[name];
      const count = found[name].length;
      if (count < min) this.tell(parent, 'VAN020', { missing: name });
      else if (first !== undefined && count > max) this.tell(first, 'VAN023', { count, max });
    }
    return found;
  }

  /** The one that is there of several elements that exclude each other. */
  choice(parent: Element, found: Readonly<Record<string, Element[]>>): Element | undefined {
    const [first, second] = Object.values(found).flatMap(([one]) => one ?? []);
    const names = Object.keys(found);
    if (first === undefined) this.tell(parent, 'VAN020', { missing: alternatives(names) });
    if (second !== undefined) this.tell(second, 'VAN024', { alternatives: names.join(', ') });
    return first;
  }

  /** An element that holds text and no elements; undefined if it holds any. */
  leaf(element: Element, attribute?: string): Element | undefined {
    this.common(element, attribute);
    if (element.parts === undefined) return element;
    this.tell(element, 'VAN029');
    return undefined;
  }

  /** The value of an element; undefined if it is not there or wrong. */
  value<T>(element: Element | undefined, type: ValueType<T>, attribute?: string): T | undefined {
    const leaf = element && this.leaf(element, attribute);
    return leaf && this.typed(leaf, type(leaf.text));
  }

  /** The value of an attribute that must be there. */
  attribute<T>(element: Element, attribute: string, type: ValueType<T>): T | undefined {
    const found = element.attributes?.find(({ name, uri }) => name === attribute && uri === '');
    if (found !== undefined) return this.typed(element, type(found.value), `@${attribute}`);
    this.tell(element, 'VAN028', { attribute });
    return undefined;
  }

  private typed<T>(element: Element, value: T | Fault, of = ''): T | undefined {
    if (!(value instanceof Fault)) return value;
    this.tell(element, value.code, { ...value.params, element: `${element.name}${of}` });
    return undefined;
  }
}

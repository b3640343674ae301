import type { Code } from '../../diagnostics/catalog.js';
import type { Params, Severity } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import { base64Content } from '../../formats/base64.js';
import { hasMore } from '../../formats/characters.js';
import type { Node } from '../../formats/fhir/node.js';
import { type Environment, NotOneValue } from '../fhirpath/values.js';
import type { Issue } from './issue.js';
import { type JsonKind, jsonKindOf } from './primitives.js';
import type { Rule, Shape, Slice, Slot, Slots } from './shape.js';
import { type Narrative, scanNarrative } from './xhtml.js';

/** How a document was written, as far as rules ask for it. */
export interface Written {
  /** JSON: what a value begins with, at its offset in the text. */
  json?: string;
  /** XML: elements must be in order; and the text in which a narrative stands at its offset. */
  xml?: string;
  /** What was found in narratives, by their div: several profiles ask for it. */
  narratives: Map<Node, Narrative>;
  /** False if contents of attachments are known to be base64. */
  contents: boolean;
}

/** Looks through a narrative, once. */
export const narrativeOf = (div: Node, { xml, narratives }: Written): Narrative => {
  let found = narratives.get(div);
  if (found === undefined) {
    found = xml === undefined ? scanNarrative(div.text) : scanNarrative(xml, div.offset);
    narratives.set(div, found);
  }
  return found;
};

/** Types of free text. */
const TEXTS = new Set(['string', 'markdown']);
/** FHIR messages 12.1. */
const LONGEST_TEXT = 1024 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these may not be in a text
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const SURROGATE = /[\ud800-\udfff]/;
const VISIBLE = /\S/;

const QUOTE = '"';
const OBJECT = '{';

/** What stands in JSON where a value begins. */
const kindAt = (json: string, offset: number): string => {
  const first = json.charAt(offset);
  if (first === QUOTE) return 'string';
  if (first === OBJECT) return 'object';
  return first === 't' || first === 'f' ? 'boolean' : 'number';
};

/** Children of a value that belong to one slot and stand side by side. */
interface Run {
  slot: Slot;
  from: number;
  to: number;
}

/** A reference that was met, and what it may lead to. */
export interface Met {
  node: Node;
  shape: Shape;
}

/** Goes through a value and everything in it, and tells what is not as its shape says. */
export class Walk {
  readonly issues: Issue[] = [];
  readonly references: Met[] = [];
  /** Runs of the children of the values in hand, each with its own above those that it is in. */
  private readonly stack: Run[] = [];
  private depth = 0;

  constructor(
    private readonly environment: Environment,
    private readonly written: Written,
    /** Name of the profile, or of the type if there is none. */
    private readonly profile: string,
  ) {}

  private tell(
    node: Node,
    code: Code,
    params: Params = {},
    { severity = 'error', rule = this.profile }: { severity?: Severity; rule?: string } = {},
  ): void {
    this.issues.push({ node, code, params, severity, rule });
  }

  /** Checks a value with all that is in it. */
  value(node: Node, shape: Shape): void {
    if (shape.primitive) this.primitive(node, shape);
    else this.complex(node, shape);
  }

  private complex(node: Node, shape: Shape): void {
    if (node.hasValue) this.tell(node, 'FHIR103', { element: node.name, thing: phrase('an-object') });
    else if ((node.children?.length ?? 0) === 0) this.tell(node, 'FHIR104', { element: node.name });
    else this.object(node, shape);
  }

  private object(node: Node, shape: Shape): void {
    if (shape.codes !== undefined) this.coded(node, shape.codes);
    if (shape.type === 'Reference') this.references.push({ node, shape });
    this.rules(node, shape.rules);
    this.children(node, shape);
  }

  private primitive(node: Node, shape: Shape): void {
    const kind = this.wrongKind(node, shape.type);
    if (kind !== undefined) this.tell(node, 'FHIR103', { element: node.name, thing: phrase(`a-${kind}`) });
    else if (node.hasValue) this.text(node, shape);
    // One that has extensions only says why there is no value.
    else if (node.children === undefined) this.tell(node, 'FHIR104', { element: node.name });
    if (kind !== undefined || node.children === undefined) return;
    if (node.children.length === 0) this.tell(node, 'FHIR104', { element: `_${node.name}` });
    else this.children(node, shape);
  }

  /** What a primitive should be in JSON, if it is something else there. */
  private wrongKind(node: Node, type: string): JsonKind | undefined {
    const { json } = this.written;
    if (json === undefined || node.slice !== undefined || node.beside !== undefined) return undefined;
    const kind = jsonKindOf(type);
    if (!node.hasValue) return node.children === undefined ? undefined : kind;
    return kindAt(json, node.offset) === kind ? undefined : kind;
  }

  private text(node: Node, { type, form, fixed, codes, longest, rules }: Shape): void {
    const { text, name: element } = node;
    if (form !== undefined && !form(text)) this.tell(node, 'FHIR105', { element, type });
    if (fixed !== undefined && text !== fixed) this.tell(node, 'FHIR106', { element, value: fixed });
    const free = TEXTS.has(type);
    this.length(node, longest ?? (free ? LONGEST_TEXT : Number.POSITIVE_INFINITY));
    if (free) this.characters(node);
    if (codes !== undefined && !this.environment.hasCode(codes, text)) this.unknownCode(node, codes);
    if (type === 'base64Binary' && this.written.contents) this.content(node);
    if (type === 'xhtml') this.narrative(node);
    this.rules(node, rules);
  }

  private length(node: Node, longest: number): void {
    const { text, name: element } = node;
    if (hasMore(text, longest)) this.tell(node, 'FHIR107', { element, longest });
  }

  private characters(node: Node): void {
    const { text, name: element } = node;
    if (NO_CHARACTER.test(text) || (SURROGATE.test(text) && LONE_SURROGATE.test(text)))
      this.tell(node, 'FHIR127', { element });
    else if (!VISIBLE.test(text)) this.tell(node, 'FHIR128', { element }, { severity: 'warning' });
  }

  private content(node: Node): void {
    const { fault } = base64Content(node);
    if (fault !== undefined) this.tell(node, 'FHIR109', { element: node.name, reason: fault });
  }

  private narrative(node: Node): void {
    const { text, fault } = narrativeOf(node, this.written);
    if (fault !== undefined) this.tell(node, 'FHIR117', { markup: fault }, { rule: 'txt-1' });
    else if (text.trim() === '') this.tell(node, 'FHIR118', {}, { rule: 'txt-2' });
  }

  /** A code, be it with others or without, must come from its value set. */
  private coded(node: Node, set: string): void {
    const codings = node.all('coding');
    const concept = codings.length > 0 || node.one('text') !== undefined;
    const asked = concept ? codings : [node];
    const known = asked.filter((coding) =>
      this.environment.hasCode(set, coding.exact('code') ?? '', coding.exact('system') ?? ''),
    );
    if (asked.length > 0 && known.length === 0) for (const coding of asked) this.unknownCode(coding, set);
  }

  private unknownCode(node: Node, set: string): void {
    this.tell(node, 'FHIR108', { element: node.name, set, ...this.environment.aboutSet(set) });
  }

  private rules(node: Node, rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (this.holds(node, rule.holds)) continue;
      const { id, severity, reason } = rule;
      this.tell(node, 'FHIR110', { reason }, { severity, rule: id });
    }
  }

  /** An expression that has no single answer does not hold. */
  private holds(node: Node, holds: Rule['holds']): boolean {
    try {
      return holds(node, this.environment);
    } catch (error) {
      if (error instanceof NotOneValue) return false;
      throw error;
    }
  }

  private children(node: Node, shape: Shape): void {
    const slots = shape.slots();
    if (slots === undefined) return;
    const { children = [] } = node;
    const first = this.depth;
    const together = this.runs(children, slots);
    const last = this.depth;
    if (!together) this.scattered(node, children, first, last);
    else
      for (let i = first; i < last; i++) {
        const { slot, from, to } = this.stack[i] as Run;
        this.items(node, slot, children, from, to);
      }
    for (const slot of slots.needed)
      if (slot.min > 0 && !this.has(slot, first, last)) this.missing(node, slot.name, slot.min, 0);
    this.depth = first;
  }

  /** Puts the runs among children on the stack; false if those of a slot do not all stand side by side, as they do in JSON. */
  private runs(children: readonly Node[], slots: Slots): boolean {
    const inOrder = this.written.xml !== undefined;
    const first = this.depth;
    let together = true;
    let same: Run | undefined;
    let last = -1;
    for (let i = 0; i < children.length; i++) {
      const child = children[i] as Node;
      const slot = slots.byName.get(child.name);
      if (slot === undefined) {
        this.stranger(child, slots);
        same = undefined;
        continue;
      }
      if (same?.slot === slot) same.to++;
      else {
        together &&= !this.has(slot, first, this.depth);
        same = this.push(slot, i);
      }
      if (inOrder && slot.order < last && child.name !== 'id' && child.name !== 'url')
        this.tell(child, 'FHIR111', { element: child.name });
      if (slot.order > last) last = slot.order;
    }
    return together;
  }

  /** The stack is made once: values are within values, and there are many of them. */
  private push(slot: Slot, from: number): Run {
    const free = this.stack[this.depth];
    const run = free ?? { slot, from, to: from + 1 };
    if (free === undefined) this.stack.push(run);
    else {
      free.slot = slot;
      free.from = from;
      free.to = from + 1;
    }
    this.depth++;
    return run;
  }

  private has(slot: Slot, first: number, last: number): boolean {
    for (let i = first; i < last; i++) if (this.stack[i]?.slot === slot) return true;
    return false;
  }

  /** Checks children of which those of a slot stand here and there. */
  private scattered(node: Node, children: readonly Node[], first: number, last: number): void {
    const found = new Map<Slot, Node[]>();
    for (const { slot, from, to } of this.stack.slice(first, last)) {
      const items = found.get(slot) ?? [];
      for (let i = from; i < to; i++) items.push(children[i] as Node);
      found.set(slot, items);
    }
    for (const [slot, items] of found) this.items(node, slot, items, 0, items.length);
  }

  /** What FHIR knows nothing of; the type of a resource is a member of it in JSON only. */
  private stranger(node: Node, { resource }: Slots): void {
    const { name: element } = node;
    if (element !== 'resourceType' || !resource) this.tell(node, 'FHIR102', { element });
    else if (node.index >= 0) this.tell(node, 'FHIR103', { element, thing: phrase('no-list') });
  }

  private missing(node: Node, element: string, min: number, count: number): void {
    this.tell(node, 'FHIR101', { element, min, count });
  }

  /** Checks the elements of a slot: those of a list from one index up to another. */
  private items(node: Node, slot: Slot, items: readonly Node[], from: number, to: number): void {
    const { name, min, max, array, slices } = slot;
    const count = to - from;
    if (count < min) this.missing(node, name, min, count);
    if (count > max) this.tell(items[from + max] ?? node, 'FHIR100', { element: name, max, count });
    if (this.written.json !== undefined)
      for (let i = from; i < to; i++) {
        const item = items[i] as Node;
        if (item.index >= 0 !== array)
          this.tell(item, 'FHIR103', { element: name, thing: phrase(array ? 'a-list' : 'no-list') });
      }
    if (slices.length > 0) this.sliced(node, slot, items, from, to);
    else
      for (let i = from; i < to; i++) {
        const item = items[i] as Node;
        this.value(item, slot.shape(item.name));
      }
  }

  private sliced(
    node: Node,
    { name, slices, closed, shape }: Slot,
    items: readonly Node[],
    from: number,
    to: number,
  ): void {
    const counts = slices.map(() => 0);
    for (let at = from; at < to; at++) {
      const item = items[at] as Node;
      let inSlice = false;
      for (let i = 0; i < slices.length; i++) {
        const slice = slices[i] as Slice;
        if (!this.holds(item, slice.holds)) continue;
        inSlice = true;
        counts[i] = (counts[i] as number) + 1;
        this.value(item, slice.shape(item.name));
      }
      if (inSlice) continue;
      if (closed) this.tell(item, 'FHIR112', { element: name });
      this.value(item, shape(item.name));
    }
    for (const [i, slice] of slices.entries()) {
      const count = counts[i] as number;
      const element = `${name}[${slice.name}]`;
      if (count < slice.min) this.missing(node, element, slice.min, count);
      if (count > slice.max) this.tell(node, 'FHIR100', { element, max: slice.max, count });
    }
  }
}

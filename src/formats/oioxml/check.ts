import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../../diagnostics/diagnostic.js';
import { tellFew } from '../../diagnostics/few.js';
import { alternatives } from '../../diagnostics/phrase.js';
import type { Source } from '../source.js';
import type { Element } from '../xml/element.js';
import { isSchemaHint, isTyping, saysSomething } from '../xml/schema-rules.js';
import type { Report } from './report.js';
import type { Choice, Group, Leaf, Particle } from './schema.js';

/** The elements of a letter, or of one of its repeated groups, by slot. */
export interface Rec {
  element: Element;
  slots: Array<Element | undefined>;
  /** The records of each repeated group; only a letter has any. */
  groups: Rec[][];
}

/** Walks through elements beside a schema: checks them and puts them in their slots. */
export class Checker {
  readonly diagnostics: Diagnostic[] = [];
  /** The element whose value is checked. */
  private inHand: Element | undefined = undefined;
  /** One for all values. */
  private readonly tell: Report = (code, params, at) => {
    const element = at ?? this.inHand;
    if (element !== undefined) this.report(element, code, params);
  };

  constructor(
    private readonly source: Source,
    private readonly namespace: string,
    /** How often a group may stand in a letter that may stand there again and again. */
    private readonly most: number,
  ) {}

  report(element: Element, code: Code, params: Params = {}): void {
    const { source, diagnostics } = this;
    const telling = { code, params: { element: element.name, ...params } };
    tellFew(diagnostics, source.most, telling, () => source.of(element), 'OIO046');
  }

  /** Namespace and attributes, which are the same rule for every element. */
  common(element: Element): void {
    if (element.uri !== this.namespace) this.report(element, 'OIO027');
    if (element.attributes === undefined) return;
    for (const one of element.attributes) {
      if (!isSchemaHint(one)) this.report(element, 'OIO025', { attribute: one.name });
    }
  }

  /** An element that may hold anything: it is not looked into. */
  any(element: Element): void {
    if (element.uri !== this.namespace) this.report(element, 'OIO027');
    for (const one of element.attributes ?? []) {
      if (isTyping(one)) this.report(element, 'OIO025', { attribute: one.name });
    }
  }

  leaf(element: Element, leaf: Leaf): void {
    this.common(element);
    if (leaf.type === 'formatted' || leaf.type === 'breakable') this.markup(element);
    else if (element.parts !== undefined) {
      this.report(element, 'OIO029');
      return;
    }
    this.inHand = element;
    leaf.check(element, this.tell);
  }

  private markup(element: Element): void {
    for (const child of element.parts ?? []) {
      if (typeof child === 'string') continue;
      this.common(child);
      if (child.parts !== undefined) this.markup(child);
    }
  }

  /** Checks the children of a group and puts them in their slots. */
  group(element: Element, group: Group, record: Rec): void {
    this.common(element);
    const children: Element[] = [];
    for (const part of element.parts ?? [element.text]) {
      if (typeof part !== 'string') children.push(part);
      else if (saysSomething(part)) this.report(element, 'OIO026');
    }
    const rest = this.sequence(element, group.particles, children, 0, record);
    for (let i = rest; i < children.length; i++) this.leftOver(children[i] as Element, group);
  }

  /** Matches particles against children from an index on; returns the index of the first child not taken. */
  private sequence(
    parent: Element,
    particles: Particle[],
    children: Element[],
    from: number,
    record: Rec,
  ): number {
    let i = from;
    for (const particle of particles) {
      i =
        particle.kind === 'choice'
          ? this.choice(parent, particle, children, i, record)
          : this.repeat(parent, particle, children, i, record);
    }
    return i;
  }

  private choice(parent: Element, choice: Choice, children: Element[], from: number, record: Rec): number {
    const next = children[from]?.name;
    const first = (alternative: Particle[]): string => {
      const particle = alternative[0];
      return particle === undefined || particle.kind === 'choice' ? '' : particle.name;
    };
    const taken = choice.alternatives.find((alternative) => first(alternative) === next);
    if (taken !== undefined) return this.sequence(parent, taken, children, from, record);
    const names = choice.alternatives.map(first);
    if (!children.some((child) => names.includes(child.name))) {
      this.report(parent, 'OIO020', { missing: alternatives(names) });
    }
    return from;
  }

  private repeat(
    parent: Element,
    node: Leaf | Group,
    children: Element[],
    from: number,
    record: Rec,
  ): number {
    let i = from;
    for (let child = children[i]; child?.name === node.name; child = children[++i]) {
      if (node.kind === 'leaf') {
        this.leaf(child, node);
        record.slots[node.slot] ??= child;
      } else if (node.index === undefined) {
        this.group(child, node, record);
      } else {
        const inner: Rec = { element: child, slots: new Array(node.slots).fill(undefined), groups: [] };
        record.groups[node.index]?.push(inner);
        this.group(child, node, inner);
      }
    }
    const count = i - from;
    if (node.kind === 'group' && node.index !== undefined && count > this.most)
      this.report(children[from] as Element, 'LIM005', { count, limit: this.most });
    if (count < node.min && !children.some((child) => child.name === node.name)) {
      this.report(parent, 'OIO020', { missing: node.name });
    } else if (count > node.max) {
      const lenient = node.kind === 'group' && node.lenient;
      this.report(children[from] as Element, lenient ? 'OIO024' : 'OIO023', { max: node.max, count });
    }
    return i;
  }

  private leftOver(child: Element, group: Group): void {
    const known = (particles: Particle[]): boolean =>
      particles.some((p) => (p.kind === 'choice' ? p.alternatives.some(known) : p.name === child.name));
    this.report(child, known(group.particles) ? 'OIO022' : 'OIO021', { parent: group.name });
  }
}

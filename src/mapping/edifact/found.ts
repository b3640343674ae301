import type { RawContent } from '../../formats/byte-source.js';
import type { Component, Segment } from '../../formats/edifact/segment.js';
import { LiftedElement } from '../../formats/edifact/source.js';
import type { Choice, Group, Leaf, Particle, Schema } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';
import type { Ledger } from '../ledger.js';
import type { Made } from '../made.js';
import type { TextReader } from './text-reader.js';

/** What was found for a leaf of the letter. */
export interface Found {
  made: Made;
  /** Where it stood; the place of its diagnostics. */
  from: Component | Segment;
  value: string | TextReader | RawContent;
}

/** What was found for the letter, or for one of its repeated elements. */
export type Finds = Map<Leaf, Found>;

/** The leaves that were found in a message, by the element they belong to. */
export class FoundLetter {
  readonly once: Finds = new Map();
  /** Values beside which another stands that excludes them. */
  readonly contradictions: Array<Component | Segment> = [];
  /** Of each repeated group, one for each of its elements. */
  readonly repeated: Finds[][];

  constructor(private readonly schema: Schema) {
    this.repeated = schema.groups.map(() => []);
  }

  /** The finds that belong to one more element of a repeated group. */
  another(path: string): Finds {
    const finds: Finds = new Map();
    this.repeated[this.schema.groups.findIndex((group) => group.path === path)]?.push(finds);
    return finds;
  }

  /** The finds that a leaf belongs to, given those of the element in hand. */
  of(leaf: Leaf, inHand: Finds): Finds {
    return leaf.repeated ? inHand : this.once;
  }

  /** The envelope of the letter. */
  envelope(root: Element, from: Segment, ledger: Ledger): Element | undefined {
    return new Builder(this, ledger).group(this.schema.envelope, root, this.once, from, '');
  }

  /** The letter. */
  letter(root: Element, from: Segment, ledger: Ledger): Element {
    const { letter } = this.schema;
    const found = new Builder(this, ledger).group(letter, root, this.once, from, '');
    return found ?? new LiftedElement(letter.name, root.uri, root, from);
  }
}

/** Where the first of the leaves was found that stand once in these particles. */
const originIn = (particles: readonly Particle[], finds: Finds): Component | Segment | undefined => {
  for (const particle of particles) {
    const origin =
      particle.kind === 'leaf'
        ? finds.get(particle)?.from
        : originIn(particle.kind === 'choice' ? particle.alternatives.flat() : particle.particles, finds);
    if (origin !== undefined) return origin;
  }
  return undefined;
};

/** Makes elements of finds, in the order of the schema. */
class Builder {
  constructor(
    private readonly found: FoundLetter,
    private readonly ledger: Ledger,
  ) {}

  /**
   * A group; undefined if nothing was found for it.
   *
   * @param within the path of the repeated element that it is or stands in, with its number; empty outside of one
   */
  group(
    group: Group,
    parent: Element,
    finds: Finds,
    from: Segment,
    within: string,
  ): LiftedElement | undefined {
    // What is missing in it is told where the rest of it stands.
    const isWhole = parent.parent === undefined;
    const origin = isWhole ? from : (originIn(group.particles, finds) ?? from);
    const element = new LiftedElement(group.name, parent.uri, parent, origin);
    element.parts = [];
    this.particles(group.particles, element, finds, from, within);
    return element.parts.length === 0 ? undefined : element;
  }

  private particles(
    particles: readonly Particle[],
    parent: Element,
    finds: Finds,
    from: Segment,
    within: string,
  ): void {
    for (const particle of particles) this.particle(particle, parent, finds, from, within);
  }

  private particle(
    particle: Exclude<Particle, Choice> | Choice,
    parent: Element,
    finds: Finds,
    from: Segment,
    within: string,
  ): void {
    if (particle.kind === 'choice') {
      const found = particle.alternatives.filter((one) => originIn(one, finds) !== undefined);
      const [first, second] = found;
      if (first !== undefined) this.particles(first, parent, finds, from, within);
      if (second !== undefined) this.found.contradictions.push(originIn(second, finds) ?? from);
    } else if (particle.kind === 'leaf') this.leaf(particle, parent, finds, within);
    else if (particle.index === undefined) {
      const inner = this.group(particle, parent, finds, from, within);
      if (inner !== undefined) parent.parts?.push(inner);
    } else {
      for (const [i, one] of (this.found.repeated[particle.index] ?? []).entries()) {
        const inner = this.group(particle, parent, one, from, `${particle.path}[${i}]`);
        if (inner !== undefined) parent.parts?.push(inner);
      }
    }
  }

  private leaf(leaf: Leaf, parent: Element, finds: Finds, within: string): void {
    const found = finds.get(leaf);
    if (found === undefined) return;
    const { made, from, value } = found;
    const element = new LiftedElement(leaf.name, parent.uri, parent, from);
    if (typeof value === 'string') element.text = value;
    else if ('fill' in value) value.fill(element);
    else element.raw = value;
    parent.parts?.push(element);
    const { ledger } = this;
    if (!ledger.tracing) ledger.wrote(made, '', '');
    else {
      const path = within === '' ? leaf.path : within + leaf.path.slice(within.lastIndexOf('['));
      ledger.wrote(made, path, element.content());
    }
  }
}

import { catalog } from '../../diagnostics/catalog.js';
import { Base64 } from '../../formats/fhir/model.js';
import type { Choice, Group, Leaf, Particle, Schema } from '../../formats/oioxml/schema.js';
import { Element } from '../../formats/xml/element.js';
import type { Made } from '../made.js';
import { allOrigins, fitText, type LetterWritingRun } from './fit-text.js';

/** Makes the value of a leaf; undefined where there is none in this run. */
export type LeafMaker = (run: LetterWritingRun) => Made | undefined;

/** A row that fills a leaf. */
export interface Filler {
  /** Id of the row. */
  row: string;
  make: LeafMaker;
  /** Which of several values the leaf takes. */
  column: string | undefined;
  /** True if there is a value for each attachment. */
  perItem: boolean;
}

/** A repeated element that is being built. */
interface Within {
  path: string;
  number: number;
}

/** Lines of a text as FormattedText: every line ends in a Break. Rules: ruling D20. */
const formatted = (element: Element, text: string): void => {
  const parts: Array<string | Element> = [];
  for (const line of text.split('\n')) {
    if (line !== '') parts.push(line);
    parts.push(new Element('Break', element.uri, element, 0));
  }
  element.parts = parts;
};

/** Lines of a text as BreakableText: a Break between them. */
const breakable = (element: Element, text: string): void => {
  if (!text.includes('\n')) element.text = text;
  else {
    const parts: Array<string | Element> = [];
    for (const [i, line] of text.split('\n').entries()) {
      if (i > 0) parts.push(new Element('Break', element.uri, element, 0));
      if (line !== '') parts.push(line);
    }
    element.parts = parts;
  }
};

/** What is written of a letter: its schema, with the rows that fill it. Elements come in the order of the schema. */
export class LetterPlan {
  private readonly planned = new Map<Leaf, Filler[]>();
  /** Groups that stand there once for each attachment. */
  private readonly each = new Map<Group, boolean>();

  constructor(
    readonly schema: Schema,
    /** What stands before its paths in the tables and the trace. */
    readonly prefix: string,
  ) {}

  /**
   * Adds a row that fills a leaf.
   *
   * @returns false if the schema has no such element
   */
  add(path: string, filler: Filler): boolean {
    const location = this.schema.leaves.get(path);
    if (location === undefined) return false;
    const { leaf } = location;
    this.planned.set(leaf, [...(this.planned.get(leaf) ?? []), filler]);
    return true;
  }

  /** Paths that the schema demands and no row fills. */
  unfilled(): string[] {
    const missing = (particle: Particle, demanded: boolean): string[] => {
      if (particle.kind === 'choice') return [];
      const needed = demanded && particle.min > 0;
      if (particle.kind === 'leaf') return needed && !this.planned.has(particle) ? [particle.path] : [];
      return particle.particles.flatMap((inner) => missing(inner, needed));
    };
    return [this.schema.envelope, this.schema.letter].flatMap((group) => missing(group, true));
  }

  /** Builds the Emessage; what cannot be built is told and makes the message fail. */
  build(run: LetterWritingRun): Element {
    const { table, envelope, letter } = this.schema;
    const root = new Element('Emessage', table.namespace, undefined, 0);
    root.parts = [];
    this.group(run, envelope, root, undefined);
    this.group(run, letter, root, undefined);
    return root;
  }

  /** Builds the elements of a group, once or for each attachment. */
  private group(run: LetterWritingRun, group: Group, parent: Element, within: Within | undefined): void {
    if (group.index === undefined) {
      this.one(run, group, parent, within, group.min > 0);
      return;
    }
    let count = 0;
    const one = (): void => {
      if (this.one(run, group, parent, { path: group.path, number: count }, false)) count++;
    };
    if (!this.isEach(group)) one();
    else {
      for (const item of run.items) {
        run.item = item;
        one();
      }
      run.item = undefined;
    }
    if (count < group.min) this.missing(run, group.path, undefined);
  }

  private isEach(group: Group): boolean {
    let each = this.each.get(group);
    if (each === undefined) {
      each = this.perItem(group);
      this.each.set(group, each);
    }
    return each;
  }

  private perItem(group: Group): boolean {
    const some = (particle: Particle): boolean => {
      if (particle.kind === 'leaf')
        return this.planned.get(particle)?.some(({ perItem }) => perItem) ?? false;
      return (particle.kind === 'choice' ? particle.alternatives.flat() : particle.particles).some(some);
    };
    return some(group);
  }

  private one(
    run: LetterWritingRun,
    group: Group,
    parent: Element,
    within: Within | undefined,
    demanded: boolean,
  ): boolean {
    const element = new Element(group.name, parent.uri, parent, 0);
    element.parts = [];
    const missing: Leaf[] = [];
    for (const particle of group.particles) this.particle(run, particle, element, within, missing);
    if (element.parts.length === 0 && !demanded) return false;
    for (const leaf of missing) this.missing(run, leaf.path, this.planned.get(leaf)?.[0]?.row);
    parent.parts?.push(element);
    return true;
  }

  private particle(
    run: LetterWritingRun,
    particle: Particle,
    parent: Element,
    within: Within | undefined,
    missing: Leaf[],
  ): void {
    if (particle.kind === 'choice') this.choice(run, particle, parent, within, missing);
    else if (particle.kind === 'group') this.group(run, particle, parent, within);
    else if (!this.leaf(run, particle, parent, within) && particle.min > 0) {
      missing.push(particle);
    }
  }

  /** The first alternative for which there is anything. */
  private choice(
    run: LetterWritingRun,
    choice: Choice,
    parent: Element,
    within: Within | undefined,
    missing: Leaf[],
  ): void {
    const before = parent.parts?.length ?? 0;
    for (const alternative of choice.alternatives) {
      for (const particle of alternative) {
        if (particle.kind === 'group') this.one(run, particle, parent, within, false);
        else this.particle(run, particle, parent, within, []);
      }
      if ((parent.parts?.length ?? 0) > before) return;
    }
    const [first] = choice.alternatives[0] ?? [];
    if (first?.kind === 'leaf') missing.push(first);
  }

  private missing(run: LetterWritingRun, path: string, row: string | undefined): void {
    run.tell(run.top, 'MAP037', { target: `${this.prefix}${path}` }, row === undefined ? {} : { rule: row });
  }

  private leaf(run: LetterWritingRun, leaf: Leaf, parent: Element, within: Within | undefined): boolean {
    for (const { make, column, row } of this.planned.get(leaf) ?? []) {
      const made = make(run);
      if (made === undefined) continue;
      const { value } = made;
      const one = typeof value === 'string' || value instanceof Base64 ? value : value[column as string];
      if (one === undefined) continue;
      const element = new Element(leaf.name, parent.uri, parent, 0);
      this.fill(run, leaf, element, one, made, row);
      parent.parts?.push(element);
      const { ledger } = run;
      if (ledger.tracing) ledger.wrote(made, this.target(leaf, within), element.content());
      else ledger.wrote(made, '', '');
      return true;
    }
    return false;
  }

  /** The path of a leaf, with the number of the repeated element it is in. */
  private target({ path }: Leaf, within: Within | undefined): string {
    if (within === undefined) return this.prefix + path;
    return `${this.prefix}${within.path}[${within.number}]${path.slice(within.path.length)}`;
  }

  private fill(
    run: LetterWritingRun,
    leaf: Leaf,
    element: Element,
    value: string | Base64,
    made: Made,
    row: string,
  ): void {
    if (value instanceof Base64) {
      element.slice = value.bytes;
      return;
    }
    const text = fitText(run, value, made, row);
    if (leaf.type === 'formatted') formatted(element, text);
    else if (leaf.type === 'breakable') breakable(element, text);
    else element.text = text;
    leaf.check(element, (code, params = {}) => {
      if (catalog[code].severity !== 'error') return;
      const message = { message: code, params: { element: leaf.name, ...params } };
      run.tell(
        allOrigins(made)[0] ?? run.top,
        'MAP038',
        { target: `${this.prefix}${leaf.path}`, message },
        { rule: row },
      );
    });
  }
}

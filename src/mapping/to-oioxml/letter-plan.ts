import { diagnostic } from '../../diagnostics/diagnostic.js';
import { Base64 } from '../../formats/fhir/model.js';
import type { Choice, Group, Leaf, Particle, Schema } from '../../formats/oioxml/schema.js';
import { Element } from '../../formats/xml/element.js';
import type { Made } from '../made.js';
import type { MessageRun } from './message-run.js';

/** Makes the value of a leaf; undefined where there is none in this run. */
export type LeafMaker = (run: MessageRun) => Made | undefined;

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

/** Lines of a text as FormattedText: every line ends in a Break. Rules: ruling D20. */
const formatted = (element: Element, text: string): void => {
  const parts: Array<string | Element> = [];
  for (const line of text.split('\n')) {
    if (line !== '') parts.push(line);
    parts.push(new Element('Break', element.uri, element, 0));
  }
  element.parts = parts;
};

/** What is written of a letter: its schema, with the rows that fill it. Elements come in the order of the schema. */
export class LetterPlan {
  private readonly planned = new Map<Leaf, Filler[]>();

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
  build(run: MessageRun): Element {
    const { table, envelope, letter } = this.schema;
    const root = new Element('Emessage', table.namespace, undefined, 0);
    root.parts = [];
    this.group(run, envelope, root, '');
    this.group(run, letter, root, '');
    return root;
  }

  /** Builds the elements of a group, once or for each attachment; returns whether any was built. */
  private group(run: MessageRun, group: Group, parent: Element, at: string): boolean {
    if (group.index === undefined) return this.one(run, group, parent, `${at}${group.name}`, group.min > 0);
    if (!this.perItem(group)) return this.one(run, group, parent, `${at}${group.name}[0]`, false);
    let count = 0;
    for (const item of run.items) {
      run.item = item;
      if (this.one(run, group, parent, `${at}${group.name}[${count}]`, false)) count++;
    }
    run.item = undefined;
    if (count < group.min) this.missing(run, group.path, undefined);
    return count > 0;
  }

  private perItem(group: Group): boolean {
    const some = (particle: Particle): boolean => {
      if (particle.kind === 'leaf')
        return this.planned.get(particle)?.some(({ perItem }) => perItem) ?? false;
      return (particle.kind === 'choice' ? particle.alternatives.flat() : particle.particles).some(some);
    };
    return some(group);
  }

  private one(run: MessageRun, group: Group, parent: Element, at: string, demanded: boolean): boolean {
    const element = new Element(group.name, parent.uri, parent, 0);
    element.parts = [];
    const missing: Array<() => void> = [];
    for (const particle of group.particles) this.particle(run, particle, element, `${at}/`, missing);
    if (element.parts.length === 0 && !demanded) return false;
    for (const tell of missing) tell();
    parent.parts?.push(element);
    return true;
  }

  private particle(
    run: MessageRun,
    particle: Particle,
    parent: Element,
    at: string,
    missing: Array<() => void>,
  ): void {
    if (particle.kind === 'choice') this.choice(run, particle, parent, at, missing);
    else if (particle.kind === 'group') this.group(run, particle, parent, at);
    else if (!this.leaf(run, particle, parent, at) && particle.min > 0) {
      missing.push(() => this.missing(run, particle.path, this.planned.get(particle)?.[0]?.row));
    }
  }

  /** The first alternative for which there is anything. */
  private choice(
    run: MessageRun,
    choice: Choice,
    parent: Element,
    at: string,
    missing: Array<() => void>,
  ): void {
    const before = parent.parts?.length ?? 0;
    for (const alternative of choice.alternatives) {
      for (const particle of alternative) {
        if (particle.kind === 'group') this.one(run, particle, parent, `${at}${particle.name}`, false);
        else this.particle(run, particle, parent, at, []);
      }
      if ((parent.parts?.length ?? 0) > before) return;
    }
    const [first] = choice.alternatives[0] ?? [];
    if (first?.kind === 'leaf') {
      missing.push(() => this.missing(run, first.path, this.planned.get(first)?.[0]?.row));
    }
  }

  private missing(run: MessageRun, path: string, row: string | undefined): void {
    run.tell(run.top, 'MAP037', { target: `${this.prefix}${path}` }, row === undefined ? {} : { rule: row });
  }

  private leaf(run: MessageRun, leaf: Leaf, parent: Element, at: string): boolean {
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
      ledger.wrote(made, `${this.prefix}${at}${leaf.name}`, ledger.tracing ? element.content() : '');
      return true;
    }
    return false;
  }

  private fill(
    run: MessageRun,
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
    const text = this.fitted(run, value, made, row);
    if (leaf.type === 'formatted') formatted(element, text);
    else element.text = text;
    leaf.check(element, (code, params = {}) => {
      const { message, severity } = diagnostic(code, {}, { element: leaf.name, ...params });
      if (severity !== 'error') return;
      run.tell(
        originOf(run, made),
        'MAP038',
        { target: `${this.prefix}${leaf.path}`, message },
        { rule: row },
      );
    });
  }

  /** The text with what the encoding can hold. */
  private fitted(run: MessageRun, value: string, made: Made, row: string): string {
    const { characters } = run;
    const { text, lacking, dropped } = characters.fit(value);
    if (lacking.length === 0 && dropped.length === 0) return text;
    const origin = originOf(run, made);
    if (dropped.length > 0) {
      run.tell(origin, 'MAP040', { characters: dropped.join(', ') }, { rule: row });
      run.ledger.lostPart(origin, row, 'control characters, which a letter cannot hold');
    }
    if (lacking.length > 0) {
      const code = { reference: 'MAP041', transliterate: 'MAP042', error: 'MAP043' } as const;
      run.tell(origin, code[characters.unmappable], { characters: lacking.join(', ') }, { rule: row });
      if (characters.unmappable === 'transliterate')
        run.ledger.lostPart(origin, row, 'characters that ISO-8859-1 lacks, written with others');
    }
    return text;
  }
}

const originOf = (run: MessageRun, made: Made): Made['origins'][number] => {
  const first = (one: Made): Made['origins'][number] | undefined =>
    one.origins[0] ?? one.parts.map(first).find((origin) => origin !== undefined);
  return first(made) ?? run.top;
};

import type { Code } from '../../diagnostics/catalog.js';
import { type Diagnostic, DiagnosticError, diagnostic, type Params } from '../../diagnostics/diagnostic.js';
import type { Element } from './element.js';
import type { Document } from './parse.js';
import type { Choice, Group, Leaf, Particle, Schema } from './schema.js';
import type { Source } from './source.js';

/** The elements of a letter, or of one of its repeated groups, by slot. */
export interface Rec {
  element: Element;
  slots: Array<Element | undefined>;
  /** The records of each repeated group; only a letter has any. */
  groups: Rec[][];
}

/** A letter that was taken apart by its schema. */
export interface Letter {
  schema: Schema;
  source: Source;
  envelope: Element;
  record: Rec;
  /** The Local_Elements that follow it. */
  local: Element | undefined;
  /** Number of the letter in its envelope, from 1. */
  number: number;
  diagnostics: Diagnostic[];
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

class Checker {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly source: Source,
    private readonly namespace: string,
  ) {}

  report(element: Element, code: Code, params: Params = {}): void {
    this.diagnostics.push(diagnostic(code, this.source.of(element), { element: element.name, ...params }));
  }

  /** Namespace and attributes, which are the same rule for every element. */
  common(element: Element): void {
    if (element.uri !== this.namespace) this.report(element, 'OIO027');
    for (const attribute of element.attributes ?? []) {
      if (attribute.uri !== XSI) this.report(element, 'OIO025', { attribute: attribute.name });
    }
  }

  leaf(element: Element, leaf: Leaf): void {
    this.common(element);
    if (leaf.type === 'formatted') this.markup(element);
    else if (element.parts !== undefined) {
      this.report(element, 'OIO029');
      return;
    }
    leaf.check(element, (code, params, at) => this.report(at ?? element, code, params));
  }

  private markup(element: Element): void {
    for (const child of element.children()) {
      this.common(child);
      this.markup(child);
    }
  }

  /** Checks the children of a group and puts them in their slots. */
  group(element: Element, group: Group, record: Rec): void {
    this.common(element);
    const children: Element[] = [];
    for (const part of element.parts ?? [element.text]) {
      if (typeof part !== 'string') children.push(part);
      else if (part.trim() !== '') this.report(element, 'OIO026');
    }
    const rest = this.sequence(element, group.particles, children, 0, record);
    for (const child of children.slice(rest)) this.leftOver(child, group);
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
      this.report(parent, 'OIO020', { missing: names.join(' or ') });
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

const refuse = (document: Document, code: Code, params: Params): never => {
  throw new DiagnosticError(diagnostic(code, document.source.of(document.root), params));
};

/** The schema that a document's namespace and first letter ask for. */
const schemaOf = (document: Document, schemas: readonly Schema[]): Schema => {
  const { root } = document;
  if (root.name !== 'Emessage') refuse(document, 'OIO010', { root: root.name });
  const schema = schemas.find((s) => s.table.namespace === root.uri);
  if (schema !== undefined) return schema;
  return refuse(document, root.uri === '' ? 'OIO011' : 'OIO012', { namespace: root.uri });
};

/**
 * Takes a document apart into its letters and checks each against its schema table: order, cardinality, lengths,
 * codes, dates, attachments. Rules: legacy formats 2.1, 2.3, 3 and 4; conversion rules 3.3.
 *
 * @returns one entry for each letter, with the diagnostics found in it and in the envelope
 * @throws DiagnosticError OIO010 to OIO016 when there is no letter that could be told of
 */
export const checkLetters = (document: Document, schemas: readonly Schema[]): Letter[] => {
  const schema = schemaOf(document, schemas);
  const { table } = schema;
  const checker = new Checker(document.source, table.namespace);
  const letters: Letter[] = [];
  const { root } = document;
  checker.common(root);
  const outside = (root.parts ?? [root.text]).some((part) => typeof part === 'string' && part.trim() !== '');
  if (outside) checker.report(root, 'OIO026');

  const [envelope, ...rest] = root.children();
  if (envelope?.name !== 'Envelope') refuse(document, 'OIO013', {});
  const common: Rec = { element: root, slots: new Array(schema.slots).fill(undefined), groups: [] };
  checker.group(envelope as Element, schema.envelope, common);
  const shared = [...document.diagnostics, ...checker.diagnostics.splice(0)];

  for (const child of rest) {
    const last = letters.at(-1);
    if (child.name === table.letter) {
      const record: Rec = { element: child, slots: [...common.slots], groups: schema.groups.map(() => []) };
      checkVersion(document, child, schema);
      checker.group(child, schema.letter, record);
      letters.push({
        schema,
        source: document.source,
        envelope: envelope as Element,
        record,
        local: undefined,
        number: letters.length + 1,
        diagnostics: [...shared, ...checker.diagnostics.splice(0)],
      });
    } else if (child.name === table.after && last !== undefined && last.local === undefined) {
      last.local = child;
    } else {
      throw new DiagnosticError(diagnostic('OIO014', document.source.of(child), { element: child.name }));
    }
  }
  if (letters.length === 0) refuse(document, 'OIO015', {});
  return letters;
};

/** A letter of another version is not checked against this schema: the version is what its sender must be told. */
const checkVersion = (document: Document, letter: Element, schema: Schema): void => {
  const version = letter
    .children()
    .find((e) => e.name === 'Letter')
    ?.children()
    .find((e) => e.name === 'VersionCode');
  if (version === undefined || version.text.trim() === schema.table.version) return;
  const named = /^[A-Z0-9]{1,10}$/.test(version.text.trim()) ? version.text.trim() : 'another version';
  throw new DiagnosticError(
    diagnostic('OIO016', document.source.of(version), { version: named, supported: schema.table.version }),
  );
};

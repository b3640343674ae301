import type { Code } from '../../diagnostics/catalog.js';
import { type Diagnostic, DiagnosticError, diagnostic, type Params } from '../../diagnostics/diagnostic.js';
import { Share, tellFew } from '../../diagnostics/few.js';
import { defaultLimits, type Limits } from '../../limits.js';
import type { Source } from '../source.js';
import type { Element } from '../xml/element.js';
import type { Document } from '../xml/parse.js';
import { saysSomething } from '../xml/schema-rules.js';
import { Checker, type Rec } from './check.js';
import type { Schema } from './schema.js';

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

/** What a document holds: letters, and what is told of the document itself. */
export interface Letters {
  letters: Letter[];
  diagnostics: Diagnostic[];
}

const refuse = (document: Document, code: Code, params: Params = {}): never => {
  throw new DiagnosticError(diagnostic(code, document.source.of(document.root), params));
};

/** The schemas that a document's namespace asks for: one for each kind of letter it has. */
const schemasOf = (document: Document, schemas: readonly Schema[]): [Schema, ...Schema[]] => {
  const { root } = document;
  if (root.name !== 'Emessage') refuse(document, 'OIO010', { root: root.name });
  const [first, ...more] = schemas.filter(({ table }) => table.namespace === root.uri);
  if (first !== undefined) return [first, ...more];
  return refuse(document, root.uri === '' ? 'OIO011' : 'OIO012', { namespace: root.uri });
};

const childNamed = (element: Element | undefined, name: string): Element | undefined =>
  element?.children().find((child) => child.name === name);

/** Tells of a version that is not the schema's; such a letter is not checked against it. */
const otherVersion = (source: Source, letter: Element, schema: Schema): Diagnostic | undefined => {
  const version = childNamed(childNamed(letter, 'Letter'), 'VersionCode');
  const text = version?.text.trim();
  if (version === undefined || text === schema.table.version) return undefined;
  const named = /^[A-Z0-9]{1,10}$/.test(text ?? '') ? (text as string) : 'another than the known';
  return diagnostic('OIO016', source.of(version), { version: named, supported: schema.table.version });
};

/** Tells of an element that is no letter of its namespace; if another has it, by the version wanted. */
const noLetter = (source: Source, element: Element, schemas: readonly Schema[]): Diagnostic => {
  const schema = schemas.find(({ table }) => table.letter === element.name);
  const version = schema && otherVersion(source, element, schema);
  return version ?? diagnostic('OIO014', source.of(element), { element: element.name });
};

/**
 * Takes a document apart into its letters and checks each against its schema table: order, cardinality, lengths,
 * codes, dates, attachments. Letters of all kinds of the namespace may stand side by side; the schemas of a namespace
 * have one envelope. Rules: legacy formats 2.1, 2.3, 3 to 5; conversion rules 3.3.
 *
 * @param limits how many letters are read, and attachments of each
 * @returns the letters, each with the diagnostics found in it and in the envelope; and what stands beside them
 * @throws DiagnosticError OIO010 to OIO013, OIO015 when the document cannot be told apart
 */
export const checkLetters = (
  document: Document,
  schemas: readonly Schema[],
  limits: Limits = defaultLimits,
): Letters => {
  const { root, source } = document;
  const own = schemasOf(document, schemas);
  const [first] = own;
  const checker = new Checker(source, root.uri, limits.attachments);
  const letters: Letter[] = [];
  checker.common(root);
  const outside = (root.parts ?? [root.text]).some((part) => typeof part === 'string' && saysSomething(part));
  if (outside) checker.report(root, 'OIO026');

  const [envelope, ...rest] = root.children();
  if (envelope?.name !== 'Envelope') return refuse(document, 'OIO013');
  const common: Rec = { element: root, slots: new Array(first.slots).fill(undefined), groups: [] };
  checker.group(envelope, first.envelope, common);
  const shared = [...document.diagnostics, ...checker.diagnostics.splice(0)];

  const diagnostics: Diagnostic[] = [];
  // Local_Elements belong to what stands before them.
  let before: Letter | undefined;
  const share = new Share(source.most);
  for (const child of rest) {
    const schema = own.find(({ table }) => table.letter === child.name);
    if (schema !== undefined && letters.length === limits.letters) {
      diagnostics.push(diagnostic('LIM004', source.of(child), { limit: limits.letters }));
      break;
    }
    if (schema !== undefined) {
      const slots: Rec['slots'] = new Array(schema.slots).fill(undefined);
      for (let i = 0; i < Math.min(schema.slots, first.slots); i++) slots[i] = common.slots[i];
      const record: Rec = { element: child, slots, groups: schema.groups.map(() => []) };
      const version = otherVersion(source, child, schema);
      if (version === undefined) checker.group(child, schema.letter, record);
      const own = version === undefined ? checker.diagnostics.splice(0) : [version];
      const number = letters.length + 1;
      before = {
        schema,
        source,
        envelope,
        record,
        local: undefined,
        number,
        diagnostics: share.take([...shared, ...own]),
      };
      letters.push(before);
    } else if (before !== undefined && child.name === before.schema.after.name) {
      before.local = child;
      checker.any(child);
      if (before.schema.after.lenient)
        checker.report(child, 'OIO048', { message: before.schema.table.message });
      before.diagnostics.push(...checker.diagnostics.splice(0));
      before = undefined;
    } else {
      const { code, place, params = {} } = noLetter(source, child, schemas);
      tellFew(diagnostics, source.most, { code, params }, () => place);
      before = undefined;
    }
  }
  if (letters.length === 0 && diagnostics.length === 0) refuse(document, 'OIO015');
  return { letters, diagnostics };
};

import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { type Params, phrase } from '../../diagnostics/phrase.js';
import type { Limits } from '../../limits.js';
import type { Source } from '../source.js';
import { Node } from './node.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const UNDERSCORE = 0x5f;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const HEX = /^[0-9a-fA-F]{4}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON cannot hold exactly these
const CONTROL = /[\u0000-\u001f]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** What JSON may have where something else stands. */
type Expected = 'value' | 'plain-value' | 'object' | 'comma-or-brace' | 'comma-or-bracket' | 'name' | 'colon';

/** Thrown inside when a slice turned out not to be a value. */
export class NotAValue extends Error {}

/** More names than this in an object are looked up, not compared one by one. */
const FEW = 16;

/** What is open around the place in hand: an object, or a list. Used again and again for what is open at its depth. */
class Frame {
  /** The node that an object's members become children of; for a list, of which its items are children. */
  node!: Node;
  /** Name of the items; undefined in an object. */
  items: string | undefined;
  /** Members or items so far. */
  count = 0;
  /** Number of members `_name` so far; in a list, whether its items may stand beside others. */
  beside = 0;
  /** Where the next item's sibling is looked for. */
  hint = 0;
  /** Names of the members: the first `count` of `few`, or `many`. */
  private readonly few: string[] = [];
  private many: Set<string> | undefined;

  open(node: Node, items: string | undefined, beside: number): void {
    this.node = node;
    this.items = items;
    this.count = 0;
    this.beside = beside;
    this.hint = 0;
    this.many = undefined;
  }

  /** Notes the name of the next member; false if it was there before. */
  note(key: string): boolean {
    const { few, count } = this;
    if (count >= FEW) {
      this.many ??= new Set(few);
      return this.many.size < this.many.add(key).size;
    }
    for (let i = 0; i < count; i++) if (few[i] === key) return false;
    few[count] = key;
    return true;
  }

  /** A child that a value or its extensions made already. */
  sibling(name: string, index: number): Node | undefined {
    const { children = [] } = this.node;
    for (let i = this.hint; i < children.length; i++) {
      const child = children[i] as Node;
      if (child.name !== name || child.index !== index) continue;
      if (this.items !== undefined) this.hint = i + 1;
      return child;
    }
    // Items are in order: where one is missing, those after it are, too.
    if (this.items !== undefined) this.beside = 0;
    return undefined;
  }
}

/** What was read of a JSON document. */
export interface ParsedJson {
  root: Node;
  /**
   * What JSON can say, FHIR forbids, and no element comes of: lists without items, and members `_name` that are no objects.
   * They are in no other node.
   */
  strays: Node[];
}

/** Reads JSON into nodes in one pass, without recursion. */
class JsonParser {
  private readonly strays: Node[] = [];
  private at = 0;
  private cut = 0;
  private elements = 0;
  private readonly frames: Frame[] = [];
  private depth = 0;
  private readonly text: string;

  constructor(
    private readonly source: Source,
    private readonly limits: Limits,
    /** False if no string needs to be searched for control characters. */
    private readonly controls: boolean,
  ) {
    this.text = source.text;
  }

  private fail(
    code: 'FHIR001' | 'FHIR002' | 'FHIR004' | 'FHIR005' | 'FHIR008' | 'LIM002' | 'LIM003',
    params: Params = {},
    at = this.at,
    node?: Node,
  ): never {
    throw new DiagnosticError(diagnostic(code, this.source.place(at, node?.path()), params));
  }

  private expected(what: Expected, node: Node | undefined): never {
    if (this.at >= this.text.length)
      return this.fail('FHIR002', { reason: phrase(`json-missing-${what}`) }, this.at, node);
    return this.fail('FHIR001', { reason: phrase(`json-expected-${what}`) }, this.at, node);
  }

  private blanks(): number {
    const { text } = this;
    for (;;) {
      const c = text.charCodeAt(this.at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return c;
      this.at++;
    }
  }

  /** Reads a string whose opening quotation mark is at hand. */
  private string(node: Node | undefined): string {
    const { text } = this;
    const start = this.at + 1;
    const end = text.indexOf('"', start);
    if (end < 0) return this.fail('FHIR002', { reason: phrase('json-open-string') }, this.at, node);
    const raw = text.slice(start, end);
    if (!raw.includes('\\')) {
      if (this.controls && CONTROL.test(raw)) this.control(start + raw.search(CONTROL), node);
      this.at = end + 1;
      return raw;
    }
    return this.escaped(start, node);
  }

  private control(at: number, node: Node | undefined): never {
    return this.fail('FHIR001', { reason: phrase('json-control-character') }, at, node);
  }

  /** Reads a string with escapes: the stretches between them are taken as they are. */
  private escaped(start: number, node: Node | undefined): string {
    const { text } = this;
    let value = '';
    let quote = text.indexOf('"', start);
    for (let from = start; ; ) {
      const backslash = text.indexOf('\\', from);
      if (quote >= 0 && quote < from) quote = text.indexOf('"', from);
      if (quote < 0) return this.fail('FHIR002', { reason: phrase('json-open-string') }, start - 1, node);
      const end = backslash < 0 || quote < backslash ? quote : backslash;
      const raw = text.slice(from, end);
      if (this.controls && CONTROL.test(raw)) this.control(from + raw.search(CONTROL), node);
      value += raw;
      this.at = end + 1;
      if (end === quote) return value;
      value += this.escape(end + 1, node);
      from = this.at;
    }
  }

  /** Reads what stands after a backslash. */
  private escape(at: number, node: Node | undefined): string {
    const letter = this.text.charAt(at);
    if (letter !== 'u') {
      this.at = at + 1;
      return ESCAPES[letter] ?? this.fail('FHIR001', { reason: phrase('json-escape') }, at, node);
    }
    const hex = this.text.slice(at + 1, at + 5);
    if (!HEX.test(hex)) this.fail('FHIR001', { reason: phrase('json-hexadecimal') }, at, node);
    this.at = at + 5;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  /** Reads a number or a word as text; null is nothing. */
  private scalar(node: Node): string {
    const { text } = this;
    for (const kind of [NUMBER, WORD]) {
      kind.lastIndex = this.at;
      const found = kind.exec(text)?.[0];
      if (found === undefined) continue;
      if (found.length > this.limits.number)
        this.fail('LIM003', { limit: this.limits.number }, this.at, node);
      this.at += found.length;
      return found === 'null' ? '' : found;
    }
    return this.expected('value', node);
  }

  private counted(offset: number, parent: Node): void {
    if (++this.elements > this.limits.elements)
      this.fail(
        'FHIR005',
        { what: phrase('elements'), limit: this.limits.elements, name: 'elements' },
        offset,
        parent,
      );
  }

  private stray(name: string, parent: Node, index: number, offset: number): Node {
    this.counted(offset, parent);
    const node = new Node(name, parent, index, offset);
    this.strays.push(node);
    return node;
  }

  /** What stands beside a value says nothing unless it is an object; a null keeps the place of an item. */
  private besideValue(c: number, key: string, parent: Node, index: number): void {
    const begin = this.at;
    if (index >= 0 && this.text.startsWith('null', begin)) this.at += 'null'.length;
    else this.value(c, this.stray(key, parent, index, begin));
  }

  /** A member `_name` holds what belongs to the primitive `name` beside its value. */
  private child(frame: Frame, key: string, index: number, offset: number): Node {
    const { node: parent } = frame;
    const name = key.charCodeAt(0) === UNDERSCORE ? key.slice(1) : key;
    const known = frame.beside > 0 ? frame.sibling(name, index) : undefined;
    if (known !== undefined) {
      known.beside = true;
      return known;
    }
    this.counted(offset, parent);
    const node = new Node(name, parent, index, offset);
    if (name !== key) node.beside = true;
    if (parent.children === undefined) parent.children = [node];
    else parent.children.push(node);
    return node;
  }

  /** Reads what stands at hand into a node; true for an object, which is only opened. */
  private value(c: number, node: Node): boolean {
    if (c === OPEN) {
      this.at++;
      node.children ??= [];
      return true;
    }
    if (c === QUOTE) {
      const cut = this.source.cuts[this.cut];
      if (cut !== undefined && cut.at <= this.at + 1) {
        if (cut.at !== this.at + 1) throw new NotAValue();
        node.slice = cut.bytes;
        this.cut++;
      }
      const text = this.string(node);
      if (node.slice !== undefined && text !== '') throw new NotAValue();
      node.text = text;
    } else {
      // A null beside a value, in a list of values or of their extensions, says nothing.
      const text = this.scalar(node);
      if (text !== '') node.text = text;
    }
    return false;
  }

  parse(): ParsedJson {
    if (this.blanks() !== OPEN) this.expected('object', undefined);
    const root = new Node('', undefined, -1, this.at);
    root.children = [];
    this.at++;
    this.push(root, undefined, 0);
    while (this.depth > 0) {
      const frame = this.frames[this.depth - 1] as Frame;
      const { node, items } = frame;
      let c = this.blanks();
      if (c === (items === undefined ? CLOSE : CLOSE_LIST)) {
        if (items !== undefined && frame.count === 0)
          this.stray(items, node, -1, this.text.lastIndexOf('[', this.at));
        this.at++;
        this.depth--;
        continue;
      }
      if (frame.count > 0) {
        if (c !== COMMA) this.expected(items === undefined ? 'comma-or-brace' : 'comma-or-bracket', node);
        this.at++;
        c = this.blanks();
      }
      let key = items;
      if (key === undefined) {
        key = this.name(frame, c);
        frame.count++;
        c = this.blanks();
        if (c === OPEN_LIST) {
          this.at++;
          this.push(node, key, frame.beside);
          continue;
        }
      } else if (c === OPEN_LIST) {
        this.expected('plain-value', node);
      }
      const index = items === undefined ? -1 : frame.count;
      const child = this.child(frame, key, index, this.at);
      if (items !== undefined) frame.count++;
      if (c !== OPEN && key.charCodeAt(0) === UNDERSCORE) this.besideValue(c, key, node, index);
      else if (this.value(c, child)) this.push(child, undefined, 0);
    }
    this.blanks();
    if (this.at < this.text.length) this.fail('FHIR001', { reason: phrase('json-after-end') });
    if (this.cut !== this.source.cuts.length) throw new NotAValue();
    return { root, strays: this.strays };
  }

  /** Reads the name of a member and the colon after it. */
  private name(frame: Frame, c: number): string {
    const { node } = frame;
    if (c !== QUOTE) this.expected('name', node);
    const at = this.at;
    const key = this.string(node);
    if (!frame.note(key)) this.fail('FHIR008', {}, at, node);
    if (key.length > this.limits.name) this.fail('LIM002', { limit: this.limits.name }, at, node);
    const { beside } = this.limits;
    if (key.charCodeAt(0) === UNDERSCORE && ++frame.beside > beside)
      this.fail('FHIR005', { what: phrase('beside'), limit: beside, name: 'beside' }, at, node);
    if (this.blanks() !== COLON) this.expected('colon', node);
    this.at++;
    return key;
  }

  private push(node: Node, items: string | undefined, beside: number): void {
    if (this.depth >= this.limits.depth) this.fail('FHIR004', { limit: this.limits.depth }, this.at, node);
    let frame = this.frames[this.depth];
    if (frame === undefined) {
      frame = new Frame();
      this.frames.push(frame);
    }
    frame.open(node, items, beside);
    this.depth++;
  }
}

/**
 * Parses the text of a JSON document into nodes.
 *
 * @param controls whether there is any control character in it, be it between values
 * @throws DiagnosticError FHIR001, FHIR002, FHIR004, FHIR005, FHIR008, LIM002, LIM003; NotAValue if a cut is not a string's content
 */
export const parseJsonText = (source: Source, limits: Limits, controls: boolean): ParsedJson =>
  new JsonParser(source, limits, controls).parse();

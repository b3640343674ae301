import { DiagnosticError, diagnostic, type Place } from '../../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../../diagnostics/phrase.js';
import type { Leaf, Schema } from '../../formats/oioxml/schema.js';
import type { CodeList } from '../code-list.js';
import { Codes } from './codes.js';
import type { GroupTable, InterchangeTable, MessageTable, Row, SegmentTable } from './notation.js';
import type { GroupPlan, How, MessagePlan, RowPlan, SegmentPlan, Styles } from './plan.js';

/** What components say that are not in the letter. */
const SAYS: Readonly<Partial<Record<How, string>>> = {
  derived: 'follows from another value',
  again: 'the same as before',
  style: 'the style of the text',
  number: 'counts what stands there',
  segments: 'counts what stands there',
  letters: 'counts what stands there',
};

/** What the tables are put together from. */
interface Parts {
  interchange: InterchangeTable;
  messages: ReadonlyMap<string, MessageTable>;
  codeLists: ReadonlyMap<string, CodeList>;
  schemas: ReadonlyMap<string, Schema>;
  /** Where a row stands: in a table of messages, or in that of interchanges. */
  place(table: string | undefined, row: string): Place;
}

/** What styles that are not in the list are read as. Rules: legacy formats 9.5. */
const OTHER_STYLE = 'F00';
const PLAIN_STYLE = 'P00';
const FIXED_FONT = 'FixedFont';

const stylesOf = ({ table }: CodeList): Styles => {
  const names = new Map(
    table.codes.map(({ edifact = '', fixed, markup }) => [
      edifact,
      [fixed === undefined ? undefined : FIXED_FONT, markup].filter((name) => name !== undefined).join(' '),
    ]),
  );
  const codes = new Map([...names].map(([code, name]) => [name, code]));
  return {
    read: (code) => names.get(code) ?? names.get(OTHER_STYLE) ?? '',
    write: (name) => codes.get(name) ?? PLAIN_STYLE,
  };
};

/** Stands for a component that must not be there. */
const NOTHING = '-';

class Compiler {
  private readonly byId = new Map<string, RowPlan>();
  private readonly message: InterchangeTable['messages'][string];
  private readonly schema: Schema;

  constructor(
    private readonly name: string,
    private readonly parts: Parts,
  ) {
    const message = parts.interchange.messages[name];
    const schema = message && parts.schemas.get(message.oioxml);
    if (message === undefined || schema === undefined)
      throw this.fault('', phrase('no-message', { name: message?.oioxml ?? name }));
    this.message = message;
    this.schema = schema;
  }

  private fault(row: string, reason: Phrase): DiagnosticError {
    const hint = phrase('edifact-hint');
    return new DiagnosticError(
      diagnostic('TAB003', this.parts.place(this.message?.table, row), { row, reason, hint }),
    );
  }

  private path(to: string): string {
    return to.startsWith('Envelope/') ? to : `${this.schema.table.letter}/${to}`;
  }

  private leaf(id: string, to: string): Leaf {
    const leaf = this.schema.leaves.get(this.path(to))?.leaf;
    if (leaf === undefined)
      throw this.fault(id, phrase('message-no-element', { message: this.message.oioxml, path: to }));
    return leaf;
  }

  private list(id: string, name: string): CodeList {
    const list = this.parts.codeLists.get(name);
    if (list === undefined) throw this.fault(id, phrase('no-code-list', { id: name }));
    return list;
  }

  private column(id: string, list: CodeList, column: string): CodeList {
    if (list.table.codes.some((code) => code[column] !== undefined)) return list;
    throw this.fault(id, phrase('no-column', { id: list.table.id, column }));
  }

  /** The path of an element that may be repeated; without one there would be nothing to write. */
  private repeated(id: string, to: string | undefined): string | undefined {
    if (to === undefined) return undefined;
    const path = this.path(to);
    if (this.schema.groups.some((group) => group.path === path)) return path;
    throw this.fault(id, phrase('message-no-group', { message: this.message.oioxml, path: to }));
  }

  /** Whether something is for this message. */
  private isFor(id: string, only: readonly string[] | undefined): boolean {
    const unknown = only?.find((name) => this.parts.interchange.messages[name] === undefined);
    if (unknown !== undefined) throw this.fault(id, phrase('no-message', { name: unknown }));
    return only?.includes(this.name) !== false;
  }

  private value(row: Row): string | undefined {
    if ('qualifier' in row) return row.qualifier;
    if ('how' in row && row.how === 'message')
      return row.column === 'name' ? this.name : this.message[row.column];
    if (!('value' in row)) return undefined;
    return typeof row.value === 'string' ? row.value : row.value[this.name];
  }

  private row(row: Row): RowPlan {
    const [element = 0, component = 0] = row.at?.split('.').map(Number) ?? [];
    const to = 'to' in row ? [row.to].flat() : [];
    const value = this.value(row);
    const coded = 'list' in row ? row : undefined;
    const list = coded && this.column(row.id, this.list(row.id, coded.list), coded.column);
    const how =
      'how' in row && row.how !== 'message'
        ? row.how
        : 'qualifier' in row
          ? 'qualifier'
          : value === undefined
            ? 'copy'
            : 'constant';
    const plan: RowPlan = {
      id: row.id,
      reason: row.reason,
      row,
      how,
      element,
      component,
      leaves: to.flatMap((one) => (one === undefined ? [] : [this.leaf(row.id, one)])),
      codes:
        list === undefined || coded === undefined || coded.how === 'derived'
          ? undefined
          : new Codes(list, coded.column, coded.numeric === true),
      list,
      max: row.max,
      value,
      used: { status: 'used', row: row.id, reason: row.reason ?? SAYS[how] ?? 'always the same' },
      isNamed: false,
    };
    if (this.byId.has(row.id)) throw this.fault(row.id, phrase('row-twice'));
    this.byId.set(row.id, plan);
    return plan;
  }

  private rows(rows: readonly Row[]): RowPlan[] {
    return rows.filter(({ id, only }) => this.isFor(id, only)).map((row) => this.row(row));
  }

  private segment(table: SegmentTable, rank = 0): SegmentPlan {
    const rows = this.rows(table.rows);
    const places = new Set<string | undefined>();
    for (const { id, row } of rows) {
      // Of two rows the second would write over what the first has written.
      if (row.at !== undefined && places.has(row.at))
        throw this.fault(id, phrase('rows-for', { at: row.at }));
      places.add(row.at);
    }
    const text = rows.find(({ how }) => how === 'text' || how === 'subject');
    return {
      tag: table.segment,
      rank,
      rows,
      qualifier: rows.find(({ how }) => how === 'qualifier'),
      code: rows.find(({ element, component }) => element === 1 && component === 1),
      text,
      style: rows.find(({ how }) => how === 'style'),
      others: rows.filter((row) => row !== text),
      purpose:
        table.optional === true || table.each !== undefined
          ? rows.filter(({ leaves, element, how }) => leaves.length > 0 && element > 0 && how !== 'style')
          : [],
      limited: rows.filter(({ max }) => max !== undefined),
      optional: table.optional === true,
      each: this.repeated(table.segment, table.each),
      ifLeaf: table.if === undefined ? undefined : this.leaf(table.segment, table.if),
      unless: table.unless,
    };
  }

  private group(table: GroupTable): GroupPlan {
    const segments = table.segments
      .filter(({ segment, only }) => this.isFor(segment, only))
      .map((one, i, all) => {
        const alike = one.each === undefined ? i : all.findIndex(({ each }) => each === one.each);
        return this.segment(one, alike);
      });
    return {
      name: table.name,
      trigger: table.head === true ? undefined : segments[0]?.tag,
      marked: Object.entries(table.marked ?? {}).map(([at, value]) => {
        const [mark = '', element, component] = at.split('.');
        return {
          tag: mark,
          element: Number(element),
          component: Number(component),
          value: value === NOTHING ? '' : value.toUpperCase(),
        };
      }),
      each: this.repeated(table.name.en, table.each),
      repeats: table.each !== undefined || segments.some(({ each }) => each !== undefined),
      ifLeaf: table.if === undefined ? undefined : this.leaf(table.name.en, table.if),
      unlessLeaf: table.unless === undefined ? undefined : this.leaf(table.name.en, table.unless),
      most: table.most ?? Number.POSITIVE_INFINITY,
      segments,
      byTag: new Map(segments.map((one) => [one.tag, segments.filter(({ tag: own }) => own === one.tag)])),
    };
  }

  compile(): MessagePlan {
    const { interchange, messages } = this.parts;
    const table = messages.get(this.message.table);
    if (table === undefined) throw this.fault('', phrase('no-table', { name: this.message.table }));
    const groups = table.groups.map((one) => this.group(one));
    const plan: MessagePlan = {
      name: this.name,
      type: this.message.type,
      version: this.message.version,
      schema: this.schema,
      header: this.segment(interchange.header),
      trailer: this.segment(interchange.trailer),
      first: this.segment(interchange.first),
      last: this.segment(interchange.last),
      constants: this.rows(table.constants),
      groups,
      vital: new Set(table.vital),
      triggers: new Set(groups.flatMap(({ trigger }) => trigger ?? [])),
      local: this.row(interchange.local),
      byId: this.byId,
      styles: stylesOf(this.list('', 'text-styles')),
    };
    this.references(plan);
    return plan;
  }

  private named(asker: string, id: string): void {
    const row = this.byId.get(id);
    if (row === undefined) throw this.fault(asker, phrase('no-row', { id }));
    row.isNamed = true;
  }

  /** Rows that others name must be there. */
  private references({ byId, groups }: MessagePlan): void {
    for (const { tag, unless } of groups.flatMap(({ segments }) => segments))
      if (unless !== undefined) this.named(tag, unless);
    for (const { row } of byId.values()) {
      for (const id of [
        'with' in row ? row.with : undefined,
        'how' in row && row.how === 'again' ? row.of : undefined,
      ])
        if (id !== undefined) this.named(row.id, id);
      if ('of' in row && row.how !== 'again') this.leaf(row.id, row.of);
    }
  }
}

/**
 * Puts the tables of mappings/edifact together: what is known of each kind of message, by its name.
 *
 * @throws DiagnosticError TAB003 for a row that names what does not exist
 */
export const compilePlans = (parts: Parts): MessagePlan[] =>
  Object.keys(parts.interchange.messages).map((name) => new Compiler(name, parts).compile());

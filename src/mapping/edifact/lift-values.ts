import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';
import { type Phrase, type PhraseKey, phrase } from '../../diagnostics/phrase.js';
import type { Component, Segment } from '../../formats/edifact/segment.js';
import { isPersonal, type Leaf } from '../../formats/oioxml/schema.js';
import type { Origin } from '../../formats/origin.js';
import type { Ledger } from '../ledger.js';
import { Made } from '../made.js';
import { bareUuid, hyphenated } from '../makers/uuid.js';
import { readDateTime, readShortDate, readShortTime } from './dates.js';
import type { Finds, Found, FoundLetter } from './found.js';
import type { LiftTexts } from './lift-texts.js';
import type { MessagePlan, RowPlan } from './plan.js';

const HEX = /^[0-9a-f]{32}$/i;

/** Reads components by their rows into values of the letter. */
export class LiftValues {
  private readonly impersonal = new Set<Origin>();
  /** The components of rows that others name. */
  private readonly rows = new Map<string, Component>();
  private date: string | undefined;

  constructor(
    private readonly plan: MessagePlan,
    private readonly ledger: Ledger,
    private readonly found: FoundLetter,
    private readonly texts: LiftTexts,
    private readonly tell: (origin: Origin, code: Code, params?: Params, rule?: string) => void,
  ) {}

  /** True of a component in which only codes, dates and numbers stand; known when tracing. */
  isImpersonal(origin: Origin): boolean {
    return this.impersonal.has(origin);
  }

  /** Only traces tell what is personal. */
  private noteImpersonal(component: Component): void {
    if (this.ledger.tracing) this.impersonal.add(component);
  }

  /** An element of OIOXML that EDIFACT does not have, or the object of a UNO. */
  constant(row: RowPlan, segment: Segment, finds: Finds): void {
    const [leaf] = row.leaves;
    if (leaf === undefined) return;
    if (row.how === 'object') {
      const { object } = segment;
      if (object === undefined) return;
      const made = Made.from(row, 'object', '', segment);
      this.put(leaf, finds, { made, from: segment, value: object });
    } else {
      const value = row.value ?? '';
      this.put(leaf, finds, { made: Made.by(row, 'constant', value), from: segment, value });
    }
  }

  private put(leaf: Leaf, finds: Finds, found: Found): void {
    const target = this.found.of(leaf, finds);
    if (!target.has(leaf)) target.set(leaf, found);
  }

  private fill(row: RowPlan, finds: Finds, component: Component, value: string, index = 0): void {
    const leaf = row.leaves[index];
    if (leaf === undefined) return;
    if (!isPersonal(leaf)) this.noteImpersonal(component);
    const how = row.how === 'copy' && value !== component.text ? 'prefix' : row.how;
    const before = this.found.of(leaf, finds).get(leaf);
    if (before?.from.name === component.name && before.value === value)
      this.ledger.decide(component, { status: 'used', row: row.id, reason: 'it was said before' });
    else this.put(leaf, finds, { made: Made.from(row, how, value, component), from: component, value });
  }

  /** A component that says nothing for the letter. */
  private used({ used }: RowPlan, component: Component, isKnown = true): void {
    if (isKnown) this.noteImpersonal(component);
    this.ledger.decide(component, used);
  }

  component(row: RowPlan, segment: Segment, finds: Finds): void {
    const component = segment.at(row.element, row.component);
    if (component === undefined) {
      this.missing(row, segment, finds);
      return;
    }
    if (row.isNamed) this.rows.set(row.id, component);
    this.value(row, segment, component, finds);
  }

  private value(row: RowPlan, segment: Segment, component: Component, finds: Finds): void {
    const { text } = component;
    switch (row.how) {
      case 'constant':
      case 'qualifier':
        this.expected(row, component);
        return;
      case 'copy': {
        const { row: table } = row;
        if ('placeholder' in table && text === table.placeholder) {
          const reason = 'a placeholder that says nothing';
          this.ledger.decide(component, { status: 'dropped', row: row.id, reason });
        } else if ('prefix' in table) this.fill(row, finds, component, `${table.prefix ?? ''}${text}`);
        else this.fill(row, finds, component, text);
        return;
      }
      case 'code-list':
        this.code(row, component, finds);
        return;
      case 'date-time':
        this.dateTime(row, component, finds);
        return;
      case 'short-date':
        this.dated(row, finds, component, readShortDate(text, this.date));
        return;
      case 'short-time':
        this.dated(row, finds, component, readShortTime(text));
        return;
      case 'bare':
        this.fill(row, finds, component, text);
        return;
      case 'uuid': {
        const hyphens = 'hyphens' in row.row && row.row.hyphens === true;
        const value = !hyphens ? bareUuid(text) : HEX.test(text) ? hyphenated(text) : text;
        this.fill(row, finds, component, value);
        return;
      }
      case 'size': {
        const size = segment.object?.size;
        this.fill(row, finds, component, size === undefined ? text : String(size));
        return;
      }
      case 'address':
        this.texts.addressPart(row, segment, finds);
        return;
      case 'again':
        this.again(row, component);
        return;
      case 'derived':
        this.derived(row, component, finds);
        return;
      case 'drop': {
        const { tell } = row.row as { tell?: Code };
        if (tell !== undefined) this.tell(component, tell, {}, row.id);
        this.ledger.decide(component, { status: 'dropped', row: row.id, reason: row.reason });
        return;
      }
      default:
        // Styles and counts.
        this.used(row, component, /^([A-Z0-9]{3}|\d{1,6})$/.test(text));
    }
  }

  private missing(row: RowPlan, segment: Segment, finds: Finds): void {
    const { row: table } = row;
    const demanded = this.demanded(row, segment, finds);
    if (demanded !== undefined) {
      const element = `${segment.name}.${row.element}.${row.component}`;
      this.tell(segment, 'EDI050', { element, demanded }, row.id);
    }
    const [leaf] = row.leaves;
    if (leaf === undefined || !('missing' in table) || table.missing === undefined) return;
    if (table.with !== undefined && !this.rows.has(table.with)) return;
    const made = Made.by(row, 'default', table.missing);
    this.put(leaf, finds, { made, from: segment, value: table.missing });
  }

  /** What must stand in a component that is not there, for people; undefined if nothing must. */
  private demanded(row: RowPlan, segment: Segment, finds: Finds): string | Phrase | undefined {
    switch (row.how) {
      case 'constant': {
        const { with: needs, optional } = row.row as { with?: string; optional?: true };
        const beside = needs === undefined ? undefined : this.plan.byId.get(needs);
        const needed = beside === undefined || segment.at(beside.element, beside.component) !== undefined;
        return needed && optional !== true ? row.value : undefined;
      }
      case 'again': {
        const { of } = row.row as { of: string };
        const other = this.rows.get(of)?.name;
        if (other === undefined || FRAMES.has(`${segment.name}.${row.element}.${row.component}`))
          return undefined;
        return phrase('edi-same-as', { other });
      }
      case 'derived':
        return this.following(row, finds);
      case 'number':
        return phrase('edi-a-running-number');
      default:
        return undefined;
    }
  }

  private expected(row: RowPlan, component: Component): void {
    const { value: expected = '' } = row;
    if (component.text === expected || component.text.trim().toUpperCase() === expected.toUpperCase()) {
      this.used(row, component);
      if (component.text !== expected) this.tell(component, 'EDI029', { code: expected }, row.id);
      return;
    }
    this.other(row, component, `it is not ${expected}`);
    if ('must' in row.row && row.row.must === true) this.tell(component, 'EDI034', { expected }, row.id);
    // An unknown qualifier was told where the segment was recognised.
    else if (row.how !== 'qualifier') this.tell(component, 'EDI024', { expected }, row.id);
  }

  /** A component that says something else than it must; nobody knows what it is. */
  private other(row: RowPlan, component: Component, reason: string): void {
    this.ledger.decide(component, { status: 'dropped', row: row.id, reason });
  }

  /** What follows from another value, if that one is known yet. */
  private following(row: RowPlan, finds: Finds): string | undefined {
    const { of, column } = row.row as { of: string; column: string };
    const leaf = this.plan.schema.leaves.get(`${this.plan.schema.table.letter}/${of}`)?.leaf;
    const value = leaf && this.found.of(leaf, finds).get(leaf)?.value;
    const code = typeof value === 'string' ? (row.list?.get(value) ?? row.list?.match(value)) : undefined;
    return code?.[column];
  }

  /** A value that follows from another must fit it. */
  private derived(row: RowPlan, component: Component, finds: Finds): void {
    const expected = this.following(row, finds);
    if (expected === undefined || expected.toUpperCase() === component.text.trim().toUpperCase()) {
      this.used(row, component, expected !== undefined);
      return;
    }
    this.other(row, component, `it is not ${expected}`);
    this.tell(component, 'EDI024', { expected }, row.id);
  }

  private code(row: RowPlan, component: Component, finds: Finds): void {
    const read = row.codes?.read(component.text);
    if (read !== undefined) {
      if (read.repaired) this.tell(component, 'EDI029', { code: read.value }, row.id);
      this.fill(row, finds, component, read.value);
    } else if ('unknown' in row.row && row.row.unknown === 'leave-out') {
      this.tell(component, 'EDI030', {}, row.id);
      const reason = 'OIOXML has no such code';
      this.ledger.decide(component, { status: 'dropped', row: row.id, reason });
    } else {
      this.tell(component, 'EDI038', { codes: row.codes?.allowed ?? '' }, row.id);
      this.fill(row, finds, component, component.text);
    }
  }

  /** A date or time, or as it stands if it is none. */
  private dated(row: RowPlan, finds: Finds, component: Component, value: string | undefined): void {
    if (value === undefined) this.notDated(row, component);
    this.fill(row, finds, component, value ?? component.text);
  }

  private notDated(row: RowPlan, component: Component): void {
    const [what, form] = FORMS[row.how] ?? ['date-and-time', 'CCYYMMDDHHMM'];
    this.tell(component, 'EDI039', { what: phrase(what), form }, row.id);
  }

  private dateTime(row: RowPlan, component: Component, finds: Finds): void {
    const read = readDateTime(component.text);
    if (read === undefined) {
      this.dated(row, finds, component, undefined);
      return;
    }
    if (read.cut) {
      this.tell(component, 'EDI028', {}, row.id);
      this.ledger.lostPart(component, row.id, 'seconds');
    }
    this.date ??= read.date;
    this.fill(row, finds, component, read.date, 0);
    this.fill(row, finds, component, read.time, 1);
  }

  private again(row: RowPlan, component: Component): void {
    const of = (row.row as { of: string }).of;
    const other = this.rows.get(of);
    const same = other === undefined || sameText(other.text, component.text);
    // Frames are compared where they are put together.
    if (same || FRAMES.has(component.name)) {
      if (same && other !== undefined && component.text.length > other.text.length)
        this.tell(component, 'EDI028', {}, row.id);
      this.used(row, component, same && other !== undefined && this.impersonal.has(other));
      return;
    }
    const { name, parent } = other;
    const number = parent.number === 0 ? '' : `${parent.number}:`;
    this.other(row, component, `it is not the same as ${number}${name}`);
    this.tell(component, 'EDI027', { other: `${number}${name}` }, row.id);
  }
}

/** What is written where, and how. */
const FORMS: Readonly<Partial<Record<RowPlan['how'], readonly [PhraseKey, string]>>> = {
  'short-date': ['date', 'YYMMDD'],
  'short-time': ['time', 'HHMM'],
};

/** True if two values say the same; a time may have seconds or not. */
const sameText = (one: string, other: string): boolean =>
  one === other ||
  (/^\d{12}(\d\d)?$/.test(one) && /^\d{12}(\d\d)?$/.test(other) && one.slice(0, 12) === other.slice(0, 12));

/** What was compared where the frames were put together. */
const FRAMES = new Set(['UNT.2.1', 'UNZ.2.1', 'UNP.1.1']);

import type { Code } from '../../diagnostics/catalog.js';
import { type Diagnostic, diagnostic, type Params } from '../../diagnostics/diagnostic.js';
import type { EdifactMessage, Interchange } from '../../formats/edifact/interchange.js';
import type { Component, Segment } from '../../formats/edifact/segment.js';
import { isPersonal, type Leaf } from '../../formats/oioxml/schema.js';
import type { Origin } from '../../formats/origin.js';
import type { Account, LeafKind, Ledger } from '../ledger.js';
import { Made } from '../made.js';
import { bareUuid, hyphenated } from '../makers/uuid.js';
import { readDateTime, readShortDate, readShortTime } from './dates.js';
import { type Finds, type Found, FoundLetter } from './found.js';
import { type GroupRun, groupsOf, specOf } from './groups.js';
import { LiftTexts } from './lift-texts.js';
import type { MessagePlan, RowPlan, SegmentPlan } from './plan.js';

const HEX = /^[0-9a-f]{32}$/i;

/** Reads a message of an interchange by its tables into what the letter has of it. */
export class Lift {
  readonly diagnostics: Diagnostic[] = [];
  readonly found: FoundLetter;
  /** Segments that no row knows. */
  private readonly unknown = new Set<Segment>();
  private readonly impersonal = new Set<Origin>();
  private readonly rows = new Map<string, Component>();
  private readonly texts: LiftTexts;
  private date: string | undefined;

  constructor(
    private readonly plan: MessagePlan,
    private readonly interchange: Interchange,
    private readonly message: EdifactMessage,
    private readonly ledger: Ledger,
  ) {
    this.found = new FoundLetter(plan.schema);
    this.texts = new LiftTexts(plan, this.found, (component) => this.tell(component, 'EDI037'));
  }

  private tell(origin: Origin, code: Code, params: Params = {}, rule?: string): void {
    const at = this.interchange.source.of(origin);
    this.diagnostics.push(
      diagnostic(code, at, { element: origin.name, ...params }, rule === undefined ? {} : { rule }),
    );
  }

  read(): void {
    const { plan, message, interchange } = this;
    const [first, ...rest] = message.segments as [Segment, ...Segment[]];
    const last = rest.at(-1)?.name === 'UNT' ? rest.pop() : undefined;
    this.rowsOf(plan.first, first, this.found.once);
    const { once } = this.found;
    for (const row of plan.constants) this.constant(row, first, once);
    for (const run of groupsOf(plan, rest)) this.group(run);
    this.rowsOf(plan.header, interchange.header, once);
    if (last !== undefined) this.rowsOf(plan.last, last, once);
    if (interchange.trailer !== undefined) this.rowsOf(plan.trailer, interchange.trailer, once);
    this.texts.end();
    if (this.texts.merged > 0) this.tell(first, 'EDI033', { count: this.texts.merged });
  }

  /** The components of the message and of what stands around it, as the ledger sees them. */
  account(): Account {
    const { header, trailer, source } = this.interchange;
    const segments = [header, ...this.message.segments, ...(trailer === undefined ? [] : [trailer])];
    return {
      each: (visit) => {
        for (const segment of segments) {
          for (const component of segment.components()) visit(component, this.kindOf(component));
          if (segment.object !== undefined) visit(segment, this.kindOf(segment));
        }
      },
      placeOf: (origin) => source.of(origin),
    };
  }

  private kindOf(origin: Origin): LeafKind {
    return this.impersonal.has(origin) ? IMPERSONAL_KIND : PERSONAL_KIND;
  }

  /** What no row knows, of segments that rows know; the others were told whole. */
  ofKnownSegments(unmapped: readonly Diagnostic[]): Diagnostic[] {
    const places = new Set([...this.unknown].map((segment) => this.interchange.source.of(segment).segment));
    return unmapped.filter(({ place }) => !places.has(place.segment));
  }

  private group({ plan, segments }: GroupRun): void {
    if (plan === undefined) {
      for (const segment of segments) this.notKnown(segment);
      return;
    }
    this.texts.beginGroup();
    const finds = plan.each === undefined ? this.found.once : this.found.another(plan.each);
    const seen = new Set<SegmentPlan>();
    for (const segment of segments) {
      const spec = specOf(plan, segment, segments, seen);
      if (spec === undefined) {
        this.notKnown(segment);
        continue;
      }
      seen.add(spec.plan);
      const { qualifier } = spec.plan;
      if (spec.repaired)
        this.tell(segment.at(1) ?? segment, 'EDI025', { known: qualifier?.value ?? '' }, qualifier?.id);
      this.segment(spec.plan, segment, finds);
    }
    const [first] = segments as [Segment];
    for (const { tag, optional, unless, each, text } of plan.segments.filter((one) => !seen.has(one))) {
      const needed = !optional && unless === undefined && each === undefined && text === undefined;
      if (needed) this.tell(first, 'EDI026', { group: plan.name, tag });
    }
  }

  private segment(plan: SegmentPlan, segment: Segment, finds: Finds): void {
    const { text, each } = plan;
    if (text !== undefined) this.text(plan, text, segment, finds);
    else if (each === undefined) this.rowsOf(plan, segment, finds);
    else {
      const isAddress = plan.rows.some(({ how }) => how === 'address');
      const begun = isAddress ? this.texts.unfinishedAddress : undefined;
      if (begun === undefined) this.rowsOf(plan, segment, this.found.another(each));
      else
        for (const row of plan.rows.filter(({ how }) => how !== 'copy')) this.component(row, segment, begun);
    }
  }

  /** A segment that no row knows; its components end as unmapped. */
  private notKnown(segment: Segment): void {
    this.unknown.add(segment);
    const vital = this.plan.vital.has(segment.name);
    this.tell(segment, vital ? 'EDI035' : 'EDI032', { tag: segment.name });
  }

  private rowsOf(plan: SegmentPlan, segment: Segment, finds: Finds): void {
    for (const row of plan.rows) {
      if (row.element === 0) this.constant(row, segment, finds);
      else this.component(row, segment, finds);
    }
  }

  /** An element of OIOXML that EDIFACT does not have, or the object of a UNO. */
  private constant(row: RowPlan, segment: Segment, finds: Finds): void {
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
    if (!isPersonal(leaf)) this.impersonal.add(component);
    const how = row.how === 'copy' && value !== component.text ? 'prefix' : row.how;
    const before = this.found.of(leaf, finds).get(leaf);
    if (before?.from.name === component.name && before.value === value)
      this.ledger.decide(component, { status: 'used', row: row.id, reason: 'it was said before' });
    else this.put(leaf, finds, { made: Made.from(row, how, value, component), from: component, value });
  }

  /** A component that says nothing for the letter. */
  private used({ used }: RowPlan, component: Component): void {
    this.impersonal.add(component);
    this.ledger.decide(component, used);
  }

  private component(row: RowPlan, segment: Segment, finds: Finds): void {
    const component = segment.at(row.element, row.component);
    if (component === undefined) {
      this.missing(row, segment, finds);
      return;
    }
    this.rows.set(row.id, component);
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
        this.fill(row, finds, component, readShortDate(text, this.date) ?? text);
        return;
      case 'short-time':
        this.fill(row, finds, component, readShortTime(text) ?? text);
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
        this.used(row, component);
    }
  }

  private missing(row: RowPlan, segment: Segment, finds: Finds): void {
    const { row: table } = row;
    const [leaf] = row.leaves;
    if (leaf === undefined || !('missing' in table) || table.missing === undefined) return;
    if (table.with !== undefined && !this.rows.has(table.with)) return;
    const made = Made.by(row, 'default', table.missing);
    this.put(leaf, finds, { made, from: segment, value: table.missing });
  }

  private expected(row: RowPlan, component: Component): void {
    this.used(row, component);
    // An unknown qualifier was told where the segment was recognised.
    if (component.text === row.value) return;
    if (component.text.trim().toUpperCase() === row.value?.toUpperCase())
      this.tell(component, 'EDI029', { code: row.value ?? '' }, row.id);
    else if ('must' in row.row && row.row.must === true)
      this.tell(component, 'EDI034', { expected: row.value ?? '' }, row.id);
    else if (row.how !== 'qualifier') this.tell(component, 'EDI024', { expected: row.value ?? '' }, row.id);
  }

  /** A value that follows from another must fit it, if that one is known yet. */
  private derived(row: RowPlan, component: Component, finds: Finds): void {
    this.used(row, component);
    const { of, column } = row.row as { of: string; column: string };
    const leaf = this.plan.schema.leaves.get(`${this.plan.schema.table.letter}/${of}`)?.leaf;
    const value = leaf && this.found.of(leaf, finds).get(leaf)?.value;
    if (typeof value !== 'string') return;
    const expected = row.list?.get(value)?.[column];
    if (expected === undefined || expected === component.text.trim().toUpperCase()) return;
    this.tell(component, 'EDI024', { expected }, row.id);
  }

  private code(row: RowPlan, component: Component, finds: Finds): void {
    const read = row.codes?.read(component.text);
    if (read !== undefined) {
      if (read.repaired) this.tell(component, 'EDI029', { code: read.value }, row.id);
      this.fill(row, finds, component, read.value);
    } else if ('unknown' in row.row && row.row.unknown === 'leave-out') {
      this.tell(component, 'EDI030', {}, row.id);
      this.impersonal.add(component);
      const reason = 'OIOXML has no such code';
      this.ledger.decide(component, { status: 'dropped', row: row.id, reason });
    } else this.fill(row, finds, component, component.text);
  }

  private dateTime(row: RowPlan, component: Component, finds: Finds): void {
    const read = readDateTime(component.text);
    if (read === undefined) {
      this.fill(row, finds, component, component.text);
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
    this.used(row, component);
    // Frames are compared where they are put together.
    if (other === undefined || other.text === component.text || FRAMES.has(component.name)) return;
    this.tell(component, 'EDI027', { other: other.name }, row.id);
  }

  private text(plan: SegmentPlan, text: RowPlan, segment: Segment, finds: Finds): void {
    const { others } = plan;
    if (text.how === 'subject') {
      this.texts.subject(text, segment);
      for (const row of others) this.component(row, segment, finds);
      return;
    }
    const styled = others.find(({ how }) => how === 'style');
    const style = styled === undefined ? '' : this.plan.styles.read(segment.value(styled.element));
    const own = this.texts.text(plan, text, segment, finds, style);
    for (const row of others) this.component(row, segment, own);
  }
}

/** What became of each component is noted while it is read. */
const fate = (): undefined => undefined;
const PERSONAL_KIND: LeafKind = { personal: true, fate };
const IMPERSONAL_KIND: LeafKind = { personal: false, fate };

/** What was compared where the frames were put together. */
const FRAMES = new Set(['UNT.2.1', 'UNZ.2.1', 'UNP.1.1']);

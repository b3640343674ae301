import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../../diagnostics/diagnostic.js';
import { tellFew } from '../../diagnostics/few.js';
import type { EdifactMessage, Interchange } from '../../formats/edifact/interchange.js';
import type { Segment } from '../../formats/edifact/segment.js';
import type { Origin } from '../../formats/origin.js';
import type { Account, LeafKind, Ledger } from '../ledger.js';
import { type Finds, FoundLetter } from './found.js';
import { Beside, contradicts, type GroupRun, groupsOf, specOf } from './groups.js';
import { LiftShape } from './lift-shape.js';
import { LiftTexts } from './lift-texts.js';
import { LiftValues } from './lift-values.js';
import type { MessagePlan, RowPlan, SegmentPlan } from './plan.js';

/** Reads a message of an interchange by its tables into what the letter has of it. */
export class Lift {
  readonly diagnostics: Diagnostic[] = [];
  readonly found: FoundLetter;
  /** Segments that no row knows. */
  private readonly unknown = new Set<Segment>();
  private readonly texts: LiftTexts;
  private readonly values: LiftValues;
  private readonly shape: LiftShape;

  constructor(
    private readonly plan: MessagePlan,
    private readonly interchange: Interchange,
    private readonly message: EdifactMessage,
    ledger: Ledger,
  ) {
    this.found = new FoundLetter(plan.schema);
    this.texts = new LiftTexts(plan, this.found, (component) => this.tell(component, 'EDI037'));
    this.values = new LiftValues(plan, ledger, this.found, this.texts, this.tell.bind(this));
    this.shape = new LiftShape(plan, this.tell.bind(this));
  }

  private tell(origin: Origin, code: Code, params: Params = {}, rule?: string): void {
    const { source } = this.interchange;
    const over = rule === undefined ? {} : { rule };
    const telling = { code, params: { element: origin.name, ...params }, over };
    tellFew(this.diagnostics, source.most, telling, () => source.of(origin));
  }

  read(): void {
    const { plan, message, interchange } = this;
    const [first, ...rest] = message.segments as [Segment, ...Segment[]];
    const last = rest.at(-1)?.name === 'UNT' ? rest.pop() : undefined;
    this.rowsOf(plan.first, first, this.found.once);
    const { once } = this.found;
    for (const row of plan.constants) this.values.constant(row, first, once);
    const runs = groupsOf(plan, rest);
    this.shape.groups(runs, first, message.whole);
    for (const run of runs) this.group(run);
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
          const { elements } = segment;
          for (let e = 0; e < elements.length; e++) {
            const components = elements[e] as (typeof elements)[number];
            for (let c = 0; c < components.length; c++) {
              const component = components[c];
              if (component !== undefined) visit(component, this.kindOf(component));
            }
          }
          if (segment.object !== undefined) visit(segment, this.kindOf(segment));
        }
      },
      placeOf: (origin) => source.of(origin),
    };
  }

  private kindOf(origin: Origin): LeafKind {
    return this.values.isImpersonal(origin) ? IMPERSONAL_KIND : PERSONAL_KIND;
  }

  /** What no row knows, of segments that rows know; the others were told whole. */
  ofKnownSegments(unmapped: readonly Diagnostic[]): Diagnostic[] {
    const places = new Set([...this.unknown].map((segment) => this.interchange.source.of(segment).segment));
    return unmapped.filter(({ place }) => !places.has(place.segment));
  }

  /** Tells of values that cannot stand in one letter; after its elements were made. */
  tellContradictions(): void {
    for (const origin of this.found.contradictions) this.tell(origin, 'EDI036');
  }

  private group({ plan, segments }: GroupRun): void {
    if (plan === undefined) {
      for (const segment of segments) this.notKnown(segment);
      return;
    }
    this.texts.beginGroup();
    const finds = plan.each === undefined ? this.found.once : this.found.another(plan.each);
    const beside = new Beside(segments);
    const seen = new Set<SegmentPlan>();
    const shape = this.shape.group(plan);
    for (const segment of segments) {
      const spec = specOf(plan, segment, beside, seen);
      if (spec === undefined) {
        this.notKnown(segment);
        if (contradicts(plan, segment, beside, seen)) this.tell(segment.at(1) ?? segment, 'EDI036');
        continue;
      }
      seen.add(spec.plan);
      const { qualifier } = spec.plan;
      if (spec.repaired)
        this.tell(segment.at(1) ?? segment, 'EDI025', { known: qualifier?.value ?? '' }, qualifier?.id);
      shape(spec.plan, segment);
      this.segment(spec.plan, segment, finds);
    }
    const [first] = segments as [Segment];
    for (const { tag, optional, unless, each, text } of plan.segments.filter((one) => !seen.has(one))) {
      const needed = !optional && unless === undefined && each === undefined && text === undefined;
      if (needed) this.tell(first, 'EDI026', { group: plan.name, tag });
    }
    this.shape.instead(plan, seen, first);
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
        for (const row of plan.rows.filter(({ how }) => how !== 'copy'))
          this.values.component(row, segment, begun);
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
      if (row.element === 0) this.values.constant(row, segment, finds);
      else if (row.how !== 'derived') this.values.component(row, segment, finds);
    }
    // What follows from another value can be compared once that is known.
    for (const row of plan.rows) if (row.how === 'derived') this.values.component(row, segment, finds);
  }

  private text(plan: SegmentPlan, text: RowPlan, segment: Segment, finds: Finds): void {
    const { others, style: styled } = plan;
    if (text.how === 'subject') {
      this.texts.subject(text, segment);
      for (const row of others) this.values.component(row, segment, finds);
      return;
    }
    const style = styled === undefined ? '' : this.plan.styles.read(segment.value(styled.element));
    const own = this.texts.text(plan, text, segment, finds, style);
    for (const row of others) this.values.component(row, segment, own);
  }
}

/** What became of each component is noted while it is read. */
const fate = (): undefined => undefined;
const PERSONAL_KIND: LeafKind = { personal: true, fate };
const IMPERSONAL_KIND: LeafKind = { personal: false, fate };

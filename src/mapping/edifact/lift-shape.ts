import type { Code } from '../../diagnostics/catalog.js';
import { type Params, phrase } from '../../diagnostics/phrase.js';
import { charactersIn } from '../../formats/characters.js';
import type { Component, Segment } from '../../formats/edifact/segment.js';
import type { Origin } from '../../formats/origin.js';
import type { GroupRun } from './groups.js';
import type { GroupPlan, MessagePlan, RowPlan, SegmentPlan } from './plan.js';

type Tell = (origin: Origin, code: Code, params?: Params, rule?: string) => void;

/** A group that must be there, whatever the letter says. */
const isNeeded = ({ repeats, ifLeaf, unlessLeaf }: GroupPlan): boolean =>
  !repeats && ifLeaf === undefined && unlessLeaf === undefined;

const isText = ({ how }: RowPlan): boolean => how === 'text' || how === 'subject' || how === 'address';

/** The components that a text reads: those from its own on. */
const componentsOf = (row: RowPlan, segment: Segment): ReadonlyArray<Component | undefined> =>
  (segment.elements[row.element - 1] ?? []).slice(row.component - 1);

const isThere = (row: RowPlan, segment: Segment): boolean =>
  segment.at(row.element, row.component) !== undefined ||
  (isText(row) && componentsOf(row, segment).some((one) => one !== undefined));

/** What a segment is called, with its qualifier if it has one: RFF+SRI. */
const nameOf = ({ tag, qualifier }: SegmentPlan): string =>
  qualifier?.value === undefined ? tag : `${tag}+${qualifier.value}`;

/**
 * Tells where a message that can be read is not written as its tables say: its groups and segments in another order, too many, or
 * without what they are there for; components that are too long. Rules: legacy formats 8.1, 8.2, 9.1, 9.7, 11.1, 12.
 */
export class LiftShape {
  constructor(
    private readonly plan: MessagePlan,
    private readonly tell: Tell,
  ) {}

  /**
   * Order of the groups, and groups that are not there.
   *
   * @param first the segment that tells of what is not there
   * @param whole false for a message whose end is missing: nobody can tell what was in it
   */
  groups(runs: readonly GroupRun[], first: Segment, whole: boolean): void {
    const { groups } = this.plan;
    let last = 0;
    for (const { plan, segments } of runs) {
      const [trigger] = segments;
      if (plan === undefined || trigger === undefined) continue;
      const rank = groups.indexOf(plan);
      if (rank < last) {
        const params = {
          element: phrase('edi-The-group', { name: plan.name }),
          other: phrase('edi-the-group', { name: (groups[last] ?? plan).name }),
        };
        this.tell(trigger, 'EDI049', params);
      } else last = rank;
      // Nothing is missing in the letter, but others do not read such a group.
      const holdsNothing = plan.trigger !== undefined && plan.each === undefined && segments.length === 1;
      if (plan.repeats && holdsNothing) {
        const params = {
          element: phrase('edi-held-by-group', { name: plan.name }),
          demanded: phrase('edi-segment-behind', { tag: plan.trigger ?? '' }),
        };
        this.tell(trigger, 'EDI050', params);
      }
    }
    if (!whole) return;
    for (const group of groups)
      if (isNeeded(group) && !runs.some(({ plan }) => plan === group))
        this.tell(first, 'EDI053', { group: group.name, tag: group.segments[0]?.tag ?? '' });
  }

  /** Checks the segments of a group, one after another as they come. */
  group({ most }: GroupPlan): (plan: SegmentPlan, segment: Segment) => void {
    let last: SegmentPlan | undefined;
    let count = 0;
    return (plan, segment) => {
      if (last !== undefined && plan.rank < last.rank)
        this.tell(segment, 'EDI049', { element: nameOf(plan), other: nameOf(last) });
      else last = plan;
      if (plan.each !== undefined || plan.text !== undefined) count++;
      if (count === most + 1) this.tell(segment, 'EDI052', { most });
      this.segment(plan, segment);
    };
  }

  /**
   * A segment that stands for a value that is not there: without an id the group says that there is none.
   *
   * @param seen the segments that the group has
   * @param first the segment that tells of what is not there
   */
  instead({ name, segments }: GroupPlan, seen: ReadonlySet<SegmentPlan>, first: Segment): void {
    for (const plan of segments) {
      const { tag, unless, qualifier } = plan;
      if (unless === undefined) continue;
      const other = segments.find(({ rows }) => rows.some(({ id }) => id === unless));
      if (other === undefined || seen.has(plan) || seen.has(other)) continue;
      const params = { element: phrase('edi-in-group', { tag, name }), demanded: nameOf(plan) };
      this.tell(first, 'EDI050', params, qualifier?.id);
    }
  }

  private segment({ purpose, limited }: SegmentPlan, segment: Segment): void {
    const [first] = purpose;
    if (first !== undefined && !purpose.some((row) => isThere(row, segment))) {
      const element = `${segment.name}.${first.element}.${first.component}`;
      const demanded = phrase('edi-a-value');
      this.tell(segment, 'EDI050', { element, demanded }, first.id);
    }
    for (const row of limited) this.lengths(row, row.max ?? 0, segment);
  }

  private lengths(row: RowPlan, max: number, segment: Segment): void {
    if (isText(row)) {
      const components = segment.elements[row.element - 1];
      if (components === undefined) return;
      for (let i = row.component - 1; i < components.length; i++) this.length(row, max, components[i]);
    } else this.length(row, max, segment.at(row.element, row.component));
  }

  private length(row: RowPlan, max: number, component: Component | undefined): void {
    // Most are shorter in any case.
    if (component === undefined || component.text.length <= max) return;
    const length = charactersIn(component.text);
    if (length > max) this.tell(component, 'EDI051', { length, max }, row.id);
  }
}

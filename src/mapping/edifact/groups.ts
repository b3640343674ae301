import type { Segment } from '../../formats/edifact/segment.js';
import type { Codes } from './codes.js';
import type { GroupPlan, MessagePlan, SegmentPlan } from './plan.js';

/** Segments that stand together, from one that begins a group to the next; without a plan if no table knows them. */
export interface GroupRun {
  plan: GroupPlan | undefined;
  segments: Segment[];
}

const S = 83;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Any segment of this shape begins a group, known or not: S and two digits. Rules: legacy formats 8.1. */
const isSection = (name: string): boolean =>
  name.length === 3 && name.charCodeAt(0) === S && isDigit(name.charCodeAt(1)) && isDigit(name.charCodeAt(2));

const planOf = (plan: MessagePlan, segments: readonly Segment[]): GroupPlan | undefined => {
  const [first] = segments;
  const trigger = first !== undefined && plan.triggers.has(first.name) ? first.name : undefined;
  return plan.groups.find(
    (group) =>
      group.trigger === trigger &&
      group.marked.every(({ tag, element, component, value }) =>
        segments.some((one) => one.name === tag && one.value(element, component).toUpperCase() === value),
      ),
  );
};

/** Takes the segments of a message apart into its groups. One that may stand there only once is known only once. */
export const groupsOf = (plan: MessagePlan, segments: readonly Segment[]): GroupRun[] => {
  const runs: Segment[][] = [];
  for (const segment of segments) {
    const begins = isSection(segment.name) || plan.triggers.has(segment.name);
    const last = runs.at(-1);
    if (begins || last === undefined) runs.push([segment]);
    else last.push(segment);
  }
  const seen = new Set<GroupPlan>();
  return runs.map((run) => {
    const name = run[0]?.name ?? '';
    const isKnown = !isSection(name) || plan.triggers.has(name);
    const found = isKnown ? planOf(plan, run) : undefined;
    if (found === undefined || (seen.has(found) && !found.repeats)) return { plan: undefined, segments: run };
    seen.add(found);
    return { plan: found, segments: run };
  });
};

const repeats = ({ each, text }: SegmentPlan): boolean => each !== undefined || text !== undefined;

const isFree = (plan: SegmentPlan, seen: ReadonlySet<SegmentPlan>): boolean =>
  repeats(plan) || !seen.has(plan);

const saysItself = ({ tag, qualifier }: SegmentPlan, segment: Segment): boolean => {
  if (segment.name !== tag || qualifier === undefined) return false;
  const said = segment.value(1);
  return qualifier.value === said || qualifier.value === said.toUpperCase();
};

/** All segments of a group. What they say is found out once for each plan, however many of them ask; of most groups nobody asks. */
export class Beside {
  private named: Map<SegmentPlan, boolean> | undefined;
  private values: Map<SegmentPlan, ReadonlySet<string>> | undefined;

  constructor(private readonly segments: readonly Segment[]) {}

  /** True if one of them has the qualifier of a plan. */
  has(plan: SegmentPlan): boolean {
    this.named ??= new Map();
    let has = this.named.get(plan);
    if (has === undefined) {
      has = this.segments.some((one) => saysItself(plan, one));
      this.named.set(plan, has);
    }
    return has;
  }

  /** What the codes mean that stand in the first component of those with the tag of a plan. */
  meant(plan: SegmentPlan, codes: Codes): ReadonlySet<string> {
    this.values ??= new Map();
    let meant = this.values.get(plan);
    if (meant === undefined) {
      meant = new Set(this.read(plan.tag, codes));
      this.values.set(plan, meant);
    }
    return meant;
  }

  private *read(tag: string, codes: Codes): Generator<string> {
    for (const one of this.segments) {
      const meant = one.name === tag ? codes.read(one.value(1)) : undefined;
      if (meant !== undefined) yield meant.value;
    }
  }
}

/**
 * True if a segment that no plan takes says in its first component another code than the segment before it that had its plan:
 * another priority, or another status of the patient.
 */
export const contradicts = (
  group: GroupPlan,
  segment: Segment,
  beside: Beside,
  seen: ReadonlySet<SegmentPlan>,
): boolean =>
  (group.byTag.get(segment.name) ?? []).some((plan) => {
    const codes = plan.code?.codes;
    const said = codes?.read(segment.value(1))?.value;
    if (codes === undefined || said === undefined || plan.text !== undefined || !seen.has(plan)) return false;
    // It is one of them itself.
    return beside.meant(plan, codes).size > 1;
  });

/** True of a segment without a qualifier, of which any code is known that stands in its place. */
const saysItsCode = ({ qualifier, code }: SegmentPlan, segment: Segment): boolean =>
  qualifier === undefined && (code?.codes === undefined || code.codes.read(segment.value(1)) !== undefined);

/**
 * The plan of a segment within its group, by its tag and its qualifier. An unknown qualifier is passed over where no other
 * segment of that tag could be meant, and in free text: never where the group has the segment that is meant, lest a
 * relative's number be taken for the patient's. Rules: legacy formats 8.3, 9.2.
 *
 * @param beside all segments of the group
 * @param seen plans that have had their segment
 * @returns the plan, and whether the qualifier was passed over; undefined if no plan fits
 */
export const specOf = (
  group: GroupPlan,
  segment: Segment,
  beside: Beside,
  seen: ReadonlySet<SegmentPlan>,
): { plan: SegmentPlan; repaired: boolean } | undefined => {
  const plans = group.byTag.get(segment.name);
  if (plans === undefined) return undefined;
  for (const plan of plans)
    if (saysItself(plan, segment) && isFree(plan, seen)) return { plan, repaired: false };
  for (const plan of plans)
    if (saysItsCode(plan, segment) && isFree(plan, seen)) return { plan, repaired: false };
  const free = plans.filter((plan) => isFree(plan, seen));
  const text = free.find((plan) => plan.text?.how === 'text');
  const [only] = plans.length === 1 ? free : [text];
  if (only === undefined) return undefined;
  const { qualifier } = only;
  if (qualifier !== undefined && 'must' in qualifier.row && qualifier.row.must === true) return undefined;
  if (!repeats(only) && beside.has(only)) return undefined;
  return { plan: only, repaired: only.qualifier !== undefined };
};

import { Made } from '../made.js';
import type { Lower, Written } from './lower.js';
import type { GroupPlan, SegmentPlan } from './plan.js';
import { uncutLine } from './text-pieces.js';

/** Segments of a group that is repeated as often as needed. */
type Segments = Array<{ tag: string; components: Written[] }>;

const inGroups = (segments: Segments, most: number, firstMost = most): Segments[] => {
  const groups: Segments[] = [];
  for (let from = 0; from < segments.length; ) {
    const size = groups.length === 0 ? firstMost : most;
    groups.push(segments.slice(from, from + size));
    from += size;
  }
  return groups;
};

/** The subject, in a segment that stands before the first text. */
const subjectOf = (lower: Lower, plan: SegmentPlan | undefined): Segments => {
  const row = plan?.text;
  const leaf = row?.leaves[0];
  const element = leaf && lower.elementOf(leaf, lower.letter.record);
  if (plan === undefined || row === undefined || leaf === undefined) return [];
  if (element === undefined || element.text === '') return [];
  const others = lower.rows(plan.others, lower.letter.record);
  const pieces = uncutLine(lower.fit.value(lower, element, leaf, row.id));
  return [{ tag: plan.tag, components: [...others, ...lower.pieces(row, pieces, element)] }];
};

/** The segments of each text, in groups. */
const textsOf = (lower: Lower, plan: SegmentPlan | undefined, first: number, most: number): Segments[] => {
  const row = plan?.text;
  const leaf = row?.leaves[0];
  if (plan?.each === undefined || row === undefined || leaf === undefined) return [];
  const styleRow = plan.rows.find(({ how }) => how === 'style');
  return lower.recordsOf(plan.each).flatMap((record, i) => {
    const element = lower.elementOf(leaf, record);
    if (element === undefined) return [];
    const others = lower.rows(plan.others, record);
    const room = { first: i === 0 ? first : most, most };
    const segments = lower.fit.segments(lower, element, row.id, room).map(({ style, pieces }) => {
      const components = [...others];
      if (styleRow !== undefined) {
        const { element: at, component } = styleRow;
        const text = lower.plan.styles.write(style);
        const made = Made.from(styleRow, 'style', text, element);
        components.push({ element: at, component, text, made, fromLetter: false });
      }
      for (const piece of lower.pieces(row, pieces, element)) components.push(piece);
      return { tag: plan.tag, components };
    });
    return inGroups(segments, most, room.first);
  });
};

/** The segments of the references, in their order. */
const referencesOf = (lower: Lower, plans: readonly SegmentPlan[]): Segments => {
  const path = plans[0]?.each;
  if (path === undefined) return [];
  return lower.recordsOf(path).flatMap((record) => {
    const plan = plans.find(
      ({ ifLeaf }) => ifLeaf === undefined || lower.elementOf(ifLeaf, record) !== undefined,
    );
    if (plan === undefined) return [];
    lower.constants(plan.rows, record);
    const address = plan.rows.find(({ how }) => how === 'address');
    const written =
      address === undefined ? [lower.rows(plan.rows, record)] : lower.addressSegments(plan, address, record);
    return written.map((components) => ({ tag: plan.tag, components }));
  });
};

/**
 * Writes the groups of free text and references: each text begins a group and takes as many as it needs; the references
 * stand in groups of their own. Rules: legacy formats 9.6, 9.7, 10.
 */
export const writeTexts = (lower: Lower, group: GroupPlan): void => {
  const [trigger, ...plans] = group.segments as [SegmentPlan, ...SegmentPlan[]];
  const subject = subjectOf(
    lower,
    plans.find(({ text }) => text?.how === 'subject'),
  );
  const textPlan = plans.find(({ text }) => text?.how === 'text');
  const { most } = group;
  const groups = textsOf(lower, textPlan, most - subject.length, most);
  const [first = []] = groups;
  const textGroups = subject.length === 0 ? groups : [[...subject, ...first], ...groups.slice(1)];
  const references = referencesOf(
    lower,
    plans.filter(({ each, text }) => each !== undefined && text === undefined),
  );
  for (const segments of [...textGroups, ...inGroups(references, most)]) {
    lower.one(trigger, lower.letter.record);
    for (const { tag, components } of segments) lower.write(tag, components);
  }
  const allowed = lower.plan.schema.groups.find(({ path }) => path === textPlan?.each)?.max ?? 0;
  if (textGroups.length > allowed)
    lower.tell(lower.letter.record.element, 'EDI043', { count: textGroups.length, most: allowed });
};

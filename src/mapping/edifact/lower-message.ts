import type { Leaf } from '../../formats/oioxml/schema.js';
import type { Lower } from './lower.js';
import { writeTexts } from './lower-texts.js';
import type { GroupPlan } from './plan.js';

/** True if the letter has what a group stands for. */
const isThere = (lower: Lower, { ifLeaf, unlessLeaf }: GroupPlan): boolean => {
  const has = (leaf: Leaf): boolean => lower.elementOf(leaf, lower.letter.record) !== undefined;
  return (ifLeaf === undefined || has(ifLeaf)) && (unlessLeaf === undefined || !has(unlessLeaf));
};

/** Writes the segments of a message, from UNH to UNT. Rules: legacy formats 8.1. */
export const lowerMessage = (lower: Lower): void => {
  const { plan, letter } = lower;
  lower.constants(plan.constants, letter.record);
  lower.one(plan.first, letter.record);
  for (const group of plan.groups) {
    if (!isThere(lower, group)) continue;
    if (group.each === undefined && group.repeats) writeTexts(lower, group);
    else lower.group(group);
  }
  lower.one(plan.last, letter.record);
  if (letter.local !== undefined) lower.tell(letter.local, 'EDI045', {}, plan.local.id);
};

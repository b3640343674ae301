import { type Phrase, phrase, TableFault } from '../../diagnostics/phrase.js';
import { compileExpression } from '../fhirpath/compile.js';
import type { ProfileRow } from './notation.js';
import { overlayOf } from './overlay.js';
import type { Shape, Shapes } from './shape.js';
import type { Type } from './types.js';

/** What is wrong with a table of profiles: where, and in which words. */
export interface ProfileFault {
  path: PropertyKey[];
  reason: Phrase;
}

/** What tables may name. */
export interface Named {
  types: ReadonlyMap<string, Type>;
  profiles: ReadonlyMap<string, ProfileRow>;
  valueSets: ReadonlySet<string>;
  shapes: Shapes;
}

const STEP = /^(\w+(?:\[x\])?)(?:\[([\w-]+)\])?$/;

/** True if there is such an element, with such a slice. */
const leads = (shape: Shape | undefined, path: string): boolean => {
  let at = shape;
  for (const step of path.split('.')) {
    const [, name = '', slice] = STEP.exec(step) ?? [];
    const slots = at?.slots();
    const slot = slots?.byName.get(name) ?? slots?.all.find((one) => one.name === name);
    if (slot === undefined) return false;
    const own = slot.names.has(name) ? name : ([...slot.names][0] ?? '');
    if (slice === undefined) at = slot.shape(own);
    else at = slot.slices.find((one) => one.name === slice)?.shape(own);
  }
  return at !== undefined;
};

/** What compiling a part of a table is refused for; undefined if it can be compiled. */
const refusalOf = (compile: () => unknown): Phrase | undefined => {
  try {
    compile();
    return undefined;
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    return error.reason;
  }
};

/** What an expression is refused for; undefined if it can be computed. */
const refusal = (expression: string): Phrase | undefined => refusalOf(() => compileExpression(expression));

/** Finds what is wrong with a profile beyond its notation: names that there are not, expressions that cannot be read. */
export const profileFaults = (
  name: string,
  { types, profiles, valueSets, shapes }: Named,
): ProfileFault[] => {
  const row = profiles.get(name) as ProfileRow;
  const { of, like, elements, rules, shows } = row;
  const faults: ProfileFault[] = [];
  const tell = (path: PropertyKey[], reason: Phrase | undefined): void => {
    if (reason !== undefined) faults.push({ path: [name, ...path], reason });
  };
  const isProfile = (one: string): boolean => profiles.has(one);
  if (!types.has(of)) tell(['of'], phrase('no-type', { type: of }));
  if (like !== undefined && !isProfile(like)) tell(['like'], phrase('no-profile', { name: like }));
  for (const [path, said] of Object.entries(elements)) {
    const { profile, codes, where, to = [] } = said;
    if (profile !== undefined && !isProfile(profile))
      tell(['elements', path], phrase('no-profile', { name: profile }));
    if (codes !== undefined && !valueSets.has(codes))
      tell(['elements', path], phrase('no-value-set', { name: codes }));
    if (where !== undefined) tell(['elements', path], refusal(where));
    // Of types of resources that are not looked into, only the name is known.
    for (const one of to)
      if (!isProfile(one) && !/^[A-Z][A-Za-z]+$/.test(one))
        tell(['elements', path], phrase('no-profile', { name: one }));
  }
  for (const [i, { holds }] of rules.entries()) tell(['rules', i, 'holds'], refusal(holds));
  for (const [i, { path }] of shows.entries()) tell(['shows', i], refusal(path));
  tell(
    ['elements'],
    refusalOf(() => overlayOf(row)),
  );
  if (faults.length > 0) return faults;
  let shape: Shape;
  try {
    shape = shapes.ofProfile(name);
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    // The profile that it stands on is told of where that is wrong.
    return faults;
  }
  for (const path of Object.keys(elements))
    if (!leads(shape, path)) tell(['elements', path], phrase('no-such-element', { type: of }));
  for (const [i, { at }] of rules.entries())
    if (at !== undefined && !leads(shape, at))
      tell(['rules', i, 'at'], phrase('no-such-element', { type: of }));
  return faults;
};

import type { Severity } from '../../diagnostics/diagnostic.js';
import { type Phrase, phrase, TableFault } from '../../diagnostics/phrase.js';
import { compileRule } from '../fhirpath/compile.js';
import type { Holds } from '../fhirpath/conditions.js';
import { asName } from '../fhirpath/steps.js';
import type { ProfileRow, RuleRow } from './notation.js';
import { type Overlay, overlayOf } from './overlay.js';
import { formOf, isPrimitive } from './primitives.js';
import { type Element, type Type, typeOf } from './types.js';

/** A rule that must hold for a value. */
export interface Rule {
  id: string;
  severity: Severity;
  holds: Holds;
  /** What is wrong if it does not hold. */
  reason: Phrase;
}

/** Everything that is said of a value: by its type, and by the profiles that apply where it stands. */
export interface Shape {
  type: string;
  primitive: boolean;
  /** What tells if a text has the form of its type; undefined if any has. */
  form: ((text: string) => boolean) | undefined;
  fixed: string | undefined;
  /** Name of the value set that its code must come from. */
  codes: string | undefined;
  longest: number | undefined;
  /** The types of resources that a reference may lead to, with the profiles of each that may be met; empty for any. */
  to(): ReadonlyMap<string, readonly string[]>;
  /** True if what a reference leads to must be in the bundle. */
  bundled: boolean;
  rules: readonly Rule[];
  /** What may stand in it, or beside its value, by name; undefined for a type that is not looked into. */
  slots(): Slots | undefined;
}

/** What may stand in a value. */
export interface Slots {
  byName: ReadonlyMap<string, Slot>;
  all: readonly Slot[];
  /** True if they are those of a resource, which says in JSON of which type it is. */
  resource: boolean;
  /** Those that must be there. */
  needed: readonly Slot[];
}

/** An element that may stand in a value. */
export interface Slot {
  /** With `[x]` if it is a choice. */
  name: string;
  /** Its place in the order that XML demands. */
  order: number;
  min: number;
  max: number;
  array: boolean;
  /** The names under which it may stand; a choice has several. */
  names: ReadonlySet<string>;
  shape(name: string): Shape;
  slices: readonly Slice[];
  /** True if every repetition must be in one of the slices. */
  closed: boolean;
}

/** Some of the repetitions of an element. */
export interface Slice {
  name: string;
  min: number;
  max: number;
  holds: Holds;
  shape(name: string): Shape;
}

/** The profiles of all tables, by name. */
export type Profiles = ReadonlyMap<string, ProfileRow>;

const CHOICE = '[x]';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The strictest of all cardinalities. */
const cardinality = (
  cards: ReadonlyArray<string | undefined>,
  array: boolean,
): { min: number; max: number } => {
  let min = 0;
  let max = array ? Number.POSITIVE_INFINITY : 1;
  for (const card of cards) {
    if (card === undefined) continue;
    const [least = '', most = least] = card.split('..');
    min = Math.max(min, Number(least));
    max = Math.min(max, most === '*' ? Number.POSITIVE_INFINITY : Number(most));
  }
  return { min, max };
};

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const onceEach = <T>(make: (key: string) => T): ((key: string) => T) => {
  const made = new Map<string, T>();
  // Most elements have one name only.
  let last: { key: string; value: T } | undefined;
  return (key) => {
    if (last?.key === key) return last.value;
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    last = { key, value };
    return value;
  };
};

/**
 * Puts types and profiles together to shapes: what is said of a value in several places is merged once, when such a value
 * is met for the first time.
 */
export class Shapes {
  private readonly overlays: (profile: string) => Overlay[];
  private readonly rule: (row: RuleRow) => Rule;
  /** Of values of which no profile says anything. */
  private readonly plain = new Map<string, Shape>();
  /** The shape of a profile, by its name. */
  readonly ofProfile: (profile: string) => Shape;

  constructor(
    private readonly types: ReadonlyMap<string, Type>,
    private readonly profiles: Profiles,
  ) {
    this.overlays = onceEach((name) => {
      const profile = this.profile(name);
      return [...(profile.like === undefined ? [] : this.overlays(profile.like)), overlayOf(profile)];
    });
    this.ofProfile = onceEach((name) =>
      this.shape(this.profile(name).of, [], undefined, this.overlays(name)),
    );
    const rules = new Map<RuleRow, Rule>();
    this.rule = (row) => {
      let rule = rules.get(row);
      if (rule === undefined) {
        const { id, severity, holds, en, da } = row;
        rule = { id, severity, holds: compileRule(holds), reason: { en, da } };
        rules.set(row, rule);
      }
      return rule;
    };
  }

  private profile(name: string): ProfileRow {
    const profile = this.profiles.get(name);
    if (profile === undefined) throw new TableFault(phrase('no-profile', { name }));
    return profile;
  }

  /** The shape of a type of which no profile says anything. */
  ofType(type: string): Shape {
    return this.shape(type, [], undefined, []);
  }

  private shape(
    type: string,
    to: readonly string[],
    codes: string | undefined,
    said: readonly Overlay[],
  ): Shape {
    if (said.length > 0) return this.merged(type, to, codes, said);
    const key = `${type}(${to.join('|')})<${codes ?? ''}>`;
    let shape = this.plain.get(key);
    if (shape === undefined) {
      shape = this.merged(type, to, codes, []);
      this.plain.set(key, shape);
    }
    return shape;
  }

  private targets(to: readonly string[]): Map<string, string[]> {
    const targets = new Map<string, string[]>();
    for (const name of to) {
      const type = this.profiles.get(name)?.of;
      const profiles = targets.get(type ?? name) ?? [];
      targets.set(type ?? name, profiles);
      if (type !== undefined) profiles.push(name);
    }
    return targets;
  }

  private merged(
    type: string,
    to: readonly string[],
    codes: string | undefined,
    said: readonly Overlay[],
  ): Shape {
    const overlays = said.flatMap((one) => [
      ...(one.row?.profile === undefined ? [] : this.overlays(one.row.profile)),
      one,
    ]);
    const rows = overlays.flatMap(({ row }) => row ?? []);
    const known = typeOf(this.types, type);
    return {
      type,
      primitive: isPrimitive(type),
      form: formOf(type),
      fixed: rows.findLast(({ fixed }) => fixed !== undefined)?.fixed,
      codes: rows.findLast((row) => row.codes !== undefined)?.codes ?? codes,
      longest: rows.findLast(({ longest }) => longest !== undefined)?.longest,
      to: once(() => this.targets(rows.findLast((row) => row.to !== undefined)?.to ?? to)),
      bundled: rows.some(({ bundled }) => bundled === true),
      rules: [...(known?.rules ?? []), ...overlays.flatMap(({ rules }) => rules)].map(this.rule),
      slots: once(() => {
        if (known === undefined) return undefined;
        const all = known.elements.map((element, order) => this.slot(element, order, overlays));
        return {
          all,
          byName: new Map(all.flatMap((slot) => [...slot.names].map((name) => [name, slot]))),
          resource: known.resource,
          needed: all.filter(({ min, slices }) => min > 0 || slices.some((slice) => slice.min > 0)),
        };
      }),
    };
  }

  private slot(element: Element, order: number, overlays: readonly Overlay[]): Slot {
    const { name, array, codes, to } = element;
    const own = overlays.flatMap((one) => one.children.get(name) ?? []);
    const rows = own.flatMap(({ row }) => row ?? []);
    const allowed = rows.findLast(({ types }) => types !== undefined)?.types ?? element.types;
    const stem = name.endsWith(CHOICE) ? name.slice(0, -CHOICE.length) : undefined;
    const types = new Map(
      allowed.map((type) => [asName(stem === undefined ? name : `${stem}${capital(type)}`), type]),
    );
    const shaped = (said: readonly Overlay[]): ((one: string) => Shape) =>
      onceEach((one) => {
        const particular =
          stem === undefined ? [] : overlays.flatMap(({ children }) => children.get(one) ?? []);
        return this.shape(types.get(one) ?? '', to, codes, [...said, ...particular]);
      });
    const slices = new Set(own.flatMap((one) => [...one.slices.keys()]));
    const { min, max } = cardinality(
      rows.map(({ card }) => card),
      array,
    );
    return {
      name,
      order,
      min: Math.max(min, element.min),
      max,
      array,
      names: new Set(types.keys()),
      shape: shaped(own),
      slices: [...slices].map((slice) => {
        const said = own.flatMap((one) => one.slices.get(slice) ?? []);
        const sliceRows = said.flatMap(({ row }) => row ?? []);
        const where = sliceRows.findLast((row) => row.where !== undefined)?.where;
        if (where === undefined) throw new TableFault(phrase('slice-no-where', { slice, name }));
        return {
          name: slice,
          ...cardinality(
            sliceRows.map(({ card }) => card),
            true,
          ),
          holds: compileRule(where),
          shape: shaped([...own, ...said]),
        };
      }),
      closed: rows.some(({ closed }) => closed === true),
    };
  }
}

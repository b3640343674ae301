import { basename } from 'node:path';
import type { Traced } from '../../../conversion/conversion.js';
import type { Trace } from '../../../conversion/trace.js';
import type { Diagnostic, Place } from '../../../diagnostics/diagnostic.js';
import { once } from '../../../formats/once.js';
import type { InputEntry, OutputEntry } from '../../../mapping/ledger.js';
import { contentSize, isContent } from '../../content.js';
import { entryNames } from '../../entry-names.js';
import { inputKind, type Kind, outputKind } from './kinds.js';
import { type Position, pathOf, placeKey, positionIn } from './paths.js';

/** A conversion to be shown, with the formats that it was from and to. */
export interface Explained {
  conversion: Traced;
  /** The messages that were made, as CareCommunication, or XDIS91 and XBIN01; the paths of the first have no name before them. */
  made: readonly string[];
  /** True if the input is FHIR, and so belongs on the right. */
  fromFhir: boolean;
  /** What is told beside the conversion's own diagnostics. */
  diagnostics: readonly Diagnostic[];
  /** How many values of the input and of the result the page had no room for. */
  unlisted?: Unlisted;
}

/** How many values of a conversion are not on the page. */
export interface Unlisted {
  input: number;
  output: number;
}

/** A value on the page. */
export interface Value {
  id: string;
  position: Position;
  path: string;
  place: Place | undefined;
  kind: Kind;
  how: string | undefined;
  rows: readonly string[];
  reason: string | undefined;
  /** What got lost of it while it was mapped. */
  lost: ReadonlyArray<{ row: string; reason: string }>;
  /** How many more counterparts it has than the trace lists. */
  more: number | undefined;
  personal: boolean;
  text: string;
  /** Number of bytes of the content of an attachment, whose text is not shown. */
  content: number | undefined;
  /** Values on the other side that hold the same. */
  links: string[];
  /** Values on the other side that it only decided about, or that decided about it. */
  decides: string[];
}

/** Values under one heading. */
export interface Section {
  position: Position;
  values: Value[];
}

/** A document: a file of the input, or a message that was made. */
export interface Document {
  name: string;
  sections: Section[];
}

/** A conversion as it is laid out: the legacy message on the left. */
export interface Layout {
  left: Document[];
  right: Document[];
  /** The side that the input is on. */
  input: 'left' | 'right';
  values: Value[];
  unlisted: Unlisted;
  /** The value that a diagnostic is about, if it is on the page. */
  valueAt(place: Place): Value | undefined;
}

const rowsIn = (rows: string | undefined): string[] => (rows ?? '').split(' ').filter((row) => row !== '');

const common = (path: string, value: string) => ({
  path,
  text: value,
  content: isContent(path) ? contentSize(value) : undefined,
  links: [],
  decides: [],
});

const inputValue = (
  entry: InputEntry,
  id: string,
  entries: readonly string[],
  losses: ReadonlyMap<string, Trace['losses']>,
): Value => {
  const path = pathOf(entry.source);
  return {
    ...common(path, entry.value),
    id,
    position: positionIn(path, entries),
    place: entry.source,
    kind: inputKind(entry),
    how: entry.how,
    rows: rowsIn(entry.row),
    reason: entry.reason,
    lost: losses.get(placeKey(entry.source)) ?? [],
    more: entry.more,
    personal: entry.personal,
  };
};

const outputValue = (entry: OutputEntry, id: string, entries: readonly string[]): Value => ({
  ...common(entry.target, entry.value),
  id,
  position: positionIn(entry.target, entries),
  place: undefined,
  kind: outputKind(entry),
  how: entry.how,
  rows: rowsIn(entry.row),
  reason: undefined,
  lost: [],
  more: entry.more,
  personal: entry.personal,
});

const grouped = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
};

/** Links every value with those it went into; decisions apart. */
const link = (trace: Trace, inputs: readonly Value[], outputs: readonly Value[]): void => {
  const byTarget = grouped(outputs, ({ path }) => path);
  const byPlace = grouped(inputs, ({ place }) => placeKey(place ?? {}));
  for (const [i, { to }] of trace.input.entries()) {
    const value = inputs[i] as Value;
    for (const other of to.flatMap((target) => byTarget.get(target) ?? [])) {
      value.links.push(other.id);
      other.links.push(value.id);
    }
  }
  for (const [i, { from }] of trace.output.entries()) {
    const value = outputs[i] as Value;
    const known = new Set(value.links);
    for (const key of new Set(from.map(placeKey)))
      for (const other of byPlace.get(key) ?? []) {
        if (known.has(other.id)) continue;
        known.add(other.id);
        value.decides.push(other.id);
        other.decides.push(value.id);
      }
  }
};

/** Values under the headings of their documents, in their order. */
const documents = (values: readonly Value[], nameOf: (value: Value) => string): Document[] =>
  [...grouped(values, nameOf)].map(([name, own]) => {
    const sections: Section[] = [];
    for (const value of own) {
      const last = sections.at(-1);
      const { section, number } = value.position;
      if (last?.position.section === section && last.position.number === number) last.values.push(value);
      else sections.push({ position: value.position, values: [value] });
    }
    return { name, sections };
  });

/** What a file of the input is called: the message in it, and its name. */
const inputNames = ({ letter, binaries = [] }: Traced): ((value: Value) => string) => {
  const messages = new Map([...binaries, letter].map(({ file, message }) => [file, message]));
  return ({ place: { file = '' } = {} }) => [messages.get(file), basename(file)].join(' ').trim();
};

const finder = (inputs: readonly Value[]): ((place: Place) => Value | undefined) => {
  // Of most messages, nothing is told.
  const byKey = once(() => grouped(inputs, ({ place }) => placeKey(place ?? {})));
  const byLine = once(() => grouped(inputs, ({ place }) => JSON.stringify([place?.file, place?.line])));
  return (place) => {
    const [same] = byKey().get(placeKey(place)) ?? [];
    const near = byLine().get(JSON.stringify([place.file, place.line])) ?? [];
    const path = pathOf(place);
    return (
      same ?? near.find((value) => value.path === path) ?? (place.line === undefined ? undefined : near[0])
    );
  };
};

const NOTHING: Trace = { input: [], output: [], losses: [], rows: new Set() };
const ALL_LISTED: Unlisted = { input: 0, output: 0 };

/**
 * Lays a conversion out for the page: every value of both sides, under headings, linked.
 *
 * @param prefix of the ids of its values
 */
export const layoutOf = (
  { conversion, made, fromFhir, unlisted = ALL_LISTED }: Explained,
  prefix: string,
): Layout => {
  const trace = conversion.trace ?? NOTHING;
  const entries = entryNames(trace);
  const losses = grouped(trace.losses, ({ source }) => placeKey(source));
  const inputs = trace.input.map((entry, i) => inputValue(entry, `${prefix}i${i + 1}`, entries, losses));
  const outputs = trace.output.map((entry, i) => outputValue(entry, `${prefix}o${i + 1}`, entries));
  link(trace, inputs, outputs);
  const from = documents(inputs, inputNames(conversion));
  const to = documents(outputs, ({ position }) => position.document ?? made[0] ?? '');
  return {
    left: fromFhir ? to : from,
    right: fromFhir ? from : to,
    input: fromFhir ? 'right' : 'left',
    values: [...inputs, ...outputs],
    unlisted,
    valueAt: finder(inputs),
  };
};

import type { z } from 'zod';
import { DiagnosticError, diagnostic, throwAll } from '../../diagnostics/diagnostic.js';
import type { Language } from '../../diagnostics/language.js';
import { phrase } from '../../diagnostics/phrase.js';
import { checkedBefore } from '../../formats/checked-tables.js';
import type { Notation } from '../../formats/notation.js';
import { digestOf } from '../../formats/parsed-tables.js';
import { compiled, type Locate, parseTable } from '../../formats/yaml.js';
import type { CodeList } from '../../mapping/code-list.js';
import type { TableFiles } from '../../mapping/files.js';
import { compileExpression } from '../fhirpath/compile.js';
import type { Evaluate } from '../fhirpath/values.js';
import { profileFaults } from './check.js';
import { type ProfileRow, profilesTable, typesTable, valueSetsTable } from './notation.js';
import { Shapes } from './shape.js';
import { type Tolerated, toleratedTable } from './tolerated.js';
import { compileTypes, type Type } from './types.js';
import { compileValueSets, type ValueSets } from './value-sets.js';

const FOLDER = 'profiles/';
const TYPES = `${FOLDER}r4.yaml`;
const VALUE_SETS = `${FOLDER}value-sets.yaml`;
const TOLERATED = 'tolerated.yaml';

/** The code list of words that stand for codes in narratives. */
const DISPLAYS = 'displays';

/** What an element is called in each language. */
export type Name = Readonly<Record<Language, string>>;

/** All that is known of FHIR messages, ready for use. */
export interface Knowledge {
  types: ReadonlyMap<string, Type>;
  /** The types of resources that FHIR has, looked into or not. */
  resources: ReadonlySet<string>;
  profiles: ReadonlyMap<string, ProfileRow>;
  shapes: Shapes;
  codes: ValueSets;
  /** The name of a profile, by its URL, then those of the profiles that it stands on. */
  profilesAt(url: string): readonly string[];
  /** The profile of the bundle, by the code of its event. */
  profileOf: ReadonlyMap<string, string>;
  /** What a narrative must show, by profile. */
  shown(profile: string): ReadonlyArray<{ name: Name; find: Evaluate }>;
  /** Words that stand for a code in narratives. */
  words(code: string): readonly string[];
  /** Errors that a message may have that was made, by what its conversion told. */
  tolerated: Tolerated;
}

/**
 * Reads the tables of profiles.
 *
 * @param files all tables, a site's own instead of the shipped ones of the same name
 * @throws DiagnosticError TAB001, TAB002, TAB004
 */
export const readKnowledge = (files: TableFiles, codeLists: ReadonlyMap<string, CodeList>): Knowledge => {
  const parsed = <T extends z.ZodType>(name: string, notation: Notation<T>) => {
    const text = files.get(name);
    if (text === undefined)
      throw new DiagnosticError(diagnostic('TAB004', { file: name }, { reason: phrase('missing') }));
    return parseTable(text, name, notation);
  };
  const read = <T extends z.ZodType>(name: string, notation: Notation<T>): z.output<T> =>
    parsed(name, notation).table;
  const typesRead = read(TYPES, typesTable);
  const types = compiled(TYPES, 'types', () => compileTypes(typesRead));
  const valueSets = read(VALUE_SETS, valueSetsTable);
  const codes = compiled(VALUE_SETS, 'systems', () => compileValueSets(valueSets, codeLists));
  const profiles = new Map<string, ProfileRow>();
  const places = new Map<string, Locate>();
  for (const name of files.keys()) {
    if (!name.startsWith(FOLDER) || name === TYPES || name === VALUE_SETS) continue;
    const { table, locate } = parsed(name, profilesTable);
    for (const [profile, row] of Object.entries(table)) {
      profiles.set(profile, row);
      places.set(profile, locate);
    }
  }
  const shapes = new Shapes(types, profiles);
  const named = { types, profiles, shapes, valueSets: new Set(Object.keys(valueSets)) };
  const texts = [...files].flatMap(([name, text]) => (name.startsWith(FOLDER) ? [digestOf(text)] : []));
  checkedBefore(['profiles', ...texts], () => {
    const faults = compiled('profiles', 'profiles', () =>
      [...profiles.keys()].flatMap((profile) =>
        profileFaults(profile, named).map(({ path, reason }) =>
          diagnostic('TAB002', places.get(profile)?.(path) ?? {}, {
            where: path.map(String).join('.'),
            reason,
          }),
        ),
      ),
    );
    throwAll(faults);
    return true;
  });
  const standsOn = (name: string | undefined): string[] =>
    name === undefined ? [] : [name, ...standsOn(profiles.get(name)?.like)];
  const byUrl = new Map([...profiles].map(([name, { url }]) => [url, standsOn(name)]));
  const shown = new Map<string, Array<{ name: Name; find: Evaluate }>>();
  return {
    types,
    resources: new Set(typesRead.resources),
    profiles,
    shapes,
    codes,
    profilesAt: (url) => byUrl.get(url) ?? [],
    profileOf: new Map(
      [...profiles].flatMap(([name, { event }]) => (event === undefined ? [] : [[event, name] as const])),
    ),
    shown(profile) {
      let found = shown.get(profile);
      if (found === undefined) {
        found = (profiles.get(profile)?.shows ?? []).map(({ path, ...name }) => ({
          name,
          find: compileExpression(path),
        }));
        shown.set(profile, found);
      }
      return found;
    },
    tolerated: read(TOLERATED, toleratedTable),
    words: (code) => Object.values(codeLists.get(DISPLAYS)?.get(code) ?? {}),
  };
};

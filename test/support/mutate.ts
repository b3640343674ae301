import { type Fault, one, resourceFaults, type Spot } from './mutate-resources.js';
import { random } from './random.js';

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
type Json = any;

const spots = (value: Json, path = ''): Spot[] =>
  value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([name, inner]) => {
        const key = Array.isArray(value) ? Number(name) : name;
        const own = `${path}/${name}`;
        return [{ holder: value, key, value: inner, path: own }, ...spots(inner, own)];
      });

const isText = ({ value }: Spot): boolean => typeof value === 'string';
const isList = ({ value }: Spot): boolean => Array.isArray(value);
const isMember = ({ holder }: Spot): boolean => !Array.isArray(holder);
const named =
  (...names: string[]) =>
  ({ key }: Spot): boolean =>
    names.includes(String(key));

const set =
  (make: (value: Json, pick: number, all: readonly Spot[]) => Json): Fault['apply'] =>
  (spot, pick, all) => {
    spot.holder[spot.key] = make(spot.value, pick, all);
  };

/** Faults by name. */
export const faults: Readonly<Record<string, Fault>> = {
  ...resourceFaults,
  removed: {
    of: () => true,
    apply: ({ holder, key }) => {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    },
  },
  'removed list': { of: isList, apply: ({ holder, key }) => delete holder[key] },
  doubled: {
    of: (spot) => Array.isArray(spot.holder),
    apply: ({ holder, value }) => holder.push(structuredClone(value)),
  },
  renamed: {
    of: (spot) => isMember(spot) && spot.key !== 'resourceType',
    apply: ({ holder, key, value }, pick) => {
      delete holder[key];
      holder[one([`${key}s`, `x${key}`, String(key).toUpperCase()], pick)] = value;
    },
  },
  'another text': {
    of: isText,
    apply: set((value, pick) =>
      one(['x', `${value} `, `${value}0`, value.slice(1), value.toUpperCase(), 'unknown'], pick),
    ),
  },
  'a text of another element': {
    of: isText,
    apply: set((value, pick, all) => one(all.filter(isText), pick)?.value ?? value),
  },
  empty: { of: isText, apply: set(() => '') },
  'a number': { of: isText, apply: set(() => 7) },
  'a truth value': { of: isText, apply: set(() => true) },
  'an object': { of: isText, apply: set((value) => ({ value })) },
  'no list': { of: (spot) => isList(spot) && isMember(spot), apply: set((value) => value[0]) },
  'a list': { of: (spot) => isMember(spot) && !isList(spot), apply: set((value) => [value]) },
  'another code': {
    of: named('code', 'status', 'use', 'priority', 'role', 'type'),
    apply: set(
      (value, pick) =>
        one(
          [
            'other',
            'unknown',
            'routine',
            'official',
            'temp',
            'source',
            'revision',
            'removal',
            'home',
            'AMB',
            'ok',
            'primary',
            'cc',
            'new-message',
            'retract-message',
            'regarding-referral',
          ],
          pick,
        ) ?? value,
    ),
  },
  'another system': {
    of: named('system', 'url'),
    apply: set((value, pick, all) => one(all.filter(named('system', 'url')), pick)?.value ?? value),
  },
  'another number': {
    of: (spot) => isText(spot) && /^\d{10,}$/.test(spot.value),
    apply: set((value, pick) =>
      one(
        [
          value.slice(0, -1),
          `${value.slice(0, -1)}${(Number(value.at(-1)) + 1) % 10}`,
          `${value}1`,
          '3113119999',
          '070725KA12',
          '0707251KA2',
          '0707255KA2',
        ],
        pick,
      ),
    ),
  },
  'another reference': {
    of: named('reference', 'fullUrl'),
    apply: set((value, pick, all) =>
      one(
        [
          ...all.filter(named('reference', 'fullUrl')).map((spot) => spot.value),
          'Patient/none',
          'Device/x',
          `${value}x`,
        ],
        pick,
      ),
    ),
  },
  'another profile': {
    of: (spot) => isText(spot) && /StructureDefinition/.test(spot.value),
    apply: set(
      (value, pick, all) =>
        one(
          all.filter((spot) => isText(spot) && /StructureDefinition/.test(spot.value)),
          pick,
        )?.value ?? value,
    ),
  },
  'another time': {
    of: (spot) => isText(spot) && /^\d{4}-\d\d-\d\dT/.test(spot.value),
    apply: set((value, pick) =>
      one(
        [
          value.slice(0, 10),
          value.slice(0, 19),
          value.slice(0, 16),
          `${value.slice(0, 19)}Z`,
          value.replace('T', ' '),
          value.replace(/-\d\dT/, '-32T'),
          value.replace(/T\d\d/, 'T24'),
        ],
        pick,
      ),
    ),
  },
  'another UUID': {
    of: (spot) => isText(spot) && /^urn:uuid:/.test(spot.value),
    apply: set((value, pick) =>
      one(
        [
          value.slice(9),
          value.toUpperCase(),
          value.replaceAll('-', ''),
          value.slice(0, -1),
          `x${value}`,
          `${value}x`,
        ],
        pick,
      ),
    ),
  },
  'something unknown': {
    of: (spot) => typeof spot.value === 'object' && !isList(spot),
    apply: set((value, pick) => ({
      ...value,
      [one(['note', 'language', 'display', 'remark', 'id', 'period'], pick)]: 'x',
    })),
  },
  'another choice': {
    of: (spot) => isMember(spot) && /^(value|content|event|occurred|deceased)[A-Z]/.test(String(spot.key)),
    apply: ({ holder, key, value }, pick) => {
      delete holder[key];
      holder[
        String(key).replace(
          /[A-Z].*$/,
          one(['String', 'Code', 'DateTime', 'Boolean', 'Reference', 'Uri'], pick),
        )
      ] = value;
    },
  },
};

/** A document with a fault. */
export interface Faulty {
  name: string;
  fault: string;
  path: string;
  document: Json;
}

/** Makes documents with one fault each: as many as are asked for, the same for the same seed. */
export const faulty = (
  documents: ReadonlyArray<{ name: string; document: Json }>,
  count: number,
  seed: number,
): Faulty[] => {
  const next = random(seed);
  const kinds = Object.entries(faults);
  const made: Faulty[] = [];
  while (made.length < count) {
    const { name, document } = one(documents, next());
    const copy = structuredClone(document);
    const [fault, { of, apply }] = one(kinds, next());
    const all = spots(copy);
    const fitting = all.filter(of);
    if (fitting.length === 0) continue;
    const spot = one(fitting, next());
    apply(spot, next(), all);
    if (JSON.stringify(copy) !== JSON.stringify(document))
      made.push({ name, fault, path: spot.path, document: copy });
  }
  return made;
};

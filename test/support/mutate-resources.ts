// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
type Json = any;

/** A value in a document, with what holds it. */
export interface Spot {
  holder: Json;
  key: string | number;
  value: Json;
  path: string;
}

/** What can go wrong with a value; `pick` is a number from 0 to below 1 that decides what there is to decide. */
export type Fault = {
  of(spot: Spot): boolean;
  apply(spot: Spot, pick: number, all: readonly Spot[]): void;
};

export const one = <T>(list: readonly T[], pick: number): T => list[Math.floor(pick * list.length)] as T;

const isText = ({ value }: Spot): boolean => typeof value === 'string';
const isObject = ({ value }: Spot): boolean =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isEntry = ({ path }: Spot): boolean => /^\/entry\/\d+$/.test(path);
const isResource = ({ path, value }: Spot): boolean =>
  /^\/entry\/\d+\/resource$/.test(path) && value?.resourceType !== undefined;
const isReference = ({ key, value }: Spot): boolean => key === 'reference' && typeof value === 'string';

const ABSENT = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
};

const swap = (a: Spot, b: Spot): void => {
  a.holder[a.key] = b.value;
  b.holder[b.key] = a.value;
};

/** Faults that have to do with more than one value: with where elements, resources, references and extensions stand. */
export const resourceFaults: Readonly<Record<string, Fault>> = {
  'moved to another element': {
    of: (spot) => typeof spot.key === 'string' && spot.key !== 'resourceType',
    apply: ({ holder, key, value }, pick, all) => {
      const target = one(all.filter(isObject), pick)?.value;
      // Nothing may come to stand in itself.
      if (JSON.stringify(value).includes(JSON.stringify(target))) return;
      delete holder[key];
      target[key] ??= value;
    },
  },
  'copied to another element': {
    of: (spot) => typeof spot.key === 'string',
    apply: ({ key, value }, pick, all) => {
      const target = one(all.filter(isObject), pick)?.value;
      target[key] ??= structuredClone(value);
    },
  },
  'moved to another list': {
    of: (spot) => typeof spot.key === 'number',
    apply: ({ holder, key, value }, pick, all) => {
      const target = one(
        all.filter(
          (spot) => Array.isArray(spot.value) && !JSON.stringify(value).includes(JSON.stringify(spot.value)),
        ),
        pick,
      )?.value;
      if (target === undefined) return;
      holder.splice(Number(key), 1);
      target.push(value);
    },
  },
  'a dropped resource': { of: isEntry, apply: ({ holder, key }) => holder.splice(Number(key), 1) },
  'a doubled resource': {
    of: isEntry,
    apply: ({ holder, value }, pick) => {
      const copy = structuredClone(value);
      if (pick < 0.7) {
        copy.fullUrl += '2';
        if (copy.resource !== undefined) copy.resource.id += '2';
      }
      holder.push(copy);
    },
  },
  'a resource in another': {
    of: isResource,
    apply: ({ value, holder }, pick, all) => {
      const target = one(all.filter(isResource), pick)?.value;
      if (target === value) return;
      target.contained = [structuredClone(value)];
      if (pick > 0.5) delete holder.resource;
    },
  },
  'a contained resource referred to': {
    of: isReference,
    apply: (spot, pick, all) => {
      const to = all.find(({ value }) => value?.fullUrl?.endsWith(spot.value))?.value.resource;
      const from = all.find((other) => isResource(other) && spot.path.startsWith(`${other.path}/`))?.value;
      if (to === undefined || from === undefined || to === from) return;
      from.contained = [{ ...structuredClone(to), id: 'c1' }];
      spot.holder.reference = pick < 0.9 ? '#c1' : '#c2';
    },
  },
  'resources in another order': {
    of: isEntry,
    apply: (spot, pick, all) => {
      const other = one(all.filter(isEntry), pick);
      if (other !== undefined) swap(spot, other);
    },
  },
  'swapped references': {
    of: isReference,
    apply: (spot, pick, all) => {
      const other = one(all.filter(isReference), pick);
      if (other !== undefined) swap(spot, other);
    },
  },
  'swapped texts': {
    of: isText,
    apply: (spot, pick, all) => {
      const other = one(all.filter(isText), pick);
      if (other !== undefined) swap(spot, other);
    },
  },
  'an extension of a primitive': {
    of: (spot) =>
      typeof spot.value !== 'object' && typeof spot.key === 'string' && spot.key !== 'resourceType',
    apply: ({ holder, key }, pick) => {
      holder[`_${key}`] = one(
        [ABSENT, { id: 'a' }, { extension: [{ url: 'http://example.dk/x' }] }, { value: 'x' }, {}],
        pick,
      );
    },
  },
  'an extension instead of a primitive': {
    of: (spot) =>
      typeof spot.value !== 'object' && typeof spot.key === 'string' && spot.key !== 'resourceType',
    apply: ({ holder, key }) => {
      delete holder[key];
      holder[`_${key}`] = ABSENT;
    },
  },
  'an extension more': {
    of: isObject,
    apply: ({ value }, pick) => {
      const [url, content] = one(
        [
          ['http://example.dk/x', { valueString: 'x' }],
          ['http://example.dk/x', { valueCoding: { code: 'x' } }],
          ['http://example.dk/x', { extension: [{ url: 'y', valueInteger: 1 }] }],
          ['http://example.dk/x', { valueInteger: 'x' }],
          ['http://example.dk/x', {}],
        ] as const,
        pick,
      );
      value[pick * 100 - Math.floor(pick * 100) < 0.2 ? 'modifierExtension' : 'extension'] = [
        ...(Array.isArray(value.extension) ? value.extension : []),
        { url, ...content },
      ];
    },
  },
  'another status of a narrative': {
    of: ({ path }) => /\/text\/status$/.test(path),
    apply: ({ holder, key }, pick) => {
      holder[key] = one(['generated', 'extensions', 'additional', 'empty', 'extension'], pick);
    },
  },
  'another form of time': {
    of: (spot) => isText(spot) && /^\d{4}-\d\d-\d\dT/.test(spot.value),
    apply: ({ holder, key, value }, pick) => {
      holder[key] = one(
        [
          value.slice(0, 4),
          value.slice(0, 7),
          value.replace(/([+-]\d\d):(\d\d)$/, '$1$2'),
          value.replace(/[+-]\d\d:\d\d$/, 'z'),
          value.replace(/[+-]\d\d:\d\d$/, '+14:00'),
          value.replace(/[+-]\d\d:\d\d$/, '+14:30'),
          value.replace(/:\d\d([+-])/, ':60$1'),
          value.replace(/:\d\d([+-])/, ':00.123456$1'),
          value.replace(/:\d\d([+-])/, ':00.$1'),
          value.replace(/^\d{4}-\d\d-\d\d/, '2025-02-29'),
          value.replace(/^\d{4}/, '0000'),
          ` ${value}`,
        ],
        pick,
      );
    },
  },
  'white space': {
    of: isText,
    apply: ({ holder, key, value }, pick) => {
      holder[key] = one(
        [` ${value}`, `${value}\n`, `\t${value}`, ' ', '\n', value.replace(/./, '$& '), `${value}\u00a0`],
        pick,
      );
    },
  },
  nothing: {
    of: () => true,
    apply: ({ holder, key }) => {
      holder[key] = null;
    },
  },
  'an empty list': {
    of: (spot) => typeof spot.key === 'string',
    apply: ({ holder, key }) => {
      holder[key] = [];
    },
  },
  'an empty object': {
    of: () => true,
    apply: ({ holder, key }) => {
      holder[key] = {};
    },
  },
  'a list in a list': {
    of: (spot) => typeof spot.key === 'number',
    apply: ({ holder, key, value }) => {
      holder[key] = [value];
    },
  },
};

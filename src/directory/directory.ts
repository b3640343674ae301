/** An organisation as the directory knows it. All values are text: leading zeros matter. */
export interface Organisation {
  gln?: string;
  sorId?: string;
  name?: string;
  telephone?: string;
  /** Provider number (ydernummer). */
  providerNumber?: string;
  municipalityCode?: string;
  /** Message types it is registered for, as written in the register. */
  types?: readonly string[];
  /** First day in force, `yyyy-mm-dd`. */
  validFrom?: string;
  /** Last day in force, `yyyy-mm-dd`. */
  validTo?: string;
  /** The file it stands in, and its line there, from 1. */
  file?: string;
  line: number;
}

/**
 * Looks organisations up. With a date (`yyyy-mm-dd`) an entry that is not in force that day counts as unknown.
 * Rules: conversion rules 16.
 */
export interface Directory {
  /** The organisation with a location number. */
  byGln(gln: string, date?: string): Organisation | undefined;
  /** The organisation with a SOR id. */
  bySorId(sorId: string, date?: string): Organisation | undefined;
  /** The organisation with a provider number (ydernummer). */
  byProviderNumber(number: string, date?: string): Organisation | undefined;
  /** The municipality with a number. */
  byMunicipality(code: string, date?: string): Organisation | undefined;
  /** Number of organisations. */
  readonly size: number;
}

type Key = 'gln' | 'sorId' | 'providerNumber' | 'municipalityCode';

const inForce = (organisation: Organisation, date: string | undefined): boolean =>
  date === undefined ||
  ((organisation.validFrom === undefined || organisation.validFrom <= date) &&
    (organisation.validTo === undefined || date <= organisation.validTo));

/** A directory over a list of organisations; of several with one number, the first in force counts. */
export const directoryOf = (organisations: readonly Organisation[]): Directory => {
  const indexes = new Map<Key, Map<string, Organisation | Organisation[]>>();

  // Built when first asked for: most runs ask by GLN only.
  const index = (key: Key): Map<string, Organisation | Organisation[]> => {
    let found = indexes.get(key);
    if (found === undefined) {
      found = new Map();
      for (const organisation of organisations) {
        const value = organisation[key];
        if (value === undefined) continue;
        const before = found.get(value);
        if (before === undefined) found.set(value, organisation);
        else if (Array.isArray(before)) before.push(organisation);
        else found.set(value, [before, organisation]);
      }
      indexes.set(key, found);
    }
    return found;
  };
  const look = (key: Key, value: string, date: string | undefined): Organisation | undefined => {
    const found = index(key).get(value);
    // Very many may have one number: they are not copied for each question.
    if (Array.isArray(found)) return found.find((organisation) => inForce(organisation, date));
    return found !== undefined && inForce(found, date) ? found : undefined;
  };

  return {
    byGln: (gln, date) => look('gln', gln, date),
    bySorId: (sorId, date) => look('sorId', sorId, date),
    byProviderNumber: (number, date) => look('providerNumber', number, date),
    byMunicipality: (code, date) => look('municipalityCode', code, date),
    size: organisations.length,
  };
};

/** A directory that knows nobody. */
export const emptyDirectory: Directory = directoryOf([]);

/** Several directories as one: the first that knows an organisation wins, as an overlay before the base. */
export const combine = (...directories: Directory[]): Directory => {
  const first = (look: (directory: Directory) => Organisation | undefined): Organisation | undefined => {
    for (const directory of directories) {
      const found = look(directory);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    byGln: (gln, date) => first((d) => d.byGln(gln, date)),
    bySorId: (sorId, date) => first((d) => d.bySorId(sorId, date)),
    byProviderNumber: (number, date) => first((d) => d.byProviderNumber(number, date)),
    byMunicipality: (code, date) => first((d) => d.byMunicipality(code, date)),
    size: directories.reduce((sum, d) => sum + d.size, 0),
  };
};

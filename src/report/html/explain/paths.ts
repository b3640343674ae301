import type { Place } from '../../../diagnostics/diagnostic.js';

/** Where a value stands in its document: the part of it that is shown under one heading, and the rest of its path. */
export interface Position {
  /** The document, of results that are several: XBIN01. */
  document: string | undefined;
  section: string;
  /** What tells sections of one name apart: the number of the segment or entry. */
  number: string;
  name: string;
}

const COMPONENT = /^(?:([A-Z][A-Z0-9]*):)?(?:(\d+):)?([A-Z][A-Z0-9]{2})(?:\.(\d+\.\d+))?$/;
const ENTRY = /^Bundle\.entry\[(\d+)\](?:\.resource)?\.?(.*)$/;
const DOCUMENT = /^([A-Z][A-Z0-9]*):(.+)$/;
/** Elements of letters are told under the first two names of their paths. */
const NAMES = 2;

/**
 * Takes a path apart: of a segment (`7:NAD.2.1`), of FHIR, or of a letter, with the name of the letter before it
 * where a message became several.
 *
 * @param entries short names of the entries of the bundle
 */
export const positionIn = (path: string, entries: readonly string[]): Position => {
  const component = COMPONENT.exec(path);
  if (component !== null) {
    const [, document, number = '', tag = '', name = ''] = component;
    return { document, section: tag, number, name };
  }
  const entry = ENTRY.exec(path);
  if (entry !== null) {
    const [, number = '', name = ''] = entry;
    return { document: undefined, section: entries[Number(number)] ?? 'entry', number, name };
  }
  if (path.startsWith('Bundle.'))
    return { document: undefined, section: 'Bundle', number: '', name: path.slice('Bundle.'.length) };
  const [, document, inside] = DOCUMENT.exec(path) ?? [];
  const names = (inside ?? path).split('/');
  const above = names.slice(0, Math.min(NAMES, names.length - 1));
  return {
    document,
    section: above.join(' / '),
    number: '',
    name: names.slice(above.length).join('/'),
  };
};

/** The path of a place as `positionIn` takes it. */
export const pathOf = ({ segment, component, path }: Place): string =>
  component === undefined ? (path ?? '') : `${segment === undefined ? '' : `${segment}:`}${component}`;

/** What two places of the same value have in common. */
export const placeKey = ({ file, inside, line, column, component, path }: Place): string =>
  JSON.stringify([file, inside, line, column, component, path]);

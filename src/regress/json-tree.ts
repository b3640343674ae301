import { DiagnosticError, type Place } from '../diagnostics/diagnostic.js';
import type { Node } from '../formats/fhir/node.js';
import { parseFhir } from '../formats/fhir/parse.js';
import { type Tree, tree } from './tree.js';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What stands in traces and is no value of a message. */
const OF_TRACES = new Set(['at', 'status', 'row', 'reason', 'to', 'target', 'how', 'from']);
const NO_PERSONAL = { personal: false };

/** Places of all values, by path; none of a document that is not one object. */
const placesIn = (bytes: Uint8Array, file: string): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>();
  try {
    const { root, source } = parseFhir(bytes, file, 'json');
    const visit = (node: Node): void => {
      for (const child of node.children ?? []) {
        places.set(child.path(), source.of(child));
        visit(child);
      }
    };
    visit(root);
  } catch (error) {
    // A document that is JSON and no resource has no places.
    if (!(error instanceof DiagnosticError)) throw error;
  }
  return places;
};

/** Reads values of JSON into parts: the items of a list are several children of one name. */
class JsonReader {
  private places: ReadonlyMap<string, Place> | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
    private readonly isTrace: boolean,
  ) {}

  private placeOf(path: string): Place | undefined {
    this.places ??= placesIn(this.bytes, this.file);
    return this.places.get(path);
  }

  private known(name: string, inherited: Tree['known']): Tree['known'] {
    if (name === 'resourceType') return NO_PERSONAL;
    return this.isTrace && OF_TRACES.has(name) ? { ...NO_PERSONAL, rows: inherited?.rows } : inherited;
  }

  private parts(name: string, path: string, value: Json, inherited: Tree['known']): Tree[] {
    if (!Array.isArray(value)) return [this.part(name, path, value, false, inherited)];
    if (value.length === 0) return [tree(name, path, { listed: true, text: '[]', literal: true })];
    return value.flatMap((item, i) => {
      const own = `${path}[${i}]`;
      if (!Array.isArray(item)) return [this.part(name, own, item, true, inherited)];
      return [tree(name, own, { listed: true, children: this.parts('', own, item, inherited) })];
    });
  }

  part(name: string, path: string, value: Json, listed: boolean, inherited: Tree['known']): Tree {
    const known = this.known(name, inherited);
    const place = (): Place | undefined => this.placeOf(path);
    if (typeof value !== 'object' || value === null) {
      const literal = typeof value !== 'string';
      return tree(name, path, { listed, text: String(value), literal, place, known });
    }
    const row =
      this.isTrace && !Array.isArray(value) && typeof value.row === 'string' ? value.row : undefined;
    const inner = row === undefined ? known : { personal: true, rows: row };
    const children = Object.entries(value).flatMap(([key, one]) =>
      this.parts(key, path === '' ? key : `${path}.${key}`, one, inner),
    );
    const empty = children.length === 0 ? { text: '{}', literal: true } : {};
    return tree(name, path, { listed, children, place, known, ...empty });
  }
}

/**
 * A document in JSON; its path begins with the type of the resource, if it is one.
 *
 * @param isTrace true for the trace of a conversion, which says itself which rows made its values
 * @throws SyntaxError if it is none
 */
export const jsonTree = (bytes: Buffer, file: string, isTrace: boolean): Tree => {
  const value = JSON.parse(bytes.toString('utf8')) as Json;
  const reader = new JsonReader(bytes, file, isTrace);
  const type =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value.resourceType : undefined;
  const known = isTrace ? { personal: true } : undefined;
  return Array.isArray(value)
    ? reader.part('', '', { '': value }, false, known)
    : reader.part('', typeof type === 'string' ? type : '', value, false, known);
};

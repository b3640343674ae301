import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { FhirObject, FhirValue } from '../../formats/fhir/model.js';
import type { CodeList } from '../code-list.js';
import type { BundleTable, NarrativeTable } from '../notation.js';

/** A narrative as FHIR holds it. */
export interface Narrative extends FhirObject {
  status: string;
  div: string;
}

/** Writes the narrative of one type of resource. */
export type Narrator = (resource: FhirObject) => Narrative;

type Getter = (value: FhirValue | undefined, found: FhirValue[]) => void;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '<br/>',
};
const NEEDS_ESCAPE = /[&<>"\n]/;
const escaped = (text: string): string =>
  NEEDS_ESCAPE.test(text) ? text.replace(/[&<>"\n]/g, (c) => ESCAPES[c] as string) : text;

/** One step of a path: a property, an extension by its URL, or the element of a list with a certain system. */
const stepGetter = (word: string, bundle: BundleTable, next: Getter): Getter => {
  const extension = /^ext\((\w+)\)$/.exec(word)?.[1];
  const [, name = word, system] = /^(\w+)\[(.+)\]$/.exec(word) ?? [];
  const property = extension === undefined ? name : 'extension';
  const url = extension === undefined ? undefined : bundle.extensions[extension]?.url;
  const fits = (one: FhirValue): boolean => {
    if (extension !== undefined) return (one as FhirObject).url === url;
    return system === undefined || (one as FhirObject).system === system;
  };
  return (value, found) => {
    const inner = (value as FhirObject)[property];
    if (inner === undefined) return;
    if (!Array.isArray(inner)) next(inner, found);
    else for (const one of inner) if (fits(one)) next(one, found);
  };
};

const leaf: Getter = (value, found) => {
  if (value !== undefined) found.push(value);
};

const compilePath = (path: string, bundle: BundleTable): Getter =>
  (path.match(/(?:[^.[(]|\[[^\]]*\]|\([^)]*\))+/g) ?? []).reduceRight<Getter>(
    (next, word) => stepGetter(word, bundle, next),
    leaf,
  );

type Line = (value: FhirValue) => string;
type TableLine = Extract<NarrativeTable[string]['lines'][number], { value: unknown }>;

const compileLine = (
  line: TableLine,
  bundle: BundleTable,
  codeLists: ReadonlyMap<string, CodeList>,
  file: string,
): Line => {
  const getters = [line.value].flat().map((path) => compilePath(path, bundle));
  const words = line.words === undefined ? undefined : codeLists.get(line.words);
  if (line.words !== undefined && words === undefined) {
    const params = { where: `"${line.label}"`, reason: phrase('no-code-list', { id: line.words }) };
    throw new DiagnosticError(diagnostic('TAB002', { file }, params));
  }
  const start = `<p><b>${escaped(line.label)}:</b> `;
  const show = (value: FhirValue): string => {
    const text = String(value);
    const known = words?.get(text)?.text;
    return escaped(known === undefined ? text : `${known} (${text})`);
  };
  return (value) => {
    const found: FhirValue[] = [];
    for (const get of getters) get(value, found);
    const [first, ...others] = found;
    if (first === undefined) return '';
    let shown = show(first);
    for (const one of others) shown += `, ${show(one)}`;
    return `${start}${shown}</p>`;
  };
};

/**
 * Compiles the narratives: for each type of resource a function that shows what its table declares. Every value is
 * escaped; attachment content is never shown. Rules: FHIR messages 9.
 *
 * @param file the file of the table, for faults
 * @throws DiagnosticError TAB002 for words that are in no code list
 */
export const compileNarratives = (
  table: NarrativeTable,
  bundle: BundleTable,
  codeLists: ReadonlyMap<string, CodeList>,
  file: string,
): ReadonlyMap<string, Narrator> =>
  new Map(
    Object.entries(table).map(([type, { status, id, lines }]) => {
      const compiled = lines.map((line): Line => {
        if (!('each' in line)) return compileLine(line, bundle, codeLists, file);
        const each = compilePath(line.each, bundle);
        const inner = line.lines.map((one) => compileLine(one, bundle, codeLists, file));
        return (value) => {
          const found: FhirValue[] = [];
          each(value, found);
          let shown = '';
          for (const one of found) for (const show of inner) shown += show(one);
          return shown;
        };
      });
      const start = `<div xmlns="http://www.w3.org/1999/xhtml"><p><b>${escaped(id)}:</b> `;
      const narrator: Narrator = (resource) => {
        let div = `${start}${escaped(String(resource.id))}</p>`;
        for (const line of compiled) div += line(resource);
        return { status, div: `${div}</div>` };
      };
      return [type, narrator];
    }),
  );

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

/** Shows what a path leads to behind what is shown already. */
type Show = (value: FhirValue, shown: string) => string;

const NEEDS_ESCAPE = /[&<>"\n]/;
const escaped = (text: string): string =>
  NEEDS_ESCAPE.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll('\n', '<br/>')
    : text;

/** One step of a path: a property, an extension by its URL, or the element of a list with a certain system. */
const step = (word: string, bundle: BundleTable, next: Show): Show => {
  const extension = /^ext\((\w+)\)$/.exec(word)?.[1];
  const [, name = word, system] = /^(\w+)\[(.+)\]$/.exec(word) ?? [];
  const property = extension === undefined ? name : 'extension';
  const url = extension === undefined ? undefined : bundle.extensions[extension]?.url;
  const fits = (one: FhirValue): boolean => {
    if (extension !== undefined) return (one as FhirObject).url === url;
    return system === undefined || (one as FhirObject).system === system;
  };
  return (value, before) => {
    const inner = (value as FhirObject)[property];
    if (inner === undefined) return before;
    if (!Array.isArray(inner)) return next(inner, before);
    let shown = before;
    for (const one of inner) if (fits(one)) shown = next(one, shown);
    return shown;
  };
};

/** @param show shows what stands at the end of the path */
const compilePath = (path: string, bundle: BundleTable, show: Show): Show =>
  (path.match(/(?:[^.[(]|\[[^\]]*\]|\([^)]*\))+/g) ?? []).reduceRight<Show>(
    (next, word) => step(word, bundle, next),
    show,
  );

type Line = (value: FhirValue) => string;
type TableLine = Extract<NarrativeTable[string]['lines'][number], { value: unknown }>;

const compileLine = (
  line: TableLine,
  bundle: BundleTable,
  codeLists: ReadonlyMap<string, CodeList>,
  file: string,
): Line => {
  const words = line.words === undefined ? undefined : codeLists.get(line.words);
  if (line.words !== undefined && words === undefined) {
    const params = { where: `"${line.label}"`, reason: phrase('no-code-list', { id: line.words }) };
    throw new DiagnosticError(diagnostic('TAB002', { file }, params));
  }
  const start = `<p><b>${escaped(line.label)}:</b> `;
  const show: Show = (value, shown) => {
    const text = String(value);
    const known = words?.get(text)?.text;
    const own = escaped(known === undefined ? text : `${known} (${text})`);
    return shown === '' ? `${start}${own}` : `${shown}, ${own}`;
  };
  const paths = [line.value].flat().map((path) => compilePath(path, bundle, show));
  return (value) => {
    let shown = '';
    for (const path of paths) shown = path(value, shown);
    return shown === '' ? '' : `${shown}</p>`;
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
        const inner = line.lines.map((one) => compileLine(one, bundle, codeLists, file));
        const each = compilePath(line.each, bundle, (value, before) => {
          let shown = before;
          for (const show of inner) shown += show(value);
          return shown;
        });
        return (value) => each(value, '');
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

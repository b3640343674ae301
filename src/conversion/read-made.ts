import type { SegmentOut } from '../formats/edifact/write.js';
import { writtenSource } from '../formats/edifact/written.js';
import type { FhirObject } from '../formats/fhir/model.js';
import { nodesOfResource } from '../formats/fhir/nodes-of.js';
import { checkLetters } from '../formats/oioxml/letters.js';
import { Source } from '../formats/source.js';
import type { Element } from '../formats/xml/element.js';
import type { Tables } from '../mapping/tables.js';
import { readMessage } from './message.js';
import { nothingRead, type Read, readInput } from './read.js';

/**
 * What is read of a letter or interchange that was made, before it is written: it need not be in memory for that.
 *
 * @param file the name of what it was made of, for diagnostics
 */
export const readMadeLetter = (
  { root, segments }: { root: Element | undefined; segments: SegmentOut[] | undefined },
  file: string,
  tables: Tables,
): Read => {
  if (segments !== undefined) return readInput({ name: file, bytes: writtenSource(segments) }, tables);
  const read = nothingRead(file, 'oioxml');
  if (root === undefined) return read;
  const { xdis91, xbin01, xctl01, xctl02, xctl03 } = tables;
  const document = { root, source: new Source(file, '', []), diagnostics: [] };
  return Object.assign(read, checkLetters(document, [xdis91, xbin01, xctl01, xctl02, xctl03]));
};

/** The same of a CareCommunication. */
export const readMadeMessage = (
  bundle: FhirObject,
  format: 'json' | 'xml',
  file: string,
  tables: Tables,
): Read => {
  const source = new Source(file, '', []);
  const document = { root: nodesOfResource(bundle), strays: [], source, diagnostics: [] };
  return Object.assign(nothingRead(file, `fhir-${format}`), {
    message: readMessage(document, tables.message),
  });
};

import type { Converter } from '../../conversion/convert.js';
import { wrapDocument } from '../../conversion/wrap.js';
import { joined } from '../../formats/byte-source.js';
import { vansEnvelopePieces } from '../../formats/envelope/write.js';
import type { Tables } from '../../mapping/tables.js';
import type { Document } from './document.js';

const INDENT = 2;
const FORMAT = /\w+$/;

/**
 * A document in a VANSEnvelope: the same bytes that would be written without one. `NAME.json` becomes `NAME.vans.xml`.
 *
 * @param file the name of what it was made of, for diagnostics
 * @throws DiagnosticError VAN055 if the document lacks what an envelope must have
 */
export const enveloped = (
  { ending, chunks, text }: Document,
  file: string,
  { converter, tables, ids }: { converter: Converter; tables: Tables; ids: 'derived' | 'random' },
): Document => {
  const data = joined([...chunks, ...(text ? [Buffer.from('\n')] : [])]);
  const envelope = wrapDocument(converter.read({ name: file, bytes: data }), data, tables, ids);
  return {
    ending: ending.replace(FORMAT, 'vans.xml'),
    chunks: vansEnvelopePieces(envelope, INDENT),
    text: true,
  };
};

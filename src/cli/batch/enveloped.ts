import { wrapDocument } from '../../conversion/wrap.js';
import { counted } from '../../formats/byte-source.js';
import { vansEnvelopePieces } from '../../formats/envelope/write.js';
import type { Tables } from '../../mapping/tables.js';
import { type Document, type MadeDocument, whole } from './document.js';

const INDENT = 2;
const FORMAT = /\w+$/;

/**
 * A document in a VANSEnvelope: the same bytes that would be written without one. `NAME.json` becomes `NAME.vans.xml`.
 *
 * @throws DiagnosticError VAN055 if the document lacks what an envelope must have
 */
export const enveloped = (
  document: MadeDocument,
  { tables, ids }: { tables: Tables; ids: 'derived' | 'random' },
): Document => ({
  ending: document.ending.replace(FORMAT, 'vans.xml'),
  chunks: vansEnvelopePieces(wrapDocument(document.read(), counted(whole(document)), tables, ids), INDENT),
  text: true,
});

import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { messageOf, type Phrase, phrase } from '../diagnostics/phrase.js';
import { decodedBytes } from '../formats/base64.js';
import { detect } from '../formats/detect.js';
import { OBJECTS } from '../formats/xml/objects.js';
import { parse } from '../formats/xml/parse.js';
import { edifactTree } from './edifact-tree.js';
import { fhirXmlTree } from './fhir-xml-tree.js';
import { jsonTree } from './json-tree.js';
import { type Tree, tree } from './tree.js';
import { xmlTree } from './xml-tree.js';

const TRACE = /\.trace\.json$/;

/** A document in an envelope is compared as it would be without one; the envelope's own values are none of a person. */
const envelopeTree = (bytes: Buffer, file: string): Tree => {
  const { root, source } = parse(bytes, file, 'VAN');
  const envelope = xmlTree(root, source, (element) => {
    if (element.name !== OBJECTS.VAN) return undefined;
    return { ...readTree(decodedBytes(element), file), name: 'document', listed: false };
  });
  const impersonal = (one: Tree): Tree => ({
    ...one,
    known: one.known ?? { personal: false },
    children: one.name === OBJECTS.VAN ? one.children : one.children.map(impersonal),
  });
  return impersonal(envelope);
};

/**
 * Reads a document into its parts, by what it looks like.
 *
 * @throws DiagnosticError or SyntaxError if it cannot be read as that
 */
const readTree = (bytes: Buffer, file: string): Tree => {
  switch (detect(bytes)) {
    case 'vans-envelope':
      return envelopeTree(bytes, file);
    case 'edifact':
      return edifactTree(bytes, file);
    case 'fhir-xml': {
      const { root, source } = parse(bytes, file, 'FHIR');
      return fhirXmlTree(root, source);
    }
    case 'oioxml':
    case 'xml': {
      const { root, source } = parse(bytes, file, 'OIO');
      return xmlTree(root, source);
    }
    default:
      return jsonTree(bytes, file, TRACE.test(file));
  }
};

/**
 * A document in its parts. One that is of no format, or broken, is a text of one part.
 *
 * @returns the parts, and why it could not be taken apart if it could not
 */
export const documentTree = (bytes: Buffer, file: string): { root: Tree; broken?: Phrase } => {
  try {
    return { root: readTree(bytes, file) };
  } catch (error) {
    const root = tree('', '', { text: bytes.toString('utf8') });
    if (error instanceof DiagnosticError) return { root, broken: messageOf(error.diagnostic) };
    if (error instanceof SyntaxError) return { root, broken: phrase('no-json') };
    if (error instanceof RangeError) return { root, broken: phrase('nested') };
    throw error;
  }
};

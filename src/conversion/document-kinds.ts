import type { Node } from '../formats/fhir/node.js';
import type { DocumentKind } from './envelope.js';
import { letterIds } from './letter-ids.js';
import type { Read } from './read.js';

/** The version of the message definition that a header names. */
const versionOf = (header: Node): string | undefined => header.value('definition')?.split('|')[1];

/** What a document turned out to be: one kind for each letter, or that of its message; none if it could not be read. */
export const documentKinds = ({ format, letters, message, acknowledgement }: Read): DocumentKind[] => {
  const syntax = format === 'fhir-xml' ? 'xml' : 'json';
  const [letter, answer] = [message?.message, acknowledgement?.message];
  if (letter !== undefined) {
    const postfix = letter.communication.one('category')?.one('coding')?.value('code');
    return [{ message: 'CareCommunication', postfix, syntax, version: versionOf(letter.header) }];
  }
  if (answer !== undefined) {
    const { code: postfix, header } = answer;
    return [{ message: 'Acknowledgement', postfix, syntax, version: versionOf(header) }];
  }
  return letters.map((one) => {
    const { message: name, version } = letterIds(one);
    return { message: name, version };
  });
};

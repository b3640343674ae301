import type { DocumentKind } from './envelope.js';
import { letterIds } from './letter-ids.js';
import type { Read } from './read.js';

/** What a document turned out to be: one kind for each letter, or that of its message; none if it could not be read. */
export const documentKinds = ({ format, letters, message }: Read): DocumentKind[] => {
  const read = message?.message;
  if (read === undefined)
    return letters.map((letter) => {
      const { message: name, version } = letterIds(letter);
      return { message: name, version };
    });
  const [, version] = read.header.value('definition')?.split('|') ?? [];
  const postfix = read.communication.one('category')?.one('coding')?.value('code');
  return [{ message: 'CareCommunication', postfix, syntax: format === 'fhir-xml' ? 'xml' : 'json', version }];
};

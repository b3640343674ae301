import type { Converter } from '../../conversion/convert.js';
import { referencedObjects } from '../../conversion/pairing.js';
import type { Input } from '../../conversion/read.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { openInput } from '../inputs.js';
import type { Carrier, Neighbours, NumberedFile } from './neighbours.js';

/** A binary letter that may belong to a letter, read again. */
export interface Candidate {
  carrier: Carrier;
  letter: Letter;
}

/**
 * The binary letters of the batch that carry objects of a letter. Contents are not kept in memory: they are read where they
 * are needed. A file that has gone since it was found counts as an attachment that did not come.
 */
export const candidatesOf = async (
  letter: Letter,
  neighbours: Neighbours,
  converter: Converter,
): Promise<Candidate[]> => {
  const objects = referencedObjects(letter);
  if (objects.length === 0) return [];
  const carriers = await neighbours.carriers(objects);
  const files = new Map(carriers.map(({ file }) => [file.number, file]));
  return [...files.values()].flatMap((file) => {
    const letters = lettersOf(file, converter);
    return carriers
      .filter((carrier) => carrier.file.number === file.number)
      .flatMap((carrier) => {
        const one = letters.find(({ number }) => number === carrier.letter);
        return one === undefined ? [] : [{ carrier, letter: one }];
      });
  });
};

const lettersOf = (file: NumberedFile, converter: Converter): readonly Letter[] => {
  let bytes: Input['bytes'];
  try {
    bytes = openInput(file, converter.limits);
  } catch {
    return [];
  }
  return converter.read({ name: file.name, bytes }).letters;
};

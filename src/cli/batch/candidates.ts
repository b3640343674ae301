import { referencedObjects } from '../../conversion/pairing.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { CarrierFiles } from './carrier-files.js';
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
  files: CarrierFiles,
): Promise<Candidate[]> => {
  const objects = referencedObjects(letter);
  if (objects.length === 0) return [];
  const byFile = new Map<number, { file: NumberedFile; carriers: Carrier[] }>();
  for (const carrier of await neighbours.carriers(objects)) {
    const { file } = carrier;
    const known = byFile.get(file.number);
    if (known === undefined) byFile.set(file.number, { file, carriers: [carrier] });
    else known.carriers.push(carrier);
  }
  return [...byFile.values()].flatMap(({ file, carriers }) => {
    const letters = lettersOf(file, files);
    return carriers.flatMap((carrier) => {
      const one = letters?.get(carrier.letter);
      return one === undefined ? [] : [{ carrier, letter: one }];
    });
  });
};

const lettersOf = (file: NumberedFile, files: CarrierFiles): ReadonlyMap<number, Letter> | undefined => {
  try {
    return files.letters(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
};

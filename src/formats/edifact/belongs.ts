import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { EdifactMessage, Interchange } from './interchange.js';

/** Interchanges and their messages with the byte at which each begins, in the order of the document. */
const ownersOf = (
  interchanges: readonly Interchange[],
): Array<{ byte: number; owner: Interchange | EdifactMessage }> =>
  interchanges.flatMap((interchange) => {
    const { source, header, messages } = interchange;
    const byteOf = (offset: number): number => source.place(offset).byte ?? 0;
    return [
      { byte: byteOf(header.offset), owner: interchange },
      ...messages.map((owner) => ({ byte: byteOf(owner.segments[0]?.offset ?? 0), owner })),
    ];
  });

/**
 * Gives what was told while the text was read to the message, or the interchange, that it stands in.
 *
 * @returns what belongs to none
 */
export const distribute = (
  diagnostics: readonly Diagnostic[],
  interchanges: readonly Interchange[],
): Diagnostic[] => {
  const owners = diagnostics.length === 0 ? [] : ownersOf(interchanges);
  return diagnostics.filter((one) => {
    const { byte = 0 } = one.place;
    let low = 0;
    let high = owners.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((owners[middle]?.byte ?? 0) <= byte) low = middle + 1;
      else high = middle;
    }
    // What stands before the first of them belongs to it.
    const found = owners[Math.max(0, low - 1)];
    found?.owner.diagnostics.push(one);
    return found === undefined;
  });
};

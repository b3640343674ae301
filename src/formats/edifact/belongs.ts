import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Interchange } from './interchange.js';

/**
 * Gives what was told while the text was read to the message, or the interchange, that it stands in.
 *
 * @returns what belongs to none
 */
export const distribute = (
  diagnostics: readonly Diagnostic[],
  interchanges: readonly Interchange[],
): Diagnostic[] => {
  const byteOf = ({ source }: Interchange, offset: number): number => source.place(offset).byte ?? 0;
  const begins = interchanges.map((one) => byteOf(one, one.header.offset));
  return diagnostics.filter((one) => {
    const { byte = 0 } = one.place;
    const interchange =
      interchanges[
        Math.max(
          0,
          begins.findLastIndex((begin) => begin <= byte),
        )
      ];
    if (interchange === undefined) return true;
    const message = interchange.messages.findLast(
      ({ segments: [unh] }) => unh !== undefined && byteOf(interchange, unh.offset) <= byte,
    );
    (message ?? interchange).diagnostics.push(one);
    return false;
  });
};

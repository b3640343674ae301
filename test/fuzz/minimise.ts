/**
 * Makes an input smaller as long as it still shows the same: leaves out stretches, halves of them, and so on down to single bytes
 * (delta debugging).
 *
 * @param shows true if an input shows it
 * @param tries how often it is asked at most
 */
export const minimised = (bytes: Buffer, shows: (bytes: Buffer) => boolean, tries = 3000): Buffer => {
  let left = bytes;
  let asked = 0;
  for (
    let size = Math.ceil(left.length / 2);
    size >= 1 && asked < tries;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < left.length && asked < tries; ) {
      const without = Buffer.concat([left.subarray(0, from), left.subarray(from + size)]);
      asked++;
      if (shows(without)) left = without;
      else from += size;
    }
  }
  return left;
};

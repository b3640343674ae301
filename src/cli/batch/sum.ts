import { createHash } from 'node:crypto';

/** A short sum of what files hold, to tell whether they have changed. */
export const sumOf = (contents: Iterable<string | Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return hash.digest('hex');
};

import { createHash } from 'node:crypto';

/**
 * The numbers of the server's advisory locks that stand for keys: in one order for everybody, so that two
 * transactions never wait for each other. Locks are shared by all of a database; the schema keeps apart the stores
 * in it.
 */
export const lockNumbers = (schema: string, keys: readonly string[]): bigint[] => {
  const numbers = keys.map((key) =>
    createHash('sha256').update(`${schema}\0${key}`).digest().readBigInt64BE(),
  );
  return [...new Set(numbers)].sort((a, b) => (a < b ? -1 : 1));
};

import type { z } from 'zod';
import { once } from './once.js';

/** How a kind of table is written. */
export interface Notation<T extends z.ZodType = z.ZodType> {
  /** Tells it from all others, so that what was checked when this package was built can be found again. */
  readonly name: string;
  /** What a table is checked against. */
  schema(): T;
}

/**
 * Names a notation. Its schema is made when a table has to be checked: making those of all tables, and loading the library
 * that they are made with, takes longer than most conversions.
 */
export const notation = <T extends z.ZodType>(name: string, schema: () => T): Notation<T> => ({
  name,
  schema: once(schema),
});

/** What a table holds that is written in a notation. */
export type Written<N> = N extends Notation<infer T> ? z.output<T> : never;

import { readFileSync } from 'node:fs';

/** A style sheet or script of the pages, as it is in the folder assets/html of this package. */
export const asset = (name: string): string =>
  readFileSync(new URL(`../../../assets/html/${name}`, import.meta.url), 'utf8');

import { existsSync, readdirSync } from 'node:fs';

const has = (name: string, file: string): boolean => existsSync(`samples/${name}/${file}`);

/** Names of the sample folders that are scenarios of messages: they have input and what is expected of it. */
export const scenarios: readonly string[] = readdirSync('samples').filter((name) => has(name, 'input'));

/** Those of receipts, and of our own refusals: they have the message that is answered. */
export const answering: readonly string[] = readdirSync('samples').filter((name) =>
  has(name, 'original.json'),
);

import { existsSync, readdirSync } from 'node:fs';

/** Names of the sample folders that are scenarios: they have input and what is expected of it. */
export const scenarios: readonly string[] = readdirSync('samples').filter((name) =>
  existsSync(`samples/${name}/input`),
);

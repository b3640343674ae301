import { once } from './once.js';
import { packageFile } from './package-file.js';

/** What something was made of: words and digests of texts. */
export type CheckKey = readonly string[];

/**
 * Made by `npm run build` (build/parse-tables.js) with the notations as they were then. Sources that run as they are may say
 * something else by now, so that they check everything.
 */
const known = once(
  (): Readonly<Record<string, unknown>> =>
    import.meta.url.endsWith('.ts') ? {} : JSON.parse(packageFile('dist/checked-tables.json') ?? '{}'),
);

const nameOf = (key: CheckKey): string => key.join(' ');

let record: Map<string, unknown> | undefined;

/** True if a check was made when this package was built, and is not to be made now. */
export const wasChecked = (key: CheckKey): boolean =>
  record === undefined && Object.hasOwn(known(), nameOf(key));

/**
 * What was checked when this package was built, or else what a check makes now. A check that throws is made every time.
 *
 * @param key which check, and the digests of all texts that its result depends on
 * @param check makes plain data, as JSON has it
 */
export const checkedBefore = <T>(key: CheckKey, check: () => T): T => {
  const name = nameOf(key);
  if (wasChecked(key)) return known()[name] as T;
  const made = check();
  record?.set(name, made);
  return made;
};

/** Makes all checks of a run, and gives what they made. */
export const recordChecks = (run: () => void): Record<string, unknown> => {
  const made = new Map<string, unknown>();
  record = made;
  try {
    run();
  } finally {
    record = undefined;
  }
  return Object.fromEntries(made);
};

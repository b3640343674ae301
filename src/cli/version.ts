import { packageFile } from '../formats/package-file.js';

/** The version of this program. */
export const version = (): string =>
  (JSON.parse(packageFile('package.json') ?? '{}') as { version: string }).version;

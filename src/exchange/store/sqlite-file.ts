import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';

/**
 * Makes the file of a store, for its owner only: it holds letters of patients. One that is there is looked at but
 * not opened, since closing it would take the locks of every other connection of this process from it.
 *
 * @throws an error of the file system
 */
export const ensureFile = async (path: string): Promise<void> => {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    await access(path, constants.R_OK | constants.W_OK);
  }
};

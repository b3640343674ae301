import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { checkFhir } from './reference.js';

/** Checks bundles against MedCom's profiles with the tool beside the published data; returns the errors of each file. */
export const profileErrors = async (files: readonly string[]): Promise<Map<string, string[]>> => {
  const run = promisify(execFile)('bash', [checkFhir, ...files], {
    env: { ...process.env, N: '50' },
    maxBuffer: 1e8,
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const errors = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of stdout.split('\n')) {
    const head = /^(\S+\.json) \d+ms errors (\d+)/.exec(line);
    if (head !== null) {
      current = [];
      errors.set(head[1] as string, current);
    } else if (line.startsWith('    ')) current.push(line.trim());
  }
  return errors;
};

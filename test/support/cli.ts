import { spawnSync } from 'node:child_process';

/** What a run of the command gave. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command as a user would. */
export const medcomConvert = (
  args: string[],
  input?: string | Buffer,
  env: Record<string, string> = {},
): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/medcom-convert.js', ...args], {
    input: input ?? '',
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
    maxBuffer: 1e9,
  });
  return { code: status, stdout, stderr };
};

/** Lines of JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests walk through JSON of any shape
export const jsonLines = (text: string): any[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Migration } from '../../src/exchange/store/database.js';

/** The tables of stores in tests. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'letters',
    sql: [
      'CREATE TABLE letter (id TEXT PRIMARY KEY, size INTEGER, content BLOB, note TEXT)',
      'CREATE INDEX letter_size ON letter (size)',
    ],
  },
  {
    version: 2,
    name: 'counters',
    sql: [
      'CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL)',
      "INSERT INTO counter (name, value) VALUES ('letters', 0)",
    ],
  },
];

const start = (what: string, where: string, env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, ['test/support/use-store.js', what, where, JSON.stringify(migrations)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });

/** What another process says of its use of a store; as `nobody` it has the rights of no user of its own. */
export const inAnotherProcess = async (
  what: 'open' | 'count' | 'nobody',
  where: string,
  env?: Record<string, string>,
): Promise<string> => (await text(start(what, where, env).stdout as NodeJS.ReadableStream)).trim();

/** A process that stays in a transaction that has written, until it is killed. */
export const hangingProcess = async (where: string): Promise<{ kill(): Promise<void> }> => {
  const child = start('hang', where);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return {
    kill: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
};

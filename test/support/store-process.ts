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

/** A process that is using a store until it is killed. */
export interface Busy {
  /** Ends it at once, and gives all that it has said. */
  kill(): Promise<string>;
}

/**
 * Starts a process that stays in a transaction that has written (`hang`), or counts up and says each number that is
 * stored (`tell`). It has begun when this resolves.
 */
export const busyProcess = async (what: 'hang' | 'tell', where: string): Promise<Busy> => {
  const child = start(what, where);
  const output = child.stdout as NodeJS.ReadableStream;
  let said = '';
  output.on('data', (data) => {
    said += data;
  });
  await once(output, 'data');
  return {
    kill: async () => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      return said;
    },
  };
};

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe } from 'vitest';
import type { Database, Migration } from '../../src/exchange/store/database.js';
import { openPostgres } from '../../src/exchange/store/postgres.js';
import { openSqlite } from '../../src/exchange/store/sqlite.js';

/** URL of a PostgreSQL server for tests; `.ci/postgres npm test` starts one. */
export const server = process.env.MEDCOM_TEST_POSTGRES;

if (server === undefined) {
  console.warn(
    'Tests with PostgreSQL are skipped: MEDCOM_TEST_POSTGRES names no server (.ci/postgres starts one).',
  );
}

/** A store that is not there yet, in a place of its own. */
export interface FreshStore {
  /** For openDatabase. */
  where: string;
  drop(): Promise<void>;
}

const freshFile = async (): Promise<FreshStore> => {
  const folder = mkdtempSync(join(tmpdir(), 'medcom-store-'));
  return {
    where: join(folder, 'store.db'),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Asks the server, not through a store. */
export const askServer = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
};

/** The URL with another setting. */
export const withSetting = (url: string, setting: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${setting}`;

const freshSchema = async (): Promise<FreshStore> => {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await askServer(`CREATE SCHEMA ${schema}`);
  return {
    where: withSetting(server ?? '', `options=-c%20search_path%3D${schema}`),
    drop: () => askServer(`DROP SCHEMA ${schema} CASCADE`),
  };
};

/** Every database there is: its name, whether there is one here, and how to get a fresh store in it. */
export const databases = [
  { name: 'SQLite', isHere: true, fresh: freshFile },
  { name: 'PostgreSQL', isHere: server !== undefined, fresh: freshSchema },
] as const;

/** What a test is given: each gets a fresh store. */
export interface StoreOfTest {
  where(): string;
  /** Opens it; it is closed after the test. */
  open(migrations: readonly Migration[], patience?: number): Promise<Database>;
}

/** Gives the tests at hand a fresh store each. */
const storeOfTest = (fresh: () => Promise<FreshStore>): StoreOfTest => {
  let store: FreshStore;
  const opened: Database[] = [];
  beforeEach(async () => {
    store = await fresh();
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    await store.drop();
  });
  return {
    where: () => store.where,
    open: async (migrations, patience) => {
      const open = store.where.startsWith('postgresql:') ? openPostgres : openSqlite;
      const database = await open(store.where, migrations, patience);
      opened.push(database);
      return database;
    },
  };
};

/** The same tests, for every database. */
export const onEveryDatabase = (tests: (store: StoreOfTest) => void): void => {
  for (const { name, isHere, fresh } of databases) {
    describe.skipIf(!isHere)(name, () => tests(storeOfTest(fresh)));
  }
};

/** Tests for one database. */
export const onDatabase = (
  name: (typeof databases)[number]['name'],
  tests: (store: StoreOfTest) => void,
): void => {
  const found = databases.find((database) => database.name === name);
  if (found !== undefined) describe.skipIf(!found.isHere)(name, () => tests(storeOfTest(found.fresh)));
};

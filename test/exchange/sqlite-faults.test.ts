import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/exchange/store/database.js';
import { onDatabase } from '../support/databases.js';
import { inAnotherProcess, migrations } from '../support/store-process.js';

const fault = (code: string, file: string) => ({
  name: 'DiagnosticError',
  diagnostic: { code, severity: 'error', place: { file } },
});

const insert = (database: Database, id: string, content: Uint8Array | null = null): Promise<number> =>
  database.transaction([], (sql) => sql.run('INSERT INTO letter (id, content) VALUES (?, ?)', id, content));

describe('a file that cannot be the store is told', () => {
  onDatabase('SQLite', (store) => {
    test('no database', async () => {
      writeFileSync(store.where(), "UNA:+.? 'UNB+UNOC:3+5790000121526:14'".repeat(100));
      await expect(openDatabase(store.where(), migrations)).rejects.toMatchObject(
        fault('REL101', store.where()),
      );
      expect(readFileSync(store.where(), 'utf8')).toMatch(/^UNA/);
    });

    test('a damaged one', async () => {
      const first = await openDatabase(store.where(), migrations);
      for (let i = 0; i < 50; i++) await insert(first, `letter ${i}`, new Uint8Array(1000));
      await first.close();
      const damaged = openSync(store.where(), 'r+');
      const { size } = statSync(store.where());
      for (let page = 4096; page < size; page += 4096)
        writeSync(damaged, Buffer.alloc(2000, 0xff), 0, 2000, page);
      closeSync(damaged);
      await expect(openDatabase(store.where(), migrations)).rejects.toMatchObject(
        fault('REL101', store.where()),
      );
    });

    test('one whose damage shows later', async () => {
      const first = await openDatabase(store.where(), migrations);
      for (let i = 0; i < 50; i++) await insert(first, `letter ${i}`, new Uint8Array(10_000));
      await first.close();
      const damaged = openSync(store.where(), 'r+');
      const { size } = statSync(store.where());
      for (let page = 4096 * 12; page < size; page += 4096)
        writeSync(damaged, Buffer.alloc(4096, 0xff), 0, 4096, page);
      closeSync(damaged);
      const database = await store.open(migrations);
      const read = database.read((sql) => sql.all('SELECT id, content FROM letter'));
      await expect(read).rejects.toMatchObject(fault('REL101', store.where()));
    });

    test('no folder', async () => {
      const where = join(dirname(store.where()), 'missing', 'store.db');
      await expect(openDatabase(where, migrations)).rejects.toMatchObject(fault('REL103', where));
      const below = join(store.where(), 'store.db');
      writeFileSync(store.where(), '');
      await expect(openDatabase(below, migrations)).rejects.toMatchObject(fault('REL103', below));
    });

    test('a folder', async () => {
      mkdirSync(store.where());
      await expect(openDatabase(store.where(), migrations)).rejects.toMatchObject(
        fault('REL104', store.where()),
      );
    });

    test('no rights', async () => {
      const folder = dirname(store.where());
      chmodSync(folder, 0o555);
      expect(await inAnotherProcess('nobody', store.where())).toMatch(/^REL104 .*: no rights\.$/);
      chmodSync(folder, 0o755);
      writeFileSync(store.where(), '');
      chmodSync(store.where(), 0o444);
      expect(await inAnotherProcess('nobody', store.where())).toMatch(/^REL104 .*: no rights\.$/);
      chmodSync(store.where(), 0o666);
      chmodSync(folder, 0o555);
      expect(await inAnotherProcess('nobody', store.where())).toMatch(
        /^REL104 .*: no rights in its folder\.$/,
      );
      chmodSync(folder, 0o777);
      expect(await inAnotherProcess('nobody', store.where())).toBe('opened');
    });

    test('for which there is no library', async () => {
      // libsql then looks for a library that its developers have built.
      const said = await inAnotherProcess('open', store.where(), { LIBSQL_JS_DEV: '1' });
      expect(said).toBe('REL113 The SQLite library cannot be loaded.');
    });

    test.skipIf(process.platform !== 'linux')('a device that is full', async () => {
      await expect(openDatabase('/dev/full', migrations)).rejects.toMatchObject(fault('REL105', '/dev/full'));
    });
  });
});

describe('a store in a file', () => {
  onDatabase('SQLite', (store) => {
    test('that cannot grow keeps what it has, and goes on when there is space', async () => {
      const database = await store.open(migrations);
      await insert(database, 'kept');
      const limit = (pages: number): Promise<unknown> =>
        database.transaction([], (sql) => sql.all(`PRAGMA max_page_count = ${pages}`));
      await limit(1);
      const large = new Uint8Array(100_000);
      await expect(insert(database, 'large', large)).rejects.toMatchObject(fault('REL105', store.where()));
      expect(await database.read((sql) => sql.all('SELECT id FROM letter'))).toEqual([{ id: 'kept' }]);
      await limit(1_000_000);
      expect(await insert(database, 'large', large)).toBe(1);
    });

    test('outlives a loss of power, and keeps its foreign keys', async () => {
      const database = await store.open(migrations);
      const settings = await database.transaction([], async (sql) => [
        await sql.one('PRAGMA journal_mode'),
        await sql.one('PRAGMA synchronous'),
        await sql.one('PRAGMA foreign_keys'),
      ]);
      expect(settings).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }, { foreign_keys: 1 }]);
    });

    test('is for its owner only', async () => {
      const database = await store.open(migrations);
      await insert(database, 'secret');
      const folder = dirname(store.where());
      expect(readdirSync(folder).sort()).toEqual(['store.db', 'store.db-shm', 'store.db-wal']);
      for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    });

    test('has everything in that file when it is closed', async () => {
      const database = await openDatabase(store.where(), migrations);
      await insert(database, 'copied');
      await database.close();
      const copy = join(dirname(store.where()), 'copy.db');
      writeFileSync(copy, readFileSync(store.where()));
      const copied = await openDatabase(copy, migrations);
      expect(await copied.read((sql) => sql.all('SELECT id FROM letter'))).toEqual([{ id: 'copied' }]);
      await copied.close();
    });

    test('may have any name', async () => {
      const where = join(dirname(store.where()), 'file: ?mode=memory#æ%20.db');
      const database = await openDatabase(where, migrations);
      await database.close();
      expect(statSync(where).size).toBeGreaterThan(0);
    });
  });
});

import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/exchange/store/database.js';
import { askServer, onDatabase, withSetting } from '../support/databases.js';
import { migrations } from '../support/store-process.js';

const fault = (code: string) => ({ name: 'DiagnosticError', diagnostic: { code, severity: 'error' } });

const PASSWORD = 'hemmelig';

/** The diagnostic with which a URL is refused; the password is in none of it. */
const refusal = async (url: string) => {
  const error = await openDatabase(url, migrations).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error?.diagnostic).toBeDefined();
  expect(JSON.stringify(error.diagnostic) + error.message).not.toContain(PASSWORD);
  return error.diagnostic;
};

const insert = (database: Database, id: string): Promise<number> =>
  database.transaction(['letters'], (sql) => sql.run('INSERT INTO letter (id) VALUES (?)', id));

const ids = (database: Database): Promise<unknown[]> =>
  database.read((sql) => sql.all('SELECT id FROM letter ORDER BY id'));

describe('a server that cannot be the store is told', () => {
  test('nobody listens', async () => {
    expect(await refusal(`postgresql://medcom:${PASSWORD}@127.0.0.1:1/relay`)).toMatchObject({
      code: 'REL108',
      message: 'The database server cannot be reached: nothing listens there.',
      place: { file: 'postgresql://127.0.0.1:1/relay' },
    });
    expect(await refusal(`postgres://medcom:${PASSWORD}@/relay?host=/no/such/folder`)).toMatchObject({
      code: 'REL108',
      message: 'The database server cannot be reached: there is no such socket.',
      place: { file: 'postgresql:///relay?host=/no/such/folder' },
    });
  });

  test('something else listens', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    expect(await refusal(`postgresql://medcom:${PASSWORD}@127.0.0.1:${port}/relay`)).toMatchObject({
      code: 'REL108',
    });
    other.close();
  });

  test.each([
    `postgresql://medcom:${PASSWORD}@host:port/relay`,
    `postgresql://medcom:12/${PASSWORD}@host/relay`,
    `postgresql://medcom:12?${PASSWORD}@host/relay`,
    `postgresql://medcom:12#${PASSWORD}@host/relay`,
    'postgresql://host/relay?sslrootcert=/no/such/file',
  ])('a URL that is none (%#)', async (url) => {
    expect(await refusal(url)).toMatchObject({ code: 'REL114', place: {} });
  });

  onDatabase('PostgreSQL', (store) => {
    test('no such user, nor one that may log in', async () => {
      const url = withSetting(store.where(), `password=${PASSWORD}`);
      expect(await refusal(url.replace('user=medcom', 'user=nobody'))).toMatchObject({ code: 'REL109' });
    });

    test('no such database or schema', async () => {
      expect(await refusal(store.where().replace(/\/[^/?]*\?/, '/missing?'))).toMatchObject({
        code: 'REL110',
        message: 'The server has no such database.',
      });
      expect(await refusal(`${store.where()}_missing`)).toMatchObject({
        code: 'REL110',
        message: 'The server has no such schema.',
      });
    });

    test('a schema of others', async () => {
      const user = `guest_${process.pid}`;
      await askServer(`CREATE ROLE ${user} LOGIN`);
      const schema = store.where().split('%3D').at(-1);
      await askServer(`GRANT USAGE ON SCHEMA ${schema} TO ${user}`);
      const url = store.where().replace(/user=\w+/, `user=${user}`);
      expect(await refusal(url)).toMatchObject({ code: 'REL104' });
      await askServer(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    });
  });
});

describe('a store on a server', () => {
  onDatabase('PostgreSQL', (store) => {
    const TERMINATE = 'SELECT pg_terminate_backend(pg_backend_pid())';
    const RAISE = (state: string): string =>
      `DO $$ BEGIN RAISE EXCEPTION 'of the test' USING ERRCODE = '${state}'; END $$`;

    test('does the work again when its connection broke', async () => {
      const database = await store.open(migrations);
      let attempts = 0;
      const result = await database.transaction(['letters'], async (sql) => {
        attempts++;
        await sql.run("INSERT INTO letter (id) VALUES ('once')");
        if (attempts < 3) await sql.all(TERMINATE);
        return attempts;
      });
      expect(result).toBe(3);
      expect(await ids(database)).toEqual([{ id: 'once' }]);
    });

    test('does the work again when its connection broke between statements', async () => {
      const database = await store.open(migrations);
      let attempts = 0;
      await database.transaction(['letters'], async (sql) => {
        const { pid } = (await sql.one<{ pid: number }>('SELECT pg_backend_pid() AS pid')) ?? {};
        await sql.run("INSERT INTO letter (id) VALUES ('once')");
        if (attempts++ > 0) return;
        await askServer(`SELECT pg_terminate_backend(${pid}, 5000)`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
      expect(attempts).toBe(2);
      expect(await ids(database)).toEqual([{ id: 'once' }]);
    });

    test('gives up when the connection breaks every time', async () => {
      const database = await store.open(migrations);
      let attempts = 0;
      const work = database.transaction([], (sql) => {
        attempts++;
        return sql.all(TERMINATE);
      });
      await expect(work).rejects.toMatchObject(fault('REL108'));
      expect(attempts).toBe(5);
      expect(await insert(database, 'after')).toBe(1);
    });

    test('reads again when idle connections broke', async () => {
      const database = await store.open(migrations);
      await ids(database);
      await askServer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT id FROM letter%'",
      );
      expect(await ids(database)).toEqual([]);
    });

    test.each(['40001', '40P01'])('does the work again after %s', async (state) => {
      const database = await store.open(migrations);
      let attempts = 0;
      await database.transaction([], async (sql) => {
        await sql.run("INSERT INTO letter (id) VALUES ('once')");
        if (attempts++ === 0) await sql.run(RAISE(state));
      });
      expect(attempts).toBe(2);
      expect(await ids(database)).toEqual([{ id: 'once' }]);
    });

    test('ends a deadlock of rows that no key guards', async () => {
      const database = await store.open(migrations);
      await insert(database, 'a');
      await insert(database, 'b');
      const touch = (first: string, second: string): Promise<void> =>
        database.transaction([], async (sql) => {
          await sql.run('UPDATE letter SET note = ? WHERE id = ?', first, first);
          await new Promise((resolve) => setTimeout(resolve, 100));
          await sql.run('UPDATE letter SET note = ? WHERE id = ?', first, second);
        });
      await Promise.all([touch('a', 'b'), touch('b', 'a')]);
    });

    test('lets transactions of other keys run beside each other', async () => {
      const database = await store.open(migrations);
      let arrive = (): void => undefined;
      const both = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      let inside = 0;
      const meet = (key: string): Promise<void> =>
        database.transaction([key], async () => {
          if (++inside === 2) arrive();
          await both;
        });
      await Promise.all([meet('a'), meet('b')]);
    });

    test('does not say that something was stored when it is not known', async () => {
      const database = await store.open([
        ...migrations,
        {
          version: 3,
          name: 'a commit that breaks the connection',
          sql: [
            `CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`,
            `CREATE CONSTRAINT TRIGGER breaking AFTER INSERT ON letter DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW EXECUTE FUNCTION break()`,
          ],
        },
      ]);
      let attempts = 0;
      const work = database.transaction([], (sql) => {
        attempts++;
        return sql.run("INSERT INTO letter (id) VALUES ('unknown')");
      });
      await expect(work).rejects.toMatchObject(fault('REL111'));
      expect(attempts).toBe(1);
    });

    test('does not end a transaction before its statements', async () => {
      const database = await store.open(migrations);
      const hasty = database.transaction([], async (sql) => {
        sql.run("INSERT INTO letter (id) VALUES ('hasty')").catch(() => undefined);
      });
      await expect(hasty).rejects.toThrow('a transaction ended before its statements');
      expect(await ids(database)).toEqual([]);
    });

    test.each([
      ['53100', 'REL105'],
      ['53200', 'REL112'],
      ['57014', 'REL112'],
      ['58030', 'REL112'],
      ['XX001', 'REL101'],
    ])('tells what the server means by %s', async (state, code) => {
      const database = await store.open(migrations);
      await expect(database.transaction([], (sql) => sql.run(RAISE(state)))).rejects.toMatchObject(
        fault(code),
      );
      expect(await insert(database, 'after')).toBe(1);
    });

    test('that takes no changes is told', async () => {
      const database = await store.open(migrations);
      const work = database.transaction([], async (sql) => {
        await sql.run('SET TRANSACTION READ ONLY');
        await sql.run("INSERT INTO letter (id) VALUES ('no')");
      });
      await expect(work).rejects.toMatchObject(fault('REL106'));
    });

    test('tells no value of a statement that it refused', async () => {
      const database = await store.open(migrations);
      const work = database.transaction([], (sql) => sql.run('SELECT ?::bigint', 'CPR 2512489996'));
      await expect(work).rejects.toThrow(/^the database refused a statement \(22P02\)$/);
    });

    test('does not share the locks of another schema', async () => {
      const database = await store.open(migrations);
      const schema = `${store.where().split('%3D').at(-1)}_other`;
      await askServer(`CREATE SCHEMA ${schema}`);
      const other = await openDatabase(`${store.where()}_other`, migrations);
      await database.transaction(['letters'], () => insert(other, 'beside'));
      await other.close();
      await askServer(`DROP SCHEMA ${schema} CASCADE`);
    });
  });
});

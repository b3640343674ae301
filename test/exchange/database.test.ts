import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/exchange/store/database.js';
import { onEveryDatabase } from '../support/databases.js';
import { busyProcess, inAnotherProcess, migrations } from '../support/store-process.js';

const LARGEST = Number.MAX_SAFE_INTEGER;

const counted = async (database: Database): Promise<number | undefined> =>
  (await database.read((sql) => sql.one<{ value: number }>('SELECT value FROM counter')))?.value;

const letters = async (database: Database): Promise<string[]> =>
  (await database.read((sql) => sql.all<{ id: string }>('SELECT id FROM letter ORDER BY id'))).map(
    (row) => row.id,
  );

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('what is stored', () => {
  onEveryDatabase((store) => {
    test('comes back as it was', async () => {
      const database = await store.open(migrations);
      const rows = [
        { id: 'Ærø\'s? "brev" 😀', size: LARGEST, content: new Uint8Array([0, 255, 92, 120]), note: '' },
        { id: '$1', size: -LARGEST, content: new Uint8Array(0), note: 'a\nb\\' },
        { id: 'ingenting', size: null, content: null, note: null },
      ];
      await database.transaction(['letters'], async (sql) => {
        for (const { id, size, content, note } of rows) {
          await sql.run(
            'INSERT INTO letter (id, size, content, note) VALUES (?, ?, ?, ?)',
            id,
            size,
            content,
            note,
          );
        }
      });
      const read = await database.read((sql) =>
        Promise.all(rows.map(({ id }) => sql.one('SELECT * FROM letter WHERE id = ?', id))),
      );
      expect(read).toStrictEqual(rows);
    });

    test('is only a part of a larger array', async () => {
      const database = await store.open(migrations);
      const content = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
      await database.transaction([], (sql) =>
        sql.run('INSERT INTO letter (id, content) VALUES (?, ?)', 'part', content),
      );
      expect(await database.read((sql) => sql.one('SELECT content FROM letter'))).toStrictEqual({
        content: new Uint8Array([2, 3]),
      });
    });

    test('is counted, summed and compared in numbers, and sorted by bytes', async () => {
      const database = await store.open(migrations);
      await database.transaction([], async (sql) => {
        for (const [size, id] of ['a', 'B', 'å', 'Z', 'aa'].entries()) {
          await sql.run('INSERT INTO letter (id, size) VALUES (?, ?)', id, size);
        }
      });
      expect(
        await database.read((sql) =>
          sql.one(
            `SELECT count(*) AS n, sum(size) AS total, max(size) / ? AS half, EXISTS (SELECT 1 FROM counter) AS has,
               'why?' AS "quoted?" FROM letter WHERE size >= ?`,
            3,
            0,
          ),
        ),
      ).toStrictEqual({ n: 5, total: 10, half: 1, has: 1, 'quoted?': 'why?' });
      expect(await letters(database)).toEqual(['B', 'Z', 'a', 'aa', 'å']);
      expect(
        await database.read((sql) => sql.one('SELECT id FROM letter WHERE size > ?', 99)),
      ).toBeUndefined();
      expect(
        await database.read((sql) => sql.all('SELECT id FROM letter ORDER BY id LIMIT ?', 2)),
      ).toHaveLength(2);
    });

    test('tells how many rows it changed', async () => {
      const database = await store.open(migrations);
      const insert = 'INSERT INTO letter (id, size) VALUES (?, ?) ON CONFLICT (id) DO NOTHING';
      const replace =
        'INSERT INTO letter (id, size) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET size = excluded.size';
      const changes = await database.transaction(['letters'], async (sql) => [
        await sql.run(insert, 'one', 1),
        await sql.run(insert, 'one', 2),
        await sql.run(`${insert} RETURNING id`, 'two', 2),
        await sql.run(`${insert} RETURNING id`, 'two', 2),
        await sql.run(replace, 'one', 3),
        await sql.all(`${replace} RETURNING id, size`, 'one', 4),
        await sql.run('UPDATE letter SET note = ?', 'seen'),
        await sql.run('DELETE FROM letter WHERE size > ?', 100),
      ]);
      expect(changes).toEqual([1, 0, 1, 0, 1, [{ id: 'one', size: 4 }], 2, 0]);
      expect(await letters(database)).toEqual(['one', 'two']);
    });

    test('is as large as is said', async () => {
      const database = await store.open(migrations);
      const before = await database.size();
      const content = Buffer.alloc(1_000_000, 'incompressible?').map((byte, i) => (byte * i) ^ (i >> 3));
      await database.transaction([], (sql) =>
        sql.run('INSERT INTO letter (id, content) VALUES (?, ?)', 'large', content),
      );
      expect(before).toBeGreaterThan(0);
      expect((await database.size()) - before).toBeGreaterThan(100_000);
    });

    test('is there when it is opened again', async () => {
      const first = await openDatabase(store.where(), migrations);
      await first.transaction([], (sql) => sql.run("INSERT INTO letter (id) VALUES ('kept')"));
      await first.close();
      expect(await letters(await store.open(migrations))).toEqual(['kept']);
    });

    test('is whole before it closes', async () => {
      const first = await openDatabase(store.where(), migrations);
      const going = first.transaction([], async (sql) => {
        await sql.run("INSERT INTO letter (id) VALUES ('a')");
        await pause(50);
        await sql.run("INSERT INTO letter (id) VALUES ('b')");
      });
      await pause(10);
      await first.close();
      await going;
      expect(await letters(await store.open(migrations))).toEqual(['a', 'b']);
    });
  });
});

describe('a transaction', () => {
  onEveryDatabase((store) => {
    test('that throws leaves nothing, and those after it go on', async () => {
      const database = await store.open(migrations);
      const failure = new Error('no');
      const work = database.transaction(['letters'], async (sql) => {
        await sql.run("INSERT INTO letter (id) VALUES ('lost')");
        throw failure;
      });
      await expect(work).rejects.toBe(failure);
      await database.transaction(['letters'], (sql) => sql.run("INSERT INTO letter (id) VALUES ('kept')"));
      expect(await letters(database)).toEqual(['kept']);
    });

    test('ends with its first statement that fails, whatever the work makes of it', async () => {
      const database = await store.open(migrations);
      const insert = "INSERT INTO letter (id) VALUES ('twice')";
      const work = database.transaction([], async (sql) => {
        await sql.run(insert);
        await sql.run(insert).catch(() => undefined);
        await sql.run("INSERT INTO letter (id) VALUES ('after')").catch(() => undefined);
        return 'done';
      });
      await expect(work).rejects.toThrow(
        /the database refused a statement \((SQLITE_CONSTRAINT_PRIMARYKEY|23505)\)/,
      );
      expect(await letters(database)).toEqual([]);
    });

    test('takes no values that the databases would take differently', async () => {
      const database = await store.open(migrations);
      const insert = 'INSERT INTO letter (id, size) VALUES (?, ?)';
      const values: [string | number, number][] = [
        ['half', 1.5],
        ['large', LARGEST + 1],
        ['none', Number.NaN],
        ['nul\0', 1],
      ];
      for (const [id, size] of values) {
        await expect(database.transaction([], (sql) => sql.run(insert, id, size))).rejects.toThrow(
          RangeError,
        );
      }
      await expect(database.transaction([], (sql) => sql.run(insert, 'few'))).rejects.toThrow(RangeError);
      await expect(database.transaction([], (sql) => sql.run(insert, 'many', 1, 2))).rejects.toThrow(
        RangeError,
      );
      expect(await letters(database)).toEqual([]);
    });

    test('takes no statement after its end', async () => {
      const database = await store.open(migrations);
      const insert = "INSERT INTO letter (id) VALUES ('late')";
      const kept = await database.transaction([], async (sql) => sql);
      await expect(kept.run(insert)).rejects.toThrow('a statement came after its transaction');
      expect(await letters(database)).toEqual([]);
    });

    test('is not seen before its end', async () => {
      const database = await store.open(migrations);
      await database.transaction(['letters'], async (sql) => {
        await sql.run("INSERT INTO letter (id) VALUES ('new')");
        expect(await letters(database)).toEqual([]);
        expect(await sql.all('SELECT id FROM letter')).toEqual([{ id: 'new' }]);
      });
      expect(await letters(database)).toEqual(['new']);
    });

    test('is not what a read is', async () => {
      const database = await store.open(migrations);
      const write = database.read((sql) => sql.run("INSERT INTO letter (id) VALUES ('read')"));
      await expect(write).rejects.toMatchObject({ diagnostic: { code: 'REL106' } });
      expect(await letters(database)).toEqual([]);
    });

    test('waits for another of the same key', async () => {
      const database = await store.open(migrations);
      const other = await store.open(migrations);
      const countUp = (own: Database, keys: string[]): Promise<void> =>
        own.transaction(keys, async (sql) => {
          const row = await sql.one<{ value: number }>('SELECT value FROM counter');
          await pause(1);
          await sql.run('UPDATE counter SET value = ?', (row?.value ?? 0) + 1);
        });
      const keys = [['counter', 'a'], ['b', 'counter'], ['a', 'counter', 'b', 'a'], ['counter']];
      await Promise.all(
        Array.from({ length: 40 }, (_, i) => countUp(i % 2 === 0 ? database : other, keys[i % 4] ?? [])),
      );
      expect(await counted(database)).toBe(40);
    });

    test('waits for those of other processes', async () => {
      const database = await store.open(migrations);
      const counts = await Promise.all([
        inAnotherProcess('count', store.where()),
        inAnotherProcess('count', store.where()),
      ]);
      expect(counts).toEqual(['200', '200']);
      expect(await counted(database)).toBe(400);
    });

    test('of a process that is killed leaves nothing, and the store opens', async () => {
      const hanging = await busyProcess('hang', store.where());
      await hanging.kill();
      const database = await store.open(migrations);
      expect(await counted(database)).toBe(0);
      await database.transaction(['counter'], (sql) => sql.run('UPDATE counter SET value = 1'));
      expect(await counted(database)).toBe(1);
    });

    test('of a process that is killed is there if it was said to be', async () => {
      for (let round = 0; round < 3; round++) {
        const telling = await busyProcess('tell', store.where());
        await pause(100 + 50 * round);
        const told = (await telling.kill()).split('\n').slice(0, -1).map(Number);
        const database = await openDatabase(store.where(), migrations);
        const last = told.at(-1) ?? 0;
        const stored = await counted(database);
        expect([last, last + 1]).toContain(stored);
        expect(last).toBeGreaterThan(1);
        await database.close();
      }
    });

    test('that waits too long for another process is refused, and holds nothing up', async () => {
      const database = await store.open(migrations, 200);
      const hanging = await busyProcess('hang', store.where());
      let ticks = 0;
      const ticking = setInterval(() => ticks++, 10);
      const work = database.transaction(['counter'], (sql) => sql.run('UPDATE counter SET value = 7'));
      await expect(work).rejects.toMatchObject({ diagnostic: { code: 'REL102' } });
      clearInterval(ticking);
      expect(ticks).toBeGreaterThan(5);
      expect(await counted(database)).toBe(0);
      await hanging.kill();
      await database.transaction(['counter'], (sql) => sql.run('UPDATE counter SET value = 7'));
      expect(await counted(database)).toBe(7);
    });
  });
});

describe('migrations', () => {
  onEveryDatabase((store) => {
    const versions = async (database: Database): Promise<number[]> =>
      (
        await database.read((sql) =>
          sql.all<{ version: number }>('SELECT version FROM migration ORDER BY version'),
        )
      ).map((row) => row.version);

    test('are applied in order, each once', async () => {
      const old = await openDatabase(store.where(), migrations.slice(0, 1));
      await old.transaction([], (sql) => sql.run("INSERT INTO letter (id) VALUES ('old')"));
      expect(await versions(old)).toEqual([1]);
      await old.close();
      const database = await store.open([...migrations].reverse());
      expect(await versions(database)).toEqual([1, 2]);
      expect(await letters(database)).toEqual(['old']);
      expect(await counted(await store.open(migrations))).toBe(0);
    });

    test('are applied once when several open a store at once', async () => {
      const opened = await Promise.all([
        ...Array.from({ length: 3 }, () => inAnotherProcess('open', store.where())),
        ...Array.from({ length: 3 }, () => store.open(migrations).then(() => 'opened')),
      ]);
      expect(opened).toEqual(Array(6).fill('opened'));
      expect(await versions(await store.open(migrations))).toEqual([1, 2]);
    });

    test('are applied whole or not at all', async () => {
      const bad = {
        version: 3,
        name: 'bad',
        sql: ['CREATE TABLE half (id TEXT)', 'CREATE TABLE letter (id TEXT)'],
      };
      await expect(openDatabase(store.where(), [...migrations, bad])).rejects.toThrow();
      const good = { version: 3, name: 'good', sql: ['CREATE TABLE half (id TEXT)'] };
      expect(await versions(await store.open([...migrations, good]))).toEqual([1, 2, 3]);
    });

    test('of a newer program are not touched', async () => {
      await store.open(migrations);
      await expect(openDatabase(store.where(), migrations.slice(0, 1))).rejects.toMatchObject({
        diagnostic: {
          code: 'REL107',
          message: 'The store has version 2; this program knows none newer than 1.',
        },
      });
    });
  });
});

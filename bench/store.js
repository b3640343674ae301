// How many small transactions and look-ups the store of the relay takes in a second:
//   node bench/store.js PATH|URL      or      .ci/postgres bash -c 'node bench/store.js "$MEDCOM_TEST_POSTGRES"'
import { openDatabase } from '../dist/exchange/store/database.js';

const SECONDS = 3;
const migrations = [
  {
    version: 1,
    name: 'benchmark',
    sql: ['CREATE TABLE benchmark (id TEXT PRIMARY KEY, content TEXT NOT NULL)'],
  },
];
const where = process.argv[2] ?? 'benchmark.db';
const database = await openDatabase(where, migrations);

const insert = (n) =>
  database.transaction([`letter ${n}`], (sql) =>
    sql.run('INSERT INTO benchmark (id, content) VALUES (?, ?)', `${process.pid}-${n}`, 'x'.repeat(200)),
  );
const lookUp = (n) =>
  database.read((sql) => sql.one('SELECT content FROM benchmark WHERE id = ?', `${process.pid}-${n % 1000}`));

/** Does one thing over and over, `lanes` at a time, and prints how often a second. */
const measure = async (name, lanes, work) => {
  let n = 0;
  const end = performance.now() + SECONDS * 1000;
  const lane = async () => {
    while (performance.now() < end) await work(n++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  console.log(`${name}, ${lanes} at a time: ${Math.round(n / SECONDS)} a second`);
  return n;
};

const first = await measure('durable transactions of one insert', 1, insert);
await measure('durable transactions of one insert', 10, (n) => insert(first + n));
await measure('look-ups', 1, lookUp);
await measure('look-ups', 10, lookUp);
await database.transaction([], (sql) => sql.run('DROP TABLE benchmark'));
await database.transaction([], (sql) => sql.run("DELETE FROM migration WHERE name = 'benchmark'"));
await database.close();

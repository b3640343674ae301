// A process of its own that uses a store: node test/support/use-store.js WHAT WHERE MIGRATIONS
// It prints what happened, or the code of the diagnostic.
import { openDatabase } from '../../dist/exchange/store/database.js';

const ROUNDS = 200;

/** Counts up under one key, reading and writing in two statements. */
const count = async (database) => {
  for (let round = 0; round < ROUNDS; round++) {
    await database.transaction(['counter'], async (sql) => {
      const { value } = await sql.one('SELECT value FROM counter WHERE name = ?', 'letters');
      await sql.run('UPDATE counter SET value = ? WHERE name = ?', value + 1, 'letters');
    });
  }
  return ROUNDS;
};

/** Counts up, and says so each time it is stored, until it is killed. */
const tell = async (database) => {
  for (let value = 1; ; value++) {
    await database.transaction(['counter'], (sql) => sql.run('UPDATE counter SET value = ?', value));
    console.log(value);
  }
};

/** Stays in a transaction that has written, until it is killed. */
const hang = (database) =>
  database.transaction(['counter'], async (sql) => {
    await sql.run('UPDATE counter SET value = 1000');
    console.log('inside');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });

/** Opens it as somebody who has few rights. */
const nobody = async () => {
  await import('libsql');
  if (process.getuid?.() === 0) process.setuid(65534);
};

const [, , what, where, migrations] = process.argv;
try {
  if (what === 'nobody') await nobody();
  const database = await openDatabase(where, JSON.parse(migrations));
  const result = (await { count, hang, tell }[what]?.(database)) ?? 'opened';
  await database.close();
  console.log(result);
} catch (error) {
  console.log(error.diagnostic ? `${error.diagnostic.code} ${error.message}` : error);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Place } from '../../diagnostics/diagnostic.js';
import type { Database, Sql } from './database.js';
import { MIGRATIONS_KEY, type Migration, migrate } from './migrations.js';
import { PATIENCE } from './patience.js';
import { postgresTypes } from './postgres-dialect.js';
import { ConnectionError, isPassing, postgresError, serverError, unknownOutcome } from './postgres-faults.js';
import { lockNumbers } from './postgres-locks.js';
import { type Lent, lend, makePool } from './postgres-pool.js';
import { Queue } from './queue.js';
import { doWork, type Query, type Result } from './work.js';

/** How often work is done before its failure counts, and the first pause between, in milliseconds; each is twice as long. */
const ATTEMPTS = 5;
const PAUSE = 50;

const SIZE = `SELECT sum(pg_total_relation_size(oid)) AS size FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`;

/**
 * Opens a store on a PostgreSQL server; openDatabase says the rest.
 *
 * @param patience for how long a lock of another transaction is waited for, in milliseconds
 */
export const openPostgres = async (
  url: string,
  migrations: readonly Migration[],
  patience = PATIENCE,
): Promise<Database> => {
  const { pool, place } = makePool(url);
  const database = new PostgresDatabase(pool, place, patience);
  try {
    await database.transaction([MIGRATIONS_KEY], (sql) => migrate(sql, migrations, postgresTypes, place));
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** Transactions hold the server's advisory locks for their keys; READ COMMITTED then shows them what others have committed. */
class PostgresDatabase implements Database {
  private schema: string | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly place: Place,
    private readonly patience: number,
  ) {}

  transaction<T>(keys: readonly string[], work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.again(async () => {
      const begin = await this.begin(keys);
      const lent = await lend(this.pool);
      let usable = false;
      try {
        await lent.ask(begin);
        const result = await doWork(oneByOne(lent), work);
        await this.commit(lent);
        usable = true;
        return result;
      } catch (error) {
        usable = await lent.ask('ROLLBACK').then(
          () => true,
          () => false,
        );
        throw error;
      } finally {
        lent.giveBack(usable);
      }
    });
  }

  read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.again(() => doWork((asked, params) => this.look(asked.numbered, params), work));
  }

  size(): Promise<number> {
    return this.read(async (sql) => (await sql.one<{ size: number | null }>(SIZE))?.size ?? 0);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private look(text: string, params: readonly unknown[]): Promise<Result> {
    return this.pool.query(text, params as unknown[]).then(toResult, (error: unknown) => {
      throw serverError(error);
    });
  }

  /** Does the work once more when its failure may pass. */
  private async again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) throw postgresError(error, this.place);
      }
      await sleep(PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  /** Everything until the locks are held, as one message to the server. */
  private async begin(keys: readonly string[]): Promise<string> {
    const locks = lockNumbers(await this.schemaName(), keys);
    return [
      'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
      `SET LOCAL lock_timeout = ${this.patience}`,
      ...locks.map((lock) => `SELECT pg_advisory_xact_lock(${lock})`),
    ].join(';');
  }

  private async schemaName(): Promise<string> {
    if (this.schema === undefined) {
      const { rows } = await this.look('SELECT current_schema() AS name', []);
      this.schema = (rows[0] as { name: string | null }).name ?? '';
    }
    return this.schema;
  }

  private async commit(lent: Lent): Promise<void> {
    if (lent.broken()) throw new ConnectionError('the connection broke');
    try {
      await lent.ask('COMMIT');
    } catch (error) {
      throw error instanceof ConnectionError ? unknownOutcome(this.place, error) : error;
    }
  }
}

/** A connection takes one statement at a time. */
const oneByOne = (lent: Lent): Query => {
  const queue = new Queue();
  return (asked, params) => queue.run(async () => toResult(await lent.ask(asked.numbered, params)));
};

const toResult = ({ rows, rowCount }: pg.QueryResult): Result => ({ rows, changed: rowCount ?? 0 });

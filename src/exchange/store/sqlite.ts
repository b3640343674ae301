import { resolve } from 'node:path';
import type { Place } from '../../diagnostics/diagnostic.js';
import type { Database, Sql } from './database.js';
import { MIGRATIONS_KEY, type Migration, migrate } from './migrations.js';
import { PATIENCE, untilFree } from './patience.js';
import { Queue } from './queue.js';
import { isBusy, sqliteCommitError, sqliteError } from './sqlite-faults.js';
import { ensureFile } from './sqlite-file.js';
import { type Connection, loadSqlite } from './sqlite-library.js';
import { queryOn } from './sqlite-query.js';
import { doWork, type Query } from './work.js';

/** Its changes go to a log beside the file (WAL), which is on the disk before a transaction ends (FULL). */
const WRITER = ['PRAGMA journal_mode = WAL', 'PRAGMA synchronous = FULL', 'PRAGMA foreign_keys = ON'];

const SIZE =
  'SELECT (page_count - freelist_count) * page_size AS size FROM pragma_page_count, pragma_freelist_count, pragma_page_size';

/**
 * Opens a store in a file; openDatabase says the rest.
 *
 * @param patience for how long a lock of another process is waited for, in milliseconds
 */
export const openSqlite = async (
  path: string,
  migrations: readonly Migration[],
  patience = PATIENCE,
): Promise<Database> => {
  const place: Place = { file: path };
  const SqliteConnection = await loadSqlite(place);
  // A path that is not absolute might be taken for a URL.
  const file = resolve(path);
  const connections: Connection[] = [];
  const connect = async (pragmas: string[]): Promise<Connection> => {
    const connection = new SqliteConnection(file);
    connections.push(connection);
    for (const pragma of pragmas) await untilFree(() => connection.exec(pragma), isBusy, patience);
    return connection;
  };
  try {
    await ensureFile(file);
    const writer = await connect(WRITER);
    const reader = await connect(['PRAGMA query_only = ON']);
    const database = new SqliteDatabase(writer, reader, place, patience);
    await database.transaction([MIGRATIONS_KEY], (sql) => migrate(sql, migrations, (ddl) => ddl, place));
    return database;
  } catch (error) {
    for (const connection of connections) connection.close();
    throw sqliteError(error, place);
  }
};

/** One connection writes, one transaction after the other; another reads what is committed. */
class SqliteDatabase implements Database {
  private readonly queue = new Queue();
  private readonly write: Query;
  private readonly look: Query;

  constructor(
    private readonly writer: Connection,
    private readonly reader: Connection,
    private readonly place: Place,
    private readonly patience: number,
  ) {
    const write = queryOn(writer);
    const look = queryOn(reader);
    this.write = async (statement, params) => write(statement, params);
    this.look = (statement, params) => untilFree(() => look(statement, params), isBusy, patience);
  }

  /** All transactions are serialised, whatever their keys: SQLite has one writer. */
  transaction<T>(_keys: readonly string[], work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      try {
        await this.control('BEGIN IMMEDIATE');
        const result = await doWork(this.write, work);
        await this.commit();
        return result;
      } catch (error) {
        // SQLite has rolled back by itself after some errors.
        if (this.writer.inTransaction) this.writer.exec('ROLLBACK');
        throw sqliteError(error, this.place);
      }
    });
  }

  async read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      return await doWork(this.look, work);
    } catch (error) {
      throw sqliteError(error, this.place);
    }
  }

  size(): Promise<number> {
    return this.read(async (sql) => (await sql.one<{ size: number }>(SIZE))?.size ?? 0);
  }

  /** Leaves everything in the file itself, so that it can be copied, unless somebody else has it open. */
  close(): Promise<void> {
    return this.queue.run(async () => {
      this.writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.writer.close();
      this.reader.close();
    });
  }

  private async commit(): Promise<void> {
    try {
      await this.control('COMMIT');
    } catch (error) {
      throw sqliteCommitError(error, this.place);
    }
  }

  private control(sql: string): Promise<void> {
    return untilFree(() => this.writer.exec(sql), isBusy, this.patience);
  }
}

import pg from 'pg';
import type { Place } from '../../diagnostics/diagnostic.js';
import { faultError } from './faults.js';
import { postgresValues } from './postgres-dialect.js';
import { serverError } from './postgres-faults.js';

/** How long a server may take to answer at first, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/** After how long a silent server is asked whether it is still there, in milliseconds. */
const KEEP_ALIVE = 10_000;

/**
 * An `@` after host and database began: a `/`, `?` or `#` in the password is not percent-encoded, and what is taken
 * for a host and a database is parts of it.
 */
const HAS_STRAY_AT = /^\w+:\/\/[^/?#]*[/?#].*@/;

/** The pool would count the time until one of its connections is free, too. */
class Client extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_TIMEOUT });
  }
}

/**
 * The connections to a server. What stands outside of a transaction may only read.
 *
 * @throws DiagnosticError REL114
 */
export const makePool = (url: string): { pool: pg.Pool; place: Place } => {
  try {
    if (HAS_STRAY_AT.test(url)) throw new Error('a password is not encoded');
    const place = { file: addressOf(new pg.Client({ connectionString: url })) };
    const pool = new pg.Pool({
      Client,
      connectionString: url,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE,
      types: postgresValues,
      onConnect: (client) => client.query('SET default_transaction_read_only = on'),
    });
    // An idle connection that breaks is no more in the pool; there is nothing else to do.
    pool.on('error', () => undefined);
    return { pool, place };
  } catch (error) {
    throw faultError({ code: 'REL114' }, {}, error);
  }
};

/** The server and database, without user and password. */
const addressOf = ({ host, port, database }: pg.Client): string =>
  host.startsWith('/')
    ? `postgresql:///${database}?host=${host}`
    : `postgresql://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;

/** A connection of the pool, for one transaction at a time. */
export interface Lent {
  /** Asks the server. Rejects with its answer or a ConnectionError. */
  ask(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** True once the connection is known to be broken. */
  broken(): boolean;
  /** Gives it back; one that is broken or in an unknown state is closed. */
  giveBack(usable: boolean): void;
}

/** Takes a connection out of the pool, or waits for one. */
export const lend = async (pool: pg.Pool): Promise<Lent> => {
  const client = await pool.connect().catch((error: unknown) => {
    throw serverError(error);
  });
  let broken = false;
  const onError = (): void => {
    broken = true;
  };
  client.on('error', onError);
  return {
    ask: (text, values) =>
      client.query(text, values as unknown[]).catch((error: unknown) => {
        throw serverError(error);
      }),
    broken: () => broken,
    giveBack: (usable) => {
      client.off('error', onError);
      client.release(!usable || broken);
    },
  };
};

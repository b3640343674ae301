import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Decision, LookUp } from './step.js';
import type { Database, Sql } from './store/database.js';

/** What happened to a file that was taken from the inbox. */
export interface LedgerEntry {
  arrival: string;
  file: string;
  /** Instants, as ISO 8601 in UTC. */
  arrived: string;
  envelope: string | null;
  message: string | null;
  sender: string | null;
  receiver: string | null;
  document: string | null;
  /** What was decided when it came, and what has become of it. */
  decision: string;
  state: string;
  lookUps: LookUp[];
  decisions: Decision[];
  diagnostics: Diagnostic[];
  /** The letters and messages in it, with what became of each. */
  letters: Array<{ kind: string; envelope: string; letter: string; state: string; waitsUntil?: string }>;
  /** What was sent because of it, also after a wait, and receipts for what it was converted to. */
  outputs: LedgerOutput[];
  conversions: LedgerConversion[];
}

/** Something that was sent. */
export interface LedgerOutput {
  id: string;
  document: string;
  receiver: string;
  file: string;
  bytes: number;
  digest: string;
  envelope: string | null;
  letter: string | null;
  sent: string;
  /** What the network answered. */
  answer: string | null;
}

/** A conversion, with the ids of both sides and the receipts. */
export interface LedgerConversion {
  id: string;
  direction: string;
  bundle: string;
  header: string;
  reason: string | null;
  state: string;
  converted: string;
  letters: Array<{ message: string; envelope: string; letter: string; version: string }>;
  receipts: Array<{ message: string; receipt: string; converted: boolean; arrived: string }>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Ids of arrivals that an id belongs to: of a file, an envelope, a letter, a message, or of what was sent. */
const arrivalsWith = async (sql: Sql, id: string): Promise<string[]> => {
  const lower = id.toLowerCase();
  const rows = await sql.all<{ id: string; arrived: number }>(
    `SELECT id, arrived FROM arrival WHERE id = ? OR envelope = ? OR message = ? OR file = ?
     UNION SELECT a.id, a.arrived FROM letter l JOIN arrival a ON a.id = l.arrival
       WHERE l.envelope = ? OR l.letter = ?
     UNION SELECT a.id, a.arrived FROM output o JOIN arrival a ON a.id = o.arrival
       WHERE o.id = ? OR o.envelope = ? OR o.letter = ? OR o.file = ?
     UNION SELECT a.id, a.arrived FROM conversion c JOIN letter l ON l.conversion = c.id JOIN arrival a ON a.id = l.arrival
       WHERE c.bundle = ? OR c.header = ?`,
    lower,
    lower,
    lower,
    id,
    id,
    id,
    lower,
    id,
    id,
    id,
    id,
    id,
  );
  return rows.sort((a, b) => a.arrived - b.arrived).map((row) => row.id);
};

const conversionsOf = async (sql: Sql, ids: readonly string[]): Promise<LedgerConversion[]> => {
  const found: LedgerConversion[] = [];
  for (const id of ids) {
    const row = await sql.one<
      Omit<LedgerConversion, 'converted' | 'letters' | 'receipts'> & { converted: number }
    >('SELECT id, direction, bundle, header, reason, state, converted FROM conversion WHERE id = ?', id);
    if (row === undefined) continue;
    const letters = await sql.all<LedgerConversion['letters'][number]>(
      'SELECT message, envelope, letter, version FROM conversion_letter WHERE conversion = ? ORDER BY position',
      id,
    );
    const receipts = await sql.all<{ position: number; code: string; used: number; arrived: number }>(
      'SELECT position, code, used, arrived FROM receipt WHERE conversion = ? ORDER BY arrived, position',
      id,
    );
    found.push({
      ...row,
      converted: iso(row.converted),
      letters,
      receipts: receipts.map(({ position, code, used, arrived }) => ({
        message: row.direction === 'to-fhir' ? 'CareCommunication' : (letters[position]?.message ?? ''),
        receipt: code.split(' ')[0] ?? '',
        converted: used === 1,
        arrived: iso(arrived),
      })),
    });
  }
  return found;
};

/** An arrival as the store has it. */
type ArrivalRow = Pick<
  LedgerEntry,
  'file' | 'envelope' | 'message' | 'sender' | 'receiver' | 'document' | 'decision'
> & { id: string; arrived: number; detail: string };

const entryOf = async (sql: Sql, id: string): Promise<LedgerEntry | undefined> => {
  const row = await sql.one<ArrivalRow>(
    `SELECT id, file, arrived, envelope, message, sender, receiver, document, decision, detail FROM arrival WHERE id = ?`,
    id,
  );
  if (row === undefined) return undefined;
  const letters = await sql.all<{
    kind: string;
    envelope: string;
    letter: string;
    state: string;
    conversion: string | null;
    number: number;
  }>(
    'SELECT kind, envelope, letter, state, conversion, number FROM letter WHERE arrival = ? ORDER BY number',
    id,
  );
  const waits = await sql.all<{ number: number; deadline: number }>(
    'SELECT number, deadline FROM waiting WHERE arrival = ?',
    id,
  );
  const outputs = await sql.all<Omit<LedgerOutput, 'sent'> & { sent: number; conversion: string | null }>(
    `SELECT id, document, receiver, file, bytes, digest, envelope, letter, sent, answer, conversion FROM output
     WHERE arrival = ? OR conversion IN (SELECT conversion FROM letter WHERE arrival = ?) ORDER BY sent, file`,
    id,
    id,
  );
  const conversions = [...letters, ...outputs].flatMap(({ conversion }) => conversion ?? []);
  const { detail, arrived, id: arrival, ...rest } = row;
  const told = (detail === '' ? {} : JSON.parse(detail)) as Partial<LedgerEntry>;
  return {
    arrival,
    ...rest,
    arrived: iso(arrived),
    state: [...new Set(letters.map(({ state }) => state))].join('+') || row.decision,
    lookUps: told.lookUps ?? [],
    decisions: told.decisions ?? [],
    diagnostics: told.diagnostics ?? [],
    letters: letters.map(({ kind, envelope, letter, state, number }) => {
      const deadline = waits.find((one) => one.number === number)?.deadline;
      return {
        kind,
        envelope,
        letter,
        state,
        ...(deadline === undefined ? {} : { waitsUntil: iso(deadline) }),
      };
    }),
    outputs: outputs.map(({ conversion: _, sent, ...output }) => ({ ...output, sent: iso(sent) })),
    conversions: await conversionsOf(sql, [...new Set(conversions)]),
  };
};

/**
 * What happened to a message, by any of its ids.
 *
 * @param id of an envelope (VANS, OIOXML or EDIFACT), a letter, a Bundle or MessageHeader, or the name of a file; in capitals
 * or not where it is a UUID
 * @returns an entry for each file it stands in, the oldest first
 */
export const ledger = (database: Database, id: string): Promise<LedgerEntry[]> =>
  database.read(async (sql) => {
    const entries: LedgerEntry[] = [];
    for (const arrival of await arrivalsWith(sql, id)) {
      const entry = await entryOf(sql, arrival);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  });

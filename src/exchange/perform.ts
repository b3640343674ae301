import { randomUUID } from 'node:crypto';
import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { type Destination, Outbox } from './outbox.js';
import { recordOutput } from './records/outputs.js';
import { type Kit, piecesOf, Step } from './step.js';
import type { Database } from './store/database.js';

/** A piece of work that is recorded whole or not at all. */
export interface Work {
  kit: Kit;
  /** What it reads and then changes, as the store names it. */
  keys: readonly string[];
  /** Id of the arrival that it is about, and the name of its file. */
  arrival: string;
  file: string;
  /** Decides, and records what was decided; false if there is nothing to do. */
  decide(step: Step): Promise<boolean>;
}

/** What was decided, and where it will be. What was sent itself is not kept: it may be large. */
export interface Performed {
  decisions: Step['decisions'];
  diagnostics: Step['diagnostics'];
  outputs: Array<{ document: string; destination: Destination }>;
}

/** Nobody knows whether it was stored. */
const UNKNOWN = 'REL111';

/** Names of folders and files hold what is safe in them. */
const safe = (text: string): string => text.replace(/[^0-9A-Za-z-]/g, '_').slice(0, 40) || '_';

const compact = (time: string): string => time.replace(/[-:]/g, '');

/** Where an output goes: the folder of its receiver, by time, kind and id. */
const destinationOf = ({ sent, outputs }: Step, index: number): Destination => {
  const { document, receiver, envelope } = outputs[index] as Step['outputs'][number];
  const order = String(index + 1).padStart(2, '0');
  const name = `${compact(sent)}-${order}-${safe(document)}-${envelope.identifier}.xml`;
  return { id: envelope.identifier, receiver: safe(receiver), name };
};

/** Writes and records what a step sends. */
const stage = async (outbox: Outbox, step: Step, staged: Destination[]): Promise<Performed['outputs']> => {
  const sent: Performed['outputs'] = [];
  for (const [index, output] of step.outputs.entries()) {
    const destination = destinationOf(step, index);
    staged.push(destination);
    const { bytes, digest } = outbox.stage(destination, piecesOf(output));
    await recordOutput(step.sql, {
      id: destination.id,
      arrival: step.arrival,
      conversion: output.conversion,
      document: output.document,
      receiver: output.receiver,
      file: Outbox.fileOf(destination),
      bytes,
      digest,
      envelope: output.ids.envelope,
      letter: output.ids.letter,
      sent: step.now,
    });
    sent.push({ document: output.document, destination });
  }
  return sent;
};

/**
 * Does pieces of work, one after the other, in one transaction: all are recorded, or none. What they send is staged in the
 * outbox before that; it is for the caller to publish it.
 *
 * @param clock milliseconds since 1970
 * @returns what was done, in order; undefined where there was nothing to do
 * @throws DiagnosticError of the outbox or the store; what a piece of work threw
 */
export const perform = async (
  database: Database,
  outbox: Outbox,
  clock: () => number,
  works: readonly Work[],
): Promise<Array<Performed | undefined>> => {
  const staged: Destination[] = [];
  const discard = (): void => {
    for (const destination of staged.splice(0)) outbox.discard(destination);
  };
  try {
    return await database.transaction([...new Set(works.flatMap(({ keys }) => keys))], async (sql) => {
      // Of a try before this, which the store did not take.
      discard();
      const performed: Array<Performed | undefined> = [];
      for (const { kit, arrival, file, decide } of works) {
        const step = new Step(kit, sql, clock(), arrival, file, randomUUID());
        if (!(await decide(step))) {
          performed.push(undefined);
          continue;
        }
        const outputs = await stage(outbox, step, staged);
        performed.push({ decisions: step.decisions, diagnostics: step.diagnostics, outputs });
      }
      if (staged.length > 0) await outbox.settle(staged);
      return performed;
    });
  } catch (error) {
    if (!(error instanceof DiagnosticError && error.diagnostic.code === UNKNOWN)) discard();
    throw error;
  }
};

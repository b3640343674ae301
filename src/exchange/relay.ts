import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { type Arrived, readArrived } from './arrived.js';
import type { Claimed, Inbox } from './inbox.js';
import { keysOf } from './keys.js';
import { endWait } from './letters/end-wait.js';
import { type Destination, Outbox } from './outbox.js';
import { receive } from './receive.js';
import { arrivalDecision, lastArrival, recordArrival, recordDecision } from './records/arrivals.js';
import { isRecorded, recordOutput } from './records/outputs.js';
import { overdue, type Waiting } from './records/waiting.js';
import { digestOf, type Kit, piecesOf, Step } from './step.js';
import type { Database, Sql } from './store/database.js';

/** Word of what the relay did with one file, or with a letter that had waited. */
export interface Event {
  file: string;
  arrival: string;
  decisions: Step['decisions'];
  diagnostics: Diagnostic[];
  /** What was sent: what it is, and its path in the outbox. */
  outputs: Array<{ document: string; file: string }>;
}

/** What the relay stands on. */
export interface Surroundings {
  /** What it works with now: the directory may be renewed while it runs. */
  kit(): Kit;
  database: Database;
  inbox: Inbox;
  outbox: Outbox;
  /** Milliseconds since 1970. */
  clock(): number;
  /** Called for everything that was done, once it is recorded and sent. */
  report(event: Event): void;
}

/** How far the clock may be behind without a word. */
const TOLERANCE = 60_000;
const SECOND = 1000;

/** What another relay has taken it may still work on. */
const FORSAKEN = 5 * 60_000;

/** Names of folders and files hold what is safe in them. */
const safe = (text: string): string => text.replace(/[^0-9A-Za-z-]/g, '_').slice(0, 40) || '_';

const two = (text: string): string => text.replace(/[-:]/g, '');

/** Where an output goes: the folder of its receiver, by time, kind and id. */
const destinationOf = (step: Step, index: number): Destination => {
  const { document, receiver, envelope } = step.outputs[index] as Step['outputs'][number];
  const order = String(index + 1).padStart(2, '0');
  const name = `${two(step.sent)}-${order}-${safe(document)}-${envelope.identifier}.xml`;
  return { id: envelope.identifier, receiver: safe(receiver), name };
};

/**
 * The service that stands between systems: takes envelopes from the inbox, converts what must be converted, lets wait what
 * waits, and puts what is to be sent into the outbox. Whatever is killed when, every output leaves once. Rules: conversion
 * rules 3, 15.
 */
export class Relay {
  constructor(private readonly on: Surroundings) {}

  /** Finishes what was begun and not finished, by this relay or another. */
  async recover(age = 0): Promise<void> {
    const { outbox, inbox } = this.on;
    for (const destination of outbox.pending()) {
      if (await this.on.database.read((sql) => isRecorded(sql, destination.id))) outbox.publish(destination);
      else outbox.abandon(destination);
    }
    for (const claimed of inbox.unfinished(age)) await this.take(claimed);
  }

  /** Finishes what other relays have left behind. */
  async recoverForsaken(): Promise<void> {
    await this.recover(FORSAKEN);
  }

  /**
   * Receives all files that are complete, and ends the waits that are over.
   *
   * @param stop asks after each file whether to stop
   * @returns number of files that were received
   */
  async once(stop: () => boolean = () => false): Promise<number> {
    const { inbox } = this.on;
    await this.checkClock();
    let count = 0;
    for (const name of inbox.complete()) {
      if (stop()) return count;
      const claimed = inbox.claim(name);
      if (claimed === undefined) continue;
      await this.take(claimed);
      count++;
    }
    await this.endWaits(stop);
    return count;
  }

  /** A clock that was put back would let letters wait for longer. */
  private async checkClock(): Promise<void> {
    const last = await this.on.database.read(lastArrival);
    const behind = last - this.on.clock();
    if (behind < TOLERANCE) return;
    const told = diagnostic('REL005', {}, { seconds: Math.round(behind / SECOND) });
    this.on.report({ file: '', arrival: '', decisions: [], diagnostics: [told], outputs: [] });
  }

  /** Receives one file. */
  private async take(claimed: Claimed): Promise<void> {
    const { inbox, database } = this.on;
    const kit = this.on.kit();
    const { id, file } = claimed;
    const before = await database.read((sql) => arrivalDecision(sql, id));
    if (before !== undefined) {
      if (before.includes('rejected')) inbox.reject(claimed);
      else inbox.finish(claimed);
      return;
    }
    const bytes = inbox.read(claimed);
    if (bytes === undefined) return;
    const arrived = readArrived(kit, bytes, file);
    const keys = [`arrival ${id}`, ...(await keysOf(kit, database, arrived, this.on.clock()))];
    let rejected = false;
    const done = await this.step(kit, keys, id, file, 'arrival', async (step) => {
      if (!(await this.record(step, arrived))) return false;
      step.arrivals.set(id, arrived);
      rejected = await receive(step, arrived);
      return true;
    });
    if (done && rejected) inbox.reject(claimed);
    else inbox.finish(claimed);
  }

  private record(step: Step, { bytes, vans }: Arrived): Promise<boolean> {
    const { known } = vans;
    return recordArrival(step.sql, {
      id: step.arrival,
      file: step.file,
      arrived: step.now,
      bytes: bytes.length,
      digest: digestOf(bytes),
      envelope: known.identifier?.toLowerCase(),
      message: known.meta?.identifier.toLowerCase(),
      sender: known.sender?.id,
      receiver: known.receiver?.id,
      document: known.meta?.document.name,
    });
  }

  /** Ends all waits that are over. */
  private async endWaits(stop: () => boolean): Promise<void> {
    const { database, clock } = this.on;
    for (const waiting of await database.read((sql) => overdue(sql, clock()))) {
      if (stop()) return;
      await this.endWait(waiting);
    }
  }

  private async endWait(waiting: Waiting): Promise<void> {
    const { arrival, number, sender, receiver } = waiting;
    const keys = [`parties ${sender} ${receiver}`];
    await this.step(this.on.kit(), keys, arrival, '', `end ${number} ${waiting.deadline}`, (step) =>
      endWait(step, waiting),
    );
  }

  /**
   * Does a piece of work: decides and records in one transaction, with what is sent written beside the outbox before that and
   * renamed into it after.
   *
   * @param work returns false if there is nothing to do
   */
  private async step(
    kit: Kit,
    keys: readonly string[],
    arrival: string,
    file: string,
    cause: string,
    work: (step: Step) => Promise<boolean>,
  ): Promise<boolean> {
    const { database, outbox, clock, report } = this.on;
    const now = clock();
    const done = await database.transaction(keys, async (sql) => {
      const step = new Step(kit, sql, now, arrival, file, cause);
      if (!(await work(step))) return undefined;
      const destinations = await this.stage(sql, step);
      if (cause === 'arrival') await recordDecision(sql, arrival, summaryOf(step), detailOf(step));
      return { step, destinations };
    });
    if (done === undefined) return false;
    for (const destination of done.destinations) outbox.publish(destination);
    const { decisions, diagnostics, outputs } = done.step;
    report({
      file,
      arrival,
      decisions,
      diagnostics,
      outputs: outputs.map(({ document }, i) => ({
        document,
        file: Outbox.fileOf(done.destinations[i] as Destination),
      })),
    });
    return true;
  }

  /** Writes and records what is to be sent. */
  private async stage(sql: Sql, step: Step): Promise<Destination[]> {
    const { outbox } = this.on;
    const destinations = step.outputs.map((_, index) => destinationOf(step, index));
    for (const [index, destination] of destinations.entries()) {
      const output = step.outputs[index] as Step['outputs'][number];
      const { bytes, digest } = outbox.stage(destination, piecesOf(output));
      await recordOutput(sql, {
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
    }
    if (destinations.length > 0) outbox.settle();
    return destinations;
  }
}

/** What was decided, each thing once. */
const summaryOf = ({ decisions }: Step): string =>
  [...new Set(decisions.map(({ decision }) => decision))].join('+');

/** Why: look-ups, decisions and what was told; never a value of a message. */
const detailOf = ({ lookUps, decisions, diagnostics }: Step): string =>
  JSON.stringify({ lookUps, decisions, diagnostics });

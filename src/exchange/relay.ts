import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { readArrived } from './arrived.js';
import type { Claimed, Inbox } from './inbox.js';
import { keysOf } from './keys.js';
import { endWait } from './letters/end-wait.js';
import { Outbox } from './outbox.js';
import { type Performed, perform, type Work } from './perform.js';
import { monthsBefore } from './receipts/since.js';
import { receive } from './receive.js';
import { recorded } from './recorded.js';
import { arrivalDecision, lastArrival } from './records/arrivals.js';
import { forget, forgettable } from './records/forget.js';
import { isRecorded } from './records/outputs.js';
import { overdue, type Waiting } from './records/waiting.js';
import type { Kit, Step } from './step.js';
import type { Database } from './store/database.js';

/** Word of what the relay did with one file, or with a letter that had waited. */
export interface Event {
  file: string;
  arrival: string;
  decisions: Step['decisions'];
  diagnostics: Step['diagnostics'];
  /** What was sent: what it is, and its path in the outbox. */
  outputs: Array<{ document: string; file: string }>;
  /** What a defect of this program threw. */
  defect?: unknown;
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

/** A piece of work, with what comes after it. */
interface Task extends Work {
  /** After it was recorded, by this relay or, if there was nothing to do, by another. */
  finish(done: Performed | undefined): Promise<void>;
  /** After a defect of this program kept it from being done. */
  giveUp(defect: unknown): Promise<void>;
}

/** How far the clock may be behind without a word. */
const TOLERANCE = 60_000;
const SECOND = 1000;

/** What another relay has taken it may still work on. */
const FORSAKEN = 5 * 60_000;

/** Most of a transaction is waiting for the disk: up to so many files, or bytes, share one. */
const MOST_TOGETHER = 32;
const ENOUGH_TOGETHER = 4 << 20;

const nameOf = ({ arrival, number }: Waiting): string => `${arrival} ${number}`;

const never = (): boolean => false;

/** True if something is wrong with one file or folder only, so that others may be worked on. */
const isLocal = (error: unknown): error is DiagnosticError =>
  error instanceof DiagnosticError && /^REL00[12]$/.test(error.diagnostic.code);

const isRejected = ({ decisions }: Performed): boolean =>
  decisions.some(({ decision }) => decision === 'rejected');

/**
 * The service that stands between systems: takes envelopes from the inbox, converts what must be converted, lets wait what
 * waits, and puts what is to be sent into the outbox. Whatever is killed when, every output leaves once. Rules: conversion
 * rules 3, 15.
 *
 * What is wrong with one file is reported, and keeps no other from being worked on.
 */
export class Relay {
  /** What was told, and is not told again as long as it lasts. */
  private told = new Set<string>();
  /** Waits that a defect of this program keeps from being ended. */
  private readonly stuck = new Set<string>();
  /** Something could not be done, and must be tried again. */
  private failed = false;

  constructor(private readonly on: Surroundings) {}

  /**
   * Finishes what was begun and not finished, by this relay or another.
   *
   * @param stop asks now and then whether to stop
   * @param age least time since then, in milliseconds
   * @returns false if something could not be finished, and must be tried again
   * @throws DiagnosticError if the inbox, the outbox or the store fails
   */
  async recover(stop = never, age = 0): Promise<boolean> {
    const { outbox, inbox, database } = this.on;
    this.failed = false;
    for (const destination of outbox.pending()) {
      if (await database.read((sql) => isRecorded(sql, destination.id)))
        this.locally(Outbox.fileOf(destination), () => outbox.publish(destination));
      else outbox.abandon(destination);
    }
    const unfinished = inbox.unfinished(age);
    await this.takeAll(unfinished, stop, async (claimed) =>
      (await this.wasDone(claimed)) ? undefined : claimed,
    );
    return !this.failed;
  }

  /** Finishes what other relays have left behind. */
  recoverForsaken(stop = never): Promise<boolean> {
    return this.recover(stop, FORSAKEN);
  }

  /**
   * Receives all files that are complete, and ends the waits that are over.
   *
   * @param stop asks now and then whether to stop
   * @returns false if something could not be done, and must be tried again
   * @throws DiagnosticError if the inbox, the outbox or the store fails
   */
  async once(stop = never): Promise<boolean> {
    const { inbox, database, clock } = this.on;
    this.failed = false;
    const { complete, unreadable } = inbox.look();
    await this.forget();
    const trouble = [
      ...(await this.clockTrouble()),
      ...unreadable.map(({ file, reason }) => diagnostic('REL006', { file }, { reason })),
    ];
    this.tellOnce(trouble);
    await this.takeAll(complete, stop, async (lying) => inbox.claim(lying));
    const all = await database.read((sql) => overdue(sql, clock()));
    const waits = all.filter((waiting) => !this.stuck.has(nameOf(waiting)));
    for (let next = 0; next < waits.length && !stop(); next += MOST_TOGETHER)
      await this.together(waits.slice(next, next + MOST_TOGETHER).map((waiting) => this.wait(waiting)));
    return !this.failed;
  }

  /** Forgets what is older than the store is to remember. */
  private async forget(): Promise<void> {
    const { database, clock, kit } = this.on;
    const before = monthsBefore(clock(), kit().settings.memoryMonths);
    const until = await database.read((sql) => forgettable(sql, before));
    if (until !== undefined) await database.transaction(['forget'], (sql) => forget(sql, until));
  }

  /** A clock that was put back would let letters wait for longer. */
  private async clockTrouble(): Promise<Step['diagnostics']> {
    const behind = (await this.on.database.read(lastArrival)) - this.on.clock();
    return behind < TOLERANCE ? [] : [diagnostic('REL005', {}, { seconds: Math.round(behind / SECOND) })];
  }

  /** Tells what lasts when it begins. */
  private tellOnce(diagnostics: Step['diagnostics']): void {
    const keyOf = ({ code, place }: (typeof diagnostics)[number]): string => `${code} ${place.file}`;
    const fresh = diagnostics.filter((one) => !this.told.has(keyOf(one)));
    this.told = new Set(diagnostics.map(keyOf));
    for (const one of fresh) this.report('', '', { diagnostics: [one] });
  }

  private report(file: string, arrival: string, what: Partial<Event>): void {
    this.on.report({ file, arrival, decisions: [], diagnostics: [], outputs: [], ...what });
  }

  /** Does something with a file; what goes wrong is reported, and tried again later. */
  private locally<T>(file: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.fail(file, error);
      return undefined;
    }
  }

  /** @throws the error, if it is more than trouble with one file */
  private fail(file: string, error: unknown): void {
    if (!isLocal(error)) throw error;
    this.failed = true;
    this.report(file, '', { diagnostics: [error.diagnostic] });
  }

  /** True if a file that was taken is recorded, so that it was only to be removed. */
  private async wasDone(claimed: Claimed): Promise<boolean> {
    const decision = await this.on.database.read((sql) => arrivalDecision(sql, claimed.id));
    if (decision === undefined) return false;
    this.putAway(claimed, decision.includes('rejected'));
    return true;
  }

  private putAway(claimed: Claimed, rejected: boolean): void {
    const { inbox } = this.on;
    this.locally(claimed.file, () => (rejected ? inbox.reject(claimed) : inbox.finish(claimed)));
  }

  /** Receives files, several together. */
  private async takeAll<T extends { file: string }>(
    files: readonly T[],
    stop: () => boolean,
    claim: (file: T) => Promise<Claimed | undefined>,
  ): Promise<void> {
    for (let next = 0; next < files.length && !stop(); ) {
      const tasks: Task[] = [];
      for (let bytes = 0; next < files.length && tasks.length < MOST_TOGETHER && bytes < ENOUGH_TOGETHER; ) {
        const claimed = await claim(files[next++] as T);
        const most = this.on.kit().converter.limits.size;
        const content = claimed && this.locally(claimed.file, () => this.on.inbox.read(claimed, most));
        if (claimed === undefined || content === undefined) continue;
        bytes += content.length;
        const task = await this.arrival(claimed, content);
        if (task !== undefined) tasks.push(task);
      }
      if (tasks.length > 0) this.on.inbox.settleClaims();
      await this.together(tasks);
    }
  }

  /** Does pieces of work together; if that fails, each by itself, so that none keeps the others from being done. */
  private async together(tasks: readonly Task[]): Promise<void> {
    if (tasks.length === 0) return;
    try {
      await this.do(tasks);
    } catch (error) {
      if (error instanceof DiagnosticError && !isLocal(error)) throw error;
      const troubles: Array<[file: string, trouble: DiagnosticError]> = [];
      for (const task of tasks) {
        const trouble = await this.alone(task);
        if (trouble !== undefined) troubles.push([task.file, trouble]);
      }
      // If none of them could be done, the next ones cannot either.
      const [first] = troubles;
      if (first !== undefined && troubles.length === tasks.length && tasks.length > 1) throw first[1];
      for (const [file, trouble] of troubles) this.fail(file, trouble);
    }
  }

  /** @returns what is wrong with its file or the outbox, if that kept it from being done */
  private async alone(task: Task): Promise<DiagnosticError | undefined> {
    try {
      await this.do([task]);
    } catch (error) {
      if (isLocal(error)) return error;
      if (error instanceof DiagnosticError) throw error;
      await task.giveUp(error);
    }
    return undefined;
  }

  private async do(tasks: readonly Task[]): Promise<void> {
    const { database, outbox, clock } = this.on;
    const done = await perform(database, outbox, clock, tasks);
    for (const [index, task] of tasks.entries()) await this.publish(task, done[index]);
  }

  private async publish(task: Task, done: Performed | undefined): Promise<void> {
    const { outbox } = this.on;
    for (const { destination } of done?.outputs ?? [])
      this.locally(Outbox.fileOf(destination), () => outbox.publish(destination));
    await task.finish(done);
    if (done === undefined) return;
    const { decisions, diagnostics, outputs } = done;
    this.report(task.file, task.arrival, {
      decisions,
      diagnostics,
      outputs: outputs.map(({ document, destination }) => ({ document, file: Outbox.fileOf(destination) })),
    });
  }

  /** What is to be done with a file that was taken; undefined if a defect of this program kept it from being read. */
  private async arrival(claimed: Claimed, content: Buffer): Promise<Task | undefined> {
    const { database, clock } = this.on;
    const kit = this.on.kit();
    const { id, file } = claimed;
    const work = { kit, keys: [`arrival ${id}`], arrival: id, file };
    try {
      const arrived = readArrived(kit, content, file);
      return {
        ...work,
        keys: [...work.keys, ...(await keysOf(kit, database, arrived, clock()))],
        decide: (step) =>
          recorded(step, content, arrived.vans.known, async () => {
            step.arrivals.set(id, arrived);
            await receive(step, arrived);
          }),
        finish: async (done) => {
          if (done === undefined) await this.wasDone(claimed);
          else this.putAway(claimed, isRejected(done));
        },
        giveUp: (defect) => this.reject(claimed, work, content, defect),
      };
    } catch (error) {
      if (error instanceof DiagnosticError) throw error;
      await this.reject(claimed, work, content, error);
      return undefined;
    }
  }

  /** Records a file that this program has a defect for, and puts it aside. */
  private async reject(
    claimed: Claimed,
    work: Omit<Work, 'decide'>,
    bytes: Buffer,
    defect: unknown,
  ): Promise<void> {
    const { database, outbox, clock } = this.on;
    const decision = {
      kind: 'file',
      number: 1,
      envelope: undefined,
      letter: undefined,
      decision: 'rejected',
    };
    const decide = (step: Step): Promise<boolean> =>
      recorded(step, bytes, {}, async () => {
        step.tell('REL007');
        step.decisions.push(decision);
      });
    const [done] = await perform(database, outbox, clock, [{ ...work, decide }]);
    await this.wasDone(claimed);
    if (done !== undefined) this.report(claimed.file, claimed.id, { ...done, outputs: [], defect });
  }

  /** What is to be done with a letter whose wait is over. */
  private wait(waiting: Waiting): Task {
    const { arrival, sender, receiver } = waiting;
    return {
      kit: this.on.kit(),
      keys: [`parties ${sender} ${receiver}`],
      arrival,
      file: '',
      decide: (step) => endWait(step, waiting),
      finish: async () => undefined,
      giveUp: async (defect) => {
        this.stuck.add(nameOf(waiting));
        this.report('', arrival, { diagnostics: [diagnostic('REL007', {})], defect });
      },
    };
  }
}

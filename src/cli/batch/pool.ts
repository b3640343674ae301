import type { Worker } from 'node:worker_threads';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { asGiven } from '../../diagnostics/phrase.js';
import { failure } from '../results.js';
import { startThread } from '../start-thread.js';
import type { Crew, FindOutcome } from './crew.js';
import { type Converted, type Event, madeHere, type Outcome, outcomeOf } from './events.js';
import type { FromThread, Start, ToThread } from './messages.js';
import type { AllNeighbours, NumberedFile } from './neighbours.js';

/** Threads are looked after so often, in milliseconds. */
const WATCH = 200;
/** A thread is given so many lots: when one is done, the next is there, and nothing need be heard first. */
const LOTS = 2;

/** Files to be looked at or converted, and who waits for them. */
interface Job {
  kind: 'find' | 'convert';
  files: readonly NumberedFile[];
  /** Files that a thread ended with, and what is told of them. */
  lost: Array<{ file: number; event: Event }>;
  /** @param pieces JSON of the outcome, if it is there */
  done(outcome: FindOutcome | Outcome, pieces?: readonly string[]): void;
  failed(error: Error): void;
}

/** A thread, and what it works on. */
interface Member {
  worker: Worker;
  /** The one in hand comes first. */
  jobs: Job[];
  /** Number of files it has begun, ever, and how many of them before the job in hand. */
  begun: Int32Array;
  before: number;
  /** The file in hand, and since when. */
  at: number;
  since: number;
  tooLong: boolean;
}

/** Threads that share the work of a batch. One that ends, or takes too long, is replaced; only the file it had in hand fails. */
export class Pool implements Crew {
  readonly width: number;
  private readonly members = new Set<Member>();
  private readonly queue: Job[] = [];
  private readonly watch: NodeJS.Timeout;
  private ended = false;
  /** What a thread ended with that could not begin. */
  private fault: Error | undefined;

  /**
   * @param count number of threads
   * @param seconds how long a file may take
   */
  constructor(
    count: number,
    private readonly start: Omit<Start, 'begun'>,
    private readonly neighbours: AllNeighbours,
    private readonly seconds: number,
  ) {
    this.width = count * LOTS;
    for (let i = 0; i < count; i++) this.hire();
    this.watch = setInterval(() => this.look(), WATCH);
  }

  async find(files: readonly NumberedFile[]): Promise<FindOutcome> {
    return (await this.run('find', files)).outcome as FindOutcome;
  }

  convert(files: readonly NumberedFile[]): Promise<Converted> {
    return this.run('convert', files);
  }

  async end(): Promise<void> {
    this.ended = true;
    clearInterval(this.watch);
    await Promise.all([...this.members].map(({ worker }) => worker.terminate()));
  }

  private run(kind: Job['kind'], files: readonly NumberedFile[]): Promise<Converted> {
    if (files.length === 0) return Promise.resolve(madeHere(nothing(kind)));
    return new Promise((resolve, failed) => {
      const done = (outcome: Outcome, pieces?: readonly string[]): void =>
        resolve(pieces === undefined ? madeHere(outcome) : { outcome, pieces: () => pieces });
      this.queue.push({ kind, files, lost: [], done, failed });
      this.assign();
    });
  }

  private hire(): void {
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const worker = startThread({ ...this.start, begun });
    const member: Member = { worker, jobs: [], begun, before: 0, at: 0, since: 0, tooLong: false };
    this.members.add(member);
    worker.on('message', (message: FromThread) => this.hear(member, message));
    let fault: Error | undefined;
    worker.on('error', (error) => {
      fault = error;
    });
    worker.on('exit', () => this.gone(member, fault));
  }

  private assign(): void {
    if (this.members.size === 0) this.giveUp();
    // No lot waits for a thread while another one has nothing to do.
    for (let lots = 0; lots < LOTS; lots++) {
      for (const member of this.members) {
        if (member.jobs.length > lots) continue;
        const job = this.queue.shift();
        if (job === undefined) return;
        member.jobs.push(job);
        tell(member, this.messageOf(job));
      }
    }
  }

  private messageOf({ kind, files }: Job): ToThread {
    return kind === 'find' ? { kind, files } : { kind, files, near: this.neighbours.near(files) };
  }

  private hear(member: Member, message: FromThread): void {
    if (message.kind === 'question') {
      const answer = this.neighbours[message.ask](message.names);
      void Promise.resolve(answer).then((answer) =>
        tell(member, { kind: 'answer', question: message.question, answer }),
      );
      return;
    }
    const job = member.jobs.shift();
    member.before += job?.files.length ?? 0;
    this.assign();
    const outcome = outcomeOf(message.outcome) as FindOutcome | Outcome;
    if (job?.lost.length === 0) job.done(outcome, message.outcome);
    else job?.done(withLost(outcome, job));
  }

  /** Ends threads that have had the same file in hand for too long. */
  private look(): void {
    const now = performance.now();
    for (const member of this.members) {
      const begun = Atomics.load(member.begun, 0);
      if (begun !== member.at) {
        member.at = begun;
        member.since = now;
      } else if (
        member.jobs.length > 0 &&
        begun > member.before &&
        now - member.since > this.seconds * 1000
      ) {
        member.tooLong = true;
        void member.worker.terminate();
      }
    }
  }

  /** There is no thread left. */
  private giveUp(): void {
    const fault = this.fault as NodeJS.ErrnoException | undefined;
    const reason = asGiven(fault?.code ?? fault?.name ?? '');
    const error = new DiagnosticError(diagnostic('IN021', {}, { reason }));
    for (const { failed } of this.queue.splice(0)) failed(error);
  }

  /** A thread has ended: the file in hand fails, and the others are done again by a new one. */
  private gone(member: Member, fault: Error | undefined): void {
    this.members.delete(member);
    if (this.ended) return;
    const [job, ...next] = member.jobs;
    this.queue.unshift(...next);
    const begun = Atomics.load(member.begun, 0);
    // One that could not even begin has no successor: that could not, either.
    if (begun === 0) this.fault = fault;
    else this.hire();
    const file = job?.files[begun - member.before - 1];
    if (job !== undefined && file !== undefined) this.lose(file, job, member.tooLong);
    else if (job !== undefined) this.queue.unshift(job);
    this.assign();
  }

  /** A thread ended with a file: what is left of the job is to be done. */
  private lose(file: NumberedFile, job: Job, tooLong: boolean): void {
    const at = { file: file.name };
    const told = tooLong ? diagnostic('LIM007', at, { limit: this.seconds }) : diagnostic('IN018', at);
    const event: Event = { kind: 'message', file: file.number, result: failure(file.name, [told]) };
    job.lost.push({ file: file.number, event });
    const files = job.files.filter((one) => one !== file);
    if (files.length > 0) this.queue.unshift({ ...job, files });
    else job.done(withLost(nothing(job.kind), job));
  }
}

const tell = ({ worker }: Member, message: ToThread): void => worker.postMessage(message);

/** What came of a job, with the files that threads ended with. */
const withLost = (outcome: FindOutcome | Outcome, { lost }: Job): FindOutcome | Outcome => {
  const events = [...outcome.events];
  for (const { file, event } of lost) {
    const later = events.findIndex((one) => one.kind === 'message' && one.file > file);
    events.splice(later < 0 ? events.length : later, 0, event);
  }
  if (!('done' in outcome)) return { ...outcome, events };
  return { ...outcome, events, done: [...outcome.done, ...lost.map(({ file }) => file)] };
};

const nothing = (kind: Job['kind']): FindOutcome | Outcome => {
  const outcome: Outcome = { events: [], settled: [] };
  return kind === 'find' ? { ...outcome, binaries: [], done: [] } : outcome;
};

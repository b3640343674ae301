import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chalkStderr as colour } from 'chalk';
import { createConverter } from '../conversion/convert.js';
import { DiagnosticError, diagnostic, toldIn } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { Inbox } from '../exchange/inbox.js';
import { Outbox } from '../exchange/outbox.js';
import { type Event, Relay } from '../exchange/relay.js';
import { migrations } from '../exchange/schema.js';
import { loadSettings } from '../exchange/settings.js';
import type { Kit } from '../exchange/step.js';
import { openDatabase } from '../exchange/store/database.js';
import { readTableFiles, shippedTables } from '../mapping/files.js';
import { diagnosticLines } from '../report/text.js';
import { visibleLine } from '../report/visible-line.js';
import { decisionWords } from '../report/words.js';
import { Exit, UsageError } from './exit.js';
import { loadAll, type SetupOptions } from './setup.js';

/** Options of `relay` as the command line gives them. */
export interface RelayOptions extends SetupOptions {
  inbox: string;
  outbox: string;
  store: string;
  once?: boolean;
  watch?: boolean;
  now?: string;
  json?: boolean;
  lang: Language;
}

const DAY = 24 * 60 * 60 * 1000;
const PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** How often work is looked for that another relay has left behind. */
const FORSAKEN = 60_000;

/** A time of the command line, in milliseconds. */
const timeOf = (text: string): number => {
  const time = Date.parse(text);
  if (Number.isNaN(time) || !/(?:Z|[+-]\d{2}:\d{2})$/.test(text))
    throw new UsageError(`--now ${text} is no time; write it as 2026-03-02T10:15:00+01:00`);
  return time;
};

/** What the relay works with; the directory is read again when its files have changed. */
class Renewing {
  private kit: Kit;
  /** State of the files that were read, and when they were last looked at. */
  private read: string;
  private seen: string;
  private toldAge = false;

  constructor(private readonly options: RelayOptions) {
    this.read = this.state();
    this.seen = this.read;
    this.kit = this.load();
    this.tellAge();
  }

  /** Tells once of a directory that is too old. */
  private tellAge(): void {
    const { directoryDays } = this.kit.settings;
    const old = (this.options.sor ?? [])
      .map((file) => ({
        file,
        days: Math.floor(
          (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())) / DAY,
        ),
      }))
      .filter(({ days }) => days > directoryDays);
    if (old.length > 0 && !this.toldAge)
      for (const { file, days } of old)
        process.stderr.write(diagnosticLines(diagnostic('REL008', { file }, { days }), this.options.lang));
    this.toldAge = old.length > 0;
  }

  private state(): string {
    return (this.options.sor ?? [])
      .map((file) => {
        const found = statSync(file, { throwIfNoEntry: false });
        return found === undefined ? '' : `${found.mtimeMs} ${found.size}`;
      })
      .join();
  }

  private load(): Kit {
    const { limits, tables, validator, directory, diagnostics } = loadAll(this.options);
    for (const one of diagnostics) process.stderr.write(diagnosticLines(one, this.options.lang));
    const site = this.options.mappings === undefined ? new Map() : readTableFiles(this.options.mappings);
    const settings = loadSettings(readTableFiles(shippedTables), site);
    return {
      converter: createConverter(tables, directory, { limits }),
      tables,
      validator,
      directory,
      settings,
    };
  }

  get current(): Kit {
    return this.kit;
  }

  /**
   * Reads the directory again if it has changed, and was the same at two looks: somebody may still be writing it. One that
   * cannot be read leaves the one there is in force, and is told of.
   */
  renew(): void {
    this.tellAge();
    const before = this.seen;
    this.seen = this.state();
    if (this.seen === this.read || this.seen !== before) return;
    this.read = this.seen;
    try {
      this.kit = this.load();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const one of error.all) process.stderr.write(diagnosticLines(one, this.options.lang));
    }
  }
}

/** A line for people: what came, what was done, what was sent. Ids only; never a value of a message. */
const line = (event: Event, now: number, lang: Language): string => {
  const done = event.decisions.map(({ kind, letter, decision }) =>
    `${kind} ${letter ?? ''} ${decisionWords(decision, lang)}`.replace('  ', ' '),
  );
  const sent = event.outputs.map(({ file }) => file).join(', ');
  const parts = [
    colour.dim(new Date(now).toISOString()),
    ...[event.file, done.join(', '), sent === '' ? '' : `-> ${sent}`].map(visibleLine),
  ];
  return `${parts.filter((part) => part !== '').join(' ')}\n`;
};

/** What is told of a file or folder that keeps something from being done. */
const FAILURES: readonly string[] = ['REL001', 'REL002', 'REL006', 'REL007'];

/** Tells of everything that is done. */
class Reporter {
  failed = false;

  constructor(
    private readonly json: boolean,
    private readonly lang: Language,
    private readonly clock: () => number,
  ) {}

  readonly report = ({ defect, ...event }: Event): void => {
    const { lang } = this;
    this.failed ||=
      event.decisions.some(({ decision }) => decision === 'rejected') ||
      event.diagnostics.some(({ code }) => FAILURES.includes(code));
    if (defect instanceof Error && process.env.MEDCOM_DEBUG !== undefined)
      process.stderr.write(`${defect.stack}\n`);
    if (this.json) {
      const diagnostics = event.diagnostics.map((one) => toldIn(one, lang));
      const time = new Date(this.clock()).toISOString();
      process.stdout.write(`${JSON.stringify({ time, ...event, diagnostics })}\n`);
      return;
    }
    if (event.arrival !== '') process.stderr.write(line(event, this.clock(), lang));
    for (const one of event.diagnostics) process.stderr.write(diagnosticLines(one, lang, '  '));
  };
}

/** Runs until it is told to stop; what fails is tried again after a pause that grows. */
const watch = async (relay: Relay, kit: Renewing, lang: Language): Promise<void> => {
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  process.once('SIGINT', () => stopping.abort());
  const { signal } = stopping;
  const stop = (): boolean => signal.aborted;
  // What was begun before is finished first, and so it is after trouble.
  let trouble = true;
  let patience = PAUSE;
  let recovery = 0;
  while (!stop()) {
    let pause = PAUSE;
    try {
      kit.renew();
      if (performance.now() >= recovery) {
        trouble = !(await (trouble ? relay.recover(stop) : relay.recoverForsaken(stop)));
        recovery = performance.now() + FORSAKEN;
      }
      if (!(await relay.once(stop))) trouble = true;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      process.stderr.write(diagnosticLines(error.diagnostic, lang));
      trouble = true;
      pause = patience;
    }
    if (trouble) recovery = Math.min(recovery, performance.now() + patience);
    patience = trouble ? Math.min(2 * patience, LONGEST_PAUSE) : PAUSE;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
};

/**
 * `medcom-convert relay`: receives what is in the inbox and sends what comes of it, once or until it is stopped.
 *
 * @returns 1 if something was put aside or could not be worked on, or the folders or the store failed
 */
export const relayCommand = async (options: RelayOptions): Promise<Exit> => {
  if (options.once === true && options.watch === true)
    throw new UsageError('--once and --watch exclude each other');
  if (options.watch === true && options.now !== undefined)
    throw new UsageError('--now is for --once: a service has the clock of its machine');
  const fixed = options.now === undefined ? undefined : timeOf(options.now);
  const clock = (): number => fixed ?? Date.now();
  const kit = new Renewing(options);
  const inbox = new Inbox(options.inbox, kit.current.settings.settleSeconds);
  const outbox = new Outbox(options.outbox);
  const database = await openDatabase(options.store, migrations);
  const reporter = new Reporter(options.json === true, options.lang, clock);
  const relay = new Relay({
    kit: () => kit.current,
    database,
    inbox,
    outbox,
    clock,
    report: reporter.report,
  });
  try {
    if (options.watch === true) {
      await watch(relay, kit, options.lang);
      return Exit.ok;
    }
    await relay.recover();
    await relay.once();
    return reporter.failed ? Exit.failed : Exit.ok;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    process.stderr.write(diagnosticLines(error.diagnostic, options.lang));
    return Exit.failed;
  } finally {
    await database.close();
  }
};

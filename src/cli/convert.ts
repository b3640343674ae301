import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { filled, type Language } from '../diagnostics/language.js';
import { runBatch } from './batch/batch.js';
import { Alone, type Crew } from './batch/crew.js';
import { retell } from './batch/events.js';
import { Journal } from './batch/journal.js';
import { listInputs } from './batch/list-inputs.js';
import { Neighbourhood } from './batch/neighbourhood.js';
import type { BatchOptions } from './batch/options.js';
import { OutputFolder, StandardOutput } from './batch/output.js';
import { Pool } from './batch/pool.js';
import { Quarantine } from './batch/quarantine.js';
import { BatchReports } from './batch/reports.js';
import { Runner } from './batch/runner.js';
import { BatchState, sumOf } from './batch/state.js';
import { Stop } from './batch/stop.js';
import { CHUNK, ListedFiles } from './batch/worklist.js';
import { Exit, UsageError } from './exit.js';
import { readStdin, STDIN } from './find-inputs.js';
import { progress } from './progress.js';
import { failure, Results } from './results.js';
import { type SetupOptions, setUp, type Using } from './setup.js';
import { words } from './words.js';

/** Options of `convert` as the command line gives them. */
export interface ConvertOptions extends BatchOptions, SetupOptions {
  out: string;
  /** File with the names of inputs, one a line. */
  filesFrom?: string;
  /** How many threads. */
  jobs?: number;
  unordered?: boolean;
  resume?: boolean;
  /** Folder for inputs that fail. */
  quarantine?: string;
  json?: boolean;
  /** Files that are told what came of the batch. */
  report?: string[];
}

const STDOUT = '-';
/** From so many files on, threads are worth their start if nobody says how many there are to be. */
const WORTH_THREADS = 512;

/** The options of a batch alone, which can go to another thread. */
const plain = (options: ConvertOptions): BatchOptions => {
  const { to, fhirFormat, sorMissing, ids, envelope, unmappable, ediNewlines } = options;
  const { incomplete = false, strict = false, validate, trace = false, showValues = false, lang } = options;
  const how = { to, fhirFormat, sorMissing, ids, envelope, ediNewlines, incomplete, strict, validate };
  return { ...how, trace, showValues, lang, ...(unmappable && { unmappable }) };
};

const checkUsage = (inputs: readonly string[], options: ConvertOptions): void => {
  const toStdout = options.out === STDOUT;
  const wrong = [
    [
      toStdout && options.json,
      '--json tells results on standard output; give the messages a folder with --out DIR.',
    ],
    [
      options.to === 'edifact' && options.unmappable === 'reference',
      'EDIFACT has no references; --unmappable is transliterate or error there.',
    ],
    [
      toStdout && options.trace,
      '--trace writes files beside the results; give them a folder with --out DIR.',
    ],
    [
      toStdout && (options.jobs ?? 1) > 1,
      '--jobs writes several results at a time; give them a folder with --out DIR.',
    ],
    [toStdout && options.resume, '--resume goes on where results are in a folder; give it with --out DIR.'],
    [
      inputs.length === 0 && options.filesFrom === undefined,
      'There is no input; name files or folders, or a list of them with --files-from FILE.',
    ],
    [
      inputs.includes(STDIN) && options.filesFrom === STDIN,
      'Standard input is a message or a list of names, not both.',
    ],
  ] as const;
  for (const [is, message] of wrong) if (is) throw new UsageError(message);
};

/** What results depend on, beside this program. */
const settingsOf = (
  inputs: readonly string[],
  options: ConvertOptions,
  tables: Iterable<string>,
): object => ({
  inputs,
  filesFrom: options.filesFrom,
  limit: options.limit,
  ...plain(options),
  mappings: sumOf(tables),
  sor: sumOf((options.sor ?? []).map((file) => readFileSync(file))),
});

/** Tells how far a batch came that was stopped. */
const tellStopped = (done: number, total: number, out: string | undefined, lang: Language): void => {
  const text = out === undefined ? words[lang].stopped : words[lang].resumable;
  process.stderr.write(`${filled(text, { done, total })}\n`);
};

/** Who does the work: threads if there is enough for them. */
const crewFor = (
  { using, options, neighbourhood, list }: Parts,
  out: string | undefined,
  mark: string,
): Crew => {
  if (out === undefined) {
    const stdout = new StandardOutput(words[options.lang].standardOutput);
    return new Alone(new Runner(using, options, neighbourhood, stdout));
  }
  const { jobs = list.total < WORTH_THREADS ? 1 : availableParallelism() } = options;
  const count = Math.min(jobs, Math.ceil(list.total / CHUNK));
  const overwrites = list.anyInOut;
  // Only a thread can be given up when it takes too long.
  const watched = options.limit?.some((one) => one.startsWith('seconds=')) === true;
  if (count > 1 || watched) {
    const { sor, mappings, limit } = options;
    const setup = {
      ...(sor && { sor }),
      ...(mappings !== undefined && { mappings }),
      ...(limit && { limit }),
    };
    return new Pool(
      count,
      { setup, options: plain(options), out, mark, overwrites },
      neighbourhood,
      using.limits.seconds,
    );
  }
  const folder = new OutputFolder(out, mark, overwrites ? neighbourhood : undefined);
  return new Alone(new Runner(using, options, neighbourhood, folder));
};

interface Parts {
  using: Using;
  options: ConvertOptions;
  list: ListedFiles;
  neighbourhood: Neighbourhood;
}

/**
 * `medcom-convert convert`: converts what the inputs name, message by message; one that fails does not stop the others.
 *
 * @returns the exit code, 130 or 143 if a signal stopped it
 * @throws UsageError, DiagnosticError for wrong usage or configuration
 */
export const convertCommand = async (inputs: readonly string[], options: ConvertOptions): Promise<Exit> => {
  checkUsage(inputs, options);
  const { diagnostics, files, ...using } = setUp(options);
  const out = options.out === STDOUT ? undefined : options.out;
  const stdin = inputs.includes(STDIN) ? await readStdin(using.limits) : undefined;
  const settings = settingsOf(inputs, options, files.values());
  const state = await BatchState.open(out, settings, options.resume === true, (folder) =>
    listInputs(folder, inputs, { filesFrom: options.filesFrom, stdin, limits: using.limits }),
  );
  const stop = new Stop();
  // What was not begun, or is done, leaves nothing behind.
  let leave = !state.resumed;
  try {
    const list = new ListedFiles(state.folder, stdin, out);
    const bar = progress(list.total, options.lang);
    const results = new Results(options.json === true, options.lang, bar);
    const { mark, missing } = state.kept;
    const isInput = (path: string): boolean => list.inputs.has(path);
    const run = { to: options.to, tables: using.tables, lang: options.lang, isInput, mark };
    const reports = options.report && new BatchReports(options.report, run, results);
    const teller = reports ?? results;
    const neighbourhood = new Neighbourhood(list);
    const quarantine =
      options.quarantine === undefined
        ? undefined
        : new Quarantine(options.quarantine, list, using.limits, mark);
    let complete = false;
    let done = 0;
    leave = out === undefined;
    try {
      teller.aside(diagnostics);
      for (const one of missing) teller.tell(failure(one.place.file ?? '', [one]));
      complete = await runBatch({
        using,
        list,
        neighbourhood,
        crew: crewFor({ using, options, list, neighbourhood }, out, mark),
        journal: out === undefined ? undefined : new Journal(state.folder),
        pairing: options.to === 'fhir',
        ordered: options.unordered !== true,
        stopped: () => stop.asked,
        tell: (events) => {
          retell(events, teller);
          teller.aside(quarantine?.take(events) ?? []);
        },
        step: (more) => {
          done += more;
          bar.step(more);
        },
      });
    } finally {
      bar.stop();
      reports?.end(complete);
    }
    results.end();
    leave ||= complete;
    if (!complete) {
      tellStopped(done, list.total, out, options.lang);
      return stop.exit;
    }
    return results.anyFailed ? Exit.failed : Exit.ok;
  } finally {
    stop.end();
    if (leave) state.drop();
  }
};

import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import { runBatch } from './batch/batch.js';
import { retell } from './batch/events.js';
import { hire } from './batch/hire.js';
import { Journal } from './batch/journal.js';
import { listInputs } from './batch/list-inputs.js';
import { faultsOf } from './batch/list-maker.js';
import { ListedFiles } from './batch/listed-files.js';
import { Lock } from './batch/lock.js';
import { Neighbourhood } from './batch/neighbourhood.js';
import { Quarantine } from './batch/quarantine.js';
import { BatchReports } from './batch/reports.js';
import { BatchState } from './batch/state.js';
import { Stop, Stopped } from './batch/stop.js';
import { type ConvertOptions, checkUsage, STDOUT, settingsOf } from './convert-options.js';
import { Exit } from './exit.js';
import { readStdin, STDIN } from './find-inputs.js';
import type { InputFile } from './inputs.js';
import { progress } from './progress.js';
import { failure, Results } from './results.js';
import { readSources, type Sources, setUpFrom, type Using } from './setup.js';
import { words } from './words.js';

/** Tells how far a batch came that was stopped. */
const tellStopped = (done: number, total: number, out: string | undefined, lang: Language): void => {
  const text = out === undefined ? words[lang].stopped : words[lang].resumable;
  process.stderr.write(`${filled(text, { done, total })}\n`);
};

/** A batch whose inputs are known. */
interface Listed {
  state: BatchState;
  stop: Stop;
  using: Using;
  /** What that was made of. */
  sources: Sources;
  /** What there is to tell of the directory. */
  diagnostics: readonly Diagnostic[];
  stdin: InputFile | undefined;
  /** Folder of results; undefined for standard output. */
  out: string | undefined;
  options: ConvertOptions;
}

/** Converts the files of a batch, and drops its state if nothing is to go on with it. */
const convertListed = async (listed: Listed): Promise<Exit> => {
  const { state, stop, using, sources, diagnostics, stdin, out, options } = listed;
  // What was not begun, or is done, leaves nothing behind.
  let leave = !state.resumed;
  let journal: Journal | undefined;
  try {
    const list = new ListedFiles(state.folder, stdin);
    const bar = progress(list.total, options.lang);
    const results = new Results(options.json === true, options.lang, bar);
    const { mark, anyInOut: overwrites } = state.kept;
    const isInput = (path: string): boolean => list.inputs.has(path);
    const run = { to: options.to, tables: using.tables, lang: options.lang, isInput, mark };
    const reports = options.report && new BatchReports(options.report, run, results);
    const teller = reports ?? results;
    const neighbourhood = new Neighbourhood(list, using.limits.carriers);
    const quarantine =
      options.quarantine === undefined
        ? undefined
        : new Quarantine(options.quarantine, list, using.limits, mark);
    let complete = false;
    let done = 0;
    leave = out === undefined;
    try {
      if (out !== undefined) journal = new Journal(state.folder);
      teller.aside(diagnostics);
      const taken = (): Promise<void> => results.taken(stop.abort);
      for (const { diagnostics: told, archive } of faultsOf(state.folder)) {
        if (stop.asked) break;
        results.together(() => {
          for (const one of told) teller.tell(failure(one.place.file ?? '', [one]));
          if (archive !== undefined) teller.aside(quarantine?.copy(archive) ?? []);
        });
        await taken();
      }
      complete = await runBatch({
        using,
        list,
        neighbourhood,
        crew: hire({ using, sources, options, list, neighbours: neighbourhood, out, mark, overwrites }),
        journal,
        pairing: options.to === 'fhir',
        ordered: options.unordered !== true,
        stopped: () => stop.asked,
        tell: (events) =>
          results.together(() => {
            retell(events, teller);
            teller.aside(quarantine?.take(events) ?? []);
          }),
        taken,
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
    // Not every system removes a file that is open.
    journal?.close();
    if (leave) state.drop();
  }
};

/**
 * `medcom-convert convert`: converts what the inputs name, message by message; one that fails does not stop the others.
 *
 * @returns the exit code, 130 or 143 if a signal stopped it
 * @throws UsageError, DiagnosticError for wrong usage or configuration
 */
export const convertCommand = async (inputs: readonly string[], options: ConvertOptions): Promise<Exit> => {
  checkUsage(inputs, options);
  const sources = readSources(options);
  const { diagnostics, files, ...using } = setUpFrom(sources);
  const { filesFrom, quarantine, resume = false } = options;
  const out = options.out === STDOUT ? undefined : options.out;
  const stdin = inputs.includes(STDIN) ? await readStdin(using.limits) : undefined;
  const settings = settingsOf(inputs, options, files, sources);
  // From here on there are files on the disk that must not be left behind.
  const stop = new Stop();
  let lock: Lock | undefined;
  try {
    if (out !== undefined) lock = Lock.take(out);
    const state = await BatchState.open(out, settings, resume, (folder) =>
      listInputs(folder, inputs, {
        filesFrom,
        stdin,
        limits: using.limits,
        abort: stop.abort,
        out,
        quarantine,
      }),
    );
    return await convertListed({ state, stop, using, sources, diagnostics, stdin, out, options });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    process.stderr.write(`${words[options.lang].stoppedEarly}\n`);
    return stop.exit;
  } finally {
    lock?.release();
    stop.end();
  }
};

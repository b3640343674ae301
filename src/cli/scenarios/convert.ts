import { join, relative, sep } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { detect } from '../../formats/detect.js';
import { documentHead } from '../../formats/envelope/head.js';
import type { Made } from '../../regress/judge.js';
import type { ScenarioOptions } from '../../regress/options.js';
import { runBatch } from '../batch/batch.js';
import { Alone } from '../batch/crew.js';
import { retell } from '../batch/events.js';
import { Neighbourhood } from '../batch/neighbourhood.js';
import type { BatchOptions } from '../batch/options.js';
import type { ResultFolder, Source } from '../batch/output.js';
import { Runner } from '../batch/runner.js';
import { listOf } from '../batch/worklist.js';
import { findInputs } from '../find-inputs.js';
import { type InputFile, readHead } from '../inputs.js';
import type { ResultFile } from '../output.js';
import type { Using } from '../setup.js';
import type { Target } from '../target.js';
import type { Scenario } from './find.js';

const HEAD = 4096;
const TRACE = /\.trace\.json$/;

/** Keeps results instead of writing them. */
class Kept implements ResultFolder {
  readonly made: Made[] = [];

  /**
   * @param below the folder they would be in
   * @param traces whether traces are results, too
   */
  constructor(
    private readonly below: string,
    private readonly traces: boolean,
  ) {}

  write(files: readonly ResultFile[], { conversions }: Source): string {
    for (const { name, chunks } of files) {
      if (TRACE.test(name) && !this.traces) continue;
      const pieces: Buffer[] = [];
      // A piece holds only until the next one is asked for.
      for (const chunk of chunks) pieces.push(Buffer.from(chunk));
      const path = `${this.below}${name}`.split(sep).join('/');
      this.made.push({ name: path, bytes: Buffer.concat(pieces), conversions });
    }
    return files[0]?.name ?? '';
  }
}

/** True if a document is, or is an envelope that holds, FHIR. Throws what the system throws. */
const isFhir = (file: InputFile): boolean => {
  const begin = readHead(file, HEAD);
  const head = detect(begin) === 'vans-envelope' ? documentHead(begin) : begin;
  return head !== undefined && detect(head).startsWith('fhir');
};

/** What messages are converted to if nobody says it: to the other side. */
const usualTarget = (files: readonly InputFile[]): Target => (files.some(isFhir) ? 'oioxml' : 'fhir');

const batchOptions = (options: ScenarioOptions, to: Target): BatchOptions => ({
  to,
  fhirFormat: options['fhir-format'] ?? 'json',
  sorMissing: options['sor-missing'] ?? 'error',
  ids: options.ids ?? 'derived',
  envelope: options.envelope ?? 'none',
  ediNewlines: options['edi-newlines'] ?? 'none',
  ...(options.unmappable === undefined ? {} : { unmappable: options.unmappable }),
  incomplete: options.incomplete === true,
  strict: options.strict === true,
  validate: options.validate !== false,
  // The trace tells which row made a value that differs.
  trace: true,
  showValues: true,
  // What is expected is the same for whoever runs it.
  lang: 'en',
});

/**
 * Converts the input of a scenario as `convert` would; the results are kept, and so is what is told.
 *
 * @throws what the system throws if the input cannot be read
 */
export const convertScenario = async (
  { folder, options }: Scenario,
  using: Using,
): Promise<{ made: Made[]; diagnostics: Diagnostic[] }> => {
  const input = join(folder, 'input');
  const { files, diagnostics } = await findInputs([input], using.limits);
  const named = files.map((file) => ({ ...file, name: relative(input, file.name).split(sep).join('/') }));
  const told: Diagnostic[] = diagnostics.map((one) => ({ ...one, place: { file: '.' } }));
  const teller = {
    tell: (result: { diagnostics: Diagnostic[] }) => void told.push(...result.diagnostics),
    aside: (more: readonly Diagnostic[]) => void told.push(...more),
  };
  const targets = options.to ?? [usualTarget(named)];
  const made: Made[] = [];
  for (const to of targets) {
    const kept = new Kept(targets.length > 1 ? `${to}/` : '', options.trace === true);
    const list = listOf(named);
    const neighbourhood = new Neighbourhood(list, using.limits.carriers);
    const crew = new Alone(new Runner(using, batchOptions(options, to), neighbourhood, kept));
    await runBatch({
      using,
      list,
      neighbourhood,
      crew,
      pairing: to === 'fhir',
      ordered: true,
      stopped: () => false,
      taken: async () => undefined,
      tell: (events) => retell(events, teller),
      step: () => undefined,
    });
    made.push(...kept.made);
  }
  return { made, diagnostics: told };
};

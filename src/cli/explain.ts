import { basename, dirname, resolve } from 'node:path';
import { kindOf } from '../conversion/kind.js';
import type { ReadMessage } from '../conversion/message.js';
import { carriersAmong } from '../conversion/pairing.js';
import { envelopesOf } from '../conversion/read.js';
import { type Diagnostic, DiagnosticError, diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { explanation } from '../report/explain.js';
import { type Explained, explainPage, Room } from '../report/html/explain/explain.js';
import { jsonText } from '../report/json-text.js';
import { diagnosticLines } from '../report/text.js';
import { traceJson } from '../report/trace-json.js';
import { chunks, encodedChunks } from './chunks.js';
import { Exit } from './exit.js';
import { findInputs } from './find-inputs.js';
import { openInput } from './inputs.js';
import { writeFiles, writeStdout } from './output.js';
import { type SetupOptions, setUp } from './setup.js';
import { nothingToDo, type Target } from './target.js';

/** Options of `explain` as the command line gives them. */
export interface ExplainOptions extends SetupOptions {
  to?: Target;
  json?: boolean;
  /** Where the page goes that explains all messages. */
  html?: string;
  showValues?: boolean;
  lang: Language;
}

const STDOUT = '-';

/** What the legacy messages of a conversion are called. */
const namesOf = (made: ReadonlyArray<{ message: string } | undefined>): string[] =>
  made.flatMap((one) => one?.message ?? []);

/**
 * `medcom-convert explain`: shows the trace of each letter or message. It explains whatever can be converted at all: missing
 * attachments and organisations without a SOR id are told and do not stop it.
 */
export const explainCommand = async (inputs: readonly string[], options: ExplainOptions): Promise<Exit> => {
  const { converter, limits, tables, diagnostics: aside } = setUp(options);
  const { files, diagnostics: missing } = await findInputs(inputs, limits);
  const toFhir = options.to === undefined || options.to === 'fhir';
  const { lang } = options;
  const values = options.showValues === true;
  const told: Diagnostic[] = [];
  const room = new Room(limits.shown);
  const tell = (diagnostics: readonly Diagnostic[]): void => {
    for (const one of diagnostics) told.push(one);
    for (const one of diagnostics) process.stderr.write(diagnosticLines(one, lang));
  };
  tell(aside);
  tell(missing);
  const letters: Letter[] = [];
  const binaries: Letter[] = [];
  const envelopes: Letter[][] = [];
  const messages: Array<{ file: string; message: ReadMessage }> = [];
  for (const file of files) {
    try {
      const read = converter.read({ name: file.name, bytes: openInput(file, limits) });
      tell(read.diagnostics);
      const done = nothingToDo(read, options.to);
      if (done !== undefined) {
        tell([done]);
        continue;
      }
      if (!toFhir) envelopes.push(...envelopesOf(read.letters));
      else for (const letter of read.letters) (kindOf(letter) === 'binary' ? binaries : letters).push(letter);
      if (read.message !== undefined) messages.push({ file: file.name, message: read.message });
    } catch (error) {
      tell([diagnostic('IN001', { file: file.name }, { reason: systemReason(error) })]);
    }
  }
  for (const binary of binaries) tell(binary.diagnostics);
  const carriers = carriersAmong(binaries, limits.carriers);
  tell(carriers.diagnostics);
  const ofFiles = [...told];
  const show = async (one: Explained): Promise<void> => {
    const { conversion, diagnostics } = one;
    tell([...conversion.diagnostics, ...diagnostics]);
    if (options.html !== undefined) room.add(one);
    else if (conversion.trace === undefined) return;
    else if (options.json) await writeStdout(chunks(jsonText(traceJson(conversion, values, lang))));
    else await writeStdout(chunks(explanation(conversion, values, lang)));
  };
  for (const letter of letters) {
    const conversion = converter.convert(letter, carriers.of(letter), {
      incomplete: true,
      sorMissing: 'warn',
      trace: true,
    });
    const diagnostics = conversion.rejected.map((r) => r.diagnostic);
    await show({ conversion, made: ['CareCommunication'], fromFhir: false, diagnostics });
  }
  for (const envelope of envelopes)
    for (const conversion of converter.convertEnvelope(envelope, { trace: true }).letters)
      await show({ conversion, made: namesOf([conversion.made]), fromFhir: false, diagnostics: [] });
  const legacy = options.to === 'edifact' ? 'edifact' : 'oioxml';
  for (const { file, message } of messages) {
    const conversion = converter.convertMessage(file, message, { trace: true, legacy });
    const made = namesOf(conversion.letters.map(({ ids }) => ids));
    await show({ conversion, made, fromFhir: true, diagnostics: [] });
  }
  if (options.html !== undefined) {
    const unlisted = room.told(options.html);
    tell(unlisted);
    const page = explainPage(room.all, [...ofFiles, ...unlisted], tables, { lang, show: values });
    if (options.html === STDOUT) await writeStdout(chunks(page));
    else {
      try {
        const path = resolve(options.html);
        if (files.some((file) => file.path !== undefined && resolve(file.path) === path))
          throw new DiagnosticError(diagnostic('IN008', { file: options.html }));
        writeFiles(dirname(options.html), [{ name: basename(options.html), chunks: encodedChunks(page) }]);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        tell([error.diagnostic]);
      }
    }
  }
  return hasError(told) ? Exit.failed : Exit.ok;
};

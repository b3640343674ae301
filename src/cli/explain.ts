import type { Traced } from '../conversion/conversion.js';
import { kindOf } from '../conversion/kind.js';
import type { ReadMessage } from '../conversion/message.js';
import { envelopesOf } from '../conversion/read.js';
import { diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { explanation } from '../report/explain.js';
import { diagnosticLines } from '../report/text.js';
import { traceJson } from '../report/trace-json.js';
import { Exit } from './exit.js';
import { findInputs, openInput } from './inputs.js';
import { type SetupOptions, setUp } from './setup.js';
import { nothingToDo, type Target } from './target.js';

/** Options of `explain` as the command line gives them. */
export interface ExplainOptions extends SetupOptions {
  to?: Target;
  json?: boolean;
  showValues?: boolean;
  lang: Language;
}

/**
 * `medcom-convert explain`: shows the trace of each letter or message. It explains whatever can be converted at all: missing
 * attachments and organisations without a SOR id are told and do not stop it.
 */
export const explainCommand = async (inputs: readonly string[], options: ExplainOptions): Promise<Exit> => {
  const { converter, diagnostics: aside } = setUp(options);
  const { files, diagnostics: missing } = await findInputs(inputs);
  const toFhir = options.to === undefined || options.to === 'fhir';
  let failed = false;
  const tell = (diagnostics: typeof aside): void => {
    failed ||= hasError(diagnostics);
    for (const one of diagnostics) process.stderr.write(diagnosticLines(one, options.lang));
  };
  tell(aside);
  tell(missing);
  const letters: Letter[] = [];
  const binaries: Letter[] = [];
  const envelopes: Letter[][] = [];
  const messages: Array<{ file: string; message: ReadMessage }> = [];
  for (const file of files) {
    try {
      const read = converter.read({ name: file.name, bytes: openInput(file) });
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
  const show = (conversion: Traced, rejected: typeof aside = []): void => {
    tell([...conversion.diagnostics, ...rejected]);
    if (conversion.trace === undefined) return;
    const values = options.showValues === true;
    const { lang } = options;
    process.stdout.write(
      options.json
        ? `${JSON.stringify(traceJson(conversion, values, lang))}\n`
        : explanation(conversion, values, lang),
    );
  };
  for (const letter of letters) {
    const conversion = converter.convert(letter, binaries, {
      incomplete: true,
      sorMissing: 'warn',
      trace: true,
    });
    show(
      conversion,
      conversion.rejected.map((r) => r.diagnostic),
    );
  }
  for (const envelope of envelopes)
    for (const conversion of converter.convertEnvelope(envelope, { trace: true }).letters) show(conversion);
  const legacy = options.to === 'edifact' ? 'edifact' : 'oioxml';
  for (const { file, message } of messages)
    show(converter.convertMessage(file, message, { trace: true, legacy }));
  return failed ? Exit.failed : Exit.ok;
};

import { kindOf } from '../conversion/kind.js';
import { carriersAmong } from '../conversion/pairing.js';
import { type Diagnostic, diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { jsonText } from '../report/json-text.js';
import { roundTripJson, roundTripText } from '../report/roundtrip.js';
import { diagnosticLines } from '../report/text.js';
import { createRoundTripper, type RoundTrip } from '../roundtrip/roundtrip.js';
import { chunks } from './chunks.js';
import { Exit } from './exit.js';
import { findInputs } from './find-inputs.js';
import { openInput } from './inputs.js';
import { writeStdout } from './output.js';
import { loadAll, type SetupOptions } from './setup.js';
import { nothingToDo, type Target } from './target.js';

/** Options of `roundtrip` as the command line gives them. */
export interface RoundTripOptions extends SetupOptions {
  to?: Target;
  json?: boolean;
  showValues?: boolean;
  lang: Language;
}

/**
 * `medcom-convert roundtrip`: converts each message there and back, and tells what did not come back as it was and which
 * rows account for it. Fails if there is a difference that none accounts for, or a message that cannot make the trip.
 */
export const roundTripCommand = async (
  inputs: readonly string[],
  options: RoundTripOptions,
): Promise<Exit> => {
  const { limits, tables, directory, diagnostics: aside } = loadAll(options);
  const tripper = createRoundTripper(tables, directory, { limits });
  const { files, diagnostics: missing } = await findInputs(inputs, limits);
  const show = options.showValues === true;
  const { lang } = options;
  const toFhir = options.to === undefined || options.to === 'fhir';
  let failed = false;
  const tell = (diagnostics: readonly Diagnostic[]): void => {
    failed ||= hasError(diagnostics);
    for (const one of diagnostics) process.stderr.write(diagnosticLines(one, lang));
  };
  tell(aside);
  tell(missing);
  const report = async (trip: RoundTrip): Promise<void> => {
    failed ||= !trip.complete || trip.differences.some(({ verdict }) => verdict === 'unexpected');
    if (options.json) await writeStdout(chunks(jsonText(roundTripJson(trip, show, lang))));
    else {
      await writeStdout([roundTripText(trip, show, lang)]);
      for (const one of trip.diagnostics)
        if (one.severity === 'error') process.stderr.write(diagnosticLines(one, lang, '  '));
    }
  };

  const letters: Letter[] = [];
  const binaries: Letter[] = [];
  for (const file of files) {
    try {
      const read = tripper.read({ name: file.name, bytes: openInput(file, limits) });
      tell(read.diagnostics);
      const done = nothingToDo(read, options.to);
      if (done !== undefined) {
        tell([done]);
        continue;
      }
      for (const letter of read.letters)
        (toFhir && kindOf(letter) === 'binary' ? binaries : letters).push(letter);
      if (read.message !== undefined)
        await report(
          tripper.message(file.name, read.message, options.to === 'edifact' ? 'edifact' : 'oioxml'),
        );
    } catch (error) {
      tell([diagnostic('IN001', { file: file.name }, { reason: systemReason(error) })]);
    }
  }
  for (const binary of binaries) tell(binary.diagnostics);
  const carriers = carriersAmong(binaries, limits.carriers);
  tell(carriers.diagnostics);
  for (const letter of letters)
    await report(toFhir ? tripper.letter(letter, carriers.of(letter)) : tripper.legacy(letter));
  return failed ? Exit.failed : Exit.ok;
};

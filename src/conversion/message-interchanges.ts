import { type Diagnostic, hasError, type Place } from '../diagnostics/diagnostic.js';
import { checkLetters } from '../formats/oioxml/letters.js';
import { Source } from '../formats/source.js';
import type { Loss } from '../mapping/ledger.js';
import type { Tables } from '../mapping/tables.js';
import { byPath, chain, joined } from './chain.js';
import type { Options } from './conversion.js';
import type { MadeLetter } from './made-letter.js';
import type { Trace } from './trace.js';
import { lowerEnvelope } from './write-edifact.js';

/** What a message was made into so far. */
interface Made {
  letters: MadeLetter[];
  diagnostics: Diagnostic[];
  trace: Trace | undefined;
}

/**
 * Makes an interchange of each letter; one that cannot be made refuses all.
 *
 * @returns what was lost of the letters on the way
 */
export const writeInterchanges = (
  file: string,
  conversion: Made,
  tables: Tables,
  options: Options,
): Loss[] => {
  const { diagnostics } = conversion;
  const traces: Trace[] = [];
  const losses: Loss[] = [];
  for (const made of conversion.letters) {
    const { root, ids } = made;
    const schemas = tables.edifact.map(({ schema }) => schema);
    const { letters } = checkLetters({ root, source: new Source(file, '', []), diagnostics: [] }, schemas);
    const lowered = lowerEnvelope(letters, tables, options.unmappable, options.trace === true);
    made.segments = lowered.segments;
    for (const one of lowered.letters) {
      made.ids = { ...ids, ...one.ids };
      diagnostics.push(...one.diagnostics);
      for (const loss of one.losses) losses.push(loss);
      if (one.trace !== undefined) traces.push(prefixed(one.trace, ids.message, one.ids.message));
    }
  }
  if (conversion.trace !== undefined) conversion.trace = chain(conversion.trace, joined(traces), byPath);
  if (hasError(diagnostics)) conversion.letters = [];
  return losses;
};

/** A trace with the paths of its letter as the conversion before it tells them; see LetterPlan. */
const prefixed = (trace: Trace, from: string, to: string): Trace => {
  const isBinary = from === 'XBIN01';
  const place = (one: Place): Place => ({ ...one, path: `${isBinary ? `${from}:` : ''}${one.path ?? ''}` });
  const target = (path: string): string => (isBinary ? `${to}:${path}` : path);
  return {
    rows: trace.rows,
    input: trace.input.map((entry) => ({
      ...entry,
      source: place(entry.source),
      to: entry.to.map(target),
    })),
    output: trace.output.map((entry) => ({
      ...entry,
      target: target(entry.target),
      from: entry.from.map(place),
    })),
    losses: trace.losses.map((loss) => ({ ...loss, source: place(loss.source) })),
  };
};

import type { Traced } from '../conversion/conversion.js';
import { toldIn } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { masked } from './mask.js';
import { placeText } from './text.js';

/** The members of a list, made when they are asked for. */
function* each<One>(all: readonly One[], made: (one: One) => object): Generator<object> {
  for (const one of all) yield made(one);
}

/**
 * The trace and the loss ledger of a conversion, for a file beside its result: what became of every leaf of the
 * input, what made every leaf of the output. It is written by `jsonText`: its lists are made while they are written.
 *
 * @param showValues whether values of personal data are shown
 * @param lang of places and diagnostics; reasons are those of the tables
 */
export const traceJson = (conversion: Traced, showValues: boolean, lang: Language): object => {
  const { letter, binaries, counts, diagnostics, trace } = conversion;
  return {
    letter,
    binaries,
    counts,
    input:
      trace &&
      each(trace.input, ({ source, status, row, reason, to, more, personal, value }) => ({
        at: placeText(source, lang),
        status,
        row,
        reason,
        to: to.length === 0 ? undefined : to,
        more,
        value: masked(value, personal, showValues, lang),
      })),
    losses:
      trace &&
      each(trace.losses, ({ source, row, reason }) => ({ at: placeText(source, lang), row, reason })),
    output:
      trace &&
      each(trace.output, ({ target, row, how, from, more, personal, value }) => ({
        target,
        row,
        how,
        from: from.length === 0 ? undefined : from.map((place) => placeText(place, lang)),
        more,
        value: masked(value, personal, showValues, lang),
      })),
    diagnostics: diagnostics.map((one) => toldIn(one, lang)),
  };
};

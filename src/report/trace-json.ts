import type { Traced } from '../conversion/conversion.js';
import { toldIn } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { masked } from './mask.js';
import { placeText } from './text.js';

/**
 * The trace and the loss ledger of a conversion, for a file beside its result: what became of every leaf of the
 * input, what made every leaf of the output.
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
    input: trace?.input.map(({ source, status, row, reason, to, more, personal, value }) => ({
      at: placeText(source, lang),
      status,
      row,
      reason,
      to: to.length === 0 ? undefined : to,
      more,
      value: masked(value, personal, showValues, lang),
    })),
    losses: trace?.losses.map(({ source, row, reason }) => ({ at: placeText(source, lang), row, reason })),
    output: trace?.output.map(({ target, row, how, from, more, personal, value }) => ({
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

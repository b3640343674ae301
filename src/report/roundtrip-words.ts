import type { Words } from '../diagnostics/language.js';
import type { Verdict } from '../roundtrip/compare.js';

/** Words of a report of round trips. */
export const words: Words<
  | Verdict
  | 'equalCount'
  | 'normalisedCount'
  | 'lostCount'
  | 'unexpectedCount'
  | 'ok'
  | 'differs'
  | 'failed'
  | 'verdict'
  | 'rows'
  | 'why'
  | 'values'
  | 'more'
  | 'nothing'
  | 'cameBack'
> = {
  en: {
    unexpected: 'UNEXPECTED',
    lost: 'lost by rule',
    normalised: 'normalised',
    equalCount: '{count} equal',
    normalisedCount: '{count} normalised',
    lostCount: '{count} lost by rule',
    unexpectedCount: '{count} unexpected',
    ok: 'ok',
    differs: 'differs',
    failed: 'failed',
    verdict: 'Verdict',
    rows: 'Rows',
    why: 'Why',
    values: 'Values',
    more: 'and {count} more',
    nothing: 'nothing',
    cameBack: '{key}: {before} came back as {after}',
  },
  da: {
    unexpected: 'UVENTET',
    lost: 'tabt efter regel',
    normalised: 'normaliseret',
    equalCount: '{count} ens',
    normalisedCount: '{count} normaliseret',
    lostCount: '{count} tabt efter regel',
    unexpectedCount: '{count} uventet',
    ok: 'ok',
    differs: 'afviger',
    failed: 'fejlet',
    verdict: 'Udfald',
    rows: 'Rækker',
    why: 'Hvorfor',
    values: 'Værdier',
    more: 'og {count} til',
    nothing: 'intet',
    cameBack: '{key}: {before} kom tilbage som {after}',
  },
};

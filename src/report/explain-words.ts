import type { Words } from '../diagnostics/language.js';
import type { Status } from '../mapping/ledger.js';

/** Words of an explanation. */
export const words: Words<
  | Status
  | 'from'
  | 'value'
  | 'became'
  | 'row'
  | 'toOrWhy'
  | 'to'
  | 'how'
  | 'title'
  | 'made'
  | 'lostInPart'
  | 'sum'
  | 'more'
> = {
  en: {
    mapped: 'mapped',
    used: 'used',
    dropped: 'dropped',
    unmapped: 'unmapped',
    from: 'From',
    value: 'Value',
    became: 'Became',
    row: 'Row',
    toOrWhy: 'To, or why not',
    to: 'To',
    how: 'How',
    title: '{name}: what became of each element',
    made: 'Values that the rules made',
    lostInPart: 'Lost in part',
    sum: '{all} elements: {mapped} mapped, {used} used, {dropped} dropped by a row, {unmapped} unmapped.',
    more: '{count} more, not listed',
  },
  da: {
    mapped: 'overført',
    used: 'brugt',
    dropped: 'udeladt',
    unmapped: 'ukendt',
    from: 'Fra',
    value: 'Værdi',
    became: 'Blev',
    row: 'Række',
    toOrWhy: 'Til, eller hvorfor ikke',
    to: 'Til',
    how: 'Hvordan',
    title: '{name}: hvad der blev af hvert element',
    made: 'Værdier, som reglerne dannede',
    lostInPart: 'Delvis tabt',
    sum: '{all} elementer: {mapped} overført, {used} brugt, {dropped} udeladt af en række, {unmapped} ukendt.',
    more: 'yderligere {count}, som ikke vises',
  },
};

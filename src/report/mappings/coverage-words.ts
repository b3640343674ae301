import type { Words } from '../../diagnostics/language.js';

/** The words of the coverage of mapping rows. */
export const words: Words<
  'table' | 'rows' | 'exercised' | 'idle' | 'percent' | 'total' | 'never' | 'messages' | 'failed'
> = {
  en: {
    table: 'Table',
    rows: 'Rows',
    exercised: 'Exercised',
    idle: 'Cannot be',
    percent: 'Percent',
    total: 'Total',
    never: 'Rows that no message exercises',
    messages: 'Messages',
    failed: 'Messages of which a conversion failed; it does not count',
  },
  da: {
    table: 'Tabel',
    rows: 'Rækker',
    exercised: 'Afprøvet',
    idle: 'Kan ikke',
    percent: 'Procent',
    total: 'I alt',
    never: 'Rækker, som ingen meddelelse afprøver',
    messages: 'Meddelelser',
    failed: 'Meddelelser, hvoraf en konvertering fejlede; den tæller ikke med',
  },
};

import type { Severity } from '../diagnostics/diagnostic.js';
import type { Language, Words } from '../diagnostics/language.js';

/** Words that every report has. */
export const words: Words<Severity | 'at' | 'inside' | 'character' | 'characters'> = {
  en: {
    error: 'error',
    warning: 'warning',
    info: 'info',
    at: 'at',
    inside: '{file} (in its {envelope})',
    character: '(1 character)',
    characters: '({count} characters)',
  },
  da: {
    error: 'fejl',
    warning: 'advarsel',
    info: 'oplysning',
    at: 'i',
    inside: '{file} (i sin {envelope})',
    character: '(1 tegn)',
    characters: '({count} tegn)',
  },
};

/** What became of a letter or message, as the relay and its ledger name it. */
const decisions: Words<
  | 'new'
  | 'passed'
  | 'converted'
  | 'waiting'
  | 'ignored'
  | 'refused'
  | 'receipted'
  | 'kept'
  | 'noted'
  | 'rejected'
> = {
  en: {
    new: 'new',
    passed: 'passed',
    converted: 'converted',
    waiting: 'waiting',
    ignored: 'ignored',
    refused: 'refused',
    receipted: 'receipted',
    kept: 'kept',
    noted: 'noted',
    rejected: 'rejected',
  },
  da: {
    new: 'ny',
    passed: 'sendt videre',
    converted: 'konverteret',
    waiting: 'venter',
    ignored: 'ignoreret',
    refused: 'afvist',
    receipted: 'kvitteret',
    kept: 'gemt',
    noted: 'noteret',
    rejected: 'lagt til side',
  },
};

/** What was decided, or several with `+` between them, in words; what is not known stays as it is. */
export const decisionWords = (decision: string, lang: Language): string =>
  decision
    .split('+')
    .map((one) => (decisions[lang] as Readonly<Record<string, string>>)[one] ?? one)
    .join('+');

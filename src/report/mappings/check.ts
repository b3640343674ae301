import type { Checked } from '../../check/check.js';
import type { Language, Words } from '../../diagnostics/language.js';

const words: Words<'files' | 'faults' | 'cutShort'> = {
  en: {
    files: 'Tables checked',
    faults: 'faults',
    cutShort: 'What is behind the last fault could not be checked. Mend it and check again.',
  },
  da: {
    files: 'Kontrollerede tabeller',
    faults: 'fejl',
    cutShort: 'Det, der ligger bag den sidste fejl, kunne ikke kontrolleres. Ret den, og kontrollér igen.',
  },
};

/** What a check came to, in a line or two. */
export const checkSummary = ({ faults, files, cutShort }: Checked, lang: Language): string => {
  const said = words[lang];
  const end = cutShort ? `${said.cutShort}\n` : '';
  return `${said.files}: ${files}, ${said.faults}: ${faults.length}\n${end}`;
};

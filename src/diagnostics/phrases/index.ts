import { messages } from './messages.js';
import { syntax } from './syntax.js';
import { systems } from './systems.js';
import { tables } from './tables.js';

/** Words that texts of diagnostics name, in every language. Each key is there once. */
export const phrases = { ...syntax, ...messages, ...systems, ...tables } as const;

/** The key of a phrase. */
export type PhraseKey = keyof typeof phrases;

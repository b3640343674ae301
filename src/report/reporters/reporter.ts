import type { ChalkInstance } from 'chalk';
import type { Language } from '../../diagnostics/language.js';
import type { Checked } from './checked.js';

/** What a reporter needs to know beside what was found. */
export interface Surroundings {
  lang: Language;
  /** Colours of where the report goes. */
  colour: ChalkInstance;
  /** Version of this program. */
  version: string;
}

/**
 * Writes down what was found of all that was checked, in pieces, as a whole report may be longer than a string can be; ends in a line
 * feed.
 */
export type Reporter = (checked: readonly Checked[], surroundings: Surroundings) => Iterable<string>;

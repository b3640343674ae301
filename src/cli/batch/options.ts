import type { Language } from '../../diagnostics/language.js';
import type { Newlines } from '../../formats/edifact/write.js';
import type { Unmappable } from '../../mapping/characters.js';
import type { Target } from '../target.js';

/** How messages are converted and written, wherever they come from and go to. */
export interface BatchOptions {
  to: Target;
  fhirFormat: 'json' | 'xml';
  sorMissing: 'error' | 'warn';
  ids: 'derived' | 'random';
  envelope: 'none' | 'vans';
  unmappable?: Unmappable;
  ediNewlines: Newlines;
  incomplete?: boolean;
  strict?: boolean;
  validate: boolean;
  trace?: boolean;
  showValues?: boolean;
  lang: Language;
}

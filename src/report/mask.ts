import { filled, type Language } from '../diagnostics/language.js';
import { isSize } from './content.js';
import { words } from './words.js';

/**
 * A value as reports may show it: personal data only if the user asked for it, otherwise its length. Of a large
 * attachment its size.
 *
 * @param show whether values of personal data are wanted (`--show-values`)
 */
export const masked = (value: string, personal: boolean, show: boolean, lang: Language): string => {
  if (show || !personal || isSize(value)) return value;
  const { character, characters } = words[lang];
  return value.length === 1 ? character : filled(characters, { count: value.length });
};

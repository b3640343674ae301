import { isSize } from './content.js';

/**
 * A value as reports may show it: personal data only if the user asked for it, otherwise its length. Of a large
 * attachment its size.
 *
 * @param show whether values of personal data are wanted (`--show-values`)
 */
export const masked = (value: string, personal: boolean, show: boolean): string => {
  if (show || !personal || isSize(value)) return value;
  return value.length === 1 ? '(1 character)' : `(${value.length} characters)`;
};

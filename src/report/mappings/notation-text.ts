import { stringify } from 'yaml';

/** A part of the notation as one line, in its own words: `list: priority, column: text`. */
export const notationText = (part: Readonly<Record<string, unknown>>): string => {
  const there = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
  if (Object.keys(there).length === 0) return '';
  return stringify(there, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
    .trim()
    .replace(/^\{|\}$/g, '')
    .replaceAll('\n', ' ');
};

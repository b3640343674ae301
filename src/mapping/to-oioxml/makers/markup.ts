import type { MessageTable } from '../../notation.js';

/**
 * Makes plain text of the markup that older generations put into texts. Rules: FHIR messages 2.2, 2.3.
 *
 * @returns a function from a text to the plain text and the names of the tags of which only the content was kept
 */
export const plainMarkup = ({
  lineFeed,
  nothing,
}: MessageTable['markup']): ((text: string) => { text: string; lost: string[] }) => {
  const tags = new RegExp(`</?(${[...lineFeed, ...nothing].join('|')})\\s*/?>`, 'gi');
  const breaks = new Set(lineFeed);
  return (text) => {
    const lost = new Set<string>();
    const plain = text.includes('<')
      ? text.replace(tags, (_tag, name: string) => {
          const known = name.toLowerCase();
          if (breaks.has(known)) return '\n';
          lost.add(known);
          return '';
        })
      : text;
    return { text: plain, lost: [...lost] };
  };
};

import type { MessageTable } from '../../notation.js';

/** A tag in a text: where it stands, and which. */
interface Tag {
  start: number;
  end: number;
  name: string;
  closing: boolean;
}

/**
 * Makes plain text of the markup that older generations put into texts: line breaks, and styles that begin and end. A
 * style that does one only is no markup but what somebody wrote. Rules: FHIR messages 2.2, 2.3.
 *
 * @returns a function from a text to the plain text and the names of the styles of which only the content was kept
 */
export const plainMarkup = ({
  lineFeed,
  nothing,
}: MessageTable['markup']): ((text: string) => { text: string; lost: string[] }) => {
  const pattern = new RegExp(`<(/?)(?:(${lineFeed.join('|')})\\s*/?|(${nothing.join('|')}))>`, 'gi');

  /** Tags that mean something, in their order. */
  const tagsIn = (text: string): Tag[] => {
    const tags: Tag[] = [];
    const open = new Map<string, Tag[]>();
    for (const match of text.matchAll(pattern)) {
      const [written, slash, feed, style] = match;
      const name = (feed ?? style ?? '').toLowerCase();
      const tag = { start: match.index, end: match.index + written.length, name, closing: slash === '/' };
      if (feed !== undefined) tags.push(tag);
      else if (!tag.closing) {
        const begun = open.get(name);
        if (begun === undefined) open.set(name, [tag]);
        else begun.push(tag);
      } else {
        const begun = open.get(name)?.pop();
        if (begun !== undefined) tags.push(begun, tag);
      }
    }
    return tags.sort((a, b) => a.start - b.start);
  };

  return (text) => {
    if (!text.includes('<')) return { text, lost: [] };
    const lost = new Set<string>();
    let plain = '';
    let from = 0;
    for (const { start, end, name } of tagsIn(text)) {
      plain += text.slice(from, start);
      if (lineFeed.includes(name)) plain += '\n';
      else lost.add(name);
      from = end;
    }
    return { text: plain + text.slice(from), lost: [...lost] };
  };
};

import { encodedContent } from '../base64.js';
import { lasting, type Piece } from '../byte-source.js';
import type { Element } from '../xml/element.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
/** What ISO-8859-1 lacks, and what readers of windows-1252 would take for something else. */
const NEEDS_REFERENCE = /[&<>\r\x7f-\x9f]|[^\0-\xff]/u;
const REFERENCES = /[&<>\r\x7f-\x9f]|[^\0-\xff]/gu;

const escaped = (text: string): string =>
  NEEDS_REFERENCE.test(text)
    ? text.replace(
        REFERENCES,
        (c) => ESCAPES[c] ?? `&#x${(c.codePointAt(0) as number).toString(16).toUpperCase()};`,
      )
    : text;

const isString = (part: unknown): boolean => typeof part === 'string';

/** Texts are full of Breaks. */
const emptyTag = (name: string): string => (name === 'Break' ? '<Break/>' : `<${name}/>`);

/** Collects text, and bytes in between, without joining them. */
class Writer {
  readonly chunks: Piece[] = [];
  private text = '<?xml version="1.0" encoding="ISO-8859-1"?>';

  constructor(private readonly indent: number) {}

  private line(depth: number): void {
    this.text += `\n${' '.repeat(this.indent * depth)}`;
  }

  element(element: Element, depth: number, attributes = ''): void {
    const { name, parts, slice, raw, text } = element;
    const content = raw === undefined ? slice : encodedContent(raw);
    if (content !== undefined) {
      this.text += `<${name}>`;
      this.flush();
      this.chunks.push(content);
      this.text += `</${name}>`;
    } else if (parts === undefined) {
      if (text !== '') this.text += `<${name}${attributes}>${escaped(text)}</${name}>`;
      else this.text += attributes === '' ? emptyTag(name) : `<${name}${attributes}/>`;
    } else {
      this.text += `<${name}${attributes}>`;
      // Layout is written between elements only; in a text it would become part of it.
      const isLaidOut = this.indent > 0 && !TEXTS.has(name) && !parts.some(isString);
      for (const part of parts) {
        if (typeof part === 'string') this.text += escaped(part);
        else {
          if (isLaidOut) this.line(depth + 1);
          this.element(part, depth + 1);
        }
      }
      if (isLaidOut) this.line(depth);
      this.text += `</${name}>`;
    }
  }

  begin(): void {
    if (this.indent > 0) this.line(0);
  }

  flush(): void {
    if (this.text !== '') this.chunks.push(Buffer.from(this.text, 'latin1'));
    this.text = '';
  }
}

/** Elements whose markup is text. */
const TEXTS = new Set(['Text01', 'RefuseText']);

/** Writes an Emessage as `toOioxml` does; contents of attachments stay what they are until they are written. */
export const oioxmlPieces = (root: Element, indent = 0): Piece[] => {
  const writer = new Writer(indent);
  writer.begin();
  writer.element(root, 0, ` xmlns="${root.uri}"`);
  writer.flush();
  return writer.chunks;
};

/**
 * Writes an Emessage as XML in ISO-8859-1 with its declaration; characters that the encoding lacks are written as
 * references. Rules: legacy formats 2.2, 2.5.
 *
 * @param indent blanks for each level; without it everything is on one line. Nothing is ever put into a text.
 * @returns the document in pieces, to be written one after another
 */
export const toOioxml = (root: Element, indent = 0): Iterable<Uint8Array> =>
  lasting(oioxmlPieces(root, indent));

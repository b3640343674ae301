import type { Element } from '../xml/element.js';
import type { Report } from './report.js';

const STYLES = new Set(['Bold', 'Italic', 'Underline']);
const ALIGNMENTS = new Set(['Right', 'Center']);
const FIXED_FONT = 'FixedFont';

const allowed = (name: string, inside: string | undefined): boolean => {
  if (name === 'Break' || name === 'Space') return inside !== 'Break' && inside !== 'Space';
  if (STYLES.has(name) || ALIGNMENTS.has(name)) return inside === undefined || inside === FIXED_FONT;
  return name === FIXED_FONT && inside === undefined;
};

/** Checks the markup of FormattedText: what may stand in what. Rules: legacy formats 2.5. */
export const checkFormattedText = (element: Element, report: Report, inside?: string): void => {
  const empty = inside === 'Break' || inside === 'Space';
  if (empty && (element.text !== '' || element.parts !== undefined)) {
    report('OIO045', { name: element.name }, element);
  }
  for (const child of element.children()) {
    if (!allowed(child.name, inside)) report('OIO045', { name: child.name }, child);
    else checkFormattedText(child, report, child.name);
  }
};

/** Checks the markup of BreakableText: Break and Space only. Rules: legacy formats 2.5. */
export const checkBreakableText = (element: Element, report: Report): void =>
  checkFormattedText(element, report, element.name);

/** Text of FormattedText, and what of its markup plain text cannot show. */
export interface PlainText {
  /** Lines separated by one line feed; the Break at the very end is the end of the last line and not there. */
  text: string;
  /** Names of the style elements whose text was kept and whose style was not, each once. */
  lost: string[];
}

const RAW_LINE_END = /[ \t]*[\r\n][ \t\r\n]*/g;

/** Builds plain text from runs, breaks and aligned blocks. */
class Lines {
  text = '';
  /** A raw line end that waits for a word to follow on the same line. */
  private folded = false;
  /** An aligned block has ended: what follows begins a line, whether a Break says so or not. */
  private aligned = false;

  private get lineStart(): boolean {
    return this.text === '' || this.text.endsWith('\n');
  }

  run(raw: string): void {
    if (/[\r\n]/.test(raw) && raw.trim() === '') return;
    for (const [i, piece] of raw.replace(RAW_LINE_END, '\n').split('\n').entries()) {
      if (i > 0) this.folded = true;
      if (piece === '') continue;
      if (this.aligned) this.break();
      if (this.folded && !this.lineStart) this.text += ' ';
      this.text += piece;
      this.folded = false;
    }
  }

  space(): void {
    if (this.aligned) this.break();
    this.text += ' ';
    this.folded = false;
  }

  break(): void {
    this.text += '\n';
    this.folded = false;
    this.aligned = false;
  }

  beginAligned(): void {
    if (!this.lineStart) this.break();
  }

  endAligned(): void {
    this.aligned = !this.lineStart;
  }
}

/**
 * The plain text of a FormattedText or BreakableText element. `Break` is one line feed and `Space` a space; of the styles the text
 * is kept, `Right` and `Center` on a line of their own. Raw line ends are layout of the XML, not of the text: they
 * become one space between words, nothing at the ends or beside a Break. Rules: legacy formats 2.5; ruling D20.
 */
export const plainText = (element: Element): PlainText => {
  const lost = new Set<string>();
  const lines = new Lines();
  const walk = (node: Element): void => {
    for (const part of node.parts ?? [node.text]) {
      if (typeof part === 'string') lines.run(part);
      else if (part.name === 'Break') lines.break();
      else if (part.name === 'Space') lines.space();
      else {
        lost.add(part.name);
        if (ALIGNMENTS.has(part.name)) lines.beginAligned();
        walk(part);
        if (ALIGNMENTS.has(part.name)) lines.endAligned();
      }
    }
  };
  walk(element);
  return { text: lines.text.endsWith('\n') ? lines.text.slice(0, -1) : lines.text, lost: [...lost] };
};

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
  for (const child of element.parts ?? []) {
    if (typeof child === 'string') continue;
    // Nearly all are empty Breaks where they may stand.
    if (!empty && child.name === 'Break' && child.text === '' && child.parts === undefined) continue;
    if (!allowed(child.name, inside)) report('OIO045', { name: child.name }, child);
    else checkFormattedText(child, report, child.name);
  }
};

/** Checks the markup of BreakableText: Break and Space only. Rules: legacy formats 2.5. */
export const checkBreakableText = (element: Element, report: Report): void =>
  checkFormattedText(element, report, element.name);

/** A stretch of text in one style. */
export interface StyledRun {
  /** Names of the elements around it, from the outermost: `FixedFont Bold`; empty for plain text. */
  style: string;
  text: string;
}

/** Text of FormattedText, and what of its markup plain text cannot show. */
export interface PlainText {
  /** Lines separated by one line feed; the Break at the very end is the end of the last line and not there. */
  text: string;
  /** Names of the style elements whose text was kept and whose style was not, each once. */
  lost: string[];
}

const LINE_END = /[\r\n]/;
/** With the blanks beside it; not begun within them, as each of many would be tried up to their end. */
const RAW_LINE_END = /(?<![ \t])[ \t]*[\r\n][ \t\r\n]*/g;

/** Builds lines from runs, breaks and aligned blocks. */
class Lines {
  readonly lines: StyledRun[][] = [[]];
  /** A raw line end that waits for a word to follow on the same line. */
  private folded = false;
  /** An aligned block has ended: what follows begins a line, whether a Break says so or not. */
  private aligned = false;

  private get line(): StyledRun[] {
    return this.lines.at(-1) as StyledRun[];
  }

  private add(text: string, style: string): void {
    if (this.aligned) this.break();
    const last = this.line.at(-1);
    const added = this.folded && last !== undefined ? ` ${text}` : text;
    if (last !== undefined && last.style === style) last.text += added;
    else this.line.push({ style, text: added });
    this.folded = false;
  }

  run(raw: string, style: string): void {
    if (!LINE_END.test(raw)) {
      if (raw !== '') this.add(raw, style);
      return;
    }
    if (raw.trim() === '') return;
    for (const [i, piece] of raw.replace(RAW_LINE_END, '\n').split('\n').entries()) {
      if (i > 0) this.folded = true;
      if (piece !== '') this.add(piece, style);
    }
  }

  space(style: string): void {
    this.folded = false;
    this.add(' ', style);
  }

  break(): void {
    this.lines.push([]);
    this.folded = false;
    this.aligned = false;
  }

  beginAligned(): void {
    if (this.line.length > 0) this.break();
  }

  endAligned(): void {
    this.aligned = this.line.length > 0;
  }
}

/**
 * The lines of a FormattedText or BreakableText element, each as its runs. `Break` ends a line and `Space` is a space; `Right` and
 * `Center` stand on lines of their own. Raw line ends are layout of the XML, not of the text: they become one space
 * between words, nothing at the ends or beside a Break. The Break at the very end is the end of the last line.
 * Rules: legacy formats 2.5; ruling D20.
 */
export const styledLines = (element: Element): StyledRun[][] => {
  const lines = new Lines();
  const walk = (node: Element, style: string): void => {
    for (const part of node.parts ?? [node.text]) {
      if (typeof part === 'string') lines.run(part, style);
      else if (part.name === 'Break') lines.break();
      else if (part.name === 'Space') lines.space(style);
      else {
        if (ALIGNMENTS.has(part.name)) lines.beginAligned();
        walk(part, style === '' ? part.name : `${style} ${part.name}`);
        if (ALIGNMENTS.has(part.name)) lines.endAligned();
      }
    }
  };
  walk(element, '');
  const all = lines.lines;
  return all.length > 1 && all.at(-1)?.length === 0 ? all.slice(0, -1) : all;
};

const markupIn = (element: Element, names: Set<string>): Set<string> => {
  for (const child of element.parts ?? []) {
    if (typeof child === 'string') continue;
    if (child.name !== 'Break' && child.name !== 'Space') names.add(child.name);
    markupIn(child, names);
  }
  return names;
};

/** The text of an element in which nothing stands but Breaks, and text without line ends: nearly all are like that. */
const simpleText = ({ parts, text }: Element): string | undefined => {
  let all = '';
  for (const part of parts ?? [text]) {
    if (typeof part !== 'string') {
      if (part.name !== 'Break') return undefined;
      all += '\n';
    } else if (LINE_END.test(part)) return undefined;
    else all += part;
  }
  return all.endsWith('\n') ? all.slice(0, -1) : all;
};

/** The text of a FormattedText or BreakableText element without its styles; see `styledLines`. */
export const plainText = (element: Element): PlainText => {
  const simple = simpleText(element);
  if (simple !== undefined) return { text: simple, lost: [] };
  const lines = styledLines(element).map((line) => line.map(({ text }) => text).join(''));
  return { text: lines.join('\n'), lost: [...markupIn(element, new Set())] };
};

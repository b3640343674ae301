import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../../diagnostics/diagnostic.js';
import { type StyledRun, styledLines } from '../../formats/oioxml/formatted-text.js';
import type { Leaf } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';
import type { Characters } from '../characters.js';
import type { Ledger } from '../ledger.js';
import { type Room, type TextSegment, textSegments } from './text-writer.js';

const LINE_ENDS = /[\r\n]/g;
/** Readers take these bytes for characters of windows-1252. */
const HIGH_CONTROLS = /[\x7f-\x9f]/g;
const UNKNOWN = /[^\t\r\n\x20-\x7e\xa0-\xff]/gu;
/** The length that a type of the schema tables allows. */
const LENGTH = /^an\d+\.\.(\d+)$/;
/** A value with one question mark for each character that EDIFACT cannot hold: as long as it was. */
const questioned = (text: string): string => text.replace(UNKNOWN, '?');
/** Runs without those that have lost all of their text; neighbours of one style are one. */
const merged = (runs: readonly StyledRun[]): StyledRun[] => {
  const line: StyledRun[] = [];
  for (const { style, text } of runs) {
    const last = line.at(-1);
    if (text === '') continue;
    if (last?.style === style) last.text += text;
    else line.push({ style, text });
  }
  return line;
};
const codeOf = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Whoever tells of an element: a message that is being written. */
export interface Teller {
  readonly diagnostics: readonly Diagnostic[];
  tell(origin: Element, code: Code, params?: Params, rule?: string): void;
}

/** Makes values fit for ISO-8859-1, and tells what had to be changed. Rules: legacy formats 7.2, 7.4. */
export class FitText {
  constructor(
    private readonly characters: Characters,
    private readonly ledger: Ledger,
  ) {}

  /** Fits texts that stand in one element. */
  private fit(lower: Teller, element: Element, texts: readonly string[], row: string): string[] {
    const { characters } = this;
    if (texts.every((text) => characters.isPlain(text))) return [...texts];
    const lacking = new Set<string>();
    const dropped = new Set<string>();
    const fitted = texts.map((raw) => {
      const one = characters.fit(raw);
      for (const name of one.lacking) lacking.add(name);
      for (const name of one.dropped) dropped.add(name);
      return one.text.replace(HIGH_CONTROLS, (character) => {
        dropped.add(codeOf(character));
        return '';
      });
    });
    if (dropped.size > 0) {
      lower.tell(element, 'MAP040', { characters: [...dropped].join(', ') }, row);
      this.ledger.lostPart(element, row, 'control characters, which a letter cannot hold');
    }
    if (lacking.size > 0) {
      const code = characters.unmappable === 'error' ? 'MAP043' : 'MAP042';
      lower.tell(element, code, { characters: [...lacking].join(', ') }, row);
      this.ledger.lostPart(element, row, 'characters that ISO-8859-1 lacks, written with others');
    }
    return fitted;
  }

  /** The text of an element that is one value; it is no longer than the letter has room for. */
  value(lower: Teller, element: Element, leaf: Leaf, row: string): string {
    const { length } = lower.diagnostics;
    const [fitted = ''] = this.fit(lower, element, [element.text], row);
    const text = this.hasRoom(leaf, fitted) ? fitted : questioned(element.text);
    if (text !== fitted && lower.diagnostics.length === length) {
      // An accent of its own, that could not be put over its letter without making the value shorter.
      const names = (element.text.match(UNKNOWN) ?? []).map(codeOf);
      lower.tell(element, 'MAP042', { characters: [...new Set(names)].join(', ') }, row);
    }
    if (!/[\r\n]/.test(text)) return text;
    lower.tell(element, 'EDI044', {}, row);
    this.ledger.lostPart(element, row, 'line ends, which EDIFACT cannot hold');
    return text.replace(LINE_ENDS, ' ');
  }

  /**
   * Whether a value with stand-ins can be written. What stands for a character may be longer than it, or nothing; and a
   * patient's id with another letter in it could be that of another patient.
   */
  private hasRoom({ type }: Leaf, fitted: string): boolean {
    if (type === 'alt10') return false;
    const [, most] = LENGTH.exec(type) ?? [];
    return fitted !== '' && fitted.length <= Number(most ?? Number.POSITIVE_INFINITY);
  }

  /**
   * A text with its styles, as segments.
   *
   * @param room what the groups take that it stands in, if they are limited
   */
  segments(lower: Teller, element: Element, row: string, room?: Room): TextSegment[] {
    const lines = styledLines(element);
    const { characters } = this;
    if (lines.every((line) => line.every(({ text }) => characters.isPlain(text))))
      return textSegments(lines, room);
    const texts = this.fit(
      lower,
      element,
      lines.flatMap((line) => line.map(({ text }) => text)),
      row,
    );
    let next = 0;
    const fitted = lines.map((line) =>
      merged(line.map(({ style }) => ({ style, text: texts[next++] ?? '' }))),
    );
    return textSegments(fitted, room);
  }
}

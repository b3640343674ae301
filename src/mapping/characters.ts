import { composed } from '../formats/text/composed.js';

/** What is done with characters that ISO-8859-1 lacks. */
export type Unmappable = 'reference' | 'transliterate' | 'error';

/** A text made fit, and what of it was changed. */
export interface Fitted {
  text: string;
  /** Characters that the encoding lacks, each once, as `U+2013`. */
  lacking: readonly string[];
  /** Control characters and halves of characters, which no XML can hold, each once. */
  dropped: readonly string[];
}

const NONE: readonly string[] = [];
const PLAIN = /^[\t\n\x20-\x7e\xa0-\xff]*$/;
const name = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
/** What XML 1.0 cannot hold; other control characters are written as references. */
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== 9 && code !== 10) || code === 0xfffe || code === 0xffff;
/** A letter and its accent as one character. A few characters fall apart instead; they stay as they are. */
const withAccents = (text: string): string => {
  const normal = composed(text);
  return normal.length <= text.length ? normal : text;
};
const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** Makes texts fit for a letter in ISO-8859-1. Rules: conversion rules 14.3; legacy formats 7.2. */
export class Characters {
  /** @param table what stands for a character that the encoding lacks */
  constructor(
    private readonly table: ReadonlyMap<string, string>,
    readonly unmappable: Unmappable,
  ) {}

  /** True for a text that can be written as it is. */
  isPlain(raw: string): boolean {
    return PLAIN.test(raw);
  }

  /** Line ends become line feeds; control characters other than tab and line feed are dropped. */
  fit(raw: string): Fitted {
    if (this.isPlain(raw)) return { text: raw, lacking: NONE, dropped: NONE };
    const lacking = new Set<string>();
    const dropped = new Set<string>();
    let text = '';
    for (const character of withAccents(raw.replace(/\r\n?/g, '\n'))) {
      const code = character.codePointAt(0) as number;
      if (isControl(code) || isHalf(code)) {
        dropped.add(name(character));
        continue;
      }
      if (code > 0xff) {
        lacking.add(name(character));
        text += this.unmappable === 'transliterate' ? this.standIn(character) : character;
      } else text += character;
    }
    return { text, lacking: [...lacking], dropped: [...dropped] };
  }

  private standIn(character: string): string {
    const known = this.table.get(character);
    if (known !== undefined) return known;
    const [base = ''] = character.normalize('NFD');
    return base !== character && base.charCodeAt(0) <= 0xff ? base : '?';
  }
}

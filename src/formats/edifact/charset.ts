import { isUtf8 } from 'node:buffer';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { decodeWindows1252 } from '../text/windows-1252.js';
import type { Scanned } from './scan.js';
import type { Component, Segment } from './segment.js';

const NOT_ASCII = /[\x80-\xff]/;
const WINDOWS = /[\x80-\x9f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in a text
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;
const CONTROLS = new RegExp(CONTROL, 'g');

/**
 * How the characters begin in UTF-8 that Danish text is full of: letters of Latin-1, dashes and quotation marks. Without any of
 * them, bytes that could be UTF-8 are more likely two characters of ISO-8859-1 that happen to stand together.
 */
const COMMON_LEAD = /[\xc2\xc3\xe2]/;

/** All of these: most documents have none, and are looked through once. */
const ODD = new RegExp(
  `[${[COMMON_LEAD, WINDOWS, CONTROL].map(({ source }) => source.slice(1, -1)).join('')}]`,
);

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

/** True if every component is UTF-8, and there is a reason to read it so. */
const areUtf8 = (segments: readonly Segment[]): boolean => {
  const others = segments.flatMap((one) => one.components().filter(({ text }) => NOT_ASCII.test(text)));
  return (
    others.some(({ text }) => COMMON_LEAD.test(text)) && others.every(({ text }) => isUtf8(bytesOf(text)))
  );
};

/** Changes the components of segments that a pattern fits; returns the first of them. */
const repaired = (
  segments: readonly Segment[],
  pattern: RegExp,
  repair: (text: string) => string,
): Component | undefined => {
  let first: Component | undefined;
  for (const { elements } of segments) {
    for (const components of elements) {
      for (const [i, component] of components.entries()) {
        if (component === undefined || !pattern.test(component.text)) continue;
        component.text = repair(component.text);
        first ??= component;
        if (component.text === '') components[i] = undefined;
      }
    }
  }
  return first;
};

/** Takes segments apart by the interchange they stand in. */
const byInterchange = (segments: readonly Segment[]): Segment[][] => {
  const all: Segment[][] = [];
  let before = '';
  for (const segment of segments) {
    const begins = segment.name === 'UNA' || (segment.name === 'UNB' && before !== 'UNA');
    if (begins || all.length === 0) all.push([]);
    all.at(-1)?.push(segment);
    before = segment.name;
  }
  return all;
};

/**
 * Decodes the components of a scanned document: ISO-8859-1, as UNOC says, unless the bytes of their interchange are those of
 * UTF-8 or windows-1252. Rules: legacy formats 7.2, 15.5, 15.6.
 *
 * @returns warnings of what was found
 */
export const decodeComponents = ({ segments, source }: Scanned): Diagnostic[] => {
  const diagnostics: Diagnostic[] = [];
  const tell = (code: 'EDI006' | 'EDI007' | 'EDI008', first: Component | undefined): void => {
    if (first !== undefined) diagnostics.push(diagnostic(code, source.of(first)));
  };
  const all = byInterchange(segments);
  for (const [i, own] of all.entries()) {
    const from = own[0]?.offset ?? 0;
    const to = all[i + 1]?.[0]?.offset ?? source.text.length;
    const text = source.text.slice(from, to);
    if (!ODD.test(text)) continue;
    const utf8 = COMMON_LEAD.test(text) && areUtf8(own);
    if (utf8) {
      source.isUtf8(from, to);
      tell(
        'EDI007',
        repaired(own, NOT_ASCII, (one) => bytesOf(one).toString('utf8')),
      );
    } else if (WINDOWS.test(text))
      tell(
        'EDI006',
        repaired(own, WINDOWS, (one) => decodeWindows1252(bytesOf(one))),
      );
    if (utf8 || CONTROL.test(text))
      tell(
        'EDI008',
        repaired(own, CONTROL, (one) => one.replace(CONTROLS, '')),
      );
  }
  return diagnostics;
};

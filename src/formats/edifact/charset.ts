import { isUtf8 } from 'node:buffer';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { decodeWindows1252 } from '../text/windows-1252.js';
import type { Scanned } from './scan.js';
import type { Component } from './segment.js';

const NOT_ASCII = /[\x80-\xff]/;
const WINDOWS = /[\x80-\x9f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in a text
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Reads components as UTF-8 or windows-1252 where the bytes show that they are; takes control characters out. */
const repaired = (
  { segments }: Scanned,
  fits: (text: string) => boolean,
  repair: (text: string) => string,
): Component | undefined => {
  let first: Component | undefined;
  for (const segment of segments) {
    for (const component of segment.components()) {
      if (!fits(component.text)) continue;
      component.text = repair(component.text);
      first ??= component;
    }
  }
  return first;
};

/**
 * Decodes the components of a scanned document: ISO-8859-1, as UNOC says, unless the bytes are those of UTF-8 or windows-1252.
 * Rules: legacy formats 7.2, 15.5, 15.6.
 *
 * @returns warnings of what was found
 */
export const decodeComponents = (scanned: Scanned): Diagnostic[] => {
  const { text } = scanned.source;
  const diagnostics: Diagnostic[] = [];
  const tell = (code: 'EDI006' | 'EDI007' | 'EDI008', first: Component | undefined): void => {
    if (first !== undefined) diagnostics.push(diagnostic(code, scanned.source.of(first)));
  };
  if (NOT_ASCII.test(text)) {
    const asUtf8 = isUtf8(bytesOf(text));
    if (asUtf8)
      tell(
        'EDI007',
        repaired(
          scanned,
          (one) => NOT_ASCII.test(one),
          (one) => bytesOf(one).toString('utf8'),
        ),
      );
    else if (WINDOWS.test(text))
      tell(
        'EDI006',
        repaired(
          scanned,
          (one) => WINDOWS.test(one),
          (one) => decodeWindows1252(bytesOf(one)),
        ),
      );
  }
  if (CONTROL.test(text))
    tell(
      'EDI008',
      repaired(
        scanned,
        (one) => CONTROL.test(one),
        (one) => one.replace(CONTROLS, ''),
      ),
    );
  return diagnostics;
};

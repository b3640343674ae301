import { latin1, type Part, written } from './edifact.js';
import { pick, type Random } from './random.js';

/** Changes the segments of an interchange; undefined if there is nothing to be changed so. */
export type Change = (parts: Part[], next: Random) => Part[] | undefined;
/** Changes its bytes. */
export type Rewrite = (bytes: Buffer, next: Random) => Buffer | undefined;

/** A class of faults: what is done, and the codes of which one must tell it. */
export interface FaultClass {
  name: string;
  codes: readonly string[];
  mutate: (parts: readonly Part[], next: Random) => Buffer | undefined;
}

export const isText = (part: Part): part is string => typeof part === 'string';

/** Counts segments and messages anew, so that nothing else is wrong. */
const recounted = (parts: readonly Part[]): Part[] => {
  let segments = 0;
  let messages = 0;
  return parts.map((part) => {
    if (!isText(part)) return part;
    if (part.startsWith('UNH')) {
      segments = 0;
      messages++;
    }
    segments++;
    return part.replace(/^(UNT\+)\d+/, `$1${segments}`).replace(/^(UNZ\+)\d+/, `$1${messages}`);
  });
};

export const inSegments = (name: string, codes: string, change: Change): FaultClass => ({
  name,
  codes: codes.split(' '),
  mutate: (parts, next) => {
    const changed = change([...parts], next);
    return changed && written(recounted(changed), { newline: '' });
  },
});

/** A change of frames: counts stay as they are. */
export const inFrames = (name: string, codes: string, change: Change): FaultClass => ({
  name,
  codes: codes.split(' '),
  mutate: (parts, next) => {
    const changed = change([...parts], next);
    return changed && written(changed, { newline: '' });
  },
});

export const inBytes = (name: string, codes: string, rewrite: Rewrite): FaultClass => ({
  name,
  codes: codes.split(' '),
  mutate: (parts, next) => rewrite(written(parts, { newline: '' }), next),
});

/** Indexes of the segments that a pattern fits. */
export const those = (parts: readonly Part[], pattern: RegExp): number[] =>
  parts.flatMap((part, i) => (isText(part) && pattern.test(part) ? [i] : []));

/** One of the segments that a pattern fits, in another form, or several. */
export const replacing =
  (pattern: RegExp, change: (segment: string, next: Random) => string | string[]): Change =>
  (parts, next) => {
    const found = those(parts, pattern);
    if (found.length === 0) return undefined;
    const at = pick(found, next);
    return parts.toSpliced(at, 1, ...[change(parts[at] as string, next)].flat());
  };

/** A text in a document of one byte a character, in another form. */
export const rewriting =
  (pattern: RegExp, to: string): Rewrite =>
  (bytes) => {
    const text = bytes.toString('latin1');
    return pattern.test(text) ? latin1(text.replace(pattern, to)) : undefined;
  };

/** Elements of a segment; those of its components are separated by colons. */
export const withElement = (segment: string, element: number, change: (text: string) => string): string => {
  const elements = segment.split(/(?<!\?)\+/);
  return elements.map((text, i) => (i === element ? change(text) : text)).join('+');
};

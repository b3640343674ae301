import { inMemory } from '../formats/byte-source.js';
import { decodeComponents } from '../formats/edifact/charset.js';
import { scan } from '../formats/edifact/scan.js';
import type { Segment } from '../formats/edifact/segment.js';
import type { EdifactSource } from '../formats/edifact/source.js';
import { defaultLimits } from '../limits.js';
import { type Tree, tree } from './tree.js';

/** Tells how the others are written, and nothing else. */
const LAYOUT = 'UNA';

const segmentTree = (segment: Segment, source: EdifactSource): Tree => {
  const number = segment.number === 0 ? '' : `${segment.number}:`;
  const children = segment.components().map((one) =>
    tree(one.name.slice(segment.name.length + 1), `${number}${one.name}`, {
      text: one.text,
      place: () => source.of(one),
    }),
  );
  const text = segment.object?.bytes.toString('latin1');
  const place = (): ReturnType<EdifactSource['of']> => source.of(segment);
  return tree(segment.name, `${number}${segment.name}`, { listed: true, text, children, place });
};

/** A document in EDIFACT: its segments in their order; how it is cut into lines does not count. */
export const edifactTree = (bytes: Buffer, file: string): Tree => {
  const scanned = scan(file, inMemory(bytes), defaultLimits);
  decodeComponents(scanned);
  const children = scanned.segments
    .filter(({ name }) => name !== LAYOUT)
    .map((segment) => segmentTree(segment, scanned.source));
  return tree('', '', { ordered: true, children });
};

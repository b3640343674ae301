/** Documents that go up to the limits: what the process takes at most. */
import { limitTable } from '../dist/index.js';
import { shapes } from './hostile-shapes.js';

const { elements, segments, text, letters } = limitTable;
const FEW = 1000;

export const largest = {
  'XML, elements': () => shapes['XML: many elements of one name'].make(elements.normal - FEW),
  'XML, a text': () => shapes['XML: one long text'].make(text.normal - 2 * FEW),
  'XML, letters': () => shapes['XML: many letters'].make(letters.normal),
  'JSON, values': () => shapes['JSON: a list of values'].make(elements.normal - FEW),
  'JSON, objects': () => shapes['JSON: many identifiers'].make(elements.normal / 3 - FEW),
  'JSON, a text': () => shapes['JSON: one long text'].make(text.normal - 2 * FEW),
  'EDIFACT, segments': () => shapes['EDIFACT: many unknown segments'].make(segments.normal - FEW),
  'EDIFACT, components': () => shapes['EDIFACT: many components'].make(10 * segments.normal - FEW),
  'EDIFACT, segments of ten components': () =>
    shapes['EDIFACT: many unknown segments']
      .make(segments.normal - FEW)
      .replaceAll('a:b', 'a:b'.padEnd(19, ':b')),
  'EDIFACT, texts': () => shapes['EDIFACT: many texts'].make(segments.normal / 2 - FEW),
  'EDIFACT, messages': () => shapes['EDIFACT: many messages'].make(letters.normal - 1),
};

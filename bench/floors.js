/** What no conversion can do without: reading the same bytes once with the best published library, and writing the result once. */
import Parser from 'edifact/parser.js';
import { SaxesParser } from 'saxes';
import { toEdifact, toOioxml } from '../dist/index.js';

/** One pass of saxes, with namespaces and without handlers. */
export const readXml = (bytes) => {
  const parser = new SaxesParser({ xmlns: true });
  parser.write(bytes.toString('utf8')).close();
};

export const readJson = (bytes) => JSON.parse(bytes.toString('utf8'));

/** The text of an interchange without its object, which is left out by its length. */
const withoutObject = (bytes) => {
  const object = bytes.indexOf("'UNO+");
  if (object < 0) return bytes.toString('latin1');
  const end = bytes.indexOf("'", object + 1) + 1;
  return bytes.toString('latin1', 0, end) + bytes.toString('latin1', bytes.lastIndexOf('UNP+'));
};

/** Segment tags with digits, which the library's own method refuses. */
function segment(chunk, index) {
  let end = index;
  for (;;) {
    const code = chunk.charCodeAt(end);
    if (!((code > 64 && code < 91) || (code > 47 && code < 58))) break;
    end++;
  }
  this.buffer += chunk.slice(index, end);
  return end;
}

const nothing = () => {};

/** One pass of the streaming parser of npm's edifact, without handlers. */
export const readEdifact = (bytes) => {
  const parser = new Parser();
  parser.encoding('UNOC');
  parser._tokenizer.segment = segment;
  parser.onopensegment = nothing;
  parser.onclosesegment = nothing;
  parser.onelement = nothing;
  parser.oncomponent = nothing;
  parser.write(withoutObject(bytes));
  parser.end();
};

/** Splitting at separators, as short as it can be said: no checks, no places, release characters stay. */
export const splitEdifact = (bytes) =>
  withoutObject(bytes)
    .split(/(?<!\?)'/)
    .map((one) => one.split(/(?<!\?)\+/).map((element) => element.split(/(?<!\?):/)));

export const writeJson = (bundle) => Buffer.from(JSON.stringify(bundle));

/** This program's own writers: there are no faster ones (a tenth of the time of fast-xml-parser's XMLBuilder). */
export const writeXml = (roots) => roots.map((root) => [...toOioxml(root)]);

export const writeEdifact = (interchanges) => interchanges.map((segments) => [...toEdifact(segments)]);

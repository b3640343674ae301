import { type Codes, Component, type Segment, type Service } from './segment.js';

const LINE_ENDS = /[\r\n]+/g;
const HAS_LINE_END = /[\r\n]/;

export const isLineEnd = (c: string): boolean => c === '\r' || c === '\n';

const CR = 13;
const LF = 10;

/** Told of a release character that releases nothing: its offset in the segment, its element and component. */
type TellStray = (index: number, element: number, component: number) => void;

/** A component without line ends; undefined for an empty one. */
const made = (segment: Segment, e: number, c: number, raw: string, offset: number): Component | undefined => {
  if (raw === '') return undefined;
  if (!HAS_LINE_END.test(raw)) return new Component(e, c, raw, segment, offset);
  const text = raw.replace(LINE_ENDS, '');
  return text === '' ? undefined : new Component(e, c, text, segment, offset + raw.search(/[^\r\n]/));
};

/** Takes a segment apart that holds line ends, and no release character. */
const plain = (segment: Segment, raw: string, from: number, { element, component }: Service): void => {
  let offset = segment.offset + from;
  let e = 0;
  for (const text of raw.slice(from).split(element)) {
    e++;
    const components: Array<Component | undefined> = [];
    for (const piece of text.split(component)) {
      components.push(made(segment, e, components.length + 1, piece, offset));
      offset += piece.length + 1;
    }
    segment.elements.push(components);
  }
};

/** Takes a segment apart character by character. */
const released = (
  segment: Segment,
  raw: string,
  from: number,
  { element, component, release, terminator }: Service,
  tellStray: TellStray,
): void => {
  let components: Array<Component | undefined> = [];
  let value = '';
  let start = from;
  let copied = from;
  let stray = false;
  const end = (i: number): void => {
    value += raw.slice(copied, i);
    const e = segment.elements.length + 1;
    components.push(made(segment, e, components.length + 1, value, segment.offset + start));
    value = '';
    start = i + 1;
    copied = i + 1;
    stray = false;
  };
  for (let i = from; i <= raw.length; i++) {
    const c = raw.charAt(i);
    if (c === release) {
      value += raw.slice(copied, i);
      let to = i + 1;
      while (raw.charAt(to) !== terminator && isLineEnd(raw.charAt(to))) to++;
      const next = raw.charAt(to);
      if (next === component || next === element || next === release || next === terminator) value += next;
      else {
        value += release + next;
        if (!stray) tellStray(i, segment.elements.length + 1, components.length + 1);
        stray = true;
      }
      // What is cut off at the end of a segment is no character.
      i = Math.min(to, raw.length - 1);
      copied = i + 1;
    } else if (c === component) end(i);
    else if (c === element || i === raw.length) {
      end(i);
      segment.elements.push(components);
      components = [];
    }
  }
};

/** Lists of what stands in the segment in hand. */
export interface Hand {
  elements: Array<Array<Component | undefined>>;
  components: Array<Component | undefined>;
}

/**
 * Takes a segment apart in one pass, if nothing in it needs a closer look: no line end, and no release character that releases
 * nothing.
 *
 * @param text what the segment stands in
 * @param from where its first element begins
 * @param hand lists to work with; what is complete is copied from them, as lists that grow have room for many more
 * @returns where its terminator stands, or -1 if it needs a closer look or does not end in the text
 */
export const takePlain = (
  segment: Segment,
  text: string,
  from: number,
  service: Codes,
  { elements, components }: Hand,
): number => {
  const { component, element, release, terminator, last } = service;
  const before = segment.offset - from + segment.name.length + 1;
  let e = 0;
  let c = 0;
  let start = from;
  let copied = from;
  let value = '';
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Most characters are letters.
    if (code > last) continue;
    const ends = code === terminator || code === element;
    // A line end may be the terminator.
    if (code !== terminator && (code === CR || code === LF)) return -1;
    if (code === release) {
      const next = text.charCodeAt(i + 1);
      if (next === CR || next === LF) return -1;
      if (next !== component && next !== element && next !== release && next !== terminator) return -1;
      value += text.slice(copied, i);
      copied = ++i;
      continue;
    }
    if (!ends && code !== component) continue;
    if (i > copied) value = copied === start ? text.slice(start, i) : value + text.slice(copied, i);
    components[c] = value === '' ? undefined : new Component(e + 1, c + 1, value, segment, before + start);
    c++;
    start = i + 1;
    copied = start;
    value = '';
    if (!ends) continue;
    elements[e++] = c === 1 ? [components[0]] : components.slice(0, c);
    c = 0;
    if (code !== terminator) continue;
    segment.elements = elements.slice(0, e);
    return i;
  }
  return -1;
};

/**
 * Takes a segment apart into its elements and components. Line ends are not in them; a release character before what needs none
 * is kept and told, once in a component. Rules: legacy formats 7.3, 7.4.
 *
 * @param raw the segment without its terminator
 * @param from where its first element begins
 */
export const takeApart = (
  segment: Segment,
  raw: string,
  from: number,
  service: Service,
  tellStray: TellStray,
): void => {
  if (service.release !== undefined && raw.includes(service.release))
    released(segment, raw, from, service, tellStray);
  else plain(segment, raw, from, service);
};

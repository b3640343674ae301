import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { type ByteSource, RawContent } from '../byte-source.js';
import type { Limits } from '../xml/parse.js';
import { Component, defaultService, Segment, type Service } from './segment.js';
import { EdifactSource, type ObjectCut } from './source.js';

/** What a document consists of: its segments in order, and where its text could not be read. */
export interface Scanned {
  segments: Segment[];
  source: EdifactSource;
  /** Faults, each after a number of segments: what stands there up to the next interchange is not known. */
  faults: Array<{ after: number; diagnostic: Diagnostic }>;
  warnings: Diagnostic[];
}

const TAG = /^[A-Z][A-Z0-9]{2}$/;
const LAYOUT = new Set([' ', '\t', '\r', '\n']);
const LINE_ENDS = /[\r\n]+/g;
const HAS_LINE_END = /[\r\n]/;
const UNA = 9;
const FIRST_WINDOW = 1 << 20;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** The next interchange after one that could not be read. */
const NEXT = /'\s*(?=UN[AB][^A-Za-z0-9])/g;

/** Thrown inside to go on with the next interchange. */
class Fault extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.code);
  }
}

class Scanner {
  /** Text so far, one character a byte; objects are taken out of it. */
  private text = '';
  /** Offset in the document of the byte that is not in the text yet. */
  private unread: number;
  private window = FIRST_WINDOW;
  private at = 0;
  private service: Service = defaultService;
  /** Number of the next segment in its message; 0 outside of messages. */
  private number = 0;
  /** The segment before the object that ends next. */
  private uno: Segment | undefined;
  private readonly skipped: number;
  private readonly segments: Segment[] = [];
  private readonly objects: ObjectCut[] = [];
  private readonly faults: Scanned['faults'] = [];
  private readonly told: Array<{
    code: Code;
    params: Params;
    segment: Segment;
    offset: number;
    path: string;
  }> = [];

  constructor(
    private readonly file: string,
    private readonly bytes: ByteSource,
    private readonly limits: Limits,
  ) {
    this.skipped = bytes.bytes(0, Math.min(3, bytes.size)).equals(MARK) ? 3 : 0;
    this.unread = this.skipped;
    this.more();
  }

  /** Reads on; false at the end of the document. */
  private more(): boolean {
    if (this.unread >= this.bytes.size) return false;
    const to = Math.min(this.bytes.size, this.unread + this.window);
    this.text += this.bytes.bytes(this.unread, to).toString('latin1');
    this.unread = to;
    this.window *= 2;
    return true;
  }

  private source(): EdifactSource {
    return new EdifactSource(this.file, this.text, this.objects, this.skipped);
  }

  private fail(code: Code, params: Params, offset: number, path: string): never {
    const { number } = this;
    const place = {
      ...this.source().place(offset),
      ...(number > 0 ? { segment: number } : {}),
      ...(path === '' ? {} : { component: path }),
    };
    this.number = 0;
    throw new Fault(diagnostic(code, place, params));
  }

  private skipLayout(): void {
    for (;;) {
      while (LAYOUT.has(this.text.charAt(this.at))) this.at++;
      if (this.at < this.text.length || !this.more()) return;
    }
  }

  /** Takes the service characters of a UNA. */
  private serviceString(): void {
    while (this.text.length < this.at + UNA && this.more());
    const [, , , component, element, , release, , terminator] = this.text.slice(this.at, this.at + UNA);
    if (
      component === undefined ||
      element === undefined ||
      release === undefined ||
      terminator === undefined ||
      new Set([component, element, release, terminator]).size < 4 ||
      /[A-Za-z0-9]/.test(component + element + terminator)
    )
      this.fail('EDI001', { reason: 'UNA is not followed by six service characters' }, this.at, 'UNA');
    this.service = { component, element, release, terminator };
    this.at += UNA;
  }

  /** Where the segment at hand ends; the text is read on as far as needed. */
  private endOf(from: number): number {
    const { terminator } = this.service;
    let searched = from;
    for (;;) {
      const end = this.text.indexOf(terminator, searched);
      if (end >= 0) {
        // An odd number of release characters before it makes it part of a value.
        if (this.releases(end, from) % 2 === 0) return end;
        searched = end + 1;
        continue;
      }
      searched = this.text.length;
      if (!this.more()) {
        const path = TAG.test(this.text.slice(from, from + 3)) ? this.text.slice(from, from + 3) : '';
        return this.fail('EDI002', { reason: 'the last segment has no terminator' }, from, path);
      }
    }
  }

  /** Number of release characters before a place; line ends between them do not count. */
  private releases(end: number, from: number): number {
    let count = 0;
    for (let i = end - 1; i >= from; i--) {
      const c = this.text.charAt(i);
      if (c === this.service.release) count++;
      else if (c !== '\r' && c !== '\n') break;
    }
    return count;
  }

  private segment(): Segment {
    const start = this.at;
    const end = this.endOf(start);
    const raw = this.text.slice(start, end);
    const { element, component, release } = this.service;
    let from = 3;
    let tag = raw.slice(0, 3);
    if (HAS_LINE_END.test(raw.slice(0, 4))) {
      const plain = raw.replace(LINE_ENDS, '');
      tag = plain.slice(0, 3);
      from = raw.indexOf(tag.charAt(2), 2) + 1;
      while (/[\r\n]/.test(raw.charAt(from))) from++;
    }
    if (raw === '') this.fail('EDI001', { reason: 'a segment is empty' }, start, '');
    if (!TAG.test(tag))
      this.fail(
        'EDI001',
        { reason: 'a segment does not begin with a tag of three letters or digits' },
        start,
        '',
      );
    const next = raw.charAt(from);
    if (next !== element && next !== '') {
      const reason = `the tag is followed by ${next === component ? 'a component separator' : 'another character'} where the element separator must stand`;
      this.fail('EDI001', { reason }, start + from, tag);
    }
    const segment = new Segment(tag, start);
    if (this.segments.length >= this.limits.elements)
      this.fail('EDI005', { what: 'segments', limit: this.limits.elements }, start, tag);
    if (next !== '') {
      if (raw.includes(release)) this.released(segment, raw, from + 1);
      else this.plain(segment, raw, from + 1);
    }
    this.at = end + 1;
    return segment;
  }

  /** Takes a segment apart that holds no release character. */
  private plain(segment: Segment, raw: string, from: number): void {
    const { element, component } = this.service;
    let offset = segment.offset + from;
    for (const [e, text] of raw.slice(from).split(element).entries()) {
      const components: Array<Component | undefined> = [];
      for (const piece of text.split(component)) {
        components.push(this.component(segment, e, components.length, piece, offset));
        offset += piece.length + 1;
      }
      segment.elements.push(components);
    }
  }

  /** Takes a segment apart character by character. */
  private released(segment: Segment, raw: string, from: number): void {
    const { element, component, release, terminator } = this.service;
    let components: Array<Component | undefined> = [];
    let value = '';
    let start = from;
    let copied = from;
    const end = (i: number): void => {
      value += raw.slice(copied, i);
      components.push(
        this.component(segment, segment.elements.length, components.length, value, segment.offset + start),
      );
      value = '';
      start = i + 1;
      copied = i + 1;
    };
    for (let i = from; i <= raw.length; i++) {
      const c = raw.charAt(i);
      if (c === release) {
        value += raw.slice(copied, i);
        let to = i + 1;
        while (raw.charAt(to) === '\r' || raw.charAt(to) === '\n') to++;
        const next = raw.charAt(to);
        if (next === component || next === element || next === release || next === terminator) value += next;
        else {
          const name = `${segment.name}.${segment.elements.length + 1}.${components.length + 1}`;
          this.told.push({ code: 'EDI010', params: {}, segment, offset: segment.offset + i, path: name });
          value += release + next;
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
  }

  private component(
    segment: Segment,
    e: number,
    c: number,
    raw: string,
    offset: number,
  ): Component | undefined {
    const text = HAS_LINE_END.test(raw) ? raw.replace(LINE_ENDS, '') : raw;
    return text === ''
      ? undefined
      : new Component(`${segment.name}.${e + 1}.${c + 1}`, text, segment, offset);
  }

  /** Takes out the object that follows a UNO, by its length; if that lies, by the UNP that follows it. */
  private object(uno: Segment): void {
    const length = uno.value(4, 1);
    if (!/^\d{1,12}$/.test(length)) this.fail('EDI017', {}, (uno.at(4, 1) ?? uno).offset, 'UNO.4.1');
    const from = this.unread - (this.text.length - this.at);
    const stated = Number(length);
    const actual = this.follows(from + stated) ? stated : this.search(from, uno);
    if (actual === undefined) {
      if (from + stated > this.bytes.size)
        this.fail(
          'EDI002',
          { reason: `the object of ${stated} bytes is cut off after ${this.bytes.size - from}` },
          uno.offset,
          'UNO',
        );
      this.fail('EDI018', {}, (uno.at(4, 1) ?? uno).offset, 'UNO.4.1');
    }
    if (actual !== stated)
      this.told.push({
        code: 'EDI019',
        params: { stated, actual },
        segment: uno,
        offset: (uno.at(4, 1) ?? uno).offset,
        path: 'UNO.4.1',
      });
    this.uno = uno;
    uno.object = new RawContent(this.bytes, from, from + actual);
    this.text = this.text.slice(0, this.at);
    this.objects.push({ at: this.at, content: uno.object });
    this.unread = from + actual;
    this.window = FIRST_WINDOW;
    this.more();
  }

  /** The end of an object tells its length again. */
  private objectEnd(unp: Segment): void {
    const actual = this.uno?.object?.size;
    if (actual !== undefined && unp.value(1) !== String(actual))
      this.told.push({
        code: 'EDI022',
        params: { actual },
        segment: unp,
        offset: unp.offset,
        path: 'UNP.1.1',
      });
    this.uno = undefined;
  }

  /** True if a UNP stands at a place, perhaps after line ends. */
  private follows(at: number): boolean {
    if (at > this.bytes.size) return false;
    const { element } = this.service;
    const text = this.bytes
      .bytes(at, Math.min(at + 16, this.bytes.size))
      .toString('latin1')
      .trimStart();
    return text.startsWith(`UNP${element}`);
  }

  /** Length of the object if its UNP is found by looking for it. */
  private search(from: number, uno: Segment): number | undefined {
    const { element, terminator } = this.service;
    const rest = this.bytes.bytes(from, this.bytes.size);
    const open = `UNP${element}`;
    for (let at = rest.indexOf(open); at >= 0; at = rest.indexOf(open, at + 1)) {
      const after = rest.subarray(at + open.length, at + open.length + 40).toString('latin1');
      const [length = '', number] = after.slice(0, Math.max(0, after.indexOf(terminator))).split(element);
      if (/^\d+$/.test(length) && number === uno.value(1)) return at;
    }
    return undefined;
  }

  /** Goes on with the next interchange; false if there is none. */
  private recover(): boolean {
    for (;;) {
      NEXT.lastIndex = this.at;
      const found = NEXT.exec(this.text);
      if (found !== null) {
        this.at = found.index + found[0].length;
        this.service = defaultService;
        return true;
      }
      this.at = Math.max(this.at, this.text.length - UNA);
      if (!this.more()) return false;
    }
  }

  /** Reads segments up to the end or a fault. */
  private run(): void {
    for (;;) {
      this.skipLayout();
      if (this.at >= this.text.length) return;
      if (this.text.startsWith('UNA', this.at)) {
        const una = new Segment('UNA', this.at);
        this.serviceString();
        this.segments.push(una);
        continue;
      }
      const segment = this.segment();
      this.segments.push(segment);
      // Segments outside of messages have no number.
      if (segment.name === 'UNH') this.number = 1;
      segment.number = this.number;
      if (this.number > 0) this.number = segment.name === 'UNT' ? 0 : this.number + 1;
      if (segment.name === 'UNO') this.object(segment);
      else if (segment.name === 'UNP') this.objectEnd(segment);
      else if (segment.name === 'UNZ') this.service = defaultService;
    }
  }

  scan(): Scanned {
    for (;;) {
      try {
        this.run();
        break;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.faults.push({ after: this.segments.length, diagnostic: error.diagnostic });
        if (!this.recover()) break;
      }
    }
    const source = this.source();
    const warnings = this.told.map(({ code, params, segment, offset, path }) =>
      diagnostic(code, { ...source.of(segment), ...source.place(offset), component: path }, params),
    );
    return { segments: this.segments, source, faults: this.faults, warnings };
  }
}

/** Reads the segments of a document; never throws. Rules: legacy formats 7.1, 7.3, 7.4, 11.2. */
export const scan = (file: string, bytes: ByteSource, limits: Limits): Scanned =>
  new Scanner(file, bytes, limits).scan();

import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';
import { mostOfDocument } from '../../diagnostics/few.js';
import { type PhraseKey, phrase } from '../../diagnostics/phrase.js';
import type { LimitName, Limits } from '../../limits.js';
import type { ByteSource } from '../byte-source.js';
import { type Hand, isLineEnd, takeApart, takePlain } from './components.js';
import { Fault } from './fault.js';
import type { Note } from './note.js';
import { Objects } from './objects.js';
import { codesOf, defaultService, Segment, type Service } from './segment.js';
import { EdifactSource } from './source.js';
import { isUsual, serviceOf, UNA } from './una.js';
import { Window } from './window.js';

/** What a document consists of: its segments in order, and where its text could not be read. */
export interface Scanned {
  segments: Segment[];
  source: EdifactSource;
  /** Faults, each after a number of segments: what stands there up to the next interchange is not known. */
  faults: Array<{ after: number; note: Note }>;
  warnings: Note[];
  /** How many warnings there are beside those. */
  moreWarnings: number;
}

const TAG = /^[A-Z][A-Z0-9]{2}$/;
const BLANK = 32;
const isLetter = (code: number): boolean => code >= 65 && code <= 90;
const isLetterOrDigit = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57);
const LAYOUT = new Set([' ', '\t', '\r', '\n']);
const DEFAULT_CODES = codesOf(defaultService);
const MARK = 'ï»¿';
/** So far a tag or a UNA is looked for among line ends. */
const MOST_AHEAD = 1 << 10;
/** Components that a segment has on average; real ones have five. */
const COMPONENTS = 10;
/** The segments around all messages of an interchange: each of these accounts for them, so they may not be long. */
const AROUND = new Set(['UNB', 'UNZ']);

class Scanner {
  private readonly window: Window;
  private readonly skipped: number;
  private service: Service = defaultService;
  private codes = DEFAULT_CODES;
  /** Number of the next segment in its message; 0 outside of messages. */
  private number = 0;
  private components = 0;
  private readonly hand: Hand = { elements: [], components: [] };
  private readonly segments: Segment[] = [];
  private readonly faults: Scanned['faults'] = [];
  private readonly warnings: Note[] = [];
  private readonly mostWarnings: number;
  /** Warnings that were only counted. */
  private moreWarnings = 0;
  private readonly objects: Objects;

  constructor(
    private readonly file: string,
    private readonly bytes: ByteSource,
    private readonly limits: Limits,
  ) {
    this.skipped = bytes.bytes(0, Math.min(3, bytes.size)).toString('latin1') === MARK ? 3 : 0;
    this.window = new Window(bytes, this.skipped);
    this.mostWarnings = mostOfDocument(limits.diagnostics);
    this.objects = new Objects(bytes, this.window, (code, params, segment, offset, component) =>
      this.warn(code, params, segment, offset, component),
    );
  }

  private use(service: Service): void {
    this.service = service;
    this.codes = service === defaultService ? DEFAULT_CODES : codesOf(service);
  }

  /** Refuses the segment that begins here. */
  private refuse(
    code: Code,
    params: Params,
    component: string,
    { index = 0, rest = 1, ended = false } = {},
  ): never {
    const offset = this.window.offset + index;
    throw new Fault({ code, params, offset, segment: this.number, component }, rest, ended);
  }

  private malformed(reason: PhraseKey, component: string, end: number, index = 0): never {
    return this.refuse('EDI001', { reason: phrase(reason) }, component, {
      index,
      rest: end + 1,
      ended: true,
    });
  }

  private skipLayout(): void {
    const { window } = this;
    while (window.has(1)) {
      const { text: limit } = this.limits;
      // Nearly always a tag stands here.
      if (isLetter(window.code(0)) && window.offset <= limit) return;
      if (window.offset > limit)
        this.refuse('EDI005', { what: phrase('bytes-outside'), limit, name: 'text' }, '');
      if (LAYOUT.has(window.at(0))) window.go(1);
      else if (window.at(0) === MARK.charAt(0) && window.has(3) && window.slice(0, 3) === MARK) window.go(3);
      else return;
    }
  }

  /** The next characters without line ends, and how many there are with them. */
  private ahead(count: number): { text: string; length: number } {
    const { window } = this;
    let text = '';
    let length = 0;
    while (text.length < count && length < MOST_AHEAD && window.has(length + 1)) {
      const c = window.at(length++);
      if (!isLineEnd(c)) text += c;
    }
    return { text, length };
  }

  /** Takes the service characters of a UNA. */
  private serviceString(): void {
    const { window } = this;
    const folded = this.ahead(UNA);
    const service = serviceOf(folded.text);
    // A line end may be the terminator itself.
    const other = service ?? (window.has(UNA) ? serviceOf(window.slice(0, UNA)) : undefined);
    if (other === undefined)
      this.refuse('EDI001', { reason: phrase('edi-service-characters') }, 'UNA', { rest: 3 });
    const una = new Segment('UNA', window.offset);
    this.segments.push(una);
    if (!isUsual(other)) this.warn('EDI054', {}, una, una.offset, 'UNA');
    this.use(other);
    this.number = 0;
    window.go(service === undefined ? UNA : folded.length);
  }

  /** Where the segment ends that begins here; the text is read on as far as needed. */
  private end(): number {
    const { window } = this;
    const { terminator } = this.service;
    let searched = 0;
    for (;;) {
      const end = window.find(terminator, searched);
      if (end >= 0) {
        // An odd number of release characters before it makes it part of a value.
        if (this.releases(end) % 2 === 0) return end;
        searched = end + 1;
        continue;
      }
      searched = window.seen;
      const tag = window.slice(0, 3);
      const path = TAG.test(tag) && window.at(3) === this.service.element ? tag : '';
      const { segment: limit } = this.limits;
      if (searched > limit)
        return this.refuse('EDI005', { what: phrase('bytes-segment'), limit, name: 'segment' }, path);
      if (window.more()) continue;
      const isBehind = this.segments.at(-1)?.name === 'UNZ' && !tag.startsWith('UN');
      if (isBehind) return this.refuse('EDI048', {}, '');
      return this.refuse('EDI002', { reason: phrase('edi-no-terminator') }, path);
    }
  }

  /** Number of release characters before a place; line ends between them do not count. */
  private releases(end: number): number {
    let count = 0;
    for (let i = end - 1; i >= 0; i--) {
      const c = this.window.at(i);
      if (c === this.service.release) count++;
      else if (!isLineEnd(c)) break;
    }
    return count;
  }

  /** The segment that begins here, if nothing in it needs a closer look. */
  private plain(): Segment | undefined {
    const { window, codes } = this;
    const { text, here } = window;
    const isTag =
      isLetter(window.code(0)) && isLetterOrDigit(window.code(1)) && isLetterOrDigit(window.code(2));
    // A line end is looked at more closely, whatever it stands for.
    const behind = window.code(3);
    if (!isTag || behind !== codes.element || behind < BLANK) return undefined;
    if (this.segments.length >= this.limits.segments) return undefined;
    const segment = new Segment(text.slice(here, here + 3), window.offset);
    const end = takePlain(segment, text, here + 4, codes, this.hand);
    if (end < 0) return undefined;
    this.count(segment);
    let components = 1;
    for (const { length } of segment.elements) components += length;
    this.limit(segment, components);
    this.segments.push(segment);
    window.go(end + 1 - here);
    return segment;
  }

  private segment(): Segment {
    return this.plain() ?? this.intricate();
  }

  private intricate(): Segment {
    const { window } = this;
    const end = this.end();
    const raw = window.slice(0, end);
    const { element, component } = this.service;
    if (raw === '') this.malformed('edi-empty-segment', '', end);
    let tag = '';
    let from = 0;
    for (; from < raw.length && tag.length < 3; from++)
      if (!isLineEnd(raw.charAt(from))) tag += raw.charAt(from);
    while (isLineEnd(raw.charAt(from))) from++;
    if (!TAG.test(tag)) this.malformed('edi-tag', '', end);
    const next = raw.charAt(from);
    if (next !== element && next !== '') {
      const reason = next === component ? 'edi-component-separator' : 'edi-other-character';
      // What goes on with letters is no tag, but perhaps the beginning of a name.
      const path = /[A-Za-z\x80-\xff]/.test(next) ? '' : tag;
      this.malformed(reason, path, end, from);
    }
    if (this.segments.length >= this.limits.segments)
      this.refuse('EDI005', { what: phrase('segments'), limit: this.limits.segments, name: 'segments' }, tag);
    const segment = new Segment(tag, window.offset);
    this.count(segment);
    if (next !== '') {
      this.limit(segment, this.separators(raw));
      takeApart(segment, raw, from + 1, this.service, (index, e, c) =>
        this.warn('EDI010', {}, segment, segment.offset + index, `${tag}.${e}.${c}`),
      );
    }
    this.segments.push(segment);
    window.go(end + 1);
    return segment;
  }

  /** Gives a segment its number. Those outside of messages have none. */
  private count(segment: Segment): void {
    if (segment.name === 'UNH') this.number = 1;
    else if (segment.name === 'UNB' || segment.name === 'UNZ') this.number = 0;
    segment.number = this.number;
    if (this.number > 0) this.number = segment.name === 'UNT' ? 0 : this.number + 1;
  }

  private separators(raw: string): number {
    const { element, component } = this.codes;
    let separators = 1;
    for (let i = 0; i < raw.length; i++) {
      const c = raw.charCodeAt(i);
      if (c === element || c === component) separators++;
    }
    return separators;
  }

  /** Counts the components of a segment: so many at most are in it, and in the document. */
  private limit(segment: Segment, components: number): void {
    const { attributes, segments } = this.limits;
    this.components += components;
    if (AROUND.has(segment.name) && components > attributes) this.tooMany(segment, attributes, 'attributes');
    const most = segments * COMPONENTS;
    if (this.components > most) this.tooMany(segment, most, 'segments');
  }

  private tooMany({ name: component, number, offset }: Segment, limit: number, name: LimitName): never {
    const params = { what: phrase('components'), limit, name };
    throw new Fault({ code: 'EDI005', params, offset, segment: number, component }, 1, false);
  }

  private warn(code: Code, params: Params, segment: Segment, offset: number, component: string): void {
    if (this.warnings.length < this.mostWarnings)
      this.warnings.push({ code, params, offset, segment: segment.number, component });
    else this.moreWarnings++;
  }

  /** What is told instead of the last fault that is read so far, as nothing after it is. */
  private last(): Note | undefined {
    const { letters: limit } = this.limits;
    if (this.faults.length < limit) return undefined;
    const params = { what: phrase('faults'), limit, name: 'letters' };
    return { code: 'EDI005', params, offset: this.window.offset, segment: 0, component: '' };
  }

  /** Goes on with the next interchange; false if there is none. */
  private recover({ rest, ended }: Fault): boolean {
    const { window } = this;
    window.has(rest);
    window.go(Math.min(rest, window.seen));
    const at = this.objects.nextInterchange(window.byte, ended, this.service);
    window.cut(at - window.byte);
    this.number = 0;
    this.objects.forget();
    this.use(defaultService);
    return at < this.bytes.size && !this.full();
  }

  /** True if nothing more is taken into memory. */
  private full(): boolean {
    const { limits, segments, components, window } = this;
    const most = limits.segments;
    return segments.length >= most || components > most * COMPONENTS || window.offset > limits.text;
  }

  /** Reads segments up to the end or a fault. */
  private run(): void {
    const { window } = this;
    for (;;) {
      this.skipLayout();
      if (!window.has(1)) return;
      if (window.at(0) === 'U' && this.ahead(3).text === 'UNA') {
        this.serviceString();
        continue;
      }
      const segment = this.segment();
      if (segment.name === 'UNO') this.objects.take(segment, this.service);
      else if (segment.name === 'UNP') this.objects.end(segment);
      else {
        this.objects.forget();
        if (segment.name === 'UNZ') this.use(defaultService);
      }
    }
  }

  scan(): Scanned {
    for (;;) {
      try {
        this.run();
        break;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.faults.push({ after: this.segments.length, note: this.last() ?? error.note });
        if (this.faults.length > this.limits.letters || !this.recover(error)) break;
      }
    }
    const { file, window, skipped, segments, faults, warnings } = this;
    const source = new EdifactSource(file, window.whole(), window.cuts, skipped);
    source.most = this.limits.diagnostics;
    return {
      segments,
      source,
      faults,
      warnings,
      moreWarnings: this.moreWarnings,
    };
  }
}

/** Reads the segments of a document; never throws. Rules: legacy formats 7.1, 7.3, 7.4, 11.2. */
export const scan = (file: string, bytes: ByteSource, limits: Limits): Scanned =>
  new Scanner(file, bytes, limits).scan();

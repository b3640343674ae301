import type { Code } from '../../diagnostics/catalog.js';
import { type Diagnostic, diagnostic, type Params } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { Origin } from '../origin.js';
import type { Scanned } from './scan.js';
import { counts, type Segment } from './segment.js';
import type { EdifactSource } from './source.js';

/** A message of an interchange, from UNH to UNT. */
export interface EdifactMessage {
  segments: Segment[];
  /** False if its end is missing or cannot be read; then nobody can tell what else is missing in it. */
  whole: boolean;
  /** What is told of its frame. */
  diagnostics: Diagnostic[];
}

/** An interchange, from UNB to UNZ. */
export interface Interchange {
  header: Segment;
  trailer: Segment | undefined;
  messages: EdifactMessage[];
  source: EdifactSource;
  /** What is told of its frame; an error if it cannot be trusted. */
  diagnostics: Diagnostic[];
}

/** Puts segments together to interchanges and messages, and checks the frames around them. */
class Framer {
  readonly interchanges: Interchange[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private interchange: Interchange | undefined;
  private message: EdifactMessage | undefined;
  /** True if it was told that segments stand outside of where they may; one of them tells enough. */
  private told = false;

  /** Interchanges and messages so far. */
  private readonly frames = { UNB: 0, UNH: 0 };

  /** @param most how many interchanges, and messages, are read */
  constructor(
    private readonly source: EdifactSource,
    private readonly most: number,
  ) {}

  /** Tells if a segment begins an interchange or a message that is one too many; then nothing more is read. */
  isTooMuch({ name, offset, number }: Segment): boolean {
    if ((name !== 'UNB' && name !== 'UNH') || ++this.frames[name] <= this.most) return false;
    const note = {
      code: 'LIM004',
      params: { limit: this.most },
      offset,
      segment: number,
      component: name,
    } as const;
    const told = this.source.told(note);
    // An interchange that is read in part is not converted.
    if (this.interchange !== undefined) this.fault(told);
    this.diagnostics.push(told);
    return true;
  }

  private tell(to: Diagnostic[], code: Code, origin: Origin, params: Params = {}): void {
    to.push(diagnostic(code, this.source.of(origin), params));
  }

  take(segment: Segment): void {
    switch (segment.name) {
      case 'UNA':
        this.end();
        return;
      case 'UNB':
        this.end();
        this.interchange = {
          header: segment,
          trailer: undefined,
          messages: [],
          source: this.source,
          diagnostics: [],
        };
        this.told = false;
        this.interchanges.push(this.interchange);
        return;
      case 'UNH':
        this.begin(segment);
        return;
      case 'UNT':
        this.endMessage(segment);
        return;
      case 'UNZ':
        this.endInterchange(segment);
        return;
      default:
        if (this.message !== undefined) this.message.segments.push(segment);
        else this.outside(segment);
    }
  }

  private outside(segment: Segment): void {
    if (this.told) return;
    this.told = true;
    const { interchange } = this;
    if (interchange === undefined) this.tell(this.diagnostics, 'EDI011', segment);
    else this.tell(interchange.diagnostics, 'EDI012', segment);
  }

  private begin(unh: Segment): void {
    if (this.interchange === undefined) {
      this.outside(unh);
      return;
    }
    if (this.message !== undefined) this.unended(this.message);
    this.message = { segments: [unh], whole: false, diagnostics: [] };
    this.interchange.messages.push(this.message);
  }

  private unended({ segments, diagnostics }: EdifactMessage): void {
    this.tell(diagnostics, 'EDI013', segments[0] as Segment);
    this.message = undefined;
  }

  private endMessage(unt: Segment): void {
    const { message } = this;
    if (message === undefined) {
      this.outside(unt);
      return;
    }
    const { segments, diagnostics } = message;
    segments.push(unt);
    message.whole = true;
    const [unh] = segments as [Segment];
    const count = segments.length;
    if (!counts(unt.value(1), count)) this.tell(diagnostics, 'EDI014', unt.at(1) ?? unt, { count });
    if (unt.value(2) !== unh.value(1)) this.tell(diagnostics, 'EDI015', unt.at(2) ?? unt);
    this.message = undefined;
  }

  private endInterchange(unz: Segment): void {
    const { interchange, message } = this;
    if (interchange === undefined) {
      this.outside(unz);
      return;
    }
    if (message !== undefined) this.unended(message);
    if (interchange.messages.length === 0)
      this.tell(interchange.diagnostics, 'EDI003', interchange.header, { what: phrase('the-interchange') });
    interchange.trailer = unz;
    const { header, messages, diagnostics } = interchange;
    const count = messages.length;
    if (!counts(unz.value(1), count)) this.tell(diagnostics, 'EDI016', unz.at(1) ?? unz, { count });
    if (unz.value(2) !== header.value(5)) this.tell(diagnostics, 'EDI020', unz.at(2) ?? unz);
    this.interchange = undefined;
    this.told = false;
  }

  /** The text ends, or another interchange begins. */
  end(): void {
    const { interchange, message } = this;
    if (message !== undefined) this.unended(message);
    if (interchange !== undefined) this.tell(interchange.diagnostics, 'EDI021', interchange.header);
    this.interchange = undefined;
    this.told = false;
  }

  /** What follows cannot be read: the interchange at hand is not whole. */
  fault(fault: Diagnostic): void {
    if (this.interchange === undefined) this.diagnostics.push(fault);
    else this.interchange.diagnostics.push(fault);
    this.interchange = undefined;
    this.message = undefined;
    this.told = false;
  }
}

/**
 * Takes segments apart into interchanges and messages. Wrong counts and references are told, a missing trailer is an error:
 * what was sent may be cut off. More than a limit are told, and not read. Rules: legacy formats 7.5 to 7.7; conversion rules 3.3.
 */
export const interchangesOf = (
  { segments, source, faults }: Scanned,
  most: number,
): { interchanges: Interchange[]; diagnostics: Diagnostic[] } => {
  const framer = new Framer(source, most);
  let next = 0;
  const settle = (read: number): void => {
    for (let fault = faults[next]; fault?.after === read; fault = faults[++next])
      framer.fault(source.told(fault.note));
  };
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as Segment;
    settle(i);
    if (framer.isTooMuch(segment)) return framer;
    framer.take(segment);
  }
  settle(segments.length);
  framer.end();
  return framer;
};

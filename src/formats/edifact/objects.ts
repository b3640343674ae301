import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { ByteSource } from '../byte-source.js';
import { Fault } from './fault.js';
import { nextInterchange, objectEnd } from './search.js';
import { counts, type Segment, type Service } from './segment.js';
import type { Window } from './window.js';

/** Tells something of a component, which stands at an offset of the document. */
export type Warn = (code: Code, params: Params, segment: Segment, offset: number, component: string) => void;

/** Takes objects out of a document: bytes between UNO and UNP that are no segments. Rules: legacy formats 7.4. */
export class Objects {
  /** The segment before the object that ends next. */
  private uno: Segment | undefined;
  /** Where the next interchange begins, as seen from a byte. */
  private next: { from: number; at: number } | undefined;

  constructor(
    private readonly bytes: ByteSource,
    private readonly window: Window,
    private readonly warn: Warn,
  ) {}

  /** Refuses the object that follows a UNO. */
  private lost(uno: Segment, code: Code, params: Params, component: string, offset: number): never {
    throw new Fault({ code, params, offset, segment: uno.number, component }, 0, false);
  }

  /**
   * Takes out the object that follows a UNO, by its length; if that lies, by the UNP that follows it.
   *
   * @throws Fault EDI002, EDI017, EDI018 if it cannot be told where the object ends
   */
  take(uno: Segment, service: Service): void {
    const { window, bytes } = this;
    const length = uno.value(4, 1);
    const { offset } = uno.at(4, 1) ?? uno;
    if (!/^\d{1,12}$/.test(length)) this.lost(uno, 'EDI017', {}, 'UNO.4.1', offset);
    const from = window.byte;
    const stated = Number(length);
    const actual = this.follows(from + stated, service) ? stated : this.search(from, uno, service);
    if (actual === undefined) {
      // Not even the UNP would fit.
      if (from + stated + 'UNP'.length >= bytes.size) {
        const reason = phrase('edi-object', { stated, left: bytes.size - from });
        this.lost(uno, 'EDI002', { reason }, 'UNO', uno.offset);
      }
      this.lost(uno, 'EDI018', {}, 'UNO.4.1', offset);
    }
    if (actual !== stated) this.warn('EDI019', { stated, actual }, uno, offset, 'UNO.4.1');
    this.uno = uno;
    uno.object = window.cut(actual);
  }

  /** The end of an object tells its length again. */
  end(unp: Segment): void {
    const actual = this.uno?.object?.size;
    if (actual !== undefined && !counts(unp.value(1), actual))
      this.warn('EDI022', { actual }, unp, (unp.at(1) ?? unp).offset, 'UNP.1.1');
    this.forget();
  }

  /** What comes next does not end the object that was taken last. */
  forget(): void {
    this.uno = undefined;
  }

  /** True if a UNP stands at a place, perhaps after line ends. */
  private follows(at: number, { element }: Service): boolean {
    if (at > this.bytes.size) return false;
    const text = this.bytes
      .bytes(at, Math.min(at + 16, this.bytes.size))
      .toString('latin1')
      .trimStart();
    return text.startsWith(`UNP${element}`);
  }

  /** Length of the object if its UNP is found by looking for it, in its own interchange. */
  private search(from: number, uno: Segment, service: Service): number | undefined {
    const before = this.nextInterchange(from, false, service);
    const end = objectEnd(this.bytes, from, before, uno.value(1), service);
    return end === undefined ? undefined : end - from;
  }

  /**
   * Where the next interchange begins; looked for once, however many objects lie.
   *
   * @param after true if a terminator stands before the byte to look from
   */
  nextInterchange(from: number, after: boolean, service: Service): number {
    const { next } = this;
    if (!after && next !== undefined && next.from <= from && from <= next.at) return next.at;
    const at = nextInterchange(this.bytes, from, service, after);
    this.next = { from, at };
    return at;
  }
}

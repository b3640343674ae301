import type { Place } from '../../diagnostics/diagnostic.js';
import type { RawContent } from '../byte-source.js';
import type { Origin } from '../origin.js';
import { gapOf, Source } from '../source.js';
import { Element } from '../xml/element.js';
import { Component, Segment } from './segment.js';

/** An element of OIOXML that was made of a component, or of an object. */
export class LiftedElement extends Element {
  constructor(
    name: string,
    uri: string,
    parent: Element | undefined,
    /** Where its value stood. */
    readonly from: Component | Segment,
  ) {
    super(name, uri, parent, from.offset);
  }
}

/** An object that was taken out of the text, and where it stood. */
export interface ObjectCut {
  at: number;
  content: RawContent;
}

const PIECE = 1 << 18;

/** The text of an interchange without its objects. Places tell byte, segment and component, too. */
export class EdifactSource extends Source {
  /** @param skipped bytes before the text: those of a byte order mark */
  constructor(
    file: string,
    text: string,
    private readonly objects: readonly ObjectCut[],
    private readonly skipped: number,
  ) {
    super(
      file,
      text,
      objects.map(({ at, content }) => ({
        at,
        get bytes() {
          return content.bytes;
        },
      })),
    );
  }

  override place(offset: number, path?: string): Place {
    const before = this.objects.filter(({ at }) => at <= offset);
    const byte = before.reduce((sum, { content }) => sum + content.size, this.skipped + offset);
    return { ...super.place(offset, path), byte };
  }

  /** Objects are read in pieces: one may be as large as all memory. */
  protected override measure(index: number): ReturnType<typeof gapOf> {
    return gapOf((this.objects[index] as ObjectCut).content.views(PIECE));
  }

  override of(origin: Origin): Place {
    const from = origin instanceof LiftedElement ? origin.from : origin;
    const place = this.place(origin.offset, origin === from ? undefined : origin.path());
    const segment = from instanceof Component ? from.parent : from;
    if (!(segment instanceof Segment)) return place;
    return { ...place, ...(segment.number === 0 ? {} : { segment: segment.number }), component: from.path() };
  }
}

import type { Component, Segment } from '../../formats/edifact/segment.js';
import { LiftedElement } from '../../formats/edifact/source.js';
import type { StyledRun } from '../../formats/oioxml/formatted-text.js';
import type { Element, Part } from '../../formats/xml/element.js';
import { readPiece } from './text-pieces.js';

/** A run with the component it came from. */
interface ReadRun extends StyledRun {
  from: Component;
  /** Its line, from 1. */
  line: number;
}

/** Gathers free text from FTX segments. Rules: legacy formats 9.2. */
export class TextReader {
  readonly origins: Component[] = [];
  private readonly runs: ReadRun[] = [];
  /** Number of lines. */
  private lines = 0;
  private open = false;

  /** True if the last line goes on in the next segment. */
  get goesOn(): boolean {
    return this.open;
  }

  /** A component of the text; undefined for an empty one. */
  add(component: Component | undefined, style: string): void {
    if (component !== undefined) this.origins.push(component);
    const { text, goesOn } = readPiece(component?.text ?? '');
    if (!this.open) this.lines++;
    if (text !== '' && component !== undefined)
      this.runs.push({ style, text, from: component, line: this.lines });
    this.open = goesOn;
  }

  /** Writes the text into an element: lines that end in a Break, unless the last one goes on. */
  fill(element: Element): void {
    const builder = new MarkupBuilder(element);
    let line = 1;
    for (const run of this.runs) {
      for (; line < run.line; line++) builder.break();
      builder.run(run);
    }
    for (; line < this.lines; line++) builder.break();
    if (this.lines > 0 && !this.open) builder.break();
    builder.end();
  }
}

/** Builds FormattedText: as few elements as the styles allow, Breaks inside of the style that goes on after them. */
class MarkupBuilder {
  /** The open elements, the outermost first; their names are the style at hand. */
  private readonly open: Element[];
  private breaks = 0;
  private last: Component | Segment;

  constructor(private readonly top: Element) {
    top.parts = [];
    this.open = [top];
    this.last = (top as LiftedElement).from;
  }

  private get current(): Element {
    return this.open.at(-1) as Element;
  }

  private put(part: Part): void {
    this.current.parts?.push(part);
  }

  private child(name: string): LiftedElement {
    const { current } = this;
    return new LiftedElement(name, this.top.uri, current, this.last);
  }

  run({ style, text, from }: ReadRun): void {
    const names = style === '' ? [] : style.split(' ');
    let common = 0;
    while (common < names.length && this.open[common + 1]?.name === names[common]) common++;
    this.open.splice(common + 1);
    this.flush();
    this.last = from;
    for (const name of names.slice(common)) {
      const element = this.child(name);
      element.parts = [];
      this.put(element);
      this.open.push(element);
    }
    const before = this.current.parts?.at(-1);
    if (typeof before === 'string') this.current.parts?.splice(-1, 1, before + text);
    else this.put(text);
  }

  break(): void {
    this.breaks++;
  }

  private flush(): void {
    for (; this.breaks > 0; this.breaks--) this.put(this.child('Break'));
  }

  end(): void {
    this.open.splice(1);
    this.flush();
  }
}

/** The text components of a FTX, in order; one empty component at the end says nothing. Rules: legacy formats 9.2. */
export const textComponents = (segment: Segment, element: number): ReadonlyArray<Component | undefined> => {
  const components = segment.elements[element - 1] ?? [];
  return components.length > 0 && components.at(-1) === undefined ? components.slice(0, -1) : components;
};

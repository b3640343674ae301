import type { Component, Segment } from '../../formats/edifact/segment.js';
import { LiftedElement } from '../../formats/edifact/source.js';
import type { StyledRun } from '../../formats/oioxml/formatted-text.js';
import type { Element, Part } from '../../formats/xml/element.js';
import { goesOn, readPiece } from './text-pieces.js';

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
    if (!this.open) this.lines++;
    this.open = component !== undefined && goesOn(component.text);
    if (component === undefined) return;
    this.origins.push(component);
    const text = readPiece(component.text);
    if (text !== '') this.runs.push({ style, text, from: component, line: this.lines });
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
  private style = '';
  /** Has nothing of its own: one stands for all in the element at hand. */
  private oneBreak: LiftedElement | undefined;
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
    if (style !== this.style) this.begin(style, from);
    else {
      this.flush();
      this.last = from;
    }
    const { parts = [] } = this.current;
    const before = parts.at(-1);
    if (typeof before === 'string') parts[parts.length - 1] = before + text;
    else this.put(text);
  }

  /** Closes the elements of the style before, and opens those of another, as far as they are not the same. */
  private begin(style: string, from: Component): void {
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
    this.style = style;
  }

  break(): void {
    this.breaks++;
  }

  private flush(): void {
    for (; this.breaks > 0; this.breaks--) {
      if (this.oneBreak?.parent !== this.current) this.oneBreak = this.child('Break');
      this.put(this.oneBreak);
    }
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

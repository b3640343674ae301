import type { RawContent } from '../byte-source.js';
import type { Note, Origin } from '../origin.js';

/** The characters that divide an interchange, as its UNA tells them. */
export interface Service {
  component: string;
  element: string;
  /** Undefined if there is none: a blank stands in UNA for it. */
  release: string | undefined;
  terminator: string;
}

/** The codes of service characters, for passes that look at every character. */
export interface Codes {
  component: number;
  element: number;
  /** -1 if there is none. */
  release: number;
  terminator: number;
  /** The greatest of them, and of the line ends. */
  last: number;
}

const CR = 13;

export const codesOf = ({ component, element, release, terminator }: Service): Codes => {
  const codes = {
    component: component.charCodeAt(0),
    element: element.charCodeAt(0),
    release: release?.charCodeAt(0) ?? -1,
    terminator: terminator.charCodeAt(0),
  };
  const { component: c, element: e, release: r, terminator: t } = codes;
  return { ...codes, last: Math.max(CR, c, e, r, t) };
};

/** What MedCom's messages use, and what holds without a UNA. */
export const defaultService = {
  component: ':',
  element: '+',
  release: '?',
  terminator: "'",
} as const satisfies Service;

/** True if a text says a number; leading zeros say nothing. */
export const counts = (text: string, count: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) === count;

/** A component of a segment, without its release characters. */
export class Component implements Origin {
  note: Note | undefined = undefined;

  /**
   * @param element number of its element in the segment, from 1
   * @param component its number in the element, from 1
   * @param offset where it begins, in characters of the scanned text (see Source.place)
   */
  constructor(
    readonly element: number,
    readonly component: number,
    public text: string,
    readonly parent: Segment,
    readonly offset: number,
  ) {}

  get slice(): undefined {
    return undefined;
  }

  /** Its position: `NAD.2.1` is the first component of the second element. */
  get name(): string {
    return `${this.parent.name}.${this.element}.${this.component}`;
  }

  path(): string {
    return this.name;
  }

  content(): string {
    return this.text;
  }
}

/** A segment: its tag, and its elements as lists of components. Empty components are undefined. */
export class Segment implements Origin {
  elements: Array<Array<Component | undefined>> = [];
  /** Number of the segment in its message, UNH being 1; 0 for those outside of messages. */
  number = 0;
  note: Note | undefined = undefined;
  /** The bytes that follow a UNO. */
  object: RawContent | undefined = undefined;

  constructor(
    readonly name: string,
    readonly offset: number,
  ) {}

  get text(): '' {
    return '';
  }

  get slice(): undefined {
    return undefined;
  }

  get parent(): undefined {
    return undefined;
  }

  /** The component at a position, counted from 1; undefined if there is none or it is empty. */
  at(element: number, component = 1): Component | undefined {
    return this.elements[element - 1]?.[component - 1];
  }

  /** The text of a component; empty if there is none. */
  value(element: number, component = 1): string {
    return this.at(element, component)?.text ?? '';
  }

  /** All components that are not empty, in order. */
  components(): Component[] {
    const all: Component[] = [];
    for (const components of this.elements)
      for (const one of components) if (one !== undefined) all.push(one);
    return all;
  }

  path(): string {
    return this.name;
  }

  content(): string {
    return this.object === undefined ? '' : `(${this.object.size} bytes)`;
  }
}

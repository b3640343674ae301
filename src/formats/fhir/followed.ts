import type { Node } from './node.js';

/** How much references may lead to: so many times the message, of which a few are needed, and this much in any case. */
const TIMES = 30;
const ALWAYS = 1e6;

/** Counts an element with all that is in it. */
const sizeOf = ({ children = [] }: Node): number => children.reduce((sum, child) => sum + sizeOf(child), 1);

/** What references of a message led to, counted each time: many of them to something that holds much would take time by the square. */
export class Followed {
  private readonly sizes = new Map<Node, number>();
  private left = ALWAYS;
  private isCounted = false;

  constructor(private readonly bundle: Node) {}

  /** Counts what a reference leads to; false if all of them led to far more than there is in the message. */
  allows(target: Node): boolean {
    let size = this.sizes.get(target);
    if (size === undefined) {
      size = sizeOf(target);
      this.sizes.set(target, size);
    }
    this.left -= size;
    // Of few messages the size must be known.
    if (this.left < 0 && !this.isCounted) {
      this.isCounted = true;
      this.left += TIMES * sizeOf(this.bundle);
    }
    return this.left >= 0;
  }
}

import type { Node } from './node.js';

/** So many elements references may lead to in any case. */
const ALWAYS = 1e6;

/** Counts an element with all that is in it. */
const sizeOf = ({ children = [] }: Node): number => children.reduce((sum, child) => sum + sizeOf(child), 1);

/** What references of a message led to, counted each time: many of them to something that holds much would take time by the square. */
export class Followed {
  private readonly sizes = new Map<Node, number>();
  private left = ALWAYS;
  private isCounted = false;

  /** @param most how many times the message they may lead to; a few are needed */
  constructor(
    private readonly bundle: Node,
    private readonly most: number,
  ) {}

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
      this.left += this.most * sizeOf(this.bundle);
    }
    return this.left >= 0;
  }
}

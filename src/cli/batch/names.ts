import { hash } from 'node:crypto';

/** Four numbers of 32 bits stand for a name, and one tells with which number to go on for others that are the same. */
const KEY = 4;
const WIDTH = KEY + 1;
const SECOND = 2;
const FULL = 0.6;
const BEGIN = 1 << 10;

/** Names that some disks do not tell apart, as those of Windows and macOS, are the same: one result would be written over the other. */
export const onAnyDisk = (name: string): string => name.normalize('NFC').toLowerCase();

/** Names that were used, each in 20 bytes whatever its length, so that millions can be known. */
export class Names {
  private table = new Uint32Array(BEGIN * WIDTH);
  private count = 0;

  /** @param same what names have in common that count as the same; by default they must be equal */
  constructor(private readonly same: (name: string) => string = (name) => name) {}

  /** @returns false if it was there before */
  add(name: string): boolean {
    if (this.count >= (this.table.length / WIDTH) * FULL) this.grow();
    const key = keyOf(this.same(name));
    const at = slotOf(this.table, key);
    if (!isFree(this.table, at)) return false;
    this.table.set(key, at);
    this.count++;
    return true;
  }

  has(name: string): boolean {
    return !isFree(this.table, slotOf(this.table, keyOf(this.same(name))));
  }

  /** A name that was not used before, and now is: of several that are the same, the second gets `-2`, and so on. */
  claim(name: string): string {
    if (this.add(name)) return name;
    const key = keyOf(this.same(name));
    // Names are never free again: what was tried for the one before need not be tried again.
    let count = this.table[slotOf(this.table, key) + KEY] || SECOND;
    while (!this.add(`${name}-${count}`)) count++;
    this.table[slotOf(this.table, key) + KEY] = count + 1;
    return `${name}-${count}`;
  }

  private grow(): void {
    const { table } = this;
    const larger = new Uint32Array(table.length * 2);
    for (let from = 0; from < table.length; from += WIDTH) {
      if (isFree(table, from)) continue;
      const slot = table.subarray(from, from + WIDTH);
      larger.set(slot, slotOf(larger, slot));
    }
    this.table = larger;
  }
}

/** What stands for a name: the beginning of its SHA-256. */
const keyOf = (name: string): Uint32Array => {
  const digest = hash('sha256', name, 'buffer');
  const key = new Uint32Array(KEY);
  for (let i = 0; i < KEY; i++) key[i] = digest.readUInt32LE(i * 4);
  // Nothing but zeros is a free place.
  key[0] = (key[0] as number) | 1;
  return key;
};

const isFree = (table: Uint32Array, at: number): boolean => table[at] === 0;

/** Where a key is, or belongs. */
const slotOf = (table: Uint32Array, key: Uint32Array): number => {
  const slots = table.length / WIDTH;
  let slot = (key[1] as number) & (slots - 1);
  while (!isFree(table, slot * WIDTH) && !same(table, slot * WIDTH, key)) slot = (slot + 1) & (slots - 1);
  return slot * WIDTH;
};

const same = (table: Uint32Array, at: number, key: Uint32Array): boolean => {
  for (let i = 0; i < KEY; i++) if (table[at + i] !== key[i]) return false;
  return true;
};

import { kindOf } from '../../conversion/kind.js';
import { letterIds } from '../../conversion/letter-ids.js';
import { type Diagnostic, diagnostic, type Place } from '../../diagnostics/diagnostic.js';
import { failure, type Result } from '../results.js';
import type { Using } from '../setup.js';
import { CarrierFiles } from './carrier-files.js';
import type { AllNeighbours, Carrier, FoundBinary, Near, NumberedFile, Settled } from './neighbours.js';
import { CHUNK, fileAt, type Worklist } from './worklist.js';

/** So many binary letters near some files are told at most, of which more may be in a file than anybody refers to. */
const MOST_NEAR = 1 << 10;

/** What became of a binary letter; of several letters that refer to it, the highest counts. */
const STATE = { waiting: 0, refused: 1, used: 2 } as const;
type State = (typeof STATE)[keyof typeof STATE];

/** A binary letter: where it stands, what it carries, and what became of it. */
interface Binary {
  file: number;
  letter: number;
  objects: readonly string[];
  state: State;
  /** True if so many others carry an object of it that letters do not get it. */
  tooMany: boolean;
}

/** The files of a batch as each other's neighbours. Of a binary letter, only its objects and where it stands is kept. */
export class Neighbourhood implements AllNeighbours {
  /** In the order of their files. */
  private readonly binaries: Binary[] = [];
  private readonly byObject = new Map<string, number | number[]>();

  /** @param most how many binary letters that carry the same object are looked at: each is read for each letter that refers to it */
  constructor(
    private readonly list: Worklist,
    private readonly most: number,
  ) {}

  add({ file, letter, objects }: FoundBinary): void {
    const id = this.binaries.length;
    const binary = { file, letter, objects, state: STATE.waiting, tooMany: false };
    this.binaries.push(binary);
    for (const object of objects) {
      const others = [this.byObject.get(object) ?? []].flat();
      if (others.length >= this.most) binary.tooMany = true;
      else this.byObject.set(object, others.length === 0 ? id : [...others, id]);
    }
  }

  carriers(objects: readonly string[]): Carrier[] {
    const ids = new Set(objects.flatMap((object) => this.byObject.get(object) ?? []));
    return [...ids].flatMap((id) => this.carrier(id) ?? []);
  }

  private carrier(id: number): Carrier | undefined {
    const { file: number, letter } = this.binaries[id] as Binary;
    const file = fileAt(this.list, number);
    return file && { id, file, letter };
  }

  near(files: readonly NumberedFile[]): Near[] {
    const found: Near[] = [];
    const to = (files.at(-1)?.number ?? -1) + CHUNK;
    for (let id = this.firstFrom((files[0]?.number ?? 0) - CHUNK); id < this.binaries.length; id++) {
      const { file, objects } = this.binaries[id] as Binary;
      if (file > to || found.length >= MOST_NEAR) break;
      const carrier = this.carrier(id);
      if (carrier === undefined) continue;
      for (const object of objects) if (this.byObject.get(object) === id) found.push({ object, carrier });
    }
    return found;
  }

  /** The first binary letter that stands in a file or behind it. */
  private firstFrom(file: number): number {
    let from = 0;
    for (let to = this.binaries.length; from < to; ) {
      const middle = (from + to) >> 1;
      if ((this.binaries[middle] as Binary).file < file) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  anyTaken(names: readonly string[]): boolean {
    return names.some((name) => this.list.targets.has(name));
  }

  anyInput(paths: readonly string[]): boolean {
    return paths.some((path) => this.list.inputs.has(path));
  }

  /** Notes what became of the binary letters of a letter. */
  settle({ carriers, rejected, converted }: Settled): void {
    const refused = new Set(rejected);
    for (const id of carriers) {
      const known = this.binaries[id];
      if (known === undefined) continue;
      const state = converted || refused.has(id) ? STATE.used : STATE.refused;
      known.state = Math.max(known.state, state) as State;
    }
  }

  /** Tells of those that went into no result, with the reason. */
  *leftOver({ converter }: Using): Generator<{ file: number; result: Result }> {
    const files = new CarrierFiles(converter);
    for (const { file: number, letter, state, tooMany } of this.binaries) {
      if (state === STATE.used) continue;
      const file = fileAt(this.list, number);
      if (file === undefined) continue;
      const told = (place: Place): Diagnostic[] => [
        tooMany
          ? diagnostic('LIM012', place, { limit: this.most })
          : diagnostic(state === STATE.waiting ? 'MAP003' : 'MAP023', place),
      ];
      try {
        const one = files.letters(file).get(letter);
        if (one === undefined || kindOf(one) !== 'binary') throw new Error('gone');
        const place = one.source.of(one.record.element);
        yield { file: number, result: failure(file.name, told(place), letterIds(one)) };
      } catch {
        // The file has gone since, or changed: its name is still told.
        yield { file: number, result: failure(file.name, told({ file: file.name })) };
      }
    }
  }
}

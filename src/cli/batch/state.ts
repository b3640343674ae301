import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import { version } from '../version.js';
import { type Listing, sumOfList } from './list-maker.js';

/** Where a batch keeps its state, below the folder of results. */
const FOLDER = '.medcom-convert';
const SETTINGS = 'settings.json';

/** What is kept of a batch beside its list and its journal. */
interface Kept extends Listing {
  /** What results depend on; a batch can only go on with the same. */
  settings: unknown;
  /** Tells files that are being written from those of other batches. */
  mark: string;
  /** Of the list: after a loss of power, a part of it may be gone. */
  sum: string;
}

/** What was kept of a batch that can go on; undefined if there is none, or if it is damaged: then it begins anew, and nothing is lost. */
const keptIn = (folder: string): Kept | undefined => {
  try {
    const kept = JSON.parse(readFileSync(join(folder, SETTINGS), 'utf8')) as Kept;
    return kept.sum === sumOfList(folder) ? kept : undefined;
  } catch {
    return undefined;
  }
};

/** The state of a batch on the disk, so that it can go on after it was interrupted. It is gone when the batch is done. */
export class BatchState {
  private constructor(
    readonly folder: string,
    readonly kept: Kept,
    /** Whether it goes on with what was begun before. */
    readonly resumed: boolean,
  ) {}

  /**
   * Begins a batch, or goes on with one.
   *
   * @param out folder of results; undefined if there is none, and the state is kept elsewhere
   * @param settings what results depend on
   * @param resume whether to go on with what was interrupted, if anything was
   * @param list writes the list of the inputs into a folder, and returns what there is to know of it
   * @throws DiagnosticError IN007 or IN019; what `list` throws. Then there is no state.
   */
  static async open(
    out: string | undefined,
    settings: object,
    resume: boolean,
    list: (folder: string) => Promise<Listing>,
  ): Promise<BatchState> {
    const same = JSON.parse(JSON.stringify({ version: version(), ...settings })) as unknown;
    let leave: (() => void) | undefined;
    try {
      const folder = out === undefined ? mkdtempSync(join(tmpdir(), 'medcom-convert-')) : join(out, FOLDER);
      const path = join(folder, SETTINGS);
      const kept = resume ? keptIn(folder) : undefined;
      if (kept !== undefined) {
        const other = differences(kept.settings, same);
        if (other.length > 0)
          throw new DiagnosticError(diagnostic('IN019', { file: folder }, { names: other.join(', ') }));
        return new BatchState(folder, kept, true);
      }
      if (out !== undefined) remove(folder);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      leave = () => remove(folder);
      // However the process ends, messages that were unpacked must not stay where nothing goes on with them.
      process.once('exit', leave);
      const listing = await list(folder);
      const begun = {
        settings: same,
        mark: randomBytes(4).toString('hex'),
        sum: sumOfList(folder),
        ...listing,
      };
      // With the settings, the list is whole.
      writeFileSync(`${path}.partial`, JSON.stringify(begun), { mode: 0o600 });
      renameSync(`${path}.partial`, path);
      if (out !== undefined) process.off('exit', leave);
      return new BatchState(folder, begun, false);
    } catch (error) {
      if (leave !== undefined) {
        process.off('exit', leave);
        leave();
      }
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw new DiagnosticError(
        diagnostic('IN007', { file: out ?? tmpdir() }, { reason: systemReason(error) }),
      );
    }
  }

  /** Leaves nothing behind. */
  drop(): void {
    remove(this.folder);
  }
}

/** First goes what says that the rest is whole: this may be interrupted, too. */
const remove = (folder: string): void => {
  rmSync(join(folder, SETTINGS), { force: true });
  rmSync(folder, { recursive: true, force: true });
};

/** Names of the settings that are not the same. */
const differences = (one: unknown, other: unknown): string[] => {
  const [a, b] = [one, other] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
  );
};

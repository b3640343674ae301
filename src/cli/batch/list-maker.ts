import { createHash } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import type { Limits } from '../../limits.js';
import { withoutEnding } from '../find-inputs.js';
import { commonFolder } from '../folders.js';
import type { InputFile } from '../inputs.js';
import { type Found, looksLikeArchive, looksLikeMessage, withoutArchiveEnding } from '../walk.js';
import { entriesOf } from './archive.js';
import { archiveReason, EntryFault } from './archive-reason.js';
import { bytesOf, LineWriter, linesOf } from './lines.js';
import { LIST } from './listed-files.js';
import { Names, onAnyDisk } from './names.js';
import { piecesOfPipe } from './pipe.js';
import { sumOf } from './sum.js';
import type { Kind } from './tar.js';

/** A file as it was found: its name, and where it is among the others. */
interface Raw {
  name: string;
  key: string;
  path: string;
  part?: { from: number; size: number };
}

/** What was asked for and is not there, or cannot be taken as a whole. */
export interface Fault {
  diagnostics: readonly Diagnostic[];
  /** The archive that has it. */
  archive?: InputFile;
}

/** What there is to know of a list once it is written. */
export interface Listing {
  /** True if an input lies in the folder of results. */
  anyInOut: boolean;
}

const FOUND = 'found';
const FAULTS = 'faults';
const UNPACKED = 'unpacked';
const NOT_A_NAME = new Set(['', '.', '..']);

/** The same before its archive has a place among the inputs. */
interface RawFault {
  diagnostics: readonly Diagnostic[];
  archive?: string | undefined;
}

/** The faults of a list that was written into a folder, one by one. Throws what the system throws. */
export function* faultsOf(folder: string): Generator<Fault> {
  for (const { text } of linesOf(join(folder, FAULTS))) yield JSON.parse(text) as Fault;
}

/** A sum of all that was written of a list, to tell whether it has changed. Throws what the system throws. */
export const sumOfList = (folder: string): string =>
  sumOf([LIST, FAULTS].map((name) => sumOfFile(join(folder, name))));

const sumOfFile = (path: string): string => {
  const hash = createHash('sha256');
  for (const { bytes } of bytesOf(path)) hash.update(bytes);
  return hash.digest('hex');
};

/** Where names in an archive lie below it; one that leads out of it does not. */
const below = (name: string): string =>
  name
    .split(/[/\\]/)
    .filter((part) => !NOT_A_NAME.has(part))
    .join(sep);

/** In an archive as in a folder, what is hidden is left alone: programs put notes of their own there. */
const isHidden = (path: string): boolean => path.split(sep).some((part) => part.startsWith('.'));

/** Told of what stands in an archive and is not unpacked. */
const notTaken = (kind: Kind, file: string): Diagnostic =>
  kind === 'file'
    ? diagnostic('IN017', { file })
    : diagnostic('IN024', { file }, { what: phrase(kind === 'link' ? 'archive-link' : 'archive-special') });

/** Writes the list of the files of a batch, so that any number of them takes no memory. */
export class ListMaker {
  private readonly once = new Names();
  private readonly found: LineWriter;
  /** What paths in the folder of results begin with. */
  private readonly inOut: string | undefined;
  private base: string | undefined;
  /** The folder that `base` was widened for last: files of a folder come one after another. */
  private lastRoot: string | undefined;
  private unpacked: number | undefined;
  private size = 0;
  private anyInOut = false;
  private readonly faults: LineWriter;
  /** What archives that have faults have in common. */
  private faultyBase: string | undefined;

  /**
   * @param folder where it is written; throws what the system throws
   * @param limits how far archives are unpacked
   * @param abort ends unpacking
   * @param out folder of results, if there is one
   */
  constructor(
    private readonly folder: string,
    private readonly limits: Limits,
    private readonly abort: AbortSignal,
    out: string | undefined,
  ) {
    this.inOut = out === undefined ? undefined : resolve(out) + sep;
    this.found = new LineWriter(join(folder, FOUND), 'w');
    this.faults = new LineWriter(join(folder, `${FAULTS}.found`), 'w');
  }

  /** Adds what was found. Throws the reason of `abort`. */
  async add(found: Found): Promise<void> {
    if (found.kind === 'missing') {
      this.fault([found.diagnostic]);
      return;
    }
    const { path, root } = found;
    const key = resolve(path);
    if (!this.once.add(key)) return;
    if (found.kind === 'file') {
      if (this.inOut !== undefined) this.anyInOut ||= key.startsWith(this.inOut);
      this.put({ name: path, key, path }, root);
      return;
    }
    if (found.kind === 'pipe') {
      await this.takePipe(path, root);
      return;
    }
    const { diagnostics, whole } = await this.unpack(path, root);
    if (whole) return;
    this.faultyBase = this.faultyBase === undefined ? resolve(root) : commonFolder(this.faultyBase, root);
    this.fault(diagnostics, path);
  }

  private fault(diagnostics: readonly Diagnostic[], archive?: string): void {
    this.faults.add({ diagnostics, archive } satisfies RawFault);
  }

  /**
   * Ends the list.
   *
   * @param stdin what is on standard input, if that belongs to the batch
   * @returns what there is to know of it
   */
  end(stdin?: InputFile): Listing {
    this.found.close();
    if (this.unpacked !== undefined) closeSync(this.unpacked);
    const names = new Names(onAnyDisk);
    const list = new LineWriter(join(this.folder, `${LIST}.partial`), 'w');
    for (const { text } of linesOf(join(this.folder, FOUND))) {
      const { name, key, path, part } = JSON.parse(text) as Raw;
      const target = names.claim(withoutEnding(relative(this.base ?? '', key)));
      list.add({ name, path, part, target });
    }
    if (stdin !== undefined) list.add({ name: stdin.name, target: names.claim(stdin.target) });
    list.close();
    renameSync(join(this.folder, `${LIST}.partial`), join(this.folder, LIST));
    rmSync(join(this.folder, FOUND));
    this.placeFaults();
    return { anyInOut: this.anyInOut };
  }

  /** Gives each archive that has faults its place among the inputs. */
  private placeFaults(): void {
    this.faults.close();
    const base = this.base ?? this.faultyBase ?? '';
    // No message has the ending of an archive: names of theirs are no matter.
    const names = new Names(onAnyDisk);
    const faults = new LineWriter(join(this.folder, FAULTS), 'w');
    const found = join(this.folder, `${FAULTS}.found`);
    for (const { text } of linesOf(found)) {
      const { diagnostics, archive: path } = JSON.parse(text) as RawFault;
      if (path === undefined) faults.add({ diagnostics } satisfies Fault);
      else {
        const target = names.claim(withoutEnding(below(relative(base, resolve(path)))));
        faults.add({ diagnostics, archive: { name: path, path, target } } satisfies Fault);
      }
    }
    faults.close();
    rmSync(found);
  }

  private put(raw: Raw, root: string): void {
    if (root !== this.lastRoot)
      this.base = this.base === undefined ? resolve(root) : commonFolder(this.base, root);
    this.lastRoot = root;
    this.found.add(raw);
  }

  /**
   * Puts the messages of an archive, one after another, into one file.
   *
   * @returns what is told of the archive, and false if anything is
   */
  private async unpack(path: string, root: string): Promise<{ diagnostics: Diagnostic[]; whole: boolean }> {
    // An archive by itself is like a folder; beside others, its messages lie in a folder of its name.
    const place = resolve(withoutArchiveEnding(path));
    let any = false;
    let whole = true;
    try {
      for await (const { name, kind, content } of entriesOf(path, this.limits, this.abort)) {
        const inside = below(name);
        const isArchive = looksLikeArchive(name);
        if (isHidden(inside) || !(isArchive || looksLikeMessage(name))) continue;
        if (isArchive || kind !== 'file') {
          // There may be as many as files.
          this.fault([notTaken(kind, join(path, inside))]);
          whole = false;
          continue;
        }
        any = true;
        const file = join(path, inside);
        const part = await this.stored(file, await content());
        if (part === undefined) {
          whole = false;
          continue;
        }
        this.put({ name: file, key: join(place, inside), path: join(this.folder, UNPACKED), part }, root);
      }
    } catch (error) {
      this.abort.throwIfAborted();
      if (error instanceof DiagnosticError) return { diagnostics: [...error.all], whole: false };
      const reason = archiveReason(error);
      return { diagnostics: [diagnostic('IN016', { file: path }, { reason })], whole: false };
    }
    return any
      ? { diagnostics: [], whole }
      : { diagnostics: [diagnostic('IN015', { file: path })], whole: false };
  }

  /** Puts what comes from a pipe where it can be read as often as it must be. */
  private async takePipe(path: string, root: string): Promise<void> {
    try {
      const part = await this.store(piecesOfPipe(path, this.limits.size, this.abort));
      this.put({ name: path, key: resolve(path), path: join(this.folder, UNPACKED), part }, root);
    } catch (error) {
      this.abort.throwIfAborted();
      this.fault([diagnostic('IN001', { file: path }, { reason: systemReason(error) })]);
    }
  }

  /** Puts a message of an archive there; undefined, and told, if it alone is damaged. */
  private async stored(
    file: string,
    content: AsyncIterable<Uint8Array>,
  ): Promise<{ from: number; size: number } | undefined> {
    try {
      return await this.store(content);
    } catch (error) {
      if (!(error instanceof EntryFault)) throw error;
      this.fault([diagnostic('IN025', { file }, { reason: archiveReason(error) })]);
      return undefined;
    }
  }

  private async store(content: AsyncIterable<Uint8Array>): Promise<{ from: number; size: number }> {
    this.unpacked ??= openSync(join(this.folder, UNPACKED), 'w', 0o600);
    const from = this.size;
    for await (const bytes of content) {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.unpacked, bytes, at);
      this.size += bytes.length;
    }
    return { from, size: this.size - from };
  }
}

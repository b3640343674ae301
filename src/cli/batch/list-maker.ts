import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { asGiven } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import type { Limits } from '../../limits.js';
import { withoutEnding } from '../find-inputs.js';
import type { InputFile } from '../inputs.js';
import {
  commonFolder,
  type Found,
  looksLikeArchive,
  looksLikeMessage,
  withoutArchiveEnding,
} from '../walk.js';
import { entriesOf } from './archive.js';
import { LineWriter, linesOf } from './lines.js';
import { LIST } from './listed-files.js';
import { Names } from './names.js';

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
  faults: Fault[];
  /** True if an input lies in the folder of results. */
  anyInOut: boolean;
}

const FOUND = 'found';
const UNPACKED = 'unpacked';
const NOT_A_NAME = new Set(['', '.', '..']);

/** Where names in an archive lie below it; one that leads out of it does not. */
const below = (name: string): string =>
  name
    .split(/[/\\]/)
    .filter((part) => !NOT_A_NAME.has(part))
    .join(sep);

/** Writes the list of the files of a batch, so that any number of them takes no memory. */
export class ListMaker {
  private readonly once = new Names();
  private readonly found: LineWriter;
  /** What paths in the folder of results begin with. */
  private readonly inOut: string | undefined;
  private base: string | undefined;
  private unpacked: number | undefined;
  private size = 0;
  private anyInOut = false;
  private readonly faults: Array<{ diagnostics: Diagnostic[]; archive?: { path: string; root: string } }> =
    [];

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
  }

  /** Adds what was found. Throws the reason of `abort`. */
  async add(found: Found): Promise<void> {
    if (found.kind === 'missing') {
      this.faults.push({ diagnostics: [found.diagnostic] });
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
    const diagnostics = await this.unpack(path, root);
    if (diagnostics.length > 0) this.faults.push({ diagnostics, archive: { path, root } });
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
    const names = new Names();
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
    return { faults: this.placed(), anyInOut: this.anyInOut };
  }

  /** The faults, each archive with its place among the inputs. */
  private placed(): Fault[] {
    const roots = this.faults.flatMap(({ archive }) => archive?.root ?? []);
    const base = this.base ?? roots.reduce(commonFolder, roots[0] ?? '');
    // No message has the ending of an archive: names of theirs are no matter.
    const names = new Names();
    return this.faults.map(({ diagnostics, archive }) => {
      if (archive === undefined) return { diagnostics };
      const { path } = archive;
      const target = names.claim(withoutEnding(below(relative(base, resolve(path)))));
      return { diagnostics, archive: { name: path, path, target } };
    });
  }

  private put(raw: Raw, root: string): void {
    this.base = this.base === undefined ? resolve(root) : commonFolder(this.base, root);
    this.found.add(raw);
  }

  /** Puts the messages of an archive, one after another, into one file. */
  private async unpack(path: string, root: string): Promise<Diagnostic[]> {
    const told: Diagnostic[] = [];
    // An archive by itself is like a folder; beside others, its messages lie in a folder of its name.
    const place = resolve(withoutArchiveEnding(path));
    let any = false;
    try {
      for await (const { name, content } of entriesOf(path, this.limits, this.abort)) {
        const inside = below(name);
        if (looksLikeArchive(name)) told.push(diagnostic('IN017', { file: join(path, inside) }));
        if (!looksLikeMessage(name)) continue;
        const part = await this.store(await content());
        any = true;
        this.put(
          { name: join(path, inside), key: join(place, inside), path: join(this.folder, UNPACKED), part },
          root,
        );
      }
    } catch (error) {
      this.abort.throwIfAborted();
      if (error instanceof DiagnosticError) return [...told, ...error.all];
      const reason =
        (error as NodeJS.ErrnoException).syscall !== undefined
          ? systemReason(error)
          : asGiven((error as Error).message.replace(/\.$/, ''));
      return [...told, diagnostic('IN016', { file: path }, { reason })];
    }
    return any ? told : [...told, diagnostic('IN015', { file: path })];
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

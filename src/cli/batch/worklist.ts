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
import { type Line, LineWriter, linesOf } from './lines.js';
import { Names } from './names.js';
import type { NumberedFile } from './neighbours.js';

/** Files are converted so many at a time, and a note of what is done is made after them. */
export const CHUNK = 32;

/** The files of a batch. */
export interface Worklist {
  readonly total: number;
  /** Names that results have, and paths of inputs. */
  readonly targets: Names;
  readonly inputs: Names;
  /** The files of a chunk, of which the first has the number 0. */
  chunk(number: number): NumberedFile[];
}

/** A few files that are known already. */
export const listOf = (files: readonly InputFile[]): Worklist => {
  const targets = new Names();
  const inputs = new Names();
  const numbered = files.map((file, number) => {
    if (file.path !== undefined) inputs.add(resolve(file.path));
    return { ...file, number, target: targets.claim(file.target) };
  });
  return {
    total: files.length,
    targets,
    inputs,
    chunk: (number) => numbered.slice(number * CHUNK, (number + 1) * CHUNK),
  };
};

/** A file as it was found: its name, and where it is among the others. */
interface Raw {
  name: string;
  key: string;
  path: string;
  part?: { from: number; size: number };
}

const FOUND = 'found';
const LIST = 'list';
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
  private base: string | undefined;
  private unpacked: number | undefined;
  private size = 0;

  /**
   * @param folder where it is written; throws what the system throws
   * @param limits how far archives are unpacked
   */
  constructor(
    private readonly folder: string,
    private readonly limits: Limits,
  ) {
    this.found = new LineWriter(join(folder, FOUND), 'w');
  }

  /** Adds what was found; returns what there is to tell of it. */
  async add(found: Found): Promise<Diagnostic[]> {
    if (found.kind === 'missing') return [found.diagnostic];
    const { path, root } = found;
    const key = resolve(path);
    if (!this.once.add(key)) return [];
    if (found.kind === 'file') {
      this.put({ name: path, key, path }, root);
      return [];
    }
    return this.unpack(path, root);
  }

  /**
   * Ends the list.
   *
   * @param stdin what is on standard input, if that belongs to the batch
   */
  end(stdin?: InputFile): void {
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
      for await (const { name, content } of entriesOf(path, this.limits)) {
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

/** The list of the files of a batch as it was written. */
export class ListedFiles implements Worklist {
  readonly targets = new Names();
  readonly inputs = new Names();
  total = 0;
  /** True if an input lies in the folder of results. */
  anyInOut = false;
  /** Where each chunk begins in the list. */
  private readonly chunks: number[] = [];
  private readonly path: string;

  /**
   * @param folder where the list was written
   * @param stdin what is on standard input, if that belongs to the batch
   * @param out folder of results
   */
  constructor(
    folder: string,
    private readonly stdin: InputFile | undefined,
    out: string | undefined,
  ) {
    this.path = join(folder, LIST);
    const begin = out === undefined ? undefined : resolve(out) + sep;
    for (const line of linesOf(this.path)) {
      if (this.total % CHUNK === 0) this.chunks.push(line.from);
      const file = this.fileOf(line, this.total++);
      this.targets.add(file.target);
      if (file.path === undefined || file.part !== undefined) continue;
      const path = resolve(file.path);
      this.inputs.add(path);
      this.anyInOut ||= begin !== undefined && path.startsWith(begin);
    }
  }

  chunk(number: number): NumberedFile[] {
    const files: NumberedFile[] = [];
    for (const line of linesOf(this.path, this.chunks[number])) {
      files.push(this.fileOf(line, number * CHUNK + files.length));
      if (files.length === CHUNK) break;
    }
    return files;
  }

  private fileOf({ text }: Line, number: number): NumberedFile {
    const file = { ...(JSON.parse(text) as InputFile), number };
    const bytes = file.path === undefined ? this.stdin?.bytes : undefined;
    return bytes === undefined ? file : { ...file, bytes };
  }
}

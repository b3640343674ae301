import type { Traced } from '../conversion/conversion.js';
import { kindOf } from '../conversion/kind.js';
import { letterIds } from '../conversion/letter-ids.js';
import type { MadeLetter } from '../conversion/made-letter.js';
import type { ReadMessage } from '../conversion/message.js';
import { envelopesOf, type Input, type Read } from '../conversion/read.js';
import {
  type Diagnostic,
  DiagnosticError,
  diagnostic,
  hasError,
  type Place,
} from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { asGiven } from '../diagnostics/phrase.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { detect } from '../formats/detect.js';
import { edifactPieces, type Newlines, type SegmentOut } from '../formats/edifact/write.js';
import { documentHead } from '../formats/envelope/head.js';
import { toJson } from '../formats/fhir/json.js';
import type { FhirObject } from '../formats/fhir/model.js';
import { toXml } from '../formats/fhir/xml.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { oioxmlPieces } from '../formats/oioxml/write.js';
import type { Element } from '../formats/xml/element.js';
import type { Unmappable } from '../mapping/characters.js';
import { traceJson } from '../report/trace-json.js';
import { BinaryLetters } from './binaries.js';
import { type Document, whole } from './document.js';
import { enveloped } from './enveloped.js';
import { type InputFile, openInput, readHead } from './inputs.js';
import { Meter } from './meter.js';
import { type ResultFile, writeStdout } from './output.js';
import { failure, type Result, type Teller } from './results.js';
import type { Using } from './setup.js';
import { nothingToDo, type Target } from './target.js';
import { words } from './words.js';

/** How messages are converted and written, wherever they come from and go to. */
export interface BatchOptions {
  to: Target;
  fhirFormat: 'json' | 'xml';
  sorMissing: 'error' | 'warn';
  ids: 'derived' | 'random';
  envelope: 'none' | 'vans';
  unmappable?: Unmappable;
  ediNewlines: Newlines;
  incomplete?: boolean;
  strict?: boolean;
  validate: boolean;
  trace?: boolean;
  showValues?: boolean;
  lang: Language;
}

const INDENT = 2;
const HEAD = 4096;
const BINARY = new Set(['XBIN01', 'BIN01']);

/** Where results go. */
export interface ResultFolder {
  /** A name for a result that no other has. */
  nameFor(target: string): string;
  /**
   * Takes the files of one message, and what they are the result of.
   *
   * @returns the name of the first, to be told
   */
  write(files: readonly ResultFile[], conversions: readonly Traced[]): string;
}

/** One run of `convert`. */
export class Batch {
  private readonly binaries: BinaryLetters;
  private readonly meter = new Meter();

  /** @param folder undefined for standard output */
  constructor(
    private readonly using: Using,
    private readonly options: BatchOptions,
    private readonly results: Teller,
    private readonly folder: ResultFolder | undefined,
  ) {
    this.binaries = new BinaryLetters(using.converter);
  }

  /**
   * Converts files, message by message.
   *
   * @param done told after each file, and waited for
   */
  async convertAll(files: readonly InputFile[], done: () => Promise<void> = async () => {}): Promise<void> {
    const letters = this.options.to === 'fhir' ? await this.findBinaries(files, done) : files;
    for (const file of letters) {
      await this.convertFile(file);
      await done();
    }
    this.end();
  }

  /** Reads a file; tells why if nothing can be read. */
  private read(file: InputFile): Read | undefined {
    let bytes: Input['bytes'];
    this.meter.begin();
    try {
      bytes = openInput(file, this.using.limits);
      this.meter.bytesIn = 'size' in bytes ? bytes.size : bytes.length;
    } catch (error) {
      this.results.tell(
        failure(file.name, [diagnostic('IN001', { file: file.name }, { reason: systemReason(error) })]),
      );
      return undefined;
    }
    try {
      return this.using.converter.read({ name: file.name, bytes });
    } catch (error) {
      this.defect(file.name, {}, error as Error);
      return undefined;
    }
  }

  /** Tells what there is to tell of a file beside its letters. */
  private tellOf(file: InputFile, { diagnostics }: Read): void {
    this.results.read?.(this.meter.bytesIn);
    if (hasError(diagnostics)) this.results.tell(failure(file.name, diagnostics), this.meter.take());
    else this.results.aside(diagnostics);
  }

  /**
   * Finds the binary letters first, so that letters may come in any order.
   *
   * @returns the files that are left
   */
  private async findBinaries(
    files: readonly InputFile[],
    done: () => Promise<void>,
  ): Promise<readonly InputFile[]> {
    const others: InputFile[] = [];
    for (const file of files) {
      if (!this.looksBinary(file) || !this.takeBinaries(file)) others.push(file);
      else await done();
    }
    return others;
  }

  /** Takes the binary letters of a file; false if there is more in it, or nothing is binary. */
  private takeBinaries(file: InputFile): boolean {
    const read = this.read(file);
    if (read === undefined) return true;
    // An interchange may hold letters beside binary letters.
    if (read.letters.some((letter) => kindOf(letter) !== 'binary')) return false;
    this.tellOf(file, read);
    for (const letter of read.letters) this.addBinary(file, letter);
    return true;
  }

  private looksBinary(file: InputFile): boolean {
    try {
      const begin = readHead(file, HEAD);
      const head = detect(begin) === 'vans-envelope' ? documentHead(begin) : begin;
      if (head === undefined) return true;
      const { xbin01, edifact } = this.using.tables;
      const type = edifact.find(({ schema }) => schema === xbin01)?.type;
      return (
        head.includes(xbin01.table.namespace) || (detect(head) === 'edifact' && head.includes(`+${type}:`))
      );
    } catch {
      // Reading it whole fails, too, and tells why.
      return false;
    }
  }

  private addBinary(file: InputFile, letter: Letter): void {
    if (hasError(letter.diagnostics))
      this.results.tell(failure(file.name, letter.diagnostics, letterIds(letter)), this.meter.take());
    else this.binaries.add(file, letter);
  }

  private async convertFile(file: InputFile): Promise<void> {
    const read = this.read(file);
    if (read === undefined) return;
    this.tellOf(file, read);
    const done = nothingToDo(read, this.options.to);
    if (done !== undefined) return this.results.tell(failure(file.name, [done]), this.meter.take());
    const { letters, message } = read;
    if (message !== undefined) {
      return this.convertMessage(file, message).catch((error) => this.defect(file.name, {}, error as Error));
    }
    if (this.options.to === 'fhir') return this.convertLetters(file, letters);
    const envelopes = envelopesOf(letters);
    for (const [i, envelope] of envelopes.entries()) {
      const target = envelopes.length > 1 ? `${file.target}-${i + 1}` : file.target;
      await this.convertEnvelope(file, envelope, target).catch((error) =>
        this.defect(file.name, {}, error as Error),
      );
    }
  }

  private async convertLetters(file: InputFile, letters: readonly Letter[]): Promise<void> {
    for (const letter of letters) if (kindOf(letter) === 'binary') this.addBinary(file, letter);
    for (const letter of letters) {
      if (kindOf(letter) === 'binary') continue;
      const target = letters.length > 1 ? `${file.target}-${letter.number}` : file.target;
      const place = letter.source.of(letter.record.element);
      await this.convertLetter(file, letter, target).catch((error) =>
        this.defect(file.name, place, error as Error),
      );
    }
  }

  /** A fault of ours in one message, or of tables that only it needs, must not keep the others from being converted. */
  private defect(file: string, place: Place, error: Error): void {
    const ofTables = error instanceof DiagnosticError;
    const told = ofTables
      ? [...error.all]
      : [diagnostic('IN010', { file, ...place }, { reason: asGiven(error.name) })];
    this.results.tell(failure(file, told), this.meter.take());
    if (ofTables) return;
    if (process.env.MEDCOM_DEBUG !== undefined) process.stderr.write(`${error.stack}\n`);
  }

  /** Checks what was made; errors keep it from being written. */
  private isValid(diagnostics: Diagnostic[], check: () => Diagnostic[]): boolean {
    if (!this.options.validate) return true;
    const found = check();
    diagnostics.push(...found);
    return !hasError(found);
  }

  /** Writes results; a failure of it is told with the other diagnostics. */
  private async attempt(
    diagnostics: Diagnostic[],
    write: () => Promise<string>,
  ): Promise<string | undefined> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      diagnostics.push(error.diagnostic);
      return undefined;
    }
  }

  private async convertLetter(file: InputFile, letter: Letter, target: string): Promise<void> {
    const conversion = this.using.converter.convert(letter, this.binaries.candidates(letter), this.options);
    const { diagnostics, rejected, bundle } = conversion;
    const valid =
      bundle !== undefined &&
      this.isValid(diagnostics, () => {
        const checked = this.using.validator.message(bundle, file.name, diagnostics);
        return [...checked.diagnostics, ...checked.ignored];
      });
    const output = valid
      ? await this.attempt(diagnostics, () => this.writeBundle(target, bundle, conversion))
      : undefined;
    this.binaries.settle(letter, output !== undefined, rejected);
    this.tellConverted(conversion, {
      file: file.name,
      letter: conversion.letter,
      binaries: conversion.binaries,
      status: output === undefined ? 'failed' : 'converted',
      output,
      attachments: conversion.attachments,
      counts: conversion.counts,
      diagnostics,
    });
    for (const one of rejected) this.results.tell(failure(one.letter.file, [one.diagnostic], one.letter));
  }

  /** Tells of a message that was converted, or should have been. */
  private tellConverted({ losses }: Traced, result: Result): void {
    this.results.tell(result, this.meter.take(losses, result.output !== undefined));
  }

  /** The letters of an envelope, from EDIFACT to OIOXML or the other way. */
  private async convertEnvelope(file: InputFile, envelope: readonly Letter[], target: string): Promise<void> {
    const conversion = this.using.converter.convertEnvelope(envelope, this.options);
    const { letters } = conversion;
    const [first] = letters;
    const document = this.documentOf(conversion, '');
    const valid =
      document !== undefined &&
      first !== undefined &&
      this.isValid(first.diagnostics, () => this.using.validator.letter(conversion, file.name));
    const output = valid
      ? await this.attempt(first.diagnostics, () => this.write(target, [document], letters))
      : undefined;
    for (const one of letters) {
      const { letter, made, attachments, counts, diagnostics } = one;
      this.tellConverted(one, {
        file: file.name,
        letter,
        letters: output === undefined || made === undefined ? [] : [made],
        status: output === undefined ? 'failed' : 'converted',
        output,
        attachments,
        counts,
        diagnostics,
      });
    }
  }

  /** A letter or interchange as it is written; the parts of its ending stand before that of the format. */
  private documentOf(
    { root, segments }: { root: Element | undefined; segments: SegmentOut[] | undefined },
    part: string,
  ): Document | undefined {
    if (segments !== undefined)
      return { ending: `${part}edi`, chunks: edifactPieces(segments, this.options.ediNewlines), text: false };
    return root && { ending: `${part}xml`, chunks: oioxmlPieces(root, INDENT), text: true };
  }

  private async convertMessage(file: InputFile, message: ReadMessage): Promise<void> {
    const conversion = this.using.converter.convertMessage(file.name, message, {
      ...this.options,
      legacy: this.options.to === 'edifact' ? 'edifact' : 'oioxml',
    });
    const { diagnostics, letters } = conversion;
    const valid = this.isValid(diagnostics, () =>
      letters.flatMap((letter) => this.using.validator.letter(letter, file.name)),
    );
    const output =
      letters.length === 0 || !valid
        ? undefined
        : await this.attempt(diagnostics, () => this.writeLetters(file.target, letters, conversion));
    this.tellConverted(conversion, {
      file: file.name,
      letter: conversion.letter,
      letters: letters.map(({ ids }) => ids),
      status: output === undefined ? 'failed' : 'converted',
      output,
      attachments: conversion.attachments,
      counts: conversion.counts,
      diagnostics,
    });
  }

  private async writeBundle(target: string, bundle: FhirObject, conversion: Traced): Promise<string> {
    const { fhirFormat } = this.options;
    const chunks = fhirFormat === 'xml' ? toXml(bundle, INDENT) : toJson(bundle, INDENT);
    return this.write(target, [{ ending: fhirFormat, chunks, text: true }], [conversion]);
  }

  private async writeLetters(
    target: string,
    letters: readonly MadeLetter[],
    conversion: Traced,
  ): Promise<string> {
    const documents = letters.flatMap((letter) => {
      const { message } = letter.ids;
      return this.documentOf(letter, BINARY.has(message) ? `${message.toLowerCase()}.` : '') ?? [];
    });
    return this.write(target, documents, [conversion]);
  }

  /** Writes the documents of a message, all or none, each in its envelope if one is asked for; the first names it. */
  private async write(
    target: string,
    made: readonly Document[],
    conversions: readonly Traced[],
  ): Promise<string> {
    const { options } = this;
    const { converter, tables } = this.using;
    const file = conversions[0]?.letter.file ?? '';
    const documents =
      options.envelope === 'none'
        ? made
        : made.map((one) => enveloped(one, file, { converter, tables, ids: options.ids }));
    if (this.folder === undefined) {
      if (documents.length > 1) throw new DiagnosticError(diagnostic('IN012', { file }));
      for (const document of documents) await writeStdout(this.meter.counted(whole(document)));
      return words[options.lang].standardOutput;
    }
    const name = this.folder.nameFor(target);
    const files: ResultFile[] = documents.map((document) => ({
      name: `${name}.${document.ending}`,
      chunks: this.meter.counted(whole(document)),
    }));
    if (options.trace === true) {
      const traces = conversions.map((one) => traceJson(one, options.showValues === true, options.lang));
      const trace = JSON.stringify(traces.length === 1 ? traces[0] : traces, undefined, INDENT);
      files.push({ name: `${name}.trace.json`, chunks: [Buffer.from(`${trace}\n`)] });
    }
    return this.folder.write(files, conversions);
  }

  /** Tells of binary letters that went into no result. */
  private end(): void {
    for (const { ids, diagnostic: one } of this.binaries.leftOver())
      this.results.tell(failure(ids.file, [one], ids));
  }
}

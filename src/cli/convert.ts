import { type Conversion, type Converter, letterIds, type Options } from '../conversion/convert.js';
import { type Diagnostic, DiagnosticError, diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { toJson } from '../formats/fhir/json.js';
import type { FhirObject } from '../formats/fhir/model.js';
import { toXml } from '../formats/fhir/xml.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { traceJson } from '../report/trace-json.js';
import { BinaryLetters } from './binaries.js';
import { Exit, UsageError } from './exit.js';
import { findInputs, type InputFile, readHead, readWhole, systemReason } from './inputs.js';
import { OutputFolder, writeStdout } from './output.js';
import { progress } from './progress.js';
import { failure, Results } from './results.js';
import { type SetupOptions, setUp } from './setup.js';

/** Options of `convert` as the command line gives them. */
export interface ConvertOptions extends SetupOptions {
  out: string;
  fhirFormat: 'json' | 'xml';
  sorMissing: 'error' | 'warn';
  ids: 'derived' | 'random';
  incomplete?: boolean;
  strict?: boolean;
  trace?: boolean;
  json?: boolean;
  showValues?: boolean;
}

const STDOUT = '-';
const INDENT = 2;
const HEAD = 4096;

const endings = { json: 'json', xml: 'xml' } as const;

/** One run of `convert`. */
class Batch {
  private readonly binaries: BinaryLetters;
  private readonly folder: OutputFolder | undefined;

  constructor(
    private readonly converter: Converter,
    private readonly options: ConvertOptions,
    private readonly results: Results,
    private readonly binaryNamespace: string,
    files: readonly InputFile[],
  ) {
    this.binaries = new BinaryLetters(converter);
    this.folder = options.out === STDOUT ? undefined : new OutputFolder(options.out, files);
  }

  /** Reads a file into letters; tells why if there are none. */
  private read(file: InputFile): Letter[] {
    let bytes: Buffer;
    try {
      bytes = readWhole(file);
    } catch (error) {
      this.results.tell(
        failure(file.name, [diagnostic('IN001', { file: file.name }, { reason: systemReason(error) })]),
      );
      return [];
    }
    const { letters, diagnostics } = this.converter.read({ name: file.name, bytes });
    if (diagnostics.length > 0) this.results.tell(failure(file.name, diagnostics));
    return letters;
  }

  /**
   * Finds the binary letters first, so that letters may come in any order.
   *
   * @returns the files that are left
   */
  findBinaries(files: readonly InputFile[]): InputFile[] {
    return files.filter((file) => {
      if (!this.looksBinary(file)) return true;
      for (const letter of this.read(file)) this.addBinary(file, letter);
      return false;
    });
  }

  private looksBinary(file: InputFile): boolean {
    try {
      return readHead(file, HEAD).includes(this.binaryNamespace);
    } catch {
      // Reading it whole fails, too, and tells why.
      return false;
    }
  }

  private addBinary(file: InputFile, letter: Letter): void {
    if (hasError(letter.diagnostics))
      this.results.tell(failure(file.name, letter.diagnostics, letterIds(letter)));
    else this.binaries.add(file, letter);
  }

  async convertFile(file: InputFile): Promise<void> {
    const letters = this.read(file);
    for (const letter of letters) {
      const target = letters.length > 1 ? `${file.target}-${letter.number}` : file.target;
      if (letter.schema.table.message === 'XBIN01') this.addBinary(file, letter);
      else
        await this.convertLetter(file, letter, target).catch((error) => this.defect(letter, error as Error));
    }
  }

  /** A fault of ours in one message must not keep the others from being converted. */
  private defect(letter: Letter, error: Error): void {
    const told = diagnostic('IN010', letter.source.of(letter.record.element), { reason: error.name });
    this.results.tell(failure(letter.source.file, [told], letterIds(letter)));
    if (process.env.MEDCOM_DEBUG !== undefined) process.stderr.write(`${error.stack}\n`);
  }

  private async convertLetter(file: InputFile, letter: Letter, target: string): Promise<void> {
    const options: Options = { ...this.options, trace: this.options.trace === true };
    const conversion = this.converter.convert(letter, this.binaries.candidates(letter), options);
    const { diagnostics, rejected, bundle } = conversion;
    let output: string | undefined;
    if (bundle !== undefined) {
      try {
        output = await this.write(target, bundle, conversion);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        diagnostics.push(error.diagnostic);
      }
    }
    this.binaries.settle(letter, output !== undefined, rejected);
    this.results.tell({
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

  private async write(target: string, bundle: FhirObject, conversion: Conversion): Promise<string> {
    const chunks = this.options.fhirFormat === 'xml' ? toXml(bundle, INDENT) : toJson(bundle, INDENT);
    const lineEnd = Buffer.from('\n');
    if (this.folder === undefined) {
      await writeStdout([...chunks, lineEnd]);
      return 'standard output';
    }
    const name = this.folder.nameFor(target);
    const path = this.folder.write(`${name}.${endings[this.options.fhirFormat]}`, [...chunks, lineEnd]);
    if (this.options.trace === true) {
      const trace = JSON.stringify(
        traceJson(conversion, this.options.showValues === true),
        undefined,
        INDENT,
      );
      this.folder.write(`${name}.trace.json`, [Buffer.from(`${trace}\n`)]);
    }
    return path;
  }

  /** Tells of binary letters that went into no result. */
  end(): void {
    for (const { ids, diagnostic: one } of this.binaries.leftOver())
      this.results.tell(failure(ids.file, [one], ids));
  }
}

/**
 * `medcom-convert convert`: converts what the inputs name, message by message; one that fails does not stop the others.
 *
 * @throws UsageError, DiagnosticError for wrong usage or configuration
 */
export const convertCommand = async (inputs: readonly string[], options: ConvertOptions): Promise<Exit> => {
  if (options.out === STDOUT && options.json)
    throw new UsageError(
      '--json tells results on standard output; give the messages a folder with --out DIR.',
    );
  if (options.out === STDOUT && options.trace)
    throw new UsageError('--trace writes files beside the results; give them a folder with --out DIR.');
  const { converter, tables, diagnostics } = setUp(options);
  const { files, diagnostics: missing } = await findInputs(inputs);
  const bar = progress(files.length);
  const results = new Results(options.json === true, bar);
  results.aside(diagnostics);
  for (const one of missing) results.tell(failure(one.place.file ?? '', [one as Diagnostic]));
  const batch = new Batch(converter, options, results, tables.xbin01.table.namespace, files);
  const letters = batch.findBinaries(files);
  bar.step(files.length - letters.length);
  for (const file of letters) {
    await batch.convertFile(file);
    bar.step();
  }
  batch.end();
  bar.stop();
  results.end();
  return results.anyFailed ? Exit.failed : Exit.ok;
};

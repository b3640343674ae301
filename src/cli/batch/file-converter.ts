import type { Traced } from '../../conversion/conversion.js';
import { kindOf } from '../../conversion/kind.js';
import { letterIds } from '../../conversion/letter-ids.js';
import type { ReadMessage } from '../../conversion/message.js';
import { envelopesOf, type Read } from '../../conversion/read.js';
import { type Diagnostic, DiagnosticError, hasError, type Place } from '../../diagnostics/diagnostic.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { failure, type Result } from '../results.js';
import type { Using } from '../setup.js';
import { nothingToDo } from '../target.js';
import { type Candidate, candidatesOf } from './candidates.js';
import type { CarrierFiles } from './carrier-files.js';
import type { FileTeller } from './events.js';
import type { FileReader } from './file-reader.js';
import type { Meter } from './meter.js';
import type { Neighbours, NumberedFile, Settled } from './neighbours.js';
import type { BatchOptions } from './options.js';
import type { Writer } from './writer.js';

/** What the conversion of files needs beside them. */
export interface Tools {
  using: Using;
  options: BatchOptions;
  neighbours: Neighbours;
  carriers: CarrierFiles;
  reader: FileReader;
  writer: Writer;
  meter: Meter;
}

/** Converts a file, message by message, and tells what came of each. */
export class FileConverter {
  private readonly settled: Settled[] = [];

  constructor(
    private readonly tools: Tools,
    private readonly file: NumberedFile,
    private readonly teller: FileTeller,
  ) {}

  /** @returns what became of the binary letters of the batch that its letters refer to */
  async convert(): Promise<Settled[]> {
    const { tools, file, teller } = this;
    const read = tools.reader.read(file, teller);
    if (read === undefined) return [];
    tools.reader.tellOf(file, read, teller);
    const done = nothingToDo(read, tools.options.to);
    if (done !== undefined) this.tell(failure(file.name, [done]));
    else await this.convertRead(read);
    return this.settled;
  }

  private tell(result: Result): void {
    this.teller.tell(this.file.number, result, this.tools.meter.take());
  }

  /** Tells of a message that was converted, or should have been. */
  private tellConverted({ losses }: Traced, result: Result): void {
    const measured = this.tools.meter.take(losses, result.output !== undefined);
    this.teller.tell(this.file.number, result, measured);
  }

  private async convertRead({ letters, message }: Read): Promise<void> {
    const { target } = this.file;
    if (message !== undefined) return this.guarded({}, () => this.convertMessage(message));
    if (this.tools.options.to === 'fhir') return this.convertLetters(letters);
    const envelopes = envelopesOf(letters);
    for (const [i, envelope] of envelopes.entries()) {
      const place = { target, letter: envelopes.length > 1 ? i + 1 : undefined };
      await this.guarded({}, () => this.convertEnvelope(envelope, place));
    }
  }

  /** A defect in one message must not keep the others from being converted. */
  private guarded(place: Place, convert: () => Promise<void>): Promise<void> {
    return convert().catch((error) =>
      this.tools.reader.defect(this.file, place, error as Error, this.teller),
    );
  }

  private async convertLetters(letters: readonly Letter[]): Promise<void> {
    const { target, name } = this.file;
    for (const letter of letters) {
      if (kindOf(letter) === 'binary') {
        // Those that are whole were found before, for the letters that refer to them.
        if (hasError(letter.diagnostics)) this.tell(failure(name, letter.diagnostics, letterIds(letter)));
        continue;
      }
      const place = { target, letter: letters.length > 1 ? letter.number : undefined };
      const at = letter.source.of(letter.record.element);
      await this.guarded(at, () => this.convertLetter(letter, place));
    }
  }

  /** Checks what was made; errors keep it from being written. */
  private isValid(diagnostics: Diagnostic[], check: () => Diagnostic[]): boolean {
    if (!this.tools.options.validate) return true;
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

  private async convertLetter(
    letter: Letter,
    place: { target: string; letter: number | undefined },
  ): Promise<void> {
    const { using, options, neighbours, carriers, writer } = this.tools;
    const candidates = await candidatesOf(letter, neighbours, carriers);
    const letters = candidates.map((one) => one.letter);
    const conversion = using.converter.convert(letter, letters, options);
    const { diagnostics, bundle } = conversion;
    const valid =
      bundle !== undefined &&
      this.isValid(diagnostics, () => {
        const checked = using.validator.message(bundle, this.file.name, diagnostics);
        return [...checked.diagnostics, ...checked.ignored];
      });
    const output = valid
      ? await this.attempt(diagnostics, () => writer.bundle(place, bundle, conversion))
      : undefined;
    this.tellConverted(conversion, {
      file: this.file.name,
      letter: conversion.letter,
      binaries: conversion.binaries,
      status: output === undefined ? 'failed' : 'converted',
      output,
      attachments: conversion.attachments,
      counts: conversion.counts,
      diagnostics,
    });
    this.settle(candidates, conversion.rejected, output !== undefined);
  }

  /** Takes down what became of the binary letters of a letter, and tells of those that it cannot have. */
  private settle(
    candidates: readonly Candidate[],
    rejected: ReadonlyArray<{ letter: Result['letter'] & object; number: number; diagnostic: Diagnostic }>,
    converted: boolean,
  ): void {
    if (candidates.length === 0) return;
    const place = (file: string, number: number): string => `${number} ${file}`;
    const carriers = new Map(
      candidates.map(({ carrier }) => [place(carrier.file.name, carrier.letter), carrier]),
    );
    const refused = rejected.flatMap(({ letter, number, diagnostic }) => {
      const carrier = carriers.get(place(letter.file, number));
      if (carrier === undefined) return [];
      this.teller.tell(carrier.file.number, failure(letter.file, [diagnostic], letter));
      return [carrier.id];
    });
    this.settled.push({
      carriers: candidates.map(({ carrier }) => carrier.id),
      rejected: refused,
      converted,
    });
  }

  /** The letters of an envelope, from EDIFACT to OIOXML or the other way. */
  private async convertEnvelope(
    envelope: readonly Letter[],
    place: { target: string; letter: number | undefined },
  ): Promise<void> {
    const { using, options, writer } = this.tools;
    const conversion = using.converter.convertEnvelope(envelope, options);
    const { letters, root, segments } = conversion;
    const [first] = letters;
    const valid =
      (root ?? segments) !== undefined &&
      first !== undefined &&
      this.isValid(first.diagnostics, () => using.validator.letter(conversion, this.file.name));
    const output = valid
      ? await this.attempt(first.diagnostics, () => writer.envelope(place, conversion, letters))
      : undefined;
    for (const one of letters) {
      const { letter, made, attachments, counts, diagnostics } = one;
      this.tellConverted(one, {
        file: this.file.name,
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

  private async convertMessage(message: ReadMessage): Promise<void> {
    const { using, options, writer } = this.tools;
    const { name, target } = this.file;
    const conversion = using.converter.convertMessage(name, message, {
      ...options,
      legacy: options.to === 'edifact' ? 'edifact' : 'oioxml',
    });
    const { diagnostics, letters } = conversion;
    const valid = this.isValid(diagnostics, () =>
      letters.flatMap((letter) => using.validator.letter(letter, name)),
    );
    const output =
      letters.length === 0 || !valid
        ? undefined
        : await this.attempt(diagnostics, () => writer.letters({ target }, letters, conversion));
    this.tellConverted(conversion, {
      file: name,
      letter: conversion.letter,
      letters: letters.map(({ ids }) => ids),
      status: output === undefined ? 'failed' : 'converted',
      output,
      attachments: conversion.attachments,
      counts: conversion.counts,
      diagnostics,
    });
  }
}

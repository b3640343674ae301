import type { Converter } from '../../conversion/convert.js';
import type { Input, Read } from '../../conversion/read.js';
import { DiagnosticError, diagnostic, hasError, type Place } from '../../diagnostics/diagnostic.js';
import { asGiven } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import { openInput } from '../inputs.js';
import { failure } from '../results.js';
import type { FileTeller } from './events.js';
import type { Meter } from './meter.js';
import type { NumberedFile } from './neighbours.js';

/** Reads the files of a batch, and tells of those that cannot be read. */
export class FileReader {
  constructor(
    private readonly converter: Converter,
    private readonly meter: Meter,
  ) {}

  /** Reads a file; tells why if nothing can be read. */
  read(file: NumberedFile, teller: FileTeller): Read | undefined {
    let bytes: Input['bytes'];
    this.meter.begin();
    try {
      bytes = openInput(file, this.converter.limits);
      this.meter.bytesIn = 'size' in bytes ? bytes.size : bytes.length;
    } catch (error) {
      const told = diagnostic('IN001', { file: file.name }, { reason: systemReason(error) });
      teller.tell(file.number, failure(file.name, [told]));
      return undefined;
    }
    try {
      return this.converter.read({ name: file.name, bytes });
    } catch (error) {
      this.defect(file, {}, error as Error, teller);
      return undefined;
    }
  }

  /** Tells what there is to tell of a file beside its letters. */
  tellOf(file: NumberedFile, { diagnostics }: Read, teller: FileTeller): void {
    teller.read(this.meter.bytesIn);
    if (hasError(diagnostics)) teller.tell(file.number, failure(file.name, diagnostics), this.meter.take());
    else teller.aside(diagnostics);
  }

  /** A fault of ours in one message, or of tables that only it needs, must not keep the others from being converted. */
  defect({ name, number }: NumberedFile, place: Place, error: Error, teller: FileTeller): void {
    const ofTables = error instanceof DiagnosticError;
    const told = ofTables
      ? [...error.all]
      : [diagnostic('IN010', { file: name, ...place }, { reason: asGiven(error.name) })];
    teller.tell(number, failure(name, told), this.meter.take());
    if (ofTables) return;
    if (process.env.MEDCOM_DEBUG !== undefined) process.stderr.write(`${error.stack}\n`);
  }
}

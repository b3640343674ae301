import type { Using } from '../setup.js';
import { CarrierFiles } from './carrier-files.js';
import type { FileTeller } from './events.js';
import { FileConverter, type Tools } from './file-converter.js';
import { FileReader } from './file-reader.js';
import { BinaryFinder, type Found } from './find-binaries.js';
import { Meter } from './meter.js';
import type { Neighbours, NumberedFile, Settled } from './neighbours.js';
import type { BatchOptions } from './options.js';
import type { ResultFolder } from './output.js';
import { Writer } from './writer.js';

/** Does what is to be done with a file, whichever thread it is in. */
export class Runner {
  private readonly tools: Tools;
  private readonly finder: BinaryFinder;

  constructor(using: Using, options: BatchOptions, neighbours: Neighbours, folder: ResultFolder) {
    const meter = new Meter();
    const reader = new FileReader(using.converter, meter);
    const writer = new Writer(using, options, neighbours, folder, meter);
    const carriers = new CarrierFiles(using.converter);
    this.tools = { using, options, neighbours, carriers, reader, writer, meter };
    this.finder = new BinaryFinder(using.tables, using.limits, reader, meter);
  }

  /** Looks for binary letters in a file. */
  find(file: NumberedFile, teller: FileTeller): Found {
    return this.finder.find(file, teller);
  }

  /** Converts a file. */
  convert(file: NumberedFile, teller: FileTeller): Promise<Settled[]> {
    return new FileConverter(this.tools, file, teller).convert();
  }
}

import type { Traced } from '../../conversion/conversion.js';
import type { MadeLetter } from '../../conversion/made-letter.js';
import type { Read } from '../../conversion/read.js';
import { readMadeLetter, readMadeMessage } from '../../conversion/read-made.js';
import { passing } from '../../formats/byte-source.js';
import { edifactPieces, type SegmentOut } from '../../formats/edifact/write.js';
import { jsonPieces } from '../../formats/fhir/json.js';
import type { FhirObject } from '../../formats/fhir/model.js';
import { xmlPieces } from '../../formats/fhir/xml.js';
import { oioxmlPieces } from '../../formats/oioxml/write.js';
import type { Element } from '../../formats/xml/element.js';
import { jsonText } from '../../report/json-text.js';
import { traceJson } from '../../report/trace-json.js';
import { encodedChunks } from '../chunks.js';
import type { ResultFile } from '../output.js';
import type { Using } from '../setup.js';
import { type MadeDocument, whole } from './document.js';
import { enveloped } from './enveloped.js';
import type { Meter } from './meter.js';
import type { Neighbours } from './neighbours.js';
import type { BatchOptions } from './options.js';
import type { ResultFolder } from './output.js';

const INDENT = 2;
const BINARY = new Set(['XBIN01', 'BIN01']);
/** `xbin01.vans.xml` without what names the format and the envelope. */
const FORMAT = /(^|\.)(vans\.)?\w+$/;

/** A letter or interchange as it was made: one of both. */
interface Made {
  root: Element | undefined;
  segments: SegmentOut[] | undefined;
}

/** Where a result belongs: the name that its file has for results, and of several letters the number of this one. */
export interface Place {
  target: string;
  letter?: number | undefined;
}

/** Writes what messages have become. */
export class Writer {
  constructor(
    private readonly using: Using,
    private readonly options: BatchOptions,
    private readonly neighbours: Neighbours,
    private readonly folder: ResultFolder,
    private readonly meter: Meter,
  ) {}

  /**
   * Writes the result of letters that became a message.
   *
   * @returns the name of the result, to be told
   * @throws DiagnosticError for what cannot be written
   */
  bundle(place: Place, bundle: FhirObject, conversion: Traced): Promise<string> {
    const { fhirFormat: ending } = this.options;
    const chunks = ending === 'xml' ? xmlPieces(bundle, INDENT) : jsonPieces(bundle, INDENT);
    const read = (): Read => readMadeMessage(bundle, ending, conversion.letter.file, this.using.tables);
    return this.write(place, [{ ending, chunks, text: true, read }], [conversion]);
  }

  /** The same of the letters that a message became. */
  letters(place: Place, letters: readonly MadeLetter[], conversion: Traced): Promise<string> {
    const documents = letters.flatMap((letter) => {
      const { message } = letter.ids;
      const part = BINARY.has(message) ? `${message.toLowerCase()}.` : '';
      return this.documentOf(letter, part, conversion.letter.file) ?? [];
    });
    return this.write(place, documents, [conversion]);
  }

  /** The same of the letters of an envelope, which are one document in the other format, too. */
  envelope(place: Place, made: Made, conversions: readonly Traced[]): Promise<string> {
    const document = this.documentOf(made, '', conversions[0]?.letter.file ?? '');
    return this.write(place, document === undefined ? [] : [document], conversions);
  }

  /** A letter or interchange as it is written; the parts of its ending stand before that of the format. */
  private documentOf(made: Made, part: string, file: string): MadeDocument | undefined {
    const { root, segments } = made;
    const read = (): Read => readMadeLetter(made, file, this.using.tables);
    if (segments !== undefined) {
      const chunks = edifactPieces(segments, this.options.ediNewlines);
      return { ending: `${part}edi`, chunks, text: false, read };
    }
    return root && { ending: `${part}xml`, chunks: oioxmlPieces(root, INDENT), text: true, read };
  }

  /** Writes the documents of a message, all or none, each in its envelope if one is asked for; the first names it. */
  private async write(
    place: Place,
    made: readonly MadeDocument[],
    conversions: readonly Traced[],
  ): Promise<string> {
    const { options, meter } = this;
    const { tables } = this.using;
    const source = conversions[0]?.letter.file ?? '';
    const documents =
      options.envelope === 'none' ? made : made.map((one) => enveloped(one, { tables, ids: options.ids }));
    const endings = documents.map(({ ending }) => ending);
    const name = await this.nameFor(place, options.trace ? [...endings, 'trace.json'] : endings);
    const files: ResultFile[] = documents.map((document) => ({
      name: `${name}.${document.ending}`,
      chunks: meter.counted(passing(whole(document))),
    }));
    if (options.trace === true) {
      const traces = conversions.map((one) => traceJson(one, options.showValues === true, options.lang));
      const trace = jsonText(traces.length === 1 ? traces[0] : traces, INDENT);
      files.push({ name: `${name}.trace.json`, chunks: encodedChunks(trace) });
    }
    return this.folder.write(files, { source, conversions });
  }

  /**
   * A name for a result that no other has: `letter-2` for the second letter of a file, `letter-2_2` if there is a file of
   * that name, too. It depends on the names of the inputs alone, whichever of them is converted first.
   */
  private async nameFor({ target, letter }: Place, endings: readonly string[]): Promise<string> {
    const wanted = letter === undefined ? target : `${target}-${letter}`;
    const parts = endings.map((ending) => ending.replace(FORMAT, '')).filter((part) => part !== '');
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${wanted}_${count}`;
      const others = [...(name === target ? [] : [name]), ...parts.map((part) => `${name}.${part}`)];
      if (others.length === 0 || !(await this.neighbours.anyTaken(others))) return name;
    }
  }
}

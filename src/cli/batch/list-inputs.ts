import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import { TextDecoder } from 'node:util';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import type { Limits } from '../../limits.js';
import { STDIN } from '../find-inputs.js';
import type { InputFile } from '../inputs.js';
import { LONGEST_PATH, walk } from '../walk.js';
import { Breath } from './breath.js';
import { type Listing, ListMaker } from './list-maker.js';

/** Names may have line feeds in them; a list that has zero bytes is separated by those, as `find -print0` writes it. */
const SEPARATORS = /[\0\n]/;

/** Windows PowerShell writes lists in UTF-16, with its mark before them, in either order of bytes. */
const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
};

/** The names in a list, one by one; of what is too long to be one, the beginning. Throws what the system throws. */
async function* namesIn(file: string, abort: AbortSignal): AsyncGenerator<string> {
  const stream = file === STDIN ? process.stdin : createReadStream(file);
  // Who writes the list may take long, and somebody who types it longer.
  addAbortSignal(abort, stream);
  let rest = '';
  let separator: string | undefined;
  // It leaves out the mark that tells the order of bytes, of either encoding.
  let decoder: TextDecoder | undefined;
  for await (const bytes of stream) {
    decoder ??= new TextDecoder(encodingOf(bytes as Buffer));
    const piece = decoder.decode(bytes as Buffer, { stream: true });
    separator ??= SEPARATORS.exec(piece)?.[0];
    const [first = '', ...names] = separator === undefined ? [piece] : piece.split(separator);
    rest = (rest + first).slice(0, LONGEST_PATH);
    for (const name of names) {
      yield rest.slice(0, LONGEST_PATH);
      rest = name;
    }
  }
  yield rest.slice(0, LONGEST_PATH);
}

async function* allNames(
  names: readonly string[],
  filesFrom: string | undefined,
  abort: AbortSignal,
): AsyncGenerator<string> {
  yield* names.filter((name) => name !== STDIN);
  if (filesFrom === undefined) return;
  try {
    for await (const name of namesIn(filesFrom, abort)) {
      const trimmed = name.replace(/\r$/, '');
      if (trimmed !== '') yield trimmed;
    }
  } catch (error) {
    abort.throwIfAborted();
    throw new DiagnosticError(diagnostic('IN001', { file: filesFrom }, { reason: systemReason(error) }));
  }
}

/**
 * Writes the list of the inputs of a batch.
 *
 * @param folder where it goes
 * @param names as the command line gives them
 * @param more file with more of them, `-` for standard input; what is on standard input, if that is a message; how far
 * archives are unpacked; what ends it before it is whole; the folder of results; that of inputs that failed
 * @returns what there is to know of the list
 * @throws DiagnosticError IN001 for the list of names; what the system throws of the list that is written; the reason of `abort`
 */
export const listInputs = async (
  folder: string,
  names: readonly string[],
  {
    filesFrom,
    stdin,
    limits,
    abort,
    out,
    quarantine,
  }: {
    filesFrom?: string | undefined;
    stdin: InputFile | undefined;
    limits: Limits;
    abort: AbortSignal;
    out: string | undefined;
    quarantine?: string | undefined;
  },
): Promise<Listing> => {
  const maker = new ListMaker(folder, limits, abort, out);
  const breath = new Breath();
  // What a run before made is no input of this one.
  const without = [out, quarantine].filter((made) => made !== undefined);
  for await (const name of allNames(names, filesFrom, abort))
    for await (const found of walk(name, true, { abort, without })) {
      await breath.take();
      abort.throwIfAborted();
      await maker.add(found);
    }
  return maker.end(stdin);
};

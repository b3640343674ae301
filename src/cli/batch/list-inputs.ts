import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
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

/** The names in a list, one by one; of what is too long to be one, the beginning. Throws what the system throws. */
async function* namesIn(file: string, abort: AbortSignal): AsyncGenerator<string> {
  const stream = file === STDIN ? process.stdin : createReadStream(file);
  stream.setEncoding('utf8');
  // Who writes the list may take long, and somebody who types it longer.
  addAbortSignal(abort, stream);
  let rest = '';
  let separator: string | undefined;
  for await (const piece of stream) {
    separator ??= SEPARATORS.exec(piece as string)?.[0];
    const [first = '', ...names] =
      separator === undefined ? [piece as string] : (piece as string).split(separator);
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

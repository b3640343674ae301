import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { emptyDirectory } from '../directory/index.js';
import { Characters } from '../mapping/characters.js';
import type { CodeList } from '../mapping/code-list.js';
import { copenhagenLocal } from '../mapping/copenhagen.js';
import { derivedShortIds, randomShortIds } from '../mapping/ids.js';
import { type Counts, Ledger } from '../mapping/ledger.js';
import type { AnsweringMessage } from '../mapping/receipts/answering-message.js';
import type { AnsweredLetter, Original, Refusal } from '../mapping/receipts/original.js';
import { compileReceipts } from '../mapping/receipts/receipt.js';
import { type ReceiptTask, WritingRun } from '../mapping/receipts/writing-run.js';
import type { Tables } from '../mapping/tables.js';
import type { ReadAcknowledgement } from './acknowledgement.js';
import { acknowledgementCheck } from './acknowledgement-check.js';
import { again, type Options, unmappableOf } from './conversion.js';
import { type MadeLetter, madeLetter } from './made-letter.js';
import { writeInterchanges } from './message-interchanges.js';
import { strictly } from './strict.js';
import { NO_COUNTS, type Trace, traceOf } from './trace.js';

/** What came of an Acknowledgement, or of our own refusal of a letter. */
export interface ReceiptsConversion {
  /** One receipt for each letter; empty if they could not be made. */
  letters: MadeLetter[];
  counts: Counts;
  diagnostics: Diagnostic[];
  trace: Trace | undefined;
}

/** Makes receipts. */
export interface Receipter {
  /**
   * Makes the receipts of an Acknowledgement: one for each letter of the message it answers, each with ids of its own.
   * Rules: conversion rules 8.3, 8.7.
   *
   * @param file the name of the document, for ids and results
   */
  receipts(file: string, read: ReadAcknowledgement, original: Original, options: Options): ReceiptsConversion;
  /** Makes the XCTL01 with which this converter refuses a letter. Rules: conversion rules 8.6. */
  refuseLetter(
    file: string,
    letter: AnsweredLetter,
    original: Original,
    refusal: Refusal,
    options: Options,
  ): ReceiptsConversion;
}

const OWN_REFUSAL = 'XCTL01';

/** The traces of receipts that were made of one Acknowledgement, of which all say the same. */
const together = (traces: readonly Trace[]): Trace | undefined => {
  const [first] = traces;
  return first && { ...first, output: traces.flatMap(({ output }) => output) };
};

/** Makes receipts with one set of tables. */
export const receipter = (tables: Tables): Receipter => {
  const mapping = compileReceipts(tables);
  const responses = tables.codeLists.get('response-codes') as CodeList;
  const kindOf = ({ code }: AnsweringMessage): string => responses.get(code)?.receipt ?? '';
  const check = acknowledgementCheck(tables, kindOf);

  const make = (
    file: string,
    tasks: readonly ReceiptTask[],
    told: readonly Diagnostic[],
    idsFor: (task: ReceiptTask) => { key: string[]; envelope: string },
    options: Options,
  ): ReceiptsConversion => {
    const conversion: ReceiptsConversion = {
      letters: [],
      counts: NO_COUNTS,
      diagnostics: [...told],
      trace: undefined,
    };
    const traces: Trace[] = [];
    // All letters of a message have the same receipt: what is told of one is told of all.
    const seen = new Set<string>();
    for (const task of tasks) {
      const { key, envelope } = idsFor(task);
      const ledger = new Ledger(options.trace === true);
      const run = new WritingRun(task, new Characters(tables.characters, unmappableOf(options)), {
        ids:
          options.ids === 'random'
            ? randomShortIds()
            : derivedShortIds([...key, ...again(options)], `${envelope}\n${options.dispatch ?? ''}`),
        ledger,
        directory: emptyDirectory,
        sorMissing: 'warn',
      });
      const root = mapping.build(run);
      const account = mapping.account(run);
      const { counts, unmapped } = ledger.settle(account);
      conversion.counts = counts;
      for (const one of strictly([...run.diagnostics, ...unmapped], options.strict)) {
        const text = JSON.stringify(one);
        if (!seen.has(text)) conversion.diagnostics.push(one);
        seen.add(text);
      }
      if (options.trace === true) traces.push(traceOf(ledger, account));
      conversion.letters.push(madeLetter(file, task.kind, root));
    }
    conversion.trace = together(traces);
    if (hasError(conversion.diagnostics)) conversion.letters = [];
    else if (options.legacy === 'edifact') writeInterchanges(file, conversion, tables, options);
    return conversion;
  };

  return {
    receipts(file, { message, diagnostics }, original, options) {
      const told = [...diagnostics];
      if (message !== undefined) told.push(...check(message, original));
      if (message === undefined || hasError(told))
        return { letters: [], counts: NO_COUNTS, diagnostics: told, trace: undefined };
      const kind = kindOf(message);
      const tasks = original.letters.map((letter) => ({
        kind,
        original,
        letter,
        message,
        refusal: undefined,
        local: undefined,
      }));
      const bundle = message.bundle.value('id') ?? '';
      const header = message.header.value('id') ?? '';
      return make(
        file,
        tasks,
        told,
        ({ letter }) => ({
          key: ['Acknowledgement to XCTL', original.receiver.gln, header, letter.envelope, letter.letter],
          envelope: bundle,
        }),
        options,
      );
    },

    refuseLetter(file, letter, original, refusal, options) {
      const local = copenhagenLocal(refusal.instant);
      const task = { kind: OWN_REFUSAL, original, letter, message: undefined, refusal, local };
      const key = ['own refusal', original.sender.gln, letter.envelope, letter.letter];
      return make(file, [task], [], () => ({ key, envelope: refusal.instant }), options);
    },
  };
};

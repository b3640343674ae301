import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { emptyDirectory } from '../directory/index.js';
import type { FhirObject } from '../formats/fhir/model.js';
import { plainText } from '../formats/oioxml/formatted-text.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { CodeList } from '../mapping/code-list.js';
import { derivedIds, randomIds } from '../mapping/ids.js';
import { type Counts, Ledger } from '../mapping/ledger.js';
import { compileAcknowledgement } from '../mapping/receipts/acknowledgement.js';
import type { Original, Refusal } from '../mapping/receipts/original.js';
import { type Answer, ReceiptRun, type RefusalItem } from '../mapping/receipts/receipt-run.js';
import type { Tables } from '../mapping/tables.js';
import { answersOf, checkReceipt } from './answers.js';
import type { Options } from './conversion.js';
import { letterIds } from './letter-ids.js';
import { addLifted, traceWithLifted } from './lifted-traces.js';
import { strictly } from './strict.js';
import { NO_COUNTS, type Trace, traceOf } from './trace.js';
import { elementAt, valueAt } from './values.js';

/** What came of receipts, or of our own refusal. */
export interface AcknowledgementConversion {
  /** The Acknowledgement; undefined if a receipt could not be converted. */
  bundle: FhirObject | undefined;
  counts: Counts;
  diagnostics: Diagnostic[];
  trace: Trace | undefined;
}

/** Makes Acknowledgements. */
export interface Acknowledger {
  /**
   * Makes one Acknowledgement of the receipts for all letters of a CareCommunication. Rules: conversion rules 8.2 to 8.4.
   *
   * @param receipts in the order they came; one that answers no letter of the message is refused (REC005)
   */
  acknowledge(receipts: readonly Letter[], original: Original, options: Options): AcknowledgementConversion;
  /** Makes the Acknowledgement with which this converter refuses a CareCommunication. Rules: conversion rules 8.6. */
  refuseMessage(original: Original, refusal: Refusal, options: Options): AcknowledgementConversion;
}

const OWN_REFUSAL = 'XCTL02';

/** What an Acknowledgement is made of. */
interface Task {
  original: Original;
  receipts: readonly Letter[];
  answers: readonly Answer[];
  refusal: Refusal | undefined;
  /** XCTL01 to XCTL03: what it comes to. */
  kind: string;
  /** What its ids depend on, and those of its envelope besides. */
  key: readonly string[];
  envelope: readonly string[];
}

/** When a receipt was sent, for the order: the last one counts. */
const sentAt = ({ receipt }: Answer): string =>
  `${valueAt(receipt, 'Envelope/Sent/Date') ?? ''}T${valueAt(receipt, 'Envelope/Sent/Time') ?? ''}`;

const inOrder = (answers: readonly Answer[]): Answer[] =>
  [...answers].sort((a, b) => (sentAt(a) < sentAt(b) ? -1 : sentAt(a) > sentAt(b) ? 1 : 0));

/** True if a receipt tells the same thing of the message as a whole and of the letter, and tells it differently. */
const differs = ({ receipt, part }: Answer, name: 'RefuseCode' | 'RefuseText'): boolean => {
  const path = `${receipt.schema.table.letter}/OriginalEmessage`;
  const told = [
    elementAt(receipt, `${path}/${name}`),
    part && elementAt(receipt, `${path}/OriginalLetter/${name}`, part),
  ].map((element) => element && plainText(element).text.trim());
  return told.every((text) => text !== undefined && text !== '') && told[0] !== told[1];
};

/** The reasons of a receipt that refuses. Rules: ruling D31. */
const reasonsOf = (answer: Answer): Array<Pick<RefusalItem, 'kind' | 'answer'>> => {
  const letters = { kind: 'letter-refusal', answer } as const;
  // A text belongs to the code beside it.
  if (differs(answer, 'RefuseCode'))
    return [{ kind: 'refusal', answer: { ...answer, part: undefined } }, letters];
  const both = { kind: 'refusal', answer } as const;
  return differs(answer, 'RefuseText') ? [both, letters] : [both];
};

/** Makes Acknowledgements with one set of tables. */
export const acknowledger = (tables: Tables): Acknowledger => {
  const mapping = compileAcknowledgement(tables);
  const kinds = (tables.codeLists.get('receipt-kinds') as CodeList).table.codes;
  const rank = (message: string): number => kinds.findIndex(({ receipt }) => receipt === message);
  const refuses = (message: string): boolean => kinds[rank(message)]?.refuses !== undefined;
  /** What several receipts come to: one that refuses counts more than one that does not. */
  const kindOf = (answers: readonly Answer[]): string => {
    const [first = ''] = answers
      .map(({ receipt }) => receipt.schema.table.message)
      .sort((a, b) => rank(a) - rank(b));
    return first;
  };

  const itemsOf = (answers: readonly Answer[], original: Original, refusal?: Refusal): RefusalItem[] => {
    // The reasons come in the order of the letters, whichever receipt came first.
    const refusing = original.letters.flatMap((letter) =>
      answers.filter((one) => one.letter === letter && refuses(one.receipt.schema.table.message)),
    );
    const own = (refusal?.issues ?? []).map((issue) => ({ kind: 'own-refusal', issue }) as const);
    return [...refusing.flatMap(reasonsOf), ...own].map((reason, i) => ({
      answer: undefined,
      issue: undefined,
      ...reason,
      number: i + 1,
      repeated: false,
      memo: [],
    }));
  };

  const make = (
    { original, receipts, answers, refusal, kind, key, envelope }: Task,
    told: readonly Diagnostic[],
    options: Options,
  ): AcknowledgementConversion => {
    const ids =
      options.ids === 'random'
        ? randomIds()
        : derivedIds(key, [...envelope, options.dispatch ?? ''].join('\n'));
    const ledger = new Ledger(options.trace === true);
    const run = new ReceiptRun(original, answers, refusal, itemsOf(answers, original, refusal), kind, {
      ids,
      ledger,
      directory: emptyDirectory,
      sorMissing: 'warn',
    });
    const bundle = mapping.build(run);
    const account = mapping.account(run);
    const { counts, unmapped } = ledger.settle(account);
    const diagnostics = strictly([...told, ...run.diagnostics, ...unmapped], options.strict);
    return {
      bundle: hasError(diagnostics) ? undefined : bundle,
      counts: addLifted(counts, receipts),
      diagnostics,
      trace: options.trace === true ? traceWithLifted(traceOf(ledger, account), receipts) : undefined,
    };
  };

  return {
    acknowledge(receipts, original, options) {
      const answered = receipts.map((receipt) => answersOf(receipt, original));
      const told = receipts.flatMap((receipt, i) => [
        ...receipt.diagnostics,
        ...checkReceipt(receipt, answered[i] ?? [], original),
      ]);
      const answers = inOrder(answered.flat());
      if (answers.length === 0)
        return { bundle: undefined, counts: NO_COUNTS, diagnostics: told, trace: undefined };
      // Ids depend on the receipts, not on the order they came in.
      const own = receipts.map(letterIds);
      const sorted = (ids: Array<string | undefined>): string[] => ids.map((id) => id ?? '').sort();
      const letters = sorted(own.map(({ letter }) => letter));
      const task: Task = {
        original,
        receipts,
        answers,
        refusal: undefined,
        kind: kindOf(answers),
        key: ['XCTL to Acknowledgement', original.header ?? '', ...letters],
        envelope: sorted(own.map((one) => one.envelope)),
      };
      return make(task, told, options);
    },
    refuseMessage(original, refusal, options) {
      const task: Task = {
        original,
        receipts: [],
        answers: [],
        refusal,
        kind: OWN_REFUSAL,
        key: ['own refusal', original.sender.gln, original.header ?? ''],
        envelope: [refusal.instant],
      };
      return make(task, [], options);
    },
  };
};

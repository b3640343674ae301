import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { emptyDirectory } from '../directory/index.js';
import type { FhirObject } from '../formats/fhir/model.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { CodeList } from '../mapping/code-list.js';
import { derivedIds, type Ids, randomIds } from '../mapping/ids.js';
import { type Counts, Ledger } from '../mapping/ledger.js';
import { compileAcknowledgement } from '../mapping/receipts/acknowledgement.js';
import type { Original, Refusal } from '../mapping/receipts/original.js';
import { type Answer, ReceiptRun, type RefusalItem } from '../mapping/receipts/receipt-run.js';
import type { Tables } from '../mapping/tables.js';
import { answersOf, checkAnswer } from './answers.js';
import type { Options } from './conversion.js';
import { letterIds } from './letter-ids.js';
import { addLifted, traceWithLifted } from './lifted-traces.js';
import { strictly } from './strict.js';
import { type Trace, traceOf } from './trace.js';
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
   * @param receipts in the order they came; they must answer letters of the message
   */
  acknowledge(receipts: readonly Letter[], original: Original, options: Options): AcknowledgementConversion;
  /** Makes the Acknowledgement with which this converter refuses a CareCommunication. Rules: conversion rules 8.6. */
  refuseMessage(original: Original, refusal: Refusal, options: Options): AcknowledgementConversion;
}

const OWN_REFUSAL = 'XCTL02';

/** When a receipt was sent, for the order: the last one counts. */
const sentAt = ({ receipt }: Answer): string =>
  `${valueAt(receipt, 'Envelope/Sent/Date') ?? ''}T${valueAt(receipt, 'Envelope/Sent/Time') ?? ''}`;

const inOrder = (answers: readonly Answer[]): Answer[] =>
  [...answers].sort((a, b) => (sentAt(a) < sentAt(b) ? -1 : sentAt(a) > sentAt(b) ? 1 : 0));

/** True if the message as a whole and the letter are refused with different codes, or different texts. */
const differs = ({ receipt, part }: Answer): boolean => {
  const path = `${receipt.schema.table.letter}/OriginalEmessage`;
  return ['RefuseCode', 'RefuseText'].some((name) => {
    const own = elementAt(receipt, `${path}/${name}`)?.content();
    const letters = part && elementAt(receipt, `${path}/OriginalLetter/${name}`, part)?.content();
    return own !== undefined && letters !== undefined && own !== letters;
  });
};

/** Makes Acknowledgements with one set of tables. */
export const acknowledger = (tables: Tables): Acknowledger => {
  const mapping = compileAcknowledgement(tables);
  const kinds = (tables.codeLists.get('receipt-kinds') as CodeList).table.codes;
  const rank = (message: string): number => kinds.findIndex(({ receipt }) => receipt === message);
  const refuses = (message: string): boolean => kinds[rank(message)]?.refuses !== undefined;

  const itemsOf = (answers: readonly Answer[], original: Original, refusal?: Refusal): RefusalItem[] => {
    const items: RefusalItem[] = [];
    const add = (item: Pick<RefusalItem, 'kind' | 'answer' | 'issue'>): void => {
      items.push({ ...item, number: items.length + 1, repeated: false, memo: [] });
    };
    // The reasons come in the order of the letters, whichever receipt came first.
    for (const { message } of original.letters) {
      for (const answer of answers.filter((one) => one.message === message)) {
        if (!refuses(answer.receipt.schema.table.message)) continue;
        add({ kind: 'refusal', answer, issue: undefined });
        if (differs(answer)) add({ kind: 'letter-refusal', answer, issue: undefined });
      }
    }
    for (const issue of refusal?.issues ?? []) add({ kind: 'own-refusal', answer: undefined, issue });
    return items;
  };

  const make = (
    original: Original,
    answers: readonly Answer[],
    refusal: Refusal | undefined,
    ids: Ids,
    options: Options,
  ): AcknowledgementConversion => {
    const kind = answers
      .map(({ receipt }) => receipt.schema.table.message)
      .reduce<string>(
        (a, b) => (a === '' || rank(b) < rank(a) ? b : a),
        refusal === undefined ? '' : OWN_REFUSAL,
      );
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
    const receipts = [...new Set(answers.map(({ receipt }) => receipt))];
    const diagnostics = [
      ...receipts.flatMap((receipt) => receipt.diagnostics),
      ...answers.flatMap((answer) => checkAnswer(answer, original)),
      ...run.diagnostics,
      ...unmapped,
    ];
    const told = strictly(diagnostics, options.strict);
    return {
      bundle: hasError(told) ? undefined : bundle,
      counts: addLifted(counts, receipts),
      diagnostics: told,
      trace: options.trace === true ? traceWithLifted(traceOf(ledger, account), receipts) : undefined,
    };
  };

  return {
    acknowledge(receipts, original, options) {
      const answers = inOrder(receipts.flatMap((receipt) => answersOf(receipt, original)));
      const own = answers.map(({ receipt }) => letterIds(receipt));
      const key = [
        'XCTL to Acknowledgement',
        original.header ?? '',
        ...own.map(({ letter }) => letter ?? ''),
      ];
      const envelope = [...own.map((one) => one.envelope ?? ''), options.dispatch ?? ''].join('\n');
      const ids = options.ids === 'random' ? randomIds() : derivedIds(key, envelope);
      return make(original, answers, undefined, ids, options);
    },
    refuseMessage(original, refusal, options) {
      const key = ['own refusal', original.sender.gln, original.header ?? ''];
      const ids = options.ids === 'random' ? randomIds() : derivedIds(key, refusal.instant);
      return make(original, [], refusal, ids, options);
    },
  };
};

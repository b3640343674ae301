import { phrase } from '../../diagnostics/phrase.js';
import type { Schema } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';
import type { Account } from '../ledger.js';
import type { Row } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';
import { compileRules } from '../rules.js';
import type { Item, Run } from '../run.js';
import { rejectRow, type Tables } from '../tables.js';
import { messageAccounts } from '../to-oioxml/fates.js';
import { LetterPlan } from '../to-oioxml/letter-plan.js';
import { danishTime } from '../to-oioxml/makers/values.js';
import { compilePath, type Roots } from '../to-oioxml/paths.js';
import { refuseText } from './refuse-text.js';
import type { IssueItem, WritingRun } from './writing-run.js';

/** The rows to receipts, made ready to run. */
export interface ReceiptMapping {
  /** Makes the Emessage of a receipt. */
  build(run: WritingRun): Element;
  /** The leaves of the Acknowledgement, with what rows say of those that no value was made of. */
  account(run: WritingRun): Account;
}

const writing = (run: Run): WritingRun => run as WritingRun;
const issueOf = (item: Item | undefined) => (item as IssueItem | undefined)?.issue;

/** Where paths into an Acknowledgement begin. */
const roots: Roots = {
  Bundle: { type: 'Bundle', of: (run) => writing(run).task.message?.bundle },
  MessageHeader: { type: 'MessageHeader', of: (run) => writing(run).task.message?.header },
  'Organization[sender]': { type: 'Organization', of: (run) => writing(run).task.message?.sender },
  'Organization[receiver]': { type: 'Organization', of: (run) => writing(run).task.message?.receiver },
  'OperationOutcome.issue': { type: 'Issue', of: (run) => issueOf(run.item) },
  'OperationOutcome.issue[first]': { type: 'Issue', of: (run) => writing(run).task.message?.issues[0] },
};

const ANY = '*/';

const targetsOf = (row: Row): Array<{ path: string; column: string | undefined }> => {
  if (!('to' in row) || row.to === undefined) return [];
  if (Array.isArray(row.to)) return row.to.map((path) => ({ path, column: undefined }));
  return Object.entries(row.to as Record<string, string>).map(([path, column]) => ({ path, column }));
};

/** Puts a rule into the plans of all receipts that have its target. */
const place = (rule: Rule, plans: readonly LetterPlan[]): void => {
  for (const { path, column } of targetsOf(rule.row)) {
    const filler = { row: rule.row.id, make: rule.value, column, perItem: false };
    const added = plans.filter((plan) => {
      const own = path.startsWith(ANY) ? `${plan.schema.table.letter}/${path.slice(ANY.length)}` : path;
      return plan.add(own, filler);
    });
    if (added.length === 0)
      rejectRow(rule.placed, phrase('no-receipt-element', { path }), phrase('receipt-hint'));
  }
};

/**
 * Compiles the rows from Acknowledgements, and from our own refusals, to receipts.
 *
 * @throws DiagnosticError TAB003 for a row that names what does not exist
 */
export const compileReceipts = (tables: Tables): ReceiptMapping => {
  const { receipts, xctl01, xctl02, xctl03 } = tables;
  const maker = (rule: Rule, context: Context): Maker | undefined => {
    switch (rule.row.how) {
      case 'danish-time':
        return danishTime(rule);
      case 'refuse-text':
        return refuseText(rule, receipts.message.text, context);
      default:
        return undefined;
    }
  };
  const rules = compileRules(
    receipts.toReceipt,
    { source: (path) => compilePath(path, tables.message, roots), beside: 'target', maker },
    tables.codeLists,
  );
  const plans = new Map(
    [xctl01, xctl02, xctl03].map((schema: Schema) => [schema.table.message, new LetterPlan(schema, '')]),
  );
  for (const rule of rules) place(rule, [...plans.values()]);
  return {
    build: (run) => (plans.get(run.task.kind) as LetterPlan).build(run),
    account: messageAccounts(rules, tables.message, ({ task }: WritingRun) => task.message?.bundle),
  };
};

import type { Tables } from '../tables.js';
import { letterAccounts } from '../to-fhir/fates.js';
import { compileBundle, type Mapping } from '../to-fhir/mapping.js';
import type { ReceiptRun } from './receipt-run.js';
import { compileReceiptSource } from './receipt-sources.js';

/**
 * Compiles the rows from receipts to Acknowledgements.
 *
 * @throws DiagnosticError TAB003 for a row that names what does not exist
 */
export const compileAcknowledgement = (tables: Tables): Mapping<ReceiptRun> => {
  const { receipts, codeLists, xctl01, xctl02, xctl03 } = tables;
  const schemas = [xctl01, xctl02, xctl03];
  return compileBundle<ReceiptRun>(receipts.toAcknowledgement, {
    bundle: receipts.bundle,
    narratives: receipts.narratives,
    files: {
      bundle: 'xctl-to-acknowledgement/bundle.yaml',
      narratives: 'xctl-to-acknowledgement/narratives.yaml',
    },
    codeLists,
    source: (path) => compileReceiptSource(path, schemas),
    account: (rules) =>
      letterAccounts(rules, ({ answers }: ReceiptRun) => [...new Set(answers.map((one) => one.receipt))]),
  });
};

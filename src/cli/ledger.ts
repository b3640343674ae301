import type { Language } from '../diagnostics/language.js';
import { ledger } from '../exchange/ledger.js';
import { migrations } from '../exchange/schema.js';
import { openDatabase } from '../exchange/store/database.js';
import { ledgerJson, ledgerText } from '../report/ledger.js';
import { Exit } from './exit.js';

/** Options of `ledger` as the command line gives them. */
export interface LedgerOptions {
  store: string;
  json?: boolean;
  lang: Language;
}

/**
 * `medcom-convert ledger`: tells what happened to messages, by any of their ids.
 *
 * @returns 1 if an id is not known
 * @throws DiagnosticError for a store that is not there, or cannot be used
 */
export const ledgerCommand = async (ids: readonly string[], options: LedgerOptions): Promise<Exit> => {
  const database = await openDatabase(options.store, migrations, false);
  let missing = false;
  try {
    for (const id of ids) {
      const entries = await ledger(database, id);
      missing ||= entries.length === 0;
      if (options.json === true)
        process.stdout.write(`${JSON.stringify(ledgerJson(id, entries, options.lang))}\n`);
      else process.stdout.write(ledgerText(id, entries, options.lang));
    }
  } finally {
    await database.close();
  }
  return missing ? Exit.failed : Exit.ok;
};

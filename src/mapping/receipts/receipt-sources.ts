import type { Rec } from '../../formats/oioxml/check.js';
import type { Schema } from '../../formats/oioxml/schema.js';
import type { Run } from '../run.js';
import { firstOf, type Source } from '../source.js';
import type { LetterSource } from '../to-fhir/sources.js';
import type { Answer, ReceiptRun, RefusalItem } from './receipt-run.js';

const ANY = '*/';
const REFUSAL = /\/Refuse(?:Code|Text)$/;

const compileIn = (schema: Schema, path: string): LetterSource | undefined => {
  const location = schema.leaves.get(path.startsWith(ANY) ? `${schema.table.letter}/${path.slice(2)}` : path);
  if (location === undefined) return undefined;
  const { leaf, group } = location;
  // Why a letter is refused stands once in each receipt; all else is taken from the last.
  const perItem = REFUSAL.test(path);
  const recordOf = ({ receipt, part }: Answer): Rec | undefined =>
    receipt.schema !== schema ? undefined : group === undefined ? receipt.record : part;
  const one = (run: Run) => {
    const { last, item } = run as ReceiptRun;
    const answer = perItem ? (item as RefusalItem | undefined)?.answer : last;
    const element = answer && recordOf(answer)?.slots[leaf.slot];
    // A blank text of the message as a whole does not hide that of the letter.
    return element?.content().trim() === '' ? undefined : element;
  };
  return {
    schema,
    path: leaf.path,
    perItem,
    one,
    all: (run) => [one(run)].filter((element) => element !== undefined),
  };
};

/**
 * Compiles a source path of the tables, in whichever of the receipts has it. `*` before the first slash stands for the
 * element of any receipt.
 *
 * @returns undefined for a path that no receipt has
 */
export const compileReceiptSource = (path: string, schemas: readonly Schema[]): Source | undefined => {
  const sources = schemas.map((schema) => compileIn(schema, path)).filter((one) => one !== undefined);
  return sources.length > 1 ? firstOf(sources) : sources[0];
};

import { type Diagnostic, diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { fewer } from '../diagnostics/few.js';
import type { Directory } from '../directory/index.js';
import type { FhirObject } from '../formats/fhir/model.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Limits } from '../limits.js';
import type { CodeList } from '../mapping/code-list.js';
import { derivedIds, type Ids, randomIds } from '../mapping/ids.js';
import { type Counts, Ledger, type Loss } from '../mapping/ledger.js';
import { uuidDigits } from '../mapping/makers/uuid.js';
import type { Tables } from '../mapping/tables.js';
import { type LetterItem, LetterRun } from '../mapping/to-fhir/letter-run.js';
import { compileMappings } from '../mapping/to-fhir/mapping.js';
import { attachmentItems, checkAttachments, settleRepeated, tooMuch } from './attachments.js';
import type { Options } from './conversion.js';
import { kindOf } from './kind.js';
import { type LetterIds, letterIds } from './letter-ids.js';
import { addLifted, lossesWithLifted, traceWithLifted } from './lifted-traces.js';
import { pair } from './pairing.js';
import { strictly } from './strict.js';
import { NO_COUNTS, type Trace, traceOf } from './trace.js';
import { valueAt } from './values.js';

/** What came of one letter. */
export interface Conversion {
  letter: LetterIds;
  /** Number of the letter in its file, from 1. */
  number: number;
  /** The binary letters that went into it. */
  binaries: LetterIds[];
  /** Binary letters with objects of this letter that could not be used. */
  rejected: Array<{ letter: LetterIds; number: number; diagnostic: Diagnostic }>;
  /** The CareCommunication; undefined if the letter was refused. */
  bundle: FhirObject | undefined;
  /** Number of payloads that are files or links. */
  attachments: number;
  /** How many leaves of the input were mapped, used, dropped by a row, or known to no row. */
  counts: Counts;
  losses: readonly Loss[];
  diagnostics: Diagnostic[];
  trace: Trace | undefined;
}

const DIRECTION = 'XDIS91 to CareCommunication';

const idsFor = (letter: Letter, kind: Options['ids']): Ids => {
  if (kind === 'random') return randomIds();
  const at = (path: string): string => valueAt(letter, path) ?? '';
  // The time tells apart letters of a sender whose numbers begin anew.
  const key = [
    DIRECTION,
    at('ClinicalEmail/Sender/EANIdentifier'),
    at('ClinicalEmail/Letter/Identifier'),
    at('ClinicalEmail/Letter/Authorisation/Date'),
    at('ClinicalEmail/Letter/Authorisation/Time'),
  ];
  return derivedIds(key, at('Envelope/Identifier'));
};

/** Tells of attachments that did not come. Rules: S1.A2. */
const missingAttachments = (
  letter: Letter,
  items: readonly LetterItem[],
  incomplete: boolean,
): Diagnostic[] => {
  const missing = items.filter((item) => item.kind === 'empty');
  const [first] = missing;
  if (first?.reference === undefined) return [];
  // An id that is no UUID was written by somebody and may say anything.
  const ids = missing.map(({ reference }) => {
    const id = valueAt(letter, 'ClinicalEmail/Reference/BIN/ObjectIdentifier', reference) ?? '';
    return uuidDigits(id) === undefined ? '(an id that is no UUID)' : id;
  });
  const params = { count: missing.length, objects: ids.join(', ') };
  return [diagnostic(incomplete ? 'MAP002' : 'MAP001', letter.source.of(first.reference.element), params)];
};

/** Converts letters with one set of tables and one directory. */
export const letterConverter = (
  tables: Tables,
  directory: Directory,
  limits: Limits,
): ((letter: Letter, candidates: readonly Letter[], options: Options) => Conversion) => {
  const mappings = compileMappings(tables);
  const types = tables.codeLists.get('file-types') as CodeList;

  return (letter, candidates, options) => {
    const conversion: Conversion = {
      letter: letterIds(letter),
      number: letter.number,
      binaries: [],
      rejected: [],
      bundle: undefined,
      attachments: 0,
      counts: NO_COUNTS,
      losses: [],
      diagnostics: strictly(letter.diagnostics, options.strict),
      trace: undefined,
    };
    const { diagnostics } = conversion;
    if (kindOf(letter) === 'receipt') {
      const { message } = conversion.letter;
      diagnostics.push(diagnostic('IN013', letter.source.of(letter.record.element), { message }));
    }
    if (hasError(diagnostics)) return conversion;

    const { binaries, rejected } = pair(letter, candidates);
    conversion.binaries = binaries.map(letterIds);
    const ofBinaries = binaries.flatMap((binary) => strictly(binary.diagnostics, options.strict));
    diagnostics.push(...fewer(ofBinaries, limits.diagnostics));
    conversion.rejected = rejected.map((r) => ({
      letter: letterIds(r.letter),
      number: r.letter.number,
      diagnostic: r.diagnostic,
    }));
    const items = attachmentItems(letter, binaries);
    conversion.attachments = items.filter((item) => item.kind !== 'sup').length;
    diagnostics.push(...missingAttachments(letter, items, options.incomplete === true));
    diagnostics.push(...fewer(checkAttachments(letter, items, types), limits.diagnostics));
    diagnostics.push(...tooMuch(letter, items, limits));
    if (hasError(diagnostics)) return conversion;

    const mapping = binaries.length === 0 ? mappings.letter : mappings.withAttachments;
    const ledger = new Ledger(options.trace === true);
    const run = new LetterRun(letter, binaries, items, {
      ids: idsFor(letter, options.ids),
      ledger,
      directory,
      sorMissing: options.sorMissing ?? 'error',
    });
    const bundle = mapping.build(run);
    diagnostics.push(...fewer(settleRepeated(binaries, ledger), limits.diagnostics));
    const account = mapping.account(run);
    const { counts, unmapped, losses } = ledger.settle(account);
    diagnostics.push(...run.diagnostics);
    diagnostics.push(...strictly(unmapped, options.strict));
    conversion.counts = addLifted(counts, [letter, ...binaries]);
    conversion.losses = lossesWithLifted(losses, [letter, ...binaries]);
    if (options.trace === true)
      conversion.trace = traceWithLifted(traceOf(ledger, account), [letter, ...binaries]);
    if (!hasError(diagnostics)) conversion.bundle = bundle;
    return conversion;
  };
};

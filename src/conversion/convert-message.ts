import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasError } from '../diagnostics/diagnostic.js';
import type { Directory } from '../directory/index.js';
import type { Limits } from '../limits.js';
import { Characters } from '../mapping/characters.js';
import type { CodeList } from '../mapping/code-list.js';
import { derivedShortIds, type Ids, randomShortIds } from '../mapping/ids.js';
import { type Counts, Ledger, type Loss } from '../mapping/ledger.js';
import type { Tables } from '../mapping/tables.js';
import { compileBackMappings } from '../mapping/to-oioxml/mapping.js';
import type { Message } from '../mapping/to-oioxml/message.js';
import { type MessageItem, MessageRun } from '../mapping/to-oioxml/message-run.js';
import { again, type Options, unmappableOf } from './conversion.js';
import type { LetterIds } from './letter-ids.js';
import { type MadeLetter, madeLetter } from './made-letter.js';
import { idKey, type ReadMessage } from './message.js';
import { messageChecks } from './message-checks.js';
import { writeInterchanges } from './message-interchanges.js';
import { glnOf } from './resources.js';
import { strictly } from './strict.js';
import { NO_COUNTS, type Trace, traceOf } from './trace.js';

/** What came of one CareCommunication. */
export interface MessageConversion {
  /** Ids of the message: Bundle.id as those of the envelope, MessageHeader.id as those of the letter. */
  letter: LetterIds;
  /** The XDIS91, and the XBIN01 if there are attachments; empty if the message was refused. */
  letters: MadeLetter[];
  /** Number of attachments and links that the letter refers to. */
  attachments: number;
  counts: Counts;
  losses: readonly Loss[];
  diagnostics: Diagnostic[];
  trace: Trace | undefined;
}

const DIRECTION = 'CareCommunication to XDIS91';
const URL = 'ClinicalEmail/Reference/URL';

/** The ids of a message, as those of a letter are told. */
const messageIds = (file: string, message: Message | undefined): LetterIds => ({
  file,
  message: 'CareCommunication',
  envelope: message?.bundle.value('id'),
  letter: message?.header.value('id'),
  version: message?.header.value('definition')?.split('|')[1] ?? '',
});

/** Converts CareCommunications with one set of tables and one directory. */
export const messageConverter = (
  tables: Tables,
  directory: Directory,
  limits: Limits,
): ((file: string, read: ReadMessage, options: Options) => MessageConversion) => {
  const mappings = compileBackMappings(tables);
  const longestUrl = Number(/\d+$/.exec(tables.xdis91.leaves.get(URL)?.leaf.type ?? '')?.[0] ?? 0);
  const check = messageChecks(
    tables.message,
    {
      types: tables.codeLists.get('file-types') as CodeList,
      kinds: tables.codeLists.get('cpr-kinds') as CodeList,
    },
    longestUrl,
  );

  /** Attachments that get a Reference: those of this message, then those of earlier ones. Rules: CB103. */
  const itemsOf = ({ segments }: Message): MessageItem[] => {
    const seen = new Set<string>();
    const fits = segments.filter(({ kind, node }) => {
      const url = node.one('contentAttachment')?.value('url') ?? '';
      return kind === 'file' || (kind === 'url' && url.length <= longestUrl);
    });
    return [...fits.filter(({ isNew }) => isNew), ...fits.filter(({ isNew }) => !isNew)].map((segment, i) => {
      const id = identifierOf(segment.node, tables);
      const repeated = id !== undefined && seen.has(id);
      if (id !== undefined) seen.add(id);
      return { kind: segment.kind as 'file' | 'url', number: i + 1, repeated, memo: [], segment };
    });
  };

  const idsFor = ({ bundle, header, sender }: Message, options: Options): Ids => {
    if (options.ids === 'random') return randomShortIds();
    const gln = glnOf(sender, tables.message)?.value('value') ?? '';
    const key = [DIRECTION, gln, header.value('id') ?? '', ...again(options)];
    return derivedShortIds(key, bundle.value('id') ?? '');
  };

  return (file, { message, diagnostics: told }, options) => {
    const conversion: MessageConversion = {
      letter: messageIds(file, message),
      letters: [],
      attachments: 0,
      counts: NO_COUNTS,
      losses: [],
      diagnostics: [...told],
      trace: undefined,
    };
    const { diagnostics } = conversion;
    if (message === undefined || hasError(diagnostics)) return conversion;
    const items = itemsOf(message);
    conversion.attachments = items.length;
    diagnostics.push(...check(message, items));
    if (hasError(diagnostics)) return conversion;

    const mapping = items.some(({ kind }) => kind === 'file') ? mappings.withAttachments : mappings.letter;
    const ledger = new Ledger(options.trace === true);
    const run = new MessageRun(
      message,
      items,
      new Characters(tables.characters, unmappableOf(options)),
      limits,
      {
        ids: idsFor(message, options),
        ledger,
        directory,
        sorMissing: 'warn',
      },
    );
    const letters = mapping.build(run);
    const account = mapping.account(run);
    const { counts, unmapped, losses } = ledger.settle(account);
    conversion.counts = counts;
    conversion.losses = losses;
    diagnostics.push(...run.diagnostics);
    diagnostics.push(...strictly(unmapped, options.strict));
    if (options.trace === true) conversion.trace = traceOf(ledger, account);
    if (hasError(diagnostics)) return conversion;
    conversion.letters = letters.map(({ message, root }) => madeLetter(file, message, root));
    if (options.legacy === 'edifact')
      conversion.losses = [...losses, ...writeInterchanges(file, conversion, tables, options)];
    return conversion;
  };
};

const identifierOf = (payload: Message['bundle'], { message }: Tables): string | undefined => {
  const urls = message.extensions.identifier?.urls ?? [];
  const extension = payload.all('extension').find((one) => urls.includes(one.value('url') ?? ''));
  const value = extension?.one('valueIdentifier')?.value('value');
  return value && idKey(value);
};

import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inbox } from '../../src/exchange/inbox.js';
import { ledger } from '../../src/exchange/ledger.js';
import { Outbox } from '../../src/exchange/outbox.js';
import { type Event, Relay } from '../../src/exchange/relay.js';
import { migrations } from '../../src/exchange/schema.js';
import { loadSettings, type Settings } from '../../src/exchange/settings.js';
import { type Database, openDatabase } from '../../src/exchange/store/database.js';
import {
  createConverter,
  type DocumentKind,
  directoryOf,
  envelopeOf,
  messageOf,
  type Read,
  readVansEnvelope,
  toVansEnvelope,
  type VansEnvelope,
} from '../../src/index.js';
import { shipped, tables } from './converter.js';
import { validator } from './validator.js';

/** Invented organisations, by what they are registered for. */
export const parties = {
  /** Knows the old message only. */
  legacy: '5790009999010',
  /** Knows the new message only. */
  fhir: '5790009999027',
  /** The old message without attachments. */
  withoutBinaries: '5790009999041',
  /** The old message in EDIFACT. */
  edifact: '5790009999058',
  /** No telephone. */
  silent: '5790009999065',
  /** Both messages, and neither. */
  both: '5790009999072',
  neither: '5790009999089',
  /** Sends attachments of referrals (DNHF). */
  unpaired: '5790009999096',
  /** In no directory. */
  unknown: '5790009999102',
} as const;

const organisation = (gln: string, sorId: string, types: string, telephone?: string) => ({
  gln,
  sorId,
  name: `Prøveby ${sorId.slice(0, 3)}`,
  types: types === '' ? [] : types.split(' '),
  ...(telephone === undefined ? {} : { telephone }),
  file: 'sor.csv',
  line: 1,
});

export const directory = directoryOf([
  organisation(parties.legacy, '111111000016008', 'XDIS91 XBIN01 XCTL01 XCTL02 XCTL03', '99999999'),
  organisation(parties.fhir, '222222000016004', 'FDIS91 FCTL', '99999998'),
  organisation(parties.withoutBinaries, '444444000016003', 'XDIS91 XCTL01 XCTL02 XCTL03', '99999997'),
  organisation(parties.edifact, '555555000016007', 'DIS91 BIN01 CTL01 CTL02 CTL03', '99999996'),
  organisation(parties.silent, '666666000016001', 'XDIS91 XBIN01'),
  organisation(parties.both, '777777000016005', 'XDIS91 FDIS91', '99999995'),
  organisation(parties.neither, '888888000016009', '', '99999994'),
  organisation(parties.unpaired, '999999000016002', 'XBIN01 BIN01', '99999993'),
]);

/** The settings of the package, with those that a test wants otherwise. */
export const settingsWith = (changes: Partial<Settings> = {}): Settings => ({
  ...loadSettings(shipped, new Map()),
  unpaired: [parties.unpaired],
  provider: { id: '5790009999119', type: 'EAN' },
  ...changes,
});

/** Something that was sent: its envelope, and what is in it. */
export interface Sent {
  /** Path from the outbox. */
  file: string;
  bytes: Buffer;
  envelope: VansEnvelope;
  /** What the envelope says it is: XDIS91, CareCommunication …; the kind of a network receipt. */
  message: string;
  /** The document's bytes; empty of a network receipt. */
  data: Buffer;
  /** The document, read. */
  read: Read | undefined;
}

/** An envelope around a document, as a system sends it. */
export const enveloped = (
  data: Uint8Array,
  kind: DocumentKind,
  from: string,
  to: string,
  ids: { envelope?: string; message?: string } = {},
): Buffer => {
  const envelope = envelopeOf(tables.envelope, {
    sender: from,
    receiver: to,
    identifier: ids.envelope ?? randomUUID(),
    message: ids.message ?? randomUUID(),
    sent: '2026-03-02T10:00:00',
    kind,
    data,
  });
  if (envelope === undefined) throw new Error(`no envelope for ${kind.message}`);
  return Buffer.concat([...toVansEnvelope(envelope)]);
};

export const MINUTE = 60_000;
export const START = Date.parse('2026-03-02T10:15:00+01:00');

/** A relay in a folder of its own, with a clock that stands still until it is moved. */
export class Exchange {
  now = START;
  readonly events: Event[] = [];
  readonly inbox: string;
  readonly outbox: string;
  private files = 0;

  private constructor(
    readonly folder: string,
    readonly database: Database,
    readonly relay: Relay,
    readonly converter: ReturnType<typeof createConverter>,
  ) {
    this.inbox = join(folder, 'in');
    this.outbox = join(folder, 'out');
  }

  /** @param where the store; a file of its own by default */
  static async open(
    changes: Partial<Settings> = {},
    where?: string,
    organisations = directory,
  ): Promise<Exchange> {
    const folder = mkdtempSync(join(tmpdir(), 'medcom-exchange-'));
    const settings = settingsWith({ settleSeconds: 0, ...changes });
    const converter = createConverter(tables, organisations);
    const database = await openDatabase(where ?? join(folder, 'store.db'), migrations);
    mkdirSync(join(folder, 'in'));
    const kit = { converter, tables, validator, directory: organisations, settings };
    const relay = new Relay({
      kit: () => kit,
      database,
      inbox: new Inbox(join(folder, 'in'), settings.settleSeconds),
      outbox: new Outbox(join(folder, 'out')),
      clock: () => exchange.now,
      report: (event) => exchange.events.push(event),
    });
    const exchange: Exchange = new Exchange(folder, database, relay, converter);
    return exchange;
  }

  /** Puts a file into the inbox. */
  put(bytes: Uint8Array, name?: string): string {
    const file = name ?? `${String(++this.files).padStart(4, '0')}.xml`;
    writeFileSync(join(this.inbox, file), bytes);
    return file;
  }

  /** Puts a document into the inbox, in an envelope. */
  deliver(
    data: Uint8Array | string,
    kind: DocumentKind | string,
    from: string,
    to: string,
    ids: { envelope?: string; message?: string } = {},
  ): string {
    const document = typeof kind === 'string' ? { message: kind, ...fhirOf(kind, data) } : kind;
    return this.put(enveloped(Buffer.from(data as string), document, from, to, ids));
  }

  /** Lets the relay do what there is to do, some minutes later; what it sends is taken out of the outbox. */
  async run(later = 0): Promise<Sent[]> {
    this.now += later;
    await this.relay.recover();
    await this.relay.once();
    return this.take();
  }

  /** Takes what was sent out of the outbox, in the order of its names. */
  take(): Sent[] {
    return (
      readdirSync(this.outbox, { recursive: true, withFileTypes: true })
        // What is staged was not sent.
        .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('.relay'))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort((a, b) => ((a.split('/').at(-1) ?? '') < (b.split('/').at(-1) ?? '') ? -1 : 1))
        .map((path) => {
          const bytes = readFileSync(path);
          rmSync(path);
          const file = path.slice(this.outbox.length + 1);
          const { envelope, diagnostics } = readVansEnvelope(bytes, file);
          if (envelope === undefined) throw new Error(`${file}: ${JSON.stringify(diagnostics)}`);
          const { content } = envelope;
          if (content.kind !== 'message')
            return { file, bytes, envelope, message: content.kind, data: Buffer.alloc(0), read: undefined };
          const data = Buffer.from(content.data);
          const message = messageOf(tables.envelope, content.meta)?.message ?? content.meta.document.name;
          return {
            file,
            bytes,
            envelope,
            message,
            data,
            read: this.converter.read({ name: file, bytes: data }),
          };
        })
    );
  }

  /** What the ledger says of an id. */
  ledger(id: string) {
    return ledger(this.database, id);
  }

  /** Everything that was decided, in order: `XDIS91 converted`. */
  get decisions(): string[] {
    return this.events.flatMap(({ decisions }) =>
      decisions.map(({ kind, decision }) => `${kind} ${decision}`),
    );
  }

  /** Codes of everything that was told. */
  get codes(): string[] {
    return this.events.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
  }

  async close(): Promise<void> {
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What an envelope says of a FHIR document. */
const fhirOf = (message: string, data: Uint8Array | string): Partial<DocumentKind> => {
  if (message !== 'CareCommunication' && message !== 'Acknowledgement') return {};
  const syntax = Buffer.from(data as string)
    .toString('latin1', 0, 20)
    .trimStart()
    .startsWith('<')
    ? 'xml'
    : 'json';
  return { postfix: message === 'CareCommunication' ? 'other' : 'ok', syntax };
};

import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerConversion, LedgerEntry } from '../../../src/exchange/ledger.js';
import type { Settings } from '../../../src/exchange/settings.js';
import type { DocumentKind } from '../../../src/index.js';
import { Exchange, enveloped, type Sent } from '../../support/exchange.js';

/** Something that was put into the inbox. */
export interface Delivery {
  kind: DocumentKind;
  from: string;
  to: string;
  data: Buffer;
  /** The whole envelope, and its id. */
  bytes: Buffer;
  envelope: string;
}

const opened = new Set<Play>();

/** Closes all that was opened for a section. */
export const closeAll = async (): Promise<void> => {
  for (const play of opened) await play.exchange.close();
  opened.clear();
};

/** Where documents of FHIR that were sent are put, for another validator; nowhere by default. */
const bundles = process.env.CERTIFICATION_BUNDLES;

const keep = (sent: readonly Sent[]): void => {
  if (bundles === undefined) return;
  mkdirSync(bundles, { recursive: true });
  for (const { data, envelope, message } of sent)
    if (data[0] === '{'.charCodeAt(0))
      writeFileSync(join(bundles, `${message}-${envelope.identifier}.json`), data);
};

const FHIR = new Set(['CareCommunication', 'Acknowledgement']);

/** What an envelope says of a document. */
const kindOf = (message: string, data: Buffer): DocumentKind => {
  if (!FHIR.has(message)) return { message };
  const syntax = data.toString('latin1', 0, 20).trimStart().startsWith('<') ? 'xml' : 'json';
  return { message, postfix: message === 'CareCommunication' ? 'other' : 'ok', syntax };
};

/** An exchange in which messages of a case are played one after another. */
export class Play {
  readonly deliveries: Delivery[] = [];
  /** All that was sent, in order. */
  readonly sent: Sent[] = [];

  private constructor(readonly exchange: Exchange) {}

  static async open(changes: Partial<Settings> = {}): Promise<Play> {
    const play = new Play(await Exchange.open(changes));
    opened.add(play);
    return play;
  }

  /** Puts a document into the inbox in an envelope of its own, and runs. */
  async deliver(message: string, text: string | Buffer, from: string, to: string): Promise<Sent[]> {
    const data = Buffer.from(text as string);
    const kind = kindOf(message, data);
    const envelope = randomUUID();
    const bytes = enveloped(data, kind, from, to, { envelope });
    this.deliveries.push({ kind, from, to, data, bytes, envelope });
    this.exchange.put(bytes);
    return this.wait(0);
  }

  /** Runs some milliseconds later. */
  async wait(later: number): Promise<Sent[]> {
    const sent = await this.exchange.run(later);
    this.sent.push(...sent);
    keep(sent);
    return sent;
  }

  /** The delivery of a number, from 0; negative from the last. */
  delivery(number: number): Delivery {
    return present(this.deliveries.at(number), `delivery ${number}`);
  }

  /** What the ledger says of a delivery. */
  async entry(number: number): Promise<LedgerEntry> {
    const { envelope } = this.delivery(number);
    const entries = await this.exchange.ledger(envelope);
    if (entries.length !== 1) throw new Error(`${entries.length} entries for an envelope`);
    return entries[0] as LedgerEntry;
  }

  /** The only conversion that a delivery has led to. */
  async conversion(number: number): Promise<LedgerConversion> {
    const { conversions } = await this.entry(number);
    if (conversions.length !== 1) throw new Error(`${conversions.length} conversions`);
    return conversions[0] as LedgerConversion;
  }
}

/** A value that must be there. */
export const present = <T>(value: T | undefined, what = 'value'): T => {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
};

/** Does something when it is first wanted, and once only: steps that share an input share what became of it. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

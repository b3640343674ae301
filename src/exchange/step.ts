import { createHash } from 'node:crypto';
import type { Converter } from '../conversion/convert.js';
import { type DocumentKind, envelopeOf } from '../conversion/envelope.js';
import type { Code } from '../diagnostics/catalog.js';
import { type Diagnostic, diagnostic, type Params, type Place } from '../diagnostics/diagnostic.js';
import type { Directory } from '../directory/index.js';
import { passing } from '../formats/byte-source.js';
import type { VansEnvelope } from '../formats/envelope/model.js';
import { vansEnvelopePieces } from '../formats/envelope/write.js';
import { copenhagenTime } from '../mapping/copenhagen.js';
import { derivedUuid } from '../mapping/ids.js';
import type { Tables } from '../mapping/tables.js';
import type { Validator } from '../validation/validator.js';
import type { Arrived } from './arrived.js';
import type { Settings } from './settings.js';
import type { Sql } from './store/database.js';

/** What the relay works with. */
export interface Kit {
  converter: Converter;
  tables: Tables;
  validator: Validator;
  directory: Directory;
  settings: Settings;
}

/** The systems of location numbers and SOR ids in FHIR. */
export const systemsOf = ({ tables }: Kit): { gln: readonly string[]; sor: readonly string[] } => ({
  gln: tables.message.slices['Organization.identifier[GLN]']?.is ?? [],
  sor: tables.message.slices['Organization.identifier[SOR]']?.is ?? [],
});

/** A look-up of an organisation: by which number, as of which day, and what was found where. */
export interface LookUp {
  gln: string;
  day: string;
  found: boolean;
  /** Where the entry stands: file and line. */
  source?: string;
  types: readonly string[];
}

/** What was done with a letter or message. */
export interface Decision {
  kind: string;
  /** Its number in the document, from 1. */
  number: number;
  envelope: string | undefined;
  letter: string | undefined;
  /** passed, converted, waiting, ignored, refused, receipted, kept (a receipt that waits for another), noted, rejected */
  decision: string;
}

/** Something to be sent. */
export interface Output {
  /** What it is: XDIS91, CareCommunication, NegativeVans … */
  document: string;
  receiver: string;
  envelope: VansEnvelope;
  conversion: string | undefined;
  /** Its ids, as the ledger finds it. */
  ids: { envelope: string | undefined; letter: string | undefined };
}

/** Characters of a time without its zone. */
const WITHOUT_ZONE = 19;

/** One piece of work that is recorded whole or not at all: an arrival, or the end of a wait. */
export class Step {
  /** Envelopes that were read in this step, by the id of their arrival. */
  readonly arrivals = new Map<string, Arrived>();
  readonly outputs: Output[] = [];
  readonly lookUps: LookUp[] = [];
  readonly decisions: Decision[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Now, as an instant with the Danish offset. */
  readonly instant: string;
  /** The same as envelopes tell it: Danish local time, without zone. */
  readonly sent: string;

  /**
   * @param sql of the transaction in which it is recorded
   * @param arrival id of the arrival that it is about
   * @param file its name, for diagnostics
   * @param attempt tells this try from all others, also to do the same: what one has written and not recorded is never taken for
   * what another records
   */
  constructor(
    readonly kit: Kit,
    readonly sql: Sql,
    readonly now: number,
    readonly arrival: string,
    readonly file: string,
    private readonly attempt: string,
  ) {
    this.instant = copenhagenTime(now);
    this.sent = this.instant.slice(0, WITHOUT_ZONE);
  }

  tell(code: Code, params: Params = {}, place: Place = { file: this.file }): void {
    this.diagnostics.push(diagnostic(code, place, params));
  }

  /** A UUID for something that this step sends. */
  uuid(role: string): string {
    return derivedUuid(`${this.arrival}\n${this.attempt}\n${this.outputs.length}\n${role}`);
  }

  /** Sends an envelope. */
  send(output: Output): void {
    this.outputs.push(output);
  }

  /**
   * Sends a document in an envelope of its own, from and to the organisations of the message.
   *
   * @param message UUID of the message, which it keeps when it is sent again
   */
  dispatch(
    {
      kind,
      sender,
      receiver,
      data,
      conversion,
      ids,
      message,
    }: {
      kind: DocumentKind;
      sender: string;
      receiver: string;
      data: Uint8Array;
      conversion: string | undefined;
      ids: Output['ids'];
      message: string;
    },
    from?: VansEnvelope['sender'],
  ): void {
    const envelope = envelopeOf(this.kit.tables.envelope, {
      sender,
      receiver,
      identifier: this.uuid('envelope'),
      message,
      sent: this.sent,
      kind,
      data,
    });
    if (envelope === undefined) throw new Error(`no envelope is known for ${kind.message}`);
    if (from !== undefined) envelope.sender = from;
    this.send({ document: kind.message, receiver, envelope, conversion, ids });
  }
}

/** The bytes of an envelope, in pieces; each holds until the next one is asked for. */
export const piecesOf = ({ envelope }: Output): Iterable<Uint8Array> => passing(vansEnvelopePieces(envelope));

/** A digest of bytes. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

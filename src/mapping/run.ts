import type { Code } from '../diagnostics/catalog.js';
import type { Diagnostic, Params, Place, Severity } from '../diagnostics/diagnostic.js';
import { tellFew } from '../diagnostics/few.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import type { Directory, Organisation } from '../directory/index.js';
import type { Origin } from '../formats/origin.js';
import { defaultLimits } from '../limits.js';
import type { Ids } from './ids.js';
import type { Ledger } from './ledger.js';
import type { Made } from './made.js';
import type { ItemKind, Known } from './notation.js';

/** An attachment in hand while what stands once for each is made. */
export interface Item {
  kind: ItemKind;
  /** From 1, in the order of the result. */
  number: number;
  /** True if an earlier one has the same id; it still needs an id of its own. */
  repeated: boolean;
  memo: Array<Made | undefined | null>;
}

/** What every conversion needs beside the message. */
export interface Surroundings {
  ids: Ids;
  ledger: Ledger;
  directory: Directory;
  sorMissing: 'error' | 'warn';
}

/** What an element names, where it is the number of one of both parties. */
const partyOf = (gln: Origin): Phrase => phrase(gln.parent?.name === 'Receiver' ? 'Receiver' : 'Sender');

/** One conversion of one message: what it works on and what it gathers. */
export abstract class Run {
  readonly diagnostics: Diagnostic[] = [];
  readonly memo: Array<Made | undefined | null> = [];
  /** The attachment in hand. */
  item: Item | undefined = undefined;
  readonly ids: Ids;
  readonly ledger: Ledger;
  private readonly organisations = new Map<Origin, Organisation | null>();
  private readonly told = new Set<Origin>();

  constructor(private readonly surroundings: Surroundings) {
    this.ids = surroundings.ids;
    this.ledger = surroundings.ledger;
  }

  /** Where something is told that has no place of its own. */
  abstract readonly top: Origin;
  /** The attachments, in the order of the result. */
  abstract readonly items: readonly Item[];
  /** The date the message was sent (yyyy-mm-dd), which decides whether an entry of the directory is in force. */
  protected abstract sentDate(): string | undefined;
  /** The place of an element in the file it came from. */
  abstract placeOf(origin: Origin): Place;

  /** What is known beside the input; of the message that a receipt answers. */
  known(_name: Known): string | undefined {
    return undefined;
  }

  /** Tells of something at an element of the input. */
  tell(
    origin: Origin,
    code: Code,
    params: Params = {},
    over: { rule?: string; severity?: Severity } = {},
  ): void {
    const telling = { code, params: { element: origin.name, ...params }, over };
    tellFew(this.diagnostics, defaultLimits.diagnostics, telling, () => this.placeOf(origin));
  }

  /**
   * The directory's entry for a GLN; a missing one is told once. Rules: conversion rules 16.
   *
   * @param gln the element that holds it
   * @param row the row that asks
   * @param needed whether the result is worth less without its SOR id
   */
  organisation(gln: Origin, row: string, needed: boolean): Organisation | undefined {
    let found = this.organisations.get(gln);
    if (found === undefined) {
      found = this.surroundings.directory.byGln(gln.text.trim(), this.sentDate()) ?? null;
      this.organisations.set(gln, found);
    }
    if (needed && found?.sorId === undefined && !this.told.has(gln)) {
      this.told.add(gln);
      const named = /^[0-9]{1,14}$/.test(gln.text) ? gln.text : phrase('no-number');
      const severity = this.surroundings.sorMissing === 'error' ? 'error' : 'warning';
      this.tell(gln, 'SOR001', { party: partyOf(gln), gln: named }, { severity, rule: row });
    }
    return found ?? undefined;
  }
}

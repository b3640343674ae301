import { messageOf } from '../conversion/envelope.js';
import type { Read } from '../conversion/read.js';
import type { MetaInformation } from '../formats/envelope/model.js';
import { readVansEnvelope, type VansRead } from '../formats/envelope/read.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Kit } from './step.js';

/** An envelope with the document in it, as far as they could be read. */
export interface Arrived {
  bytes: Uint8Array;
  vans: VansRead;
  /** The document; undefined if there is none. */
  document: { meta: MetaInformation; data: Uint8Array; read: Read } | undefined;
}

/** Reads an envelope and what is in it. Never throws for bad input. */
export const readArrived = (kit: Kit, bytes: Uint8Array, file: string): Arrived => {
  const vans = readVansEnvelope(bytes, file, kit.converter.limits);
  const content = vans.envelope?.content;
  if (content?.kind !== 'message') return { bytes, vans, document: undefined };
  const { meta, data } = content;
  return { bytes, vans, document: { meta, data, read: kit.converter.read({ name: file, bytes: data }) } };
};

/** The letter of a number in a document. */
export const letterOf = ({ document }: Arrived, number: number): Letter | undefined =>
  document?.read.letters[number - 1];

/**
 * True for a message of another kind than those that this program knows: neither its envelope nor the document itself says
 * that it is one of them.
 */
export const isForeign = (kit: Kit, { document }: Arrived): boolean => {
  if (document === undefined) return false;
  const { meta, read } = document;
  if (
    read.vans !== undefined ||
    read.letters.length > 0 ||
    read.acknowledgement !== undefined ||
    read.message?.message !== undefined
  )
    return false;
  return messageOf(kit.tables.envelope, meta) === undefined;
};

/** True if an envelope says that it holds a receipt. */
export const isSaidToBeReceipt = (kit: Kit, { document }: Arrived): boolean => {
  const table = kit.tables.envelope;
  const message = document && messageOf(table, document.meta)?.message;
  return table.documents.some((row) => row.message === message && row.receipt === true);
};

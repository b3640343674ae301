import { createHash, type Hash } from 'node:crypto';
import { kindOf } from '../conversion/kind.js';
import { liftedOf } from '../conversion/lifted.js';
import type { Frame } from '../conversion/message.js';
import type { Node } from '../formats/fhir/node.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Element } from '../formats/xml/element.js';

/** What a letter or message is called, by its sender. */
export interface Identity {
  /** XDIS91, XBIN01, XCTL01 to 03, CareCommunication, Acknowledgement; of EDIFACT the same as of OIOXML. */
  kind: string;
  sender: string;
  receiver: string;
  /** Envelope/Identifier, or Bundle.id. */
  envelope: string;
  /** Letter/Identifier, or MessageHeader.id. */
  letter: string;
}

/** The longest there are: ids of an OIOXML or EDIFACT letter, its version, a location number, and the id of a FHIR resource. */
const LONGEST = { letter: 14, version: 7, gln: 35, resource: 64 } as const;

/**
 * An id that a store can keep and a receipt can quote; empty for one that no valid message has: too long, or with
 * characters that nobody can write.
 */
export const idIn = (text: string | undefined, longest: number = LONGEST.resource): string => {
  const id = text?.trim() ?? '';
  return id.length > longest || /[\p{Cc}\p{Cs}]/u.test(id) ? '' : id;
};

const textAt = (element: Element | undefined, ...path: string[]): string => {
  let at = element;
  for (const name of path) at = at?.children().find((child) => child.name === name);
  return at?.text.trim() ?? '';
};

/** The ids of a letter, also of one that is not valid; what cannot be read, or quoted, is empty. */
export const identityOf = ({ schema, envelope, record }: Letter): Identity => ({
  kind: schema.table.message,
  sender: idIn(textAt(record.element, 'Sender', 'EANIdentifier'), LONGEST.gln),
  receiver: idIn(textAt(record.element, 'Receiver', 'EANIdentifier'), LONGEST.gln),
  envelope: idIn(textAt(envelope, 'Identifier'), LONGEST.letter),
  letter: idIn(textAt(record.element, 'Letter', 'Identifier'), LONGEST.letter),
});

/** The version of a letter, in the form the letter came in; that of its schema if it tells none that a receipt can quote. */
export const versionOf = (letter: Letter): string =>
  liftedOf(letter)?.version ||
  idIn(textAt(letter.record.element, 'Letter', 'VersionCode'), LONGEST.version) ||
  letter.schema.table.version;

/** Whether a letter came as OIOXML or as EDIFACT. */
export const syntaxOf = (letter: Letter): 'oioxml' | 'edifact' =>
  liftedOf(letter) === undefined ? 'oioxml' : 'edifact';

/** The name by which settings call a letter: that of its form. */
export const nameOf = (letter: Letter): string => liftedOf(letter)?.message ?? letter.schema.table.message;

/** True of a receipt. */
export const isReceipt = (letter: Letter): boolean => kindOf(letter) === 'receipt';

/** Object ids of a binary letter, also of one that is not valid. */
export const objectsIn = ({ record }: Letter): string[] =>
  record.element
    .children()
    .filter(({ name }) => name === 'BinaryObject')
    .map((object) => textAt(object, 'ObjectIdentifier'))
    .filter((id) => id !== '');

const addElement = (hash: Hash, element: Element): void => {
  hash.update(`<${element.name}>`);
  if (element.raw !== undefined) for (const view of element.raw.views(1 << 16)) hash.update(view);
  else if (element.slice !== undefined) hash.update(element.slice);
  else if (element.parts === undefined) hash.update(element.text.trim());
  else
    for (const part of element.parts) {
      if (typeof part !== 'string') addElement(hash, part);
      else if (part.trim() !== '') hash.update(part);
    }
  hash.update('</>');
};

/** A digest of what a letter says; its envelope is not in it. */
export const letterDigest = ({ record }: Letter): string => {
  const hash = createHash('sha256');
  addElement(hash, record.element);
  return hash.digest('hex');
};

/** Of a message that is sent again these are new, or only show what else is there. Rules: FHIR messages 11. */
const NEW_EACH_TIME = new Set(['timestamp', 'occurredDateTime', 'recorded', 'meta', 'text']);

const addNode = (hash: Hash, node: Node, top: boolean): void => {
  hash.update(`<${node.name}>`);
  if (node.slice !== undefined) hash.update(node.slice);
  else hash.update(node.text);
  for (const child of node.children ?? []) {
    if (top && child.name === 'id') continue;
    // The text of a payload's author is a value; that of a resource is its narrative.
    if (NEW_EACH_TIME.has(child.name) && (top || node.name === 'resource')) continue;
    addNode(hash, child, false);
  }
  hash.update('</>');
};

/** A digest of what a message says; Bundle.id and times are not in it. */
export const bundleDigest = (bundle: Node): string => {
  const hash = createHash('sha256');
  addNode(hash, bundle, true);
  return hash.digest('hex');
};

/** The first identifier of an organisation of one of these systems. */
const identifierIn = (organisation: Node, systems: readonly string[]): string =>
  organisation
    .all('identifier')
    .find((one) => systems.includes(one.value('system') ?? ''))
    ?.value('value') ?? '';

/** Finds the numbers of an organisation. */
export const partyOf = (
  organisation: Node,
  systems: { gln: readonly string[]; sor: readonly string[] },
): { gln: string; sorId: string | undefined; name: string | undefined } => ({
  gln: idIn(identifierIn(organisation, systems.gln), LONGEST.gln),
  sorId: identifierIn(organisation, systems.sor) || undefined,
  name: organisation.value('name'),
});

/** True if nothing is missing that tells a letter or message from all others. */
export const isKnown = ({ sender, envelope, letter }: Identity): boolean =>
  sender !== '' && envelope !== '' && letter !== '';

/** The ids of a FHIR message; what cannot be read, or quoted, is empty. */
export const messageIdentity = (
  kind: string,
  message: Record<'sender' | 'receiver' | 'bundle' | 'header', Node>,
  systems: Parameters<typeof partyOf>[1],
): Identity => ({
  kind,
  sender: partyOf(message.sender, systems).gln,
  receiver: partyOf(message.receiver, systems).gln,
  envelope: idIn(message.bundle.value('id')),
  letter: idIn(message.header.value('id')),
});

/** Activity and times of a message, as its Provenance tells them. */
export const historyOf = ({
  provenance,
}: Pick<Frame, 'provenance'>): {
  activity: string | undefined;
  occurred: string | undefined;
  recorded: string | undefined;
} => ({
  activity: provenance?.one('activity')?.one('coding')?.value('code'),
  occurred: provenance?.value('occurredDateTime'),
  recorded: provenance?.value('recorded'),
});

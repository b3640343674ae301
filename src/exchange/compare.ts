import { contradictions, type DocumentKind } from '../conversion/envelope.js';
import { letterIds } from '../conversion/letter-ids.js';
import type { Arrived } from './arrived.js';
import { identityOf, messageIdentity } from './identity.js';
import { type Step, systemsOf } from './step.js';

/** What the document is, as an envelope would say it. */
const kindsOf = ({ document }: Arrived): DocumentKind[] => {
  if (document === undefined) return [];
  const { letters, message, acknowledgement, format } = document.read;
  const syntax = format === 'fhir-xml' ? 'xml' : 'json';
  if (acknowledgement?.message !== undefined)
    return [{ message: 'Acknowledgement', postfix: acknowledgement.message.code, syntax }];
  if (message?.frame !== undefined) return [{ message: 'CareCommunication', syntax }];
  return letters.map((letter) => letterIds(letter));
};

const ELEMENTS = { sender: 'SenderID', receiver: 'ReceiverID' } as const;

/** Which organisations an envelope names otherwise than the document; only location numbers are compared. */
const otherParties = (step: Step, { vans, document }: Arrived): string[] => {
  const { envelope } = vans;
  if (envelope === undefined || document === undefined) return [];
  const { letters, message, acknowledgement } = document.read;
  const one = message?.frame ?? acknowledgement?.message;
  const told = one === undefined ? letters.map(identityOf) : [messageIdentity('', one, systemsOf(step.kit))];
  const type = step.kit.tables.envelope.endPoint;
  return (['sender', 'receiver'] as const)
    .filter((party) => envelope[party].type === type)
    .filter((party) => told.some((own) => own[party] !== '' && own[party] !== envelope[party].id))
    .map((party) => ELEMENTS[party]);
};

/** Tells of an envelope that says something else than the document in it; the document counts. Rules: R1. */
export const compare = (step: Step, arrived: Arrived): void => {
  const { document } = arrived;
  const [kind] = kindsOf(arrived);
  if (document === undefined || kind === undefined) return;
  const { elements } = contradictions(step.kit.tables.envelope, document.meta, kind);
  const names = [...elements.map((path) => path.split('/').at(-1)), ...otherParties(step, arrived)];
  if (names.length > 0) step.tell('REL023', { elements: names.join(', ') });
};

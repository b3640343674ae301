import type { Known } from '../notation.js';

/** An organisation of a message, as receipts name it. */
export interface Party {
  gln: string;
  sorId?: string | undefined;
  name?: string | undefined;
  /** Its address as an endpoint of FHIR: `https://sor2.sum.dsdn.dk/#id=` and its SOR id. */
  endpoint?: string | undefined;
}

/** A letter of a message, with the three values that a receipt for it repeats. */
export interface AnsweredLetter {
  /** XDIS91 or XBIN01, whichever its form. */
  message: string;
  envelope: string;
  letter: string;
  version: string;
}

/**
 * The message that a receipt answers, as a store remembers it. An Acknowledgement needs all but names and reason, a receipt
 * for letters only the location numbers and the letters. Rules: conversion rules 14.2, 15.1.
 */
export interface Original {
  sender: Party;
  receiver: Party;
  /** MessageHeader.id of the CareCommunication, came or made. */
  header?: string | undefined;
  /** Of its Provenance: activity and times. */
  activity?: string | undefined;
  occurred?: string | undefined;
  recorded?: string | undefined;
  /** Its letters, came or made; the XDIS91 first. */
  letters: readonly AnsweredLetter[];
  /** Why its conversion was not whole (conversion rules 8.5). */
  reason?: string | undefined;
}

/** A reason why this converter refuses a CareCommunication, as an issue of an OperationOutcome. */
export interface RefusalIssue {
  code: string;
  /** MedCom's own code for it, and its system. */
  coding?: { system: string; code: string } | undefined;
  text: string;
  /** The element that is wrong, as a FHIR path. */
  expression?: string | undefined;
}

/** Our own refusal of a message. Rules: conversion rules 8.6. */
export interface Refusal {
  /** When, as an instant with offset. */
  instant: string;
  /** Of a letter: the RefuseCode, the text, and the provider's number. */
  code?: string | undefined;
  text?: string | undefined;
  provider?: string | undefined;
  /** Of a CareCommunication. */
  issues?: readonly RefusalIssue[] | undefined;
}

/** What is known of the message as a whole; of its letters and of refusals, those in hand know more. */
export const knownOf = (original: Original, name: Known): string | undefined => {
  const [what, part] = name.split('.') as [string, string | undefined];
  if (what === 'sender' || what === 'receiver') return original[what][part as keyof Party];
  switch (name) {
    case 'header':
    case 'activity':
    case 'occurred':
    case 'recorded':
    case 'reason':
      return original[name];
    default:
      return undefined;
  }
};

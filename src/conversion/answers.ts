import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import type { Rec } from '../formats/oioxml/check.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Original } from '../mapping/receipts/original.js';
import type { Answer } from '../mapping/receipts/receipt-run.js';
import { elementAt, groupAt, valueAt } from './values.js';

/** What a receipt says of the message it answers. */
export interface Answered {
  /** XCTL01 to XCTL03, whichever its form. */
  kind: string;
  envelope: string;
  sender: string;
  receiver: string;
  /** The letters it names; none if it answers all of the envelope. */
  letters: Array<{ letter: string; version: string; part: Rec }>;
}

const at = (receipt: Letter, path: string): string =>
  `${receipt.schema.table.letter}/OriginalEmessage/${path}`;

/** The message that a receipt answers, by what it repeats of it. Rules: conversion rules 8.1. */
export const answeredBy = (receipt: Letter): Answered => {
  const value = (path: string, part?: Rec): string => valueAt(receipt, at(receipt, path), part) ?? '';
  return {
    kind: receipt.schema.table.message,
    envelope: value('OriginalEnvelopeIdentifier'),
    sender: value('OriginalSender/EANIdentifier'),
    receiver: value('OriginalReceiver/EANIdentifier'),
    letters: groupAt(receipt, at(receipt, 'OriginalLetter')).map((part) => ({
      letter: value('OriginalLetter/OriginalLetterIdentifier', part),
      version: value('OriginalLetter/OriginalVersionCode', part),
      part,
    })),
  };
};

/**
 * The letters of a message that a receipt answers: those it names, or all of its envelope if it names none.
 * Rules: conversion rules 8.1.
 */
export const answersOf = (receipt: Letter, original: Original): Answer[] => {
  const { envelope, letters } = answeredBy(receipt);
  if (letters.length === 0) {
    return original.letters
      .filter((one) => one.envelope === envelope)
      .map((letter) => ({ receipt, part: undefined, letter }));
  }
  return original.letters.flatMap((letter) => {
    const named = letters.find((one) => one.letter === letter.letter);
    return named === undefined ? [] : [{ receipt, part: named.part, letter }];
  });
};

/** EDIFACT leaves out the X of a version, so it does not tell versions apart. Rules: legacy formats 12. */
const sameVersion = (one: string, other: string): boolean =>
  one.replace(/^X/, '') === other.replace(/^X/, '');

const checkVersion = ({ receipt, part, letter }: Answer): Diagnostic[] => {
  const element = part && elementAt(receipt, at(receipt, 'OriginalLetter/OriginalVersionCode'), part);
  const version = element?.text.trim() ?? '';
  if (element === undefined || sameVersion(version, letter.version)) return [];
  const named = /^[A-Z0-9]{1,7}$/.test(version) ? version : phrase('another');
  return [diagnostic('REC002', receipt.source.of(element), { version: named, known: letter.version })];
};

/**
 * What a receipt repeats otherwise than it is known; one that answers no letter of the message is an error. Rules: KX21,
 * KX22, KX32.
 *
 * @param answers the letters that it answers
 */
export const checkReceipt = (
  receipt: Letter,
  answers: readonly Answer[],
  original: Original,
): Diagnostic[] => {
  const told: Diagnostic[] = [];
  if (answers.length === 0) {
    const envelope = elementAt(receipt, at(receipt, 'OriginalEnvelopeIdentifier'));
    told.push(diagnostic('REC005', receipt.source.of(envelope ?? receipt.record.element)));
  }
  for (const [party, path, rule] of [
    ['sender', 'OriginalSender/EANIdentifier', 'KX21'],
    ['receiver', 'OriginalReceiver/EANIdentifier', 'KX22'],
  ] as const) {
    const element = elementAt(receipt, at(receipt, path));
    if (element !== undefined && element.text.trim() !== original[party].gln)
      told.push(diagnostic('REC001', receipt.source.of(element), { party: phrase(party) }, { rule }));
  }
  return [...told, ...answers.flatMap(checkVersion)];
};

import type { MadeLetter } from '../conversion/made-letter.js';
import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { toEdifact } from '../formats/edifact/write.js';
import { negativeVans, quotedOf } from '../formats/envelope/receipts.js';
import { toJson } from '../formats/fhir/json.js';
import type { FhirObject } from '../formats/fhir/model.js';
import { toXml } from '../formats/fhir/xml.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { toOioxml } from '../formats/oioxml/write.js';
import { derivedUuid } from '../mapping/ids.js';
import type { Original, RefusalIssue } from '../mapping/receipts/original.js';
import type { Arrived } from './arrived.js';
import { type Identity, syntaxOf, versionOf } from './identity.js';
import { reserve } from './records/conversions.js';
import type { RefusalName, RefusalText } from './settings.js';
import { type Step, whole } from './step.js';

/** The document of a letter that was made. */
export const letterBytes = ({ root, segments }: MadeLetter): Buffer =>
  whole(segments === undefined ? toOioxml(root) : toEdifact(segments));

/** The document of a bundle. */
export const bundleBytes = (bundle: FhirObject, syntax: 'json' | 'xml'): Buffer =>
  whole(syntax === 'json' ? toJson(bundle) : toXml(bundle));

/** Which refusal tells of these faults best, and the text that it names. */
const refusalOf = (
  step: Step,
  told: readonly Diagnostic[],
): { name: RefusalName; reason: string; first: Diagnostic | undefined } => {
  const { refusedAs } = step.kit.settings;
  const first = told.find(({ severity }) => severity === 'error');
  return { name: refusedAs[first?.code ?? ''] ?? 'invalid', reason: first?.message ?? '', first };
};

const fill = ({ text }: RefusalText, reason: string): string => text.replaceAll('{reason}', reason);

/** Attempts to find ids that nobody has; the second is hardly ever needed. */
const MOST_ATTEMPTS = 8;

/** Makes letters until their ids are new, and reserves them for ever. */
export const withNewIds = async <T extends { letters: readonly MadeLetter[] }>(
  step: Step,
  sender: string,
  owner: string,
  make: (attempt: number) => T,
): Promise<T> => {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const made = make(attempt);
    const ids = made.letters.flatMap((one) => [one.ids.envelope ?? '', one.ids.letter ?? '']);
    if (await reserve(step.sql, sender, ids, owner)) return made;
  }
  throw new Error('no new ids were found');
};

/** A letter to be refused, and who was to get it. */
export interface Refused {
  letter: Letter;
  identity: Identity;
  arrived: Arrived;
  receiver: string;
}

/**
 * Refuses a letter with an XCTL01, in the form the letter came in; its envelope, if the letter does not tell what an XCTL01
 * must quote. Rules: conversion rules 3.3, 8.6.
 */
export const refuseLetter = async (
  step: Step,
  { letter, identity, arrived, receiver }: Refused,
  name: RefusalName,
  reason: string,
): Promise<void> => {
  const { settings, converter } = step.kit;
  const { provider, refusals } = settings;
  const refusal = refusals[name];
  const own = provider.id === '' ? receiver : provider.id;
  const answered = {
    message: identity.kind,
    envelope: identity.envelope,
    letter: identity.letter,
    version: versionOf(letter),
  };
  const original: Original = {
    sender: { gln: identity.sender },
    receiver: { gln: receiver },
    letters: [answered],
  };
  const owner = `refusal ${identity.kind} ${identity.sender} ${identity.letter}`;
  const { letters } = await withNewIds(step, own, owner, (attempt) =>
    converter.refuseLetter(
      step.file,
      answered,
      original,
      { instant: step.instant, code: refusal.code, text: fill(refusal, reason), provider: own },
      { legacy: syntaxOf(letter), attempt },
    ),
  );
  if (letters.length === 0) refuseEnvelope(step, arrived, letter.diagnostics);
  for (const made of letters) {
    step.dispatch(
      {
        kind: { message: made.ids.message },
        sender: own,
        receiver: identity.sender,
        data: letterBytes(made),
        conversion: undefined,
        ids: { envelope: made.ids.envelope, letter: made.ids.letter },
        message: derivedUuid(`${own}\n${made.ids.letter}`),
      },
      provider.id === '' ? undefined : { id: provider.id, type: provider.type },
    );
  }
};

/** Refuses a letter because of its faults. */
export const refuseInvalid = async (
  step: Step,
  refused: Refused,
  told: readonly Diagnostic[],
): Promise<void> => {
  const { name, reason } = refusalOf(step, told);
  await refuseLetter(step, refused, name, reason);
};

const issueOf = (refusal: RefusalText, text: string, expression: string | undefined): RefusalIssue => ({
  code: refusal.issue,
  coding: refusal.coding === undefined ? undefined : { system: refusal.system ?? '', code: refusal.coding },
  text,
  expression,
});

/**
 * Refuses a CareCommunication with an Acknowledgement, written as the message is. Rules: conversion rules 8.6.
 *
 * @returns false if the message does not tell what an Acknowledgement must name
 */
export const refuseMessage = (
  step: Step,
  original: Original,
  syntax: 'json' | 'xml',
  why: RefusalName | readonly Diagnostic[],
): boolean => {
  const { settings, converter } = step.kit;
  const { refusals, refusedAs } = settings;
  const issues =
    typeof why === 'string'
      ? [issueOf(refusals[why], fill(refusals[why], ''), undefined)]
      : why
          .filter(({ severity }) => severity === 'error')
          .map(({ code, message, place }) => {
            const refusal = refusals[refusedAs[code] ?? 'invalid'];
            return issueOf(refusal, fill(refusal, message), place.path);
          });
  const { bundle } = converter.refuseMessage(original, { instant: step.instant, issues });
  if (bundle === undefined) return false;
  const header = (bundle.entry as Array<{ resource: FhirObject }>)[0]?.resource;
  const ids = { envelope: String(bundle.id), letter: String(header?.id) };
  step.dispatch({
    kind: { message: 'Acknowledgement', postfix: 'fatal-error', syntax },
    sender: original.receiver.gln,
    receiver: original.sender.gln,
    data: bundleBytes(bundle, syntax),
    conversion: undefined,
    ids,
    message: ids.letter,
  });
  return true;
};

/**
 * Refuses an envelope, or what is in it, at the level of the network, if it says whom to answer; receipts are never
 * receipted. Rules: conversion rules 3.3, 17.4.
 */
export const refuseEnvelope = (step: Step, { vans }: Arrived, told: readonly Diagnostic[]): void => {
  step.diagnostics.push(...told);
  const quoted = vans.known.holds === 'receipt' ? undefined : quotedOf(vans.known);
  const { settings } = step.kit;
  const decision = { kind: 'VANSEnvelope', number: 1, envelope: undefined, letter: undefined };
  step.decisions.push({ ...decision, decision: 'rejected' });
  if (quoted === undefined) return;
  const first = told.find(({ severity }) => severity === 'error');
  const envelope = negativeVans(
    quoted,
    { identifier: step.uuid('envelope'), sent: step.sent },
    { description: fill(settings.refusals.invalid, first?.message ?? '') },
  );
  const { provider } = settings;
  if (provider.id !== '') envelope.sender = { id: provider.id, type: provider.type };
  step.send({
    document: 'NegativeVans',
    receiver: envelope.receiver.id,
    envelope,
    conversion: undefined,
    ids: { envelope: undefined, letter: undefined },
  });
};

/** True if something keeps a letter from being converted. */
export const isInvalid = ({ diagnostics }: Letter): boolean => hasError(diagnostics);

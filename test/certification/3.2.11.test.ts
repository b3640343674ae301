import { expect } from 'vitest';
import { MINUTE, parties } from '../support/exchange.js';
import { letter } from '../support/exchange-messages.js';
import { section } from './section.js';
import type { Issue } from './support/acknowledge.js';
import { bundleOf } from './support/bundle-rules.js';
import { expectLetter } from './support/expected.js';
import { type LetterSet, letterSet } from './support/inputs.js';
import { playSet } from './support/pairs.js';
import { once, Play, present } from './support/play.js';
import {
  type Converted,
  componentsOf,
  playAcknowledgement,
  receiptChecks,
  refuseCode,
  refuseText,
} from './support/receipts.js';
import { expectDecision, idsOf } from './support/store-checks.js';

const { legacy, fhir } = parties;

/** The supplement of a provider to the text of a receiver, word for word. Source: use cases, table 5. */
const SUPPLEMENT =
  'Konverteringen ml. XML/EDI og FHIR kunne ikke udføres korrekt pga. tekniske el. indholdsmæssige forhold i meddelelsen.';

const alone = async (scenario: string): Promise<Converted> => {
  const play = await Play.open();
  const text = letter(1, { scenario });
  const [sent] = await play.deliver('XDIS91', text, legacy, fhir);
  return { play, bundle: bundleOf(present(sent)), letter: text, binaries: [] };
};

const pair = (): LetterSet => letterSet(2, 'attachment');
const many = (): LetterSet => letterSet(3, 'eleven-attachments', ['attachment-1.xml', 'attachment-2.xml']);

/** A letter that was converted without its file. */
const incomplete = async (): Promise<Converted> => {
  const play = await Play.open();
  const text = pair().letter;
  await play.deliver('XDIS91', text, legacy, fhir);
  const [sent] = await play.wait(60 * MINUTE + 1000);
  return { play, bundle: bundleOf(present(sent)), letter: text, binaries: [] };
};

const issues: Issue[] = [
  { code: 'code-invalid', coding: 'MSG_VALUESET_VALUE_UNKNOWN', text: 'Kategorien er ukendt.' },
  { code: 'processing', text: 'Patienten er ikke hos os.\nRing til os.' },
];
const wrongFile: Issue[] = [{ code: 'structure', text: 'Bilaget mangler.' }];

const accepted = once(async () => playAcknowledgement(await alone('inpatient'), 'ok'));
const pairAccepted = once(async () => playAcknowledgement(await playSet(pair()), 'ok'));
const refused = once(async () =>
  playAcknowledgement(await alone('replacement-cpr-national'), 'fatal-error', issues),
);
const delayed = once(async () =>
  playAcknowledgement(await alone('replacement-cpr-regional'), 'transient-error', issues),
);
const manyRefused = once(async () => playAcknowledgement(await playSet(many()), 'fatal-error', issues));
const incompleteRefused = once(async () => playAcknowledgement(await incomplete(), 'fatal-error', wrongFile));

const ok = receiptChecks(accepted, 'XCTL03');
const pairOk = receiptChecks(pairAccepted, 'XCTL03');
const fatal = [refused, delayed].map((one) => receiptChecks(one, 'XCTL02'));
const manyFatal = receiptChecks(manyRefused, 'XCTL02');
const incompleteFatal = receiptChecks(incompleteRefused, 'XCTL02');

const each = (check: keyof typeof ok) => async (): Promise<void> => {
  for (const one of fatal) await one[check]();
};

const TEXT = [
  'MSG_VALUESET_VALUE_UNKNOWN: Kategorien er ukendt.',
  'Patienten er ikke hos os.',
  'Ring til os.',
];

/** Codes of a receiver and what they become. Source: conversion rules 8.4. */
const CODES: ReadonlyArray<readonly [code: string, coding: string | undefined, expected: string]> = [
  ['processing', undefined, 'ikke_specificeret'],
  ['not-found', 'MSG_Receiver_Identifier_UNKNOWN', 'ukendt_lokationsnummer'],
  ['not-found', 'MSG_Receiver_Identifier_MISSING', 'ukendt_lokationsnummer'],
  ['not-found', undefined, 'ikke_specificeret'],
  ['processing', 'MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE', 'problem_med_version'],
  ['not-supported', undefined, 'problem_med_version'],
  ['structure', undefined, 'syntaksfejl'],
  ['invalid', undefined, 'syntaksfejl'],
  ['required', undefined, 'syntaksfejl'],
  ['code-invalid', undefined, 'syntaksfejl'],
  ['processing', 'MSG_Element_To_Long', 'syntaksfejl'],
];

section('3.2.11', {
  '3.2.11.1': ok.recognised,
  '3.2.11.2': async () => {
    await ok.kinds();
    const { sent } = await accepted();
    expectLetter('3.2.11.2.txt', present(sent[0]).data);
  },
  '3.2.11.3': ok.originals,
  '3.2.11.4': ok.envelopes,
  '3.2.11.5': ok.outbox,
  '3.2.11.6': async () => {
    await pairOk.recognised();
    const { play, number } = await pairAccepted();
    const { letters } = await play.conversion(number);
    expect(letters.map(({ message }) => message)).toEqual(['XDIS91', 'XBIN01']);
  },
  '3.2.11.7': async () => {
    await pairOk.kinds();
    expect((await pairAccepted()).sent.length).toBe(2);
  },
  '3.2.11.8': pairOk.originals,
  '3.2.11.9': pairOk.envelopes,
  '3.2.11.10': pairOk.outbox,
  '3.2.11.11': async () => {
    await each('recognised')();
    for (const one of [await refused(), await delayed()]) expect(one.sent[0]?.message).toBe('XCTL02');
  },
  '3.2.11.12': async () => {
    await each('kinds')();
    const [first, second] = [await refused(), await delayed()];
    expectLetter('3.2.11.12.txt', present(first.sent[0]).data);
    expectLetter('3.2.11.12-transient.txt', present(second.sent[0]).data);
  },
  '3.2.11.13': each('originals'),
  '3.2.11.14': async () => {
    for (const { sent } of [await refused(), await delayed()]) {
      expect(refuseText(present(sent[0]))).toEqual(TEXT);
      expect(refuseCode(present(sent[0]))).toBe('syntaksfejl');
    }
    for (const [code, coding, expected] of CODES) {
      const issue = { code, text: 'Kan ikke modtages.', ...(coding && { coding }) };
      const { sent } = await playAcknowledgement(await alone('plain'), 'fatal-error', [issue]);
      expect(refuseCode(present(sent[0])), `${code} ${coding}`).toBe(expected);
      expect(refuseText(present(sent[0])).join()).toContain('Kan ikke modtages.');
    }
  },
  '3.2.11.15': each('envelopes'),
  '3.2.11.16': each('outbox'),
  '3.2.11.17': manyFatal.recognised,
  '3.2.11.18': async () => {
    await manyFatal.kinds();
    expect((await manyRefused()).sent.length).toBe(3);
  },
  '3.2.11.19': manyFatal.originals,
  '3.2.11.20': async () => {
    for (const one of (await manyRefused()).sent) expect(refuseText(one)).toEqual(TEXT);
  },
  '3.2.11.21': async () => {
    await manyFatal.envelopes();
    await manyFatal.outbox();
  },
  '3.2.11.22': async () => {
    await incompleteFatal.recognised();
    const { play, number } = await incompleteRefused();
    expect((await play.conversion(number)).reason).toBe('XBIN01 missing');
  },
  '3.2.11.23': async () => {
    await incompleteFatal.kinds();
    const { play, sent } = await incompleteRefused();
    expect(sent.length).toBe(1);
    // One that comes late is none of the message, and has no receipt from here.
    const [binary] = pair().binaries;
    const late = await play.deliver('XBIN01', present(binary), legacy, fhir);
    expect(late.map(({ message }) => message)).toEqual(['XBIN01']);
    await expectDecision(play, -1, 'XBIN01', 'passed');
    expect(idsOf(present(late[0]).data)).toEqual(idsOf(present(binary)));
  },
  '3.2.11.24': incompleteFatal.originals,
  '3.2.11.25': async () => {
    const { sent } = await incompleteRefused();
    expect(refuseText(present(sent[0]))).toContain('Bilaget mangler.');
  },
  '3.2.11.26': async () => {
    const { sent } = await incompleteRefused();
    expect(refuseText(present(sent[0]))).toEqual(['Bilaget mangler.', SUPPLEMENT]);
    const text = 'Æbler og pærer. '.repeat(25);
    expect(text.length).toBe(400);
    const long = await playAcknowledgement(await incomplete(), 'fatal-error', [{ code: 'structure', text }]);
    const lines = refuseText(present(long.sent[0]));
    expect(lines.at(-1)).toBe(SUPPLEMENT);
    expect(lines.length).toBe(2);
    expect(text.startsWith(present(lines[0]))).toBe(true);
    expect(present(lines[0]).length).toBeGreaterThan(150);
    expect(lines.join('\n').length).toBeLessThanOrEqual(350);
    expect(componentsOf(lines)).toBeLessThanOrEqual(5);
  },
  '3.2.11.27': async () => {
    await incompleteFatal.envelopes();
    await incompleteFatal.outbox();
  },
});

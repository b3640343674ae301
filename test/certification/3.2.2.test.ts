import { expect } from 'vitest';
import { parties } from '../support/exchange.js';
import { letter } from '../support/exchange-messages.js';
import { type Json, only, resources } from '../support/fhir.js';
import { section } from './section.js';
import {
  bundleOf,
  byReference,
  expectDirectoryIds,
  expectOrigin,
  expectValid,
} from './support/bundle-rules.js';
import { expectEnvelope, expectRecognised, told } from './support/envelope-checks.js';
import { expectBundle } from './support/expected.js';
import { expectPhones } from './support/phones.js';
import { once, Play, present } from './support/play.js';
import {
  expectBundleStored,
  expectDecision,
  expectLettersStored,
  expectLookUp,
  expectOutbox,
} from './support/store-checks.js';
import { expectLetterTrace } from './support/trace-checks.js';
import { parseXml, textAt } from './support/xml.js';

const { legacy, fhir } = parties;

const converted = once(async () => {
  const play = await Play.open();
  await play.deliver('XDIS91', letter(1, { scenario: 'inpatient' }), legacy, fhir);
  const sent = present(play.sent[0], 'message');
  return { play, sent, bundle: bundleOf(sent), text: play.delivery(0).data.toString('utf8') };
});

/** The message that the letter becomes with another status, and without an episode of care id if that is wanted. */
const withStatus = async (status: string, episode = true): Promise<Json> => {
  const play = await Play.open();
  const text = letter(2, { scenario: 'inpatient' })
    .replace('>indlagt<', `>${status}<`)
    .replace(/\s*<EpisodeOfCareIdentifier>[^<]*<\/EpisodeOfCareIdentifier>/, episode ? '$&' : '');
  const [sent] = await play.deliver('XDIS91', text, legacy, fhir);
  return bundleOf(present(sent));
};

const statusOf = (bundle: Json) => ({
  encounters: resources(bundle, 'Encounter').map(({ class: kind, status }) => [
    kind.system,
    kind.code,
    status,
  ]),
  deceased: only(bundle, 'Patient').deceasedBoolean,
});

const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const MEDCOM = 'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-core-encounter-act-codes';

section('3.2.2', {
  '3.2.2.1': async () => expectRecognised((await converted()).play, 0, 'XDIS91'),
  '3.2.2.2': async () => {
    const { play } = await converted();
    await expectLookUp(play, 0, fhir, { yes: ['FDIS91'], no: ['XDIS91'] });
    await expectDecision(play, 0, 'XDIS91', 'converted');
  },
  '3.2.2.3': async () => {
    const { play, sent, bundle, text } = await converted();
    expectBundle('3.2.2.3.json', bundle, [text]);
    expectLetterTrace(play, [0], sent);
  },
  '3.2.2.4': async () => {
    const { bundle, text } = await converted();
    const id = textAt(parseXml(text), 'ClinicalEmail/Letter/EpisodeOfCareIdentifier');
    const encounter = only(bundle, 'Encounter');
    expect(encounter.episodeOfCare.length).toBe(1);
    const { value } = encounter.episodeOfCare[0].identifier;
    expect(value).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(value.replace('urn:uuid:', '').replaceAll('-', '')).toBe(id);
    expect(byReference(bundle, only(bundle, 'Communication').encounter)).toBe(encounter);
  },
  '3.2.2.5': async () => {
    const rows = [
      ['inaktiv', [MEDCOM, 'other', 'unknown'], undefined],
      ['indlagt', [ACT, 'IMP', 'in-progress'], undefined],
      ['ambulant', [ACT, 'AMB', 'in-progress'], undefined],
      ['doed', [MEDCOM, 'other', 'finished'], true],
      ['ambulant_roentgen', [ACT, 'AMB', 'in-progress'], undefined],
    ] as const;
    for (const [status, encounter, deceased] of rows) {
      expect(statusOf(await withStatus(status)), status).toEqual({ encounters: [encounter], deceased });
      expect(statusOf(await withStatus(status, false)), status).toEqual({ encounters: [], deceased });
    }
  },
  '3.2.2.6': async () => {
    const { play, text } = await converted();
    await expectLettersStored(play, 0, [text]);
  },
  '3.2.2.7': async () => expectDirectoryIds((await converted()).bundle, legacy, fhir),
  '3.2.2.8': () =>
    expectPhones((play, from, change) =>
      play.deliver('XDIS91', change(letter(3, { scenario: 'inpatient', from })), from, fhir),
    ),
  '3.2.2.9': async () => {
    const { bundle, text } = await converted();
    expectOrigin(bundle, text);
  },
  '3.2.2.10': async () => {
    const { play, sent } = await converted();
    expectValid(play, sent);
  },
  '3.2.2.11': async () => {
    const { play, sent } = await converted();
    await expectBundleStored(play, 0, sent.data);
  },
  '3.2.2.12': async () => {
    const { play, sent } = await converted();
    expectEnvelope(play, sent, told.CareCommunication, legacy, fhir);
  },
  '3.2.2.13': async () => {
    const { play, sent } = await converted();
    expect(play.sent.length).toBe(1);
    await expectOutbox(play, 0, [sent], fhir);
  },
});

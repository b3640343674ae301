import { expect } from 'vitest';
import { parties } from '../support/exchange.js';
import type { Json } from '../support/fhir.js';
import { resource } from '../support/message.js';
import { section } from './section.js';
import { careCommunication } from './support/inputs.js';
import { messageChecks, playMessage } from './support/letters.js';
import { once, present } from './support/play.js';
import { expectLookUp } from './support/store-checks.js';
import { expectMessageTrace } from './support/trace-checks.js';
import { textAt } from './support/xml.js';

const LPR3 = 'a1b2c3d4-0000-5000-8000-000000000001';
const LOCAL = 'a1b2c3d4-0000-4000-8000-000000000002';

/** Two episode of care ids, LPR3's first; admitted; specific sender and recipient; no topic. */
const made = once(() => playMessage(careCommunication('care-team')));
const checks = messageChecks(made, '3.2.7.3');

const STATUS = 'ClinicalEmail/Patient/EpisodeOfCareStatusCode';

section('3.2.7', {
  '3.2.7.1': checks.recognised,
  '3.2.7.2': async () => {
    await checks.lookUp();
    await expectLookUp((await made()).play, 0, parties.legacy, { yes: ['XDIS91'], no: ['FDIS91'] });
  },
  '3.2.7.3': async () => {
    await checks.expected();
    const { lines, letters, bundle } = await made();
    expect(letters.length).toBe(1);
    expect(resource(bundle, 'Communication').topic).toBeUndefined();
    expect(lines).toEqual([
      'Bruno udskrives i morgen.',
      'Har I plads?',
      'Forfatter: Ida Marie Eksempel',
      'Stilling: Forløbskoordinator',
      '',
      'Specifik afsender: Ida Marie Eksempel, Forløbskoordinator, Prøvekøbing Sygehus, Medicinsk Afdeling',
      `Specifik modtager: Akutteamet, ${bundleName(bundle)}`,
    ]);
  },
  '3.2.7.4': async () => {
    const { play, letters, xdis91, bundle } = await made();
    const ids = resource(bundle, 'Encounter').episodeOfCare.map((one: Json) => one.identifier.value);
    expect(ids).toEqual([`urn:uuid:${LPR3}`, `urn:uuid:${LOCAL}`]);
    expect(textAt(xdis91, 'ClinicalEmail/Letter/EpisodeOfCareIdentifier')).toBe(LOCAL.replaceAll('-', ''));
    const { input } = expectMessageTrace(play, 0, letters);
    const lost = present(input.find(({ value }) => value === `urn:uuid:${LPR3}`));
    expect(lost).toMatchObject({ status: 'dropped', row: 'C35', to: [] });
    expect(lost.reason).toBeTruthy();
  },
  '3.2.7.5': async () => {
    expect(textAt((await made()).xdis91, STATUS)).toBe('indlagt');
    const rows: ReadonlyArray<readonly [string, string, Json, string]> = [
      ['IMP', 'in-progress', {}, 'indlagt'],
      ['AMB', 'in-progress', {}, 'ambulant'],
      ['other', 'unknown', {}, 'inaktiv'],
      ['other', 'finished', {}, 'inaktiv'],
      ['IMP', 'finished', {}, 'inaktiv'],
      ['other', 'finished', { deceasedBoolean: true }, 'doed'],
      ['IMP', 'in-progress', { deceasedBoolean: true }, 'doed'],
      ['IMP', 'in-progress', { deceasedBoolean: false }, 'indlagt'],
      ['AMB', 'in-progress', { deceasedDateTime: '2026-03-01' }, 'doed'],
    ];
    for (const [code, status, deceased, expected] of rows) {
      const change = (bundle: Json): void => {
        const encounter = resource(bundle, 'Encounter');
        Object.assign(encounter, { status });
        encounter.class.code = code;
        Object.assign(resource(bundle, 'Patient'), deceased);
      };
      const { xdis91 } = await playMessage(careCommunication('care-team', { change }));
      expect(textAt(xdis91, STATUS), `${code} ${status} ${JSON.stringify(deceased)}`).toBe(expected);
    }
    const { xdis91 } = await playMessage(careCommunication('new-message'));
    expect(textAt(xdis91, STATUS)).toBe('inaktiv');
  },
  '3.2.7.6': checks.bundleIds,
  '3.2.7.7': checks.letterIds,
  '3.2.7.8': checks.envelopes,
  '3.2.7.9': checks.outbox,
});

/** The name of the organisation that manages the team. */
function bundleName(bundle: Json): string {
  const [{ reference }] = resource(bundle, 'CareTeam').managingOrganization;
  return bundle.entry.find((one: Json) => one.fullUrl.endsWith(reference)).resource.name;
}

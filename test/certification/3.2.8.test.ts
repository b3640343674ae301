import { expect } from 'vitest';
import { parties, type Sent } from '../support/exchange.js';
import { receiptFor } from '../support/exchange-messages.js';
import type { Json } from '../support/fhir.js';
import { only } from '../support/fhir.js';
import { resource } from '../support/message.js';
import { section } from './section.js';
import { bundleOf } from './support/bundle-rules.js';
import { expectBundle } from './support/expected.js';
import { careCommunication, onlyFiles, payloadId } from './support/inputs.js';
import { expectObjects, filesWithData, messageChecks, playMessage, referencesOf } from './support/letters.js';
import { once, Play, present } from './support/play.js';
import { expectDecision, expectLookUp } from './support/store-checks.js';
import { allAt, parseXml } from './support/xml.js';

const { legacy, fhir, withoutBinaries } = parties;
const WITHOUT_XBIN01 = 'REL022';

const withFiles = (
  types: string[],
  { to = legacy, filesFirst = false }: { to?: string; filesFirst?: boolean } = {},
) => playMessage(careCommunication('six-file-types', { to, change: onlyFiles(types, filesFirst) }), to);

const one = once(() => withFiles(['image/png']));
const three = once(() => withFiles(['image/png', 'application/pdf', 'image/tiff']));
const unable = once(() => withFiles(['image/gif'], { to: withoutBinaries, filesFirst: true }));

const checks = messageChecks(one, '3.2.8.6');
const checksOfThree = messageChecks(three, '3.2.8.12');
const checksOfUnable = messageChecks(unable, '3.2.8.20');

const expectBoth = async (made: typeof one): Promise<void> => {
  const { play, letters } = await made();
  expect(letters.map(({ message }) => message)).toEqual(['XDIS91', 'XBIN01']);
  await expectDecision(play, 0, 'CareCommunication', 'converted');
  expect((await play.conversion(0)).letters.map(({ message }) => message)).toEqual(['XDIS91', 'XBIN01']);
};

/** One file more than letters hold. */
const eleven = (bundle: Json): void => {
  const communication = resource(bundle, 'Communication');
  const [text, file] = communication.payload;
  const copies = Array.from({ length: 11 }, (_, i) => {
    const copy = structuredClone(file);
    const id = `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    copy.extension.find((e: Json) => e.valueIdentifier).valueIdentifier.value = id;
    return copy;
  });
  communication.payload = [text, ...copies];
  resource(bundle, 'Provenance').entity = communication.payload.map((payload: Json) => ({
    role: 'source',
    what: { identifier: { value: payloadId(payload) } },
  }));
};

section(
  '3.2.8',
  {
    '3.2.8.1': checks.recognised,
    '3.2.8.2': checks.lookUp,
    '3.2.8.3': async () => {
      await expectLookUp((await one()).play, 0, legacy, { yes: ['XBIN01'], no: [] });
      // One that takes BIN01 only gets it.
      const play = await Play.open();
      const text = careCommunication('six-file-types', {
        to: parties.edifact,
        change: onlyFiles(['image/png']),
      });
      const sent = await play.deliver('CareCommunication', text, fhir, parties.edifact);
      await expectLookUp(play, 0, parties.edifact, { yes: ['BIN01'], no: ['XBIN01'] });
      expect(sent.map(({ message }) => message)).toEqual(['DIS91', 'BIN01']);
      expect(sent[1]?.data.toString('latin1')).toMatch(/^UNA|^UNB/);
    },
    '3.2.8.4': () => expectBoth(one),
    '3.2.8.5': checks.bundleIds,
    '3.2.8.6': async () => {
      await checks.expected();
      expectObjects(await one());
    },
    '3.2.8.7': checks.titles,
    '3.2.8.8': checks.sorCodes,
    '3.2.8.9': checks.letterIds,
    '3.2.8.10': async () => {
      await expectBoth(one);
      await checks.envelopes();
    },
    '3.2.8.11': checks.outbox,
    '3.2.8.12': async () => {
      await checksOfThree.recognised();
      await checksOfThree.lookUp();
      await expectLookUp((await three()).play, 0, legacy, { yes: ['XBIN01'], no: [] });
      await expectBoth(three);
      await checksOfThree.bundleIds();
      await checksOfThree.expected();
      const made = await three();
      expectObjects(made);
      expect(referencesOf(made).length).toBe(3);
      const xbin01 = parseXml(present(made.letters[1]).data);
      expect(allAt(xbin01, 'BinaryLetter/BinaryObject').length).toBe(3);
    },
    '3.2.8.13': checksOfThree.sorCodes,
    '3.2.8.14': checksOfThree.titles,
    '3.2.8.15': checksOfThree.letterIds,
    '3.2.8.16': async () => {
      await expectBoth(three);
      await checksOfThree.envelopes();
    },
    '3.2.8.17': checksOfThree.outbox,
    '3.2.8.20': async () => {
      await checksOfUnable.recognised();
      const { bundle, lines, xdis91 } = await unable();
      expect(resource(bundle, 'Communication').payload[0].contentAttachment).toBeDefined();
      const usual = await withFiles(['image/gif'], { to: withoutBinaries });
      expect(lines).toEqual(usual.lines);
      expect(allAt(xdis91, 'ClinicalEmail/Reference')).toEqual(
        allAt(usual.xdis91, 'ClinicalEmail/Reference'),
      );
      expect(filesWithData(bundle).length).toBe(1);
    },
    '3.2.8.21': async () => {
      await checksOfUnable.lookUp();
      await expectBoth(unable);
      const { diagnostics } = await (await unable()).play.entry(0);
      expect(diagnostics.filter(({ code }) => code === WITHOUT_XBIN01)).toMatchObject([
        { severity: 'warning' },
      ]);
    },
    '3.2.8.22': async () => {
      await checksOfUnable.outbox();
      await expectBoth(unable);
      const { play, letters } = await unable();
      const [xdis91, xbin01] = letters as [Sent, Sent];
      expect(
        await play.deliver('XCTL03', receiptFor(xdis91, 'PositiveReceipt'), withoutBinaries, fhir),
      ).toEqual([]);
      const sent = await play.deliver('XCTL02', receiptFor(xbin01, 'NegativeReceipt'), withoutBinaries, fhir);
      expect(sent.map(({ message }) => message)).toEqual(['Acknowledgement']);
      expect(only(bundleOf(present(sent[0])), 'MessageHeader').response.code).toBe('fatal-error');
    },
  },
  {
    'a message with eleven files is refused, and nothing is sent on (D26)': async () => {
      const play = await Play.open();
      const text = careCommunication('six-file-types', { change: eleven });
      const sent = await play.deliver('CareCommunication', text, fhir, legacy);
      expect(sent.map(({ message, file }) => [message, file.split('/')[0]])).toEqual([
        ['Acknowledgement', fhir],
      ]);
      const bundle = bundleOf(present(sent[0]));
      expectBundle('3.2.8.18.json', bundle, [text]);
      expect(only(bundle, 'MessageHeader').response.code).toBe('fatal-error');
      expect(only(bundle, 'OperationOutcome').issue).toMatchObject([
        {
          code: 'too-long',
          details: { text: 'Meddelelsen indeholder flere end 10 bilag og kan ikke konverteres.' },
        },
      ]);
      await expectDecision(play, 0, 'CareCommunication', 'refused');
    },
  },
);

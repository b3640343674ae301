import { expect } from 'vitest';
import { acknowledgementFaults } from '../support/acknowledgement-checks.js';
import { bundleFaults } from '../support/bundle-checks.js';
import { directory, parties } from '../support/exchange.js';
import { letter, receiptFor } from '../support/exchange-messages.js';
import { type Json, only, payloads } from '../support/fhir.js';
import { resource } from '../support/message.js';
import { xmlToJson } from '../support/xml-to-json.js';
import { section } from './section.js';
import { bundleOf } from './support/bundle-rules.js';
import { careCommunication, letterSet, onlyFiles } from './support/inputs.js';
import { countOf, type FromMessage, filesWithData, playMessage } from './support/letters.js';
import { playSet } from './support/pairs.js';
import { Play, present } from './support/play.js';
import { parseXml, textAt, textsAt } from './support/xml.js';

const { legacy, fhir } = parties;

const CPR = { use: 'official', system: 'urn:oid:1.2.208.176.1.2', value: '2509479989' };
const NATIONAL = { use: 'temp', system: 'urn:oid:1.2.208.176.1.6.1.1', value: '2509471AB9' };
const REGIONAL = { use: 'temp', system: 'urn:oid:1.2.208.176.1.6.1.3', value: '2509470CD3' };
const SENTENCE =
  'Der er modtaget flere end et CPR-nummer i korrespondancemeddelelsen. Derfor er de resterende medsendte CPR-numre indsat her';

/** A message about a patient with these numbers. */
const withNumbers = (...identifiers: Json[]): Promise<FromMessage> =>
  playMessage(
    careCommunication('new-message', {
      change: (bundle) => {
        resource(bundle, 'Patient').identifier = identifiers;
      },
    }),
  );

/** The numbers that stand in the letter's patient and in its text. */
const expectNumbers = (
  { xdis91, lines }: FromMessage,
  own: { cpr?: string; other?: string },
  inText: readonly string[],
): void => {
  const patient = 'ClinicalEmail/Patient';
  expect(textsAt(xdis91, `${patient}/CivilRegistrationNumber`)).toEqual(
    own.cpr === undefined ? [] : [own.cpr],
  );
  expect(textsAt(xdis91, `${patient}/AlternativeIdentifier`)).toEqual(
    own.other === undefined ? [] : [own.other],
  );
  const text = lines.join('\n');
  const sentences = text.split(SENTENCE).length - 1;
  expect(sentences).toBe(inText.length === 0 ? 0 : 1);
  if (inText.length > 0) expect(countOf(lines, `${SENTENCE}: ${inText.join(', ')}`)).toBe(1);
  for (const { value } of [CPR, NATIONAL, REGIONAL])
    expect(text.includes(value), value).toBe(inText.includes(value));
};

/** Outputs of a letter, of a letter with a file, and of a receipt. */
const outputs = async (): Promise<{ messages: Json[]; acknowledgements: Json[] }> => {
  const play = await Play.open();
  const [alone] = await play.deliver('XDIS91', letter(1, { scenario: 'inpatient' }), legacy, fhir);
  const pair = await playSet(letterSet(2, 'attachment'));
  const acknowledgements: Json[] = [];
  for (const kind of ['PositiveReceipt', 'NegativeReceipt'] as const) {
    const { play: other, letters } = await playMessage(careCommunication('care-team'));
    const message = kind === 'PositiveReceipt' ? 'XCTL03' : 'XCTL02';
    const reason =
      kind === 'PositiveReceipt'
        ? ''
        : '<RefuseCode>syntaksfejl</RefuseCode><RefuseText>Kan ikke læses.</RefuseText>';
    const receipt = receiptFor(present(letters[0]), kind, { reason });
    const [sent] = await other.deliver(message, receipt, legacy, fhir);
    acknowledgements.push(bundleOf(present(sent)));
  }
  return { messages: [bundleOf(present(alone)), pair.bundle], acknowledgements };
};

const expectTimes = async (instant: string, date: string, time: string): Promise<void> => {
  const change = (bundle: Json): void => {
    bundle.timestamp = instant;
    const [text] = resource(bundle, 'Communication').payload;
    text.extension.find((one: Json) => one.valueDateTime !== undefined).valueDateTime = instant;
  };
  const { xdis91 } = await playMessage(careCommunication('care-team', { change }));
  for (const path of ['Envelope/Sent', 'ClinicalEmail/Letter/Authorisation'])
    expect([textAt(xdis91, `${path}/Date`), textAt(xdis91, `${path}/Time`)], instant).toEqual([date, time]);
};

section('3.3.1', {
  '3.3.1.1': async () => {
    const text = letter(1, { scenario: 'plain' });
    const play = await Play.open();
    const [sent] = await play.deliver('XDIS91', text, legacy, fhir);
    const known = directory.byGln(fhir, '2026-03-02');
    // The relay tells whom it looked up, and what it found.
    expect((await play.entry(0)).lookUps).toEqual([
      { gln: fhir, day: '2026-03-02', found: true, source: 'sor.csv:1', types: known?.types },
    ]);
    // The trace tells of each SOR id by which number it was looked up.
    const { converter } = play.exchange;
    const [one] = converter.read({ name: 'letter.xml', bytes: play.delivery(0).data }).letters;
    const { trace } = converter.convert(present(one), [], { trace: true });
    const lookUps = present(trace).output.filter(({ how }) => how === 'look-up');
    const told = lookUps.map(({ target, from, value }) => ({
      target: target.replace(/^Bundle\.entry\[\d+\]\.resource\./, ''),
      from: from.map(({ path }) => path),
      value,
    }));
    const [senderSor, receiverSor] = [legacy, fhir].map(
      (gln) => present(directory.byGln(gln, '2026-03-02')).sorId,
    );
    for (const [target, party, value] of [
      ['destination[0].endpoint', 'Receiver', `https://sor2.sum.dsdn.dk/#id=${receiverSor}`],
      ['source.endpoint', 'Sender', `https://sor2.sum.dsdn.dk/#id=${senderSor}`],
      ['identifier[1].value', 'Sender', senderSor],
      ['identifier[1].value', 'Receiver', receiverSor],
    ])
      expect(told).toContainEqual({ target, from: [`ClinicalEmail/${party}/EANIdentifier`], value });
    expect(text).not.toContain(senderSor);
    expect(text).not.toContain(receiverSor);
    expect(present(sent).data.toString('utf8')).toContain(receiverSor);
  },
  '3.3.1.2': async () => {
    const { letter: text, binaries } = letterSet(1, 'attachment');
    const made = await Promise.all(
      (['json', 'xml'] as const).map(async (syntax) => {
        const play = await Play.open({ fhir: syntax });
        await play.deliver('XDIS91', text, legacy, fhir);
        const [sent] = await play.deliver('XBIN01', present(binaries[0]), legacy, fhir);
        const { content } = present(sent).envelope;
        if (content.kind !== 'message') throw new Error('there is no message');
        return { data: present(sent).data.toString('utf8'), tags: content.meta.transport?.serviceTags };
      }),
    );
    const [json, xml] = made;
    expect(json?.tags).toEqual([{ name: 'MCM:MIME', value: 'application/fhir+json' }]);
    expect(xml?.tags).toEqual([{ name: 'MCM:MIME', value: 'application/fhir+xml' }]);
    expect(present(xml).data).toMatch(/^<\?xml[^>]*>\s*<Bundle /);
    expect(xmlToJson(present(xml).data)).toEqual(JSON.parse(present(json).data));
  },
  '3.3.1.3': async () => {
    const { messages, acknowledgements } = await outputs();
    for (const bundle of messages) expect(bundleFaults(bundle)).toEqual([]);
    for (const bundle of acknowledgements) expect(acknowledgementFaults(bundle)).toEqual([]);
    for (const { entry } of [...messages, ...acknowledgements])
      for (const { resource: one } of entry) {
        expect(one.text.div).toMatch(/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">.+<\/div>$/s);
        expect(one.text.div).not.toMatch(/[A-Za-z0-9+/]{60,}/);
      }
    const data = payloads(present(messages[1]))[1].contentAttachment.data;
    expect(JSON.stringify(messages[1]).split(data.slice(0, 40)).length).toBe(2);
  },
  '3.3.1.4': async () => {
    for (const seventh of [...'0123456789', 'A']) {
      const number = `250947${seventh}AB9`;
      const text = letter(1, { scenario: 'replacement-cpr-national' }).replace(
        /(<AlternativeIdentifier>)[^<]*/,
        `$1${number}`,
      );
      const play = await Play.open();
      const [sent] = await play.deliver('XDIS91', text, legacy, fhir);
      const { system, use } = seventh === '1' || seventh === '7' ? NATIONAL : REGIONAL;
      expect(only(bundleOf(present(sent)), 'Patient').identifier).toEqual([{ use, system, value: number }]);
    }
  },
  '3.3.1.5': async () => expectNumbers(await withNumbers(NATIONAL), { other: NATIONAL.value }, []),
  '3.3.1.6': async () => {
    for (const numbers of [
      [CPR, NATIONAL],
      [NATIONAL, CPR],
    ])
      expectNumbers(await withNumbers(...numbers), { cpr: CPR.value }, [NATIONAL.value]);
  },
  '3.3.1.7': async () =>
    expectNumbers(await withNumbers(CPR, NATIONAL, REGIONAL), { cpr: CPR.value }, [
      NATIONAL.value,
      REGIONAL.value,
    ]),
  '3.3.1.8': async () => {
    for (const numbers of [
      [NATIONAL, REGIONAL],
      [REGIONAL, NATIONAL],
    ])
      expectNumbers(await withNumbers(...numbers), { other: NATIONAL.value }, [REGIONAL.value]);
  },
  '3.3.1.9': async () => {
    const wrap = (bundle: Json): void => {
      for (const { contentAttachment } of filesWithData(bundle))
        contentAttachment.data = contentAttachment.data.replace(/.{8}/g, '$&\r\n');
    };
    for (const wrapped of [false, true]) {
      const change = (bundle: Json): void => {
        onlyFiles(['image/png'])(bundle);
        if (wrapped) wrap(bundle);
      };
      const { bundle, xdis91, letters } = await playMessage(careCommunication('six-file-types', { change }));
      const { data } = present(filesWithData(bundle)[0]).contentAttachment;
      expect(/\n/.test(data)).toBe(wrapped);
      const size = String(Buffer.from(data, 'base64').length);
      expect(Number(size)).toBeLessThan(data.length);
      expect(textAt(xdis91, 'ClinicalEmail/Reference/BIN/OriginalObjectSize')).toBe(size);
      const xbin01 = parseXml(present(letters[1]).data);
      expect(textAt(xbin01, 'BinaryLetter/BinaryObject/OriginalObjectSize')).toBe(size);
    }
  },
  '3.3.1.10': async () => {
    const usual = await playMessage(careCommunication('care-team'));
    expect(textAt(usual.xdis91, 'Envelope/Sent/Time')).toBe('10:15');
    expect(textAt(usual.xdis91, 'ClinicalEmail/Letter/Authorisation/Time')).toBe('10:14');
    for (const [instant, date, time] of [
      ['2026-02-02T08:00:59Z', '2026-02-02', '09:00'],
      ['2026-02-02T08:00:59+00:00', '2026-02-02', '09:00'],
      ['2026-02-02T08:00:30+01:00', '2026-02-02', '08:00'],
      ['2026-07-01T08:00:30.123Z', '2026-07-01', '10:00'],
      ['2026-07-01T08:00:30+02:00', '2026-07-01', '08:00'],
      ['2026-07-01T00:30:00+04:00', '2026-06-30', '22:30'],
      ['2026-03-29T00:59:59Z', '2026-03-29', '01:59'],
      ['2026-03-29T01:00:00Z', '2026-03-29', '03:00'],
      ['2026-10-25T00:30:00Z', '2026-10-25', '02:30'],
      ['2026-10-25T01:30:00Z', '2026-10-25', '02:30'],
      ['2026-10-25T02:00:00Z', '2026-10-25', '03:00'],
    ] as const)
      await expectTimes(instant, date, time);
  },
});

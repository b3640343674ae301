import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Letter, loadTables, type ReadMessage } from '../../src/index.js';
import { roundTripJson, roundTripText } from '../../src/report/roundtrip.js';
import { createRoundTripper, type RoundTrip } from '../../src/roundtrip/roundtrip.js';
import { sampleDirectory, shipped, tables } from '../support/converter.js';
import type { Json } from '../support/fhir.js';
import { resource, sampleMessage } from '../support/message.js';
import { scenarios } from '../support/scenarios.js';

const tripper = createRoundTripper(tables, sampleDirectory);

const trips = (scenario: string, by = tripper): RoundTrip[] => {
  const folder = `samples/${scenario}/input`;
  const reads = readdirSync(folder)
    .sort()
    .map((name) => by.read({ name, bytes: readFileSync(`${folder}/${name}`) }));
  const letters = reads.flatMap((read) => read.letters);
  const binaries = letters.filter((letter) => letter.schema.table.message === 'XBIN01');
  return [
    ...letters
      .filter((letter) => letter.schema.table.message === 'XDIS91')
      .map((letter) => by.letter(letter, binaries)),
    ...reads.flatMap(({ name, message }) =>
      message === undefined ? [] : [by.message(name, message as ReadMessage)],
    ),
  ];
};
const trip = (scenario: string, by = tripper): RoundTrip => trips(scenario, by)[0] as RoundTrip;
const of = (one: RoundTrip, verdict: string) =>
  one.differences
    .filter((difference) => difference.verdict === verdict)
    .map(({ key, rows }) => `${key} ${rows.join(' ')}`);

/** Samples that do not survive the way back, with what is told. */
const REFUSED: Readonly<Record<string, string>> = {
  'eleven-attachments': 'FHIR023',
  'missing-attachment': 'FHIR020',
  'missing-both-attachments': 'FHIR020',
  'other-file-type': 'FHIR035',
};

describe.each(scenarios)('sample %s', (scenario) => {
  test('makes the round trip as the tables say', () => {
    for (const one of trips(scenario)) {
      if (REFUSED[scenario] !== undefined) {
        expect(one.complete).toBe(false);
        expect(one.diagnostics.map(({ code }) => code)).toContain(REFUSED[scenario]);
        continue;
      }
      expect(one.complete).toBe(true);
      // What is local to two parties is the only thing here that no row knows.
      const local = of(one, 'unexpected').filter((text) => !text.startsWith('Local_Elements/'));
      expect(local).toEqual([]);
      for (const { rows, reason } of one.differences) {
        expect(reason).toBeTruthy();
        if (reason !== 'no row knows it') expect(rows.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('a round trip', () => {
  test('tells what is lost, by row', () => {
    const lost = of(trip('plain'), 'lost');
    expect(lost).toContain('ClinicalEmail/Sender/StreetName X27');
    expect(lost).toContain('ClinicalEmail/Patient/OccupancyText X53');
  });

  test('tells what was cut as lost in part', () => {
    const lost = of(trip('long-names'), 'lost');
    expect(lost).toContain('Patient.name[official].family CB27');
  });

  test('tells local elements, which no row knows', () => {
    expect(
      of(trip('several-letters'), 'unexpected').every((text) => text.startsWith('Local_Elements/')),
    ).toBe(true);
    expect(of(trip('several-letters'), 'unexpected').length).toBe(2);
  });
});

describe('what a round trip tells', () => {
  const ofMessage = (scenario: string, change: (bundle: Json) => void): RoundTrip => {
    const bundle = sampleMessage(scenario);
    change(bundle);
    const { message } = tripper.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(bundle)) });
    return tripper.message('message.json', message as ReadMessage);
  };

  test('names nothing by a text that may be personal', () => {
    const link = ofMessage('web-links', (b) => {
      resource(b, 'Communication').payload[1].contentAttachment.url =
        'https://eksempel.invalid/?cpr=2509479989';
    });
    expect(JSON.stringify(roundTripJson(link, false, 'en'))).not.toMatch(/2509479989/);
    const text = readFileSync('samples/plain/input/letter.xml', 'utf8').replace(
      '</ClinicalEmail>',
      '<Reference><RefDescription>Bruno 2509479989</RefDescription><SUP>true</SUP></Reference></ClinicalEmail>',
    );
    const { letters } = tripper.read({ name: 'letter.xml', bytes: Buffer.from(text) });
    const trip = tripper.letter(letters[0] as never, []);
    expect(trip.complete).toBe(true);
    expect(
      `${roundTripText(trip, false, 'en')}${JSON.stringify(roundTripJson(trip, false, 'en'))}`,
    ).not.toMatch(/Bruno|2509479989/);
  });

  test('a value that a row dropped is lost, whatever stands in its place', () => {
    const trip = ofMessage('new-message', (b) => {
      resource(b, 'MessageHeader').eventCoding.display = 'Andre ord';
    });
    expect(of(trip, 'lost')).toContain('MessageHeader.eventCoding.display C202');
  });

  test('of very many values that fared alike', { timeout: 60_000 }, () => {
    const one = trip('reply');
    const [first] = one.differences;
    const many = 300_000;
    const differences = Array.from({ length: many }, () => first as (typeof one.differences)[number]);
    expect(roundTripText({ ...one, differences }, false, 'en')).toContain(String(many - 3));
  });

  test('of a long text that nearly stands in another at each place', { timeout: 60_000 }, () => {
    const many = 500_000;
    const message = sampleMessage('every-element-message-attachment');
    const { payload } = resource(message, 'Communication');
    const text = payload.find(({ contentString }: Json) => contentString !== undefined);
    text.contentString = 'ab'.repeat(2 * many);
    payload.push({ ...text, contentString: `${'ba'.repeat(many)}c${'ab'.repeat(many)}` });
    const read = tripper.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(message)) });
    expect(tripper.message('message.json', read.message as ReadMessage).complete).toBe(true);
  });

  test('of thousands of values, without asking each of all', () => {
    const trip = ofMessage('reply', (b) => {
      const { payload } = resource(b, 'Communication');
      const [first] = payload;
      for (let i = 0; i < 1000; i++) {
        const another = structuredClone(first);
        another.extension.find((one: Json) => one.valueIdentifier).valueIdentifier.value =
          `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
        payload.push(another);
      }
    });
    expect(of(trip, 'unexpected')).toEqual([]);
  });
});

describe('a fault in the tables is unexpected', () => {
  const changed = (name: string, change: (text: string) => string): ReturnType<typeof createRoundTripper> => {
    const text = shipped.get(name) ?? '';
    const other = change(text);
    expect(other).not.toBe(text);
    return createRoundTripper(loadTables(new Map([...shipped, [name, other]])), sampleDirectory);
  };
  const city = /- id: C30\n(?: {2}.*\n)+/;

  test.each([
    [
      'a row that takes a value nowhere',
      'new-message',
      'carecommunication-to-xdis91/rows.yaml',
      (t: string) => t.replace(city, '- { id: C30, name: City, how: none, reason: none }\n'),
      'Patient.address[0].city',
    ],
    [
      'a constant in the place of a value',
      'new-message',
      'carecommunication-to-xdis91/rows.yaml',
      (t: string) =>
        t.replace(
          city,
          '- { id: C30, name: City, to: ClinicalEmail/Patient/DistrictName, how: constant, value: Andetsteds }\n',
        ),
      'Patient.address[0].city',
    ],
    [
      'a block of the text that is missing',
      'reply',
      'carecommunication-to-xdis91/text.yaml',
      (t: string) => t.replace(/ {2}- id: earlier\n(?: {4}.*\n)+/, ''),
      'Communication.payload[earlier text].contentString',
    ],
  ])('%s', (_name, scenario, file, change, key) => {
    expect(of(trip(scenario, changed(file, change)), 'unexpected').join('\n')).toContain(key);
  });
});

test('a message of thousands of long texts makes the round trip; it took a time that grew with their square', {
  timeout: 30_000,
}, () => {
  const message = sampleMessage('every-element-message');
  const communication = resource(message, 'Communication');
  const [text] = communication.payload;
  communication.payload = Array.from({ length: 3000 }, (_, i) => ({
    ...text,
    contentString: `Tekst nummer ${i} ${'af mange ord '.repeat(400)}`,
  }));
  const read = tripper.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(message)) });
  const one = tripper.message('message.json', read.message as ReadMessage);
  expect(one.complete).toBe(true);
  expect(of(one, 'normalised').filter((key) => key.includes('text')).length).toBeGreaterThan(2990);
});

test('a letter whose text stands in thousands of segments makes the round trip in its time', {
  timeout: 20_000,
}, () => {
  const [name = ''] = readdirSync('samples/edifact-letter/input');
  const letter = readFileSync(`samples/edifact-letter/input/${name}`, 'latin1');
  const many = 6000;
  const before = letter.match(/FTX\+NC/g)?.length ?? 0;
  const text = Array.from({ length: many }, (_, i) => `FTX+NC+P00++linje ${i}:og mere tekst'`).join('');
  const long = letter
    .replace(/FTX\+NC/, `${text}FTX+NC`)
    .replace(/UNT\+(\d+)/, (_, count) => `UNT+${Number(count) + many}`);
  const [read] = tripper.read({ name, bytes: Buffer.from(long, 'latin1') }).letters;
  const one = tripper.legacy(read as Letter);
  expect(before).toBeGreaterThan(0);
  expect(one.complete).toBe(true);
  expect(of(one, 'unexpected')).toEqual([]);
});

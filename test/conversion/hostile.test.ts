import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  createConverter,
  createValidator,
  emptyDirectory,
  readTableFiles,
  shippedTables,
} from '../../src/index.js';
import { explanation } from '../../src/report/explain.js';
import { converter, tables } from '../support/converter.js';
import { type Json, resources } from '../support/fhir.js';

const message: Json = JSON.parse(
  readFileSync('samples/every-element-message-attachment/input/message.json', 'utf8'),
);
const first = (bundle: Json, type: string): Json => resources(bundle, type)[0];

/**
 * Much of one thing: where time grew with its square, these took minutes. What is asserted is that there is a letter; the
 * test would time out.
 */
describe('time of a conversion grows with the message', { timeout: 60_000 }, () => {
  const many = 40_000;
  const times = (make: (i: number) => Json): Json[] => Array.from({ length: many }, (_, i) => make(i));
  const senderOf = (b: Json): Json => {
    const { reference } = first(b, 'MessageHeader').sender;
    return b.entry.find(
      ({ fullUrl, resource }: Json) =>
        fullUrl === reference || `${resource.resourceType}/${resource.id}` === reference,
    ).resource;
  };
  test.each<[string, (bundle: Json) => void]>([
    [
      'blanks within a name',
      (b) => {
        senderOf(b).name = `a${' '.repeat(25 * many)}b`;
      },
    ],
    [
      'identifiers of an organisation',
      (b) => {
        const { identifier } = senderOf(b);
        identifier.push(...times((i) => identifier[i % identifier.length]));
      },
    ],
    [
      'resources of one id, and references to another of that id',
      (b) => {
        b.entry.push(
          ...times((i) => ({ fullUrl: `urn:x:${i}`, resource: { resourceType: 'Basic', id: 'x' } })),
          { fullUrl: 'urn:team', resource: { resourceType: 'CareTeam', id: 'x', name: 'Hold' } },
        );
        first(b, 'Communication').recipient = times(() => ({ reference: 'CareTeam/x' }));
      },
    ],
    [
      'a bundle that says what it is behind very many entries',
      (b) => {
        for (let i = 0; i < 3 * many; i++)
          b.entry.push({ fullUrl: `urn:x:${i}`, resource: { resourceType: 'Basic', id: 'x' } });
        const { resourceType } = b;
        delete b.resourceType;
        b.resourceType = resourceType;
      },
    ],
    [
      'a text of very many characters for an element of few',
      (b) => {
        first(b, 'Patient').name[0].family = 'a'.repeat(100_000_000);
      },
    ],
  ])('%s', (_what, change) => {
    const copy = structuredClone(message);
    change(copy);
    const read = converter.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(copy)) });
    const { letters } = converter.convertMessage('message.json', read.message as never, { trace: true });
    expect(letters).toHaveLength(2);
  });
});

test('the trace of a text that is made of many values and cut into many pieces lists a part of them', {
  timeout: 60_000,
}, () => {
  const copy = structuredClone(message);
  const [recipient] = first(copy, 'Communication').recipient;
  first(copy, 'Communication').recipient = Array.from({ length: 5000 }, () => recipient);
  const read = converter.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(copy)) });
  const { trace } = converter.convertMessage('message.json', read.message as never, {
    trace: true,
    legacy: 'edifact',
  });
  const { input = [], output = [] } = trace ?? {};
  const listed = [...input.map(({ to }) => to), ...output.map(({ from }) => from)];
  const pieces = output.filter(({ target, from }) => target.includes('FTX') && from.length > 0);
  expect(pieces.length).toBeGreaterThan(5000);
  expect(listed.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(5_000_000);
  // What is not listed is counted: each piece tells of as many values as the first of them lists.
  const counts = new Set(pieces.map(({ from, more = 0 }) => from.length + more));
  expect([...counts].filter((count) => count > 5000)).toHaveLength(1);
  const short = pieces.find(({ more }) => more !== undefined);
  expect(short?.from).toHaveLength(1);
});

test('a text that is cut into thousands of pieces is explained', { timeout: 60_000 }, () => {
  const copy = structuredClone(message);
  const [recipient] = first(copy, 'Communication').recipient;
  first(copy, 'Communication').recipient = Array.from({ length: 3000 }, () => recipient);
  const read = converter.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(copy)) });
  const options = { trace: true, legacy: 'edifact' } as const;
  const conversion = converter.convertMessage('message.json', read.message as never, options);
  expect([...explanation(conversion, false, 'en')].join('')).toContain('FTX');
});

describe('many recipients that are one team of many organisations', { timeout: 60_000 }, () => {
  const many = 1000;
  const bytes = (): Buffer => {
    const copy = structuredClone(message);
    const managingOrganization = Array.from({ length: many }, (_, i) => ({
      reference: `Organization/${i}`,
    }));
    copy.entry.push({
      fullUrl: 'CareTeam/x',
      resource: { resourceType: 'CareTeam', id: 'x', managingOrganization },
    });
    first(copy, 'Communication').recipient = Array.from({ length: many }, () => ({
      reference: 'CareTeam/x',
    }));
    return Buffer.from(JSON.stringify(copy));
  };

  test.each([
    ['refuse the message', {}, true],
    ['do not where more is allowed', { followed: 100_000 }, false],
  ])('%s', (_what, limits, refused) => {
    const input = { name: 'message.json', bytes: bytes() };
    const converter = createConverter(tables, emptyDirectory, { limits });
    const { message } = converter.read(input);
    const { letters, diagnostics } = converter.convertMessage(input.name, message as never);
    expect(letters).toHaveLength(refused ? 0 : 2);
    expect(diagnostics.some(({ code }) => code === 'LIM013')).toBe(refused);
    const files = readTableFiles(shippedTables);
    const told = createValidator(tables, files, { limits }).validate(input).diagnostics;
    expect(told.filter(({ code }) => code === 'LIM013')).toHaveLength(refused ? 1 : 0);
  });
});

test('a long name beside each of many texts refuses the message', () => {
  const limited = createConverter(tables, emptyDirectory, { limits: { text: 1_000_000 } });
  const told = (name: string): string[] => {
    const copy = structuredClone(message);
    for (const practitioner of resources(copy, 'Practitioner')) practitioner.name[0].family = name;
    const { payload } = first(copy, 'Communication');
    const text = payload.find(({ contentString }: Json) => contentString !== undefined);
    payload.push(...Array.from({ length: 100 }, () => text));
    const read = limited.read({ name: 'message.json', bytes: Buffer.from(JSON.stringify(copy)) });
    const { letters, diagnostics } = limited.convertMessage('message.json', read.message as never);
    expect(letters).toHaveLength(diagnostics.some(({ severity }) => severity === 'error') ? 0 : 2);
    return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  };
  expect(told('Test')).toEqual([]);
  expect(told('a'.repeat(100_000))).toEqual(['LIM011']);
});

test('blanks in the text of a letter, and a line end elsewhere', { timeout: 60_000 }, () => {
  const xml = readFileSync('samples/plain/input/letter.xml', 'latin1').replace(
    /<Text01[^>]*>.*?<\/Text01>/s,
    `<Text01>${' '.repeat(1_000_000)}a\n</Text01>`,
  );
  const [letter] = converter.read({ name: 'letter.xml', bytes: Buffer.from(xml, 'latin1') }).letters;
  expect(converter.convert(letter as never, []).bundle).toBeDefined();
});

test('the trace of a letter and many binary letters of one interchange, each of which accounts for the segments around them', {
  timeout: 60_000,
}, () => {
  const sample = (file: string): string =>
    readFileSync(`samples/edifact-attachment/input/${file}.edi`, 'latin1');
  const messageOf = (file: string): string => sample(file).replace(/^.*?(?=UNH)|UNZ.*$/gs, '');
  const many = 4000;
  const binaries = Array.from({ length: many }, (_, i) =>
    messageOf('attachment').replaceAll(/BLB\d+/g, `BLB${i}`),
  );
  const begin = sample('letter').replace(/UNH.*$/s, '');
  const end = `UNZ+${many + 1}+KUV2603030102'`;
  const bytes = Buffer.from([begin, messageOf('letter'), ...binaries, end].join(''), 'latin1');
  const [letter, ...candidates] = converter.read({ name: 'day.edi', bytes }).letters;
  const { trace } = converter.convert(letter as never, candidates, { trace: true });
  const around = trace?.input.filter(({ source }) => source.component === 'UNB.2.1') ?? [];
  expect(around).toHaveLength(many + 1);
  expect(new Set(around.map(({ status }) => status))).toEqual(new Set(['mapped']));
});

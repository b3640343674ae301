import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Exchange, enveloped, MINUTE, parties } from '../support/exchange.js';
import { letter } from '../support/exchange-messages.js';

const MINUTE_AGO = Date.now() / 1000 - 61;

const wrapped = (number: number): Buffer =>
  enveloped(Buffer.from(letter(number)), { message: 'XDIS91' }, parties.legacy, parties.fhir);

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open({ settleSeconds: 60 });
});
afterEach(() => exchange.close());

/** Names of what lies in the inbox. */
const lying = (): string[] => readdirSync(exchange.inbox).filter((name) => name !== '.relay');
const rejected = (): string[] => readdirSync(join(exchange.inbox, 'rejected'));
const kindsSent = async (later?: number): Promise<string[]> =>
  (await exchange.run(later)).map((one) => one.message);

describe('a file', () => {
  test('is left alone until it is whole', async () => {
    const bytes = wrapped(1);
    const name = exchange.put(bytes.subarray(0, 500));
    expect(await kindsSent()).toEqual([]);
    appendFileSync(join(exchange.inbox, name), bytes.subarray(500, -5));
    expect(await kindsSent()).toEqual([]);
    expect(lying()).toEqual([name]);
    appendFileSync(join(exchange.inbox, name), bytes.subarray(-5));
    expect(await kindsSent()).toEqual(['CareCommunication']);
    expect(lying()).toEqual([]);
  });

  test.each([['.hidden'], ['a.xml.tmp'], ['a.part'], ['a.xml.filepart']])(
    'is left alone under the name %s',
    async (name) => {
      exchange.put(wrapped(2), name);
      utimesSync(join(exchange.inbox, name), MINUTE_AGO, MINUTE_AGO);
      expect(await kindsSent()).toEqual([]);
      expect(lying()).toEqual([name]);
    },
  );

  test.each([
    ['cut off', wrapped(3).subarray(0, 900), ['negativeVans']],
    ['empty', Buffer.alloc(0), []],
    ['no envelope', Buffer.from('Hej!'), []],
  ])('that nobody writes any more is put aside: %s', async (_, bytes, answers) => {
    const name = exchange.put(bytes);
    expect(await kindsSent()).toEqual([]);
    utimesSync(join(exchange.inbox, name), MINUTE_AGO, MINUTE_AGO);
    expect(await kindsSent()).toEqual(answers);
    expect(rejected()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}_0001\.xml$/)]);
    expect(exchange.decisions).toEqual(['VANSEnvelope rejected']);
  });

  test('of a time that is to come was written before the clock was put back', async () => {
    const name = exchange.put(Buffer.from('Hej!'));
    utimesSync(join(exchange.inbox, name), Date.now() / 1000 + 3600, Date.now() / 1000 + 3600);
    await exchange.run();
    expect(rejected()).toHaveLength(1);
  });

  test('that is a folder or a link is left alone', async () => {
    mkdirSync(join(exchange.inbox, 'folder.xml'));
    writeFileSync(join(exchange.folder, 'elsewhere.xml'), wrapped(4));
    symlinkSync(join(exchange.folder, 'elsewhere.xml'), join(exchange.inbox, 'link.xml'));
    expect(await kindsSent()).toEqual([]);
    expect(lying().sort()).toEqual(['folder.xml', 'link.xml']);
  });

  test.each([
    ['~'],
    ['a~b~c.xml'],
    ['_ _.xml'],
    ['Bløde ⛄ bogstaver 𝒳.xml'],
    ['two\nlines\x1b[31m.xml'],
    [`${'x'.repeat(251)}.xml`],
    [`${'𝒳'.repeat(62)}.xml`],
  ])('may have any name: %j', async (name) => {
    exchange.put(wrapped(5), name);
    exchange.put(Buffer.from('Hej!'), `${name.slice(1)}!`.slice(-100));
    utimesSync(join(exchange.inbox, `${name.slice(1)}!`.slice(-100)), MINUTE_AGO, MINUTE_AGO);
    expect(await kindsSent()).toEqual(['CareCommunication']);
    expect(rejected()).toHaveLength(1);
    expect(lying()).toEqual(['rejected']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    for (const { file } of exchange.events) expect(file).not.toMatch(/[\x00-\x1f]/);
  });

  test.skipIf(process.platform !== 'linux')('may have a name that is no UTF-8', async () => {
    const name = Buffer.concat([
      Buffer.from(`${exchange.inbox}/bl`),
      Buffer.from([0xe6, 0xf8]),
      Buffer.from('.xml'),
    ]);
    writeFileSync(name, wrapped(6));
    expect(await kindsSent()).toEqual(['CareCommunication']);
    expect(lying()).toEqual([]);
  });
});

test('folders that somebody has removed are made again', async () => {
  exchange.put(wrapped(7));
  expect(await kindsSent()).toEqual(['CareCommunication']);
  rmSync(join(exchange.outbox, parties.fhir), { recursive: true });
  rmSync(join(exchange.outbox, '.relay'), { recursive: true });
  rmSync(join(exchange.inbox, '.relay'), { recursive: true });
  exchange.put(wrapped(8));
  expect(await kindsSent()).toEqual(['CareCommunication']);
  rmSync(join(exchange.outbox, parties.fhir), { recursive: true });
  exchange.put(wrapped(9));
  expect(await kindsSent()).toEqual(['CareCommunication']);
  expect(existsSync(join(exchange.inbox, '.relay'))).toBe(true);
});

test('a clock that was put back is told once, and lets nothing be lost; one that was put forward ends waits', async () => {
  exchange.put(wrapped(10));
  await exchange.run();
  exchange.put(wrapped(11));
  expect(await kindsSent(-10 * MINUTE)).toEqual(['CareCommunication']);
  await exchange.run();
  expect(exchange.codes).toEqual(['REL005']);
  await exchange.run(20 * MINUTE);
  await exchange.run(-20 * MINUTE);
  expect(exchange.codes).toEqual(['REL005', 'REL005']);
});

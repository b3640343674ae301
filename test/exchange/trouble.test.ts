import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiagnosticError, diagnostic } from '../../src/diagnostics/diagnostic.js';
import { identityOf } from '../../src/exchange/identity.js';
import { Inbox } from '../../src/exchange/inbox.js';
import { Outbox } from '../../src/exchange/outbox.js';
import { type Event, Relay } from '../../src/exchange/relay.js';
import { migrations } from '../../src/exchange/schema.js';
import { type Database, openDatabase } from '../../src/exchange/store/database.js';
import { openSqlite } from '../../src/exchange/store/sqlite.js';
import { createConverter } from '../../src/index.js';
import { tables } from '../support/converter.js';
import { directory, Exchange, parties, START, settingsWith } from '../support/exchange.js';
import { letter, pairOf } from '../support/exchange-messages.js';
import { validator } from '../support/validator.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const deliver = (number: number, to: string = parties.fhir): string =>
  exchange.deliver(letter(number, { to }), 'XDIS91', parties.legacy, to);

const converter = createConverter(tables, directory);

/** A relay beside that of the exchange, on the same folders and the same store or another. */
const relayWith = (
  changes: { database?: Database; convert?: typeof converter.convert },
  events: Event[] = [],
): Relay => {
  const settings = settingsWith({ settleSeconds: 0 });
  const kit = {
    converter: { ...converter, ...(changes.convert && { convert: changes.convert }) },
    tables,
    validator,
    directory,
    settings,
  };
  return new Relay({
    kit: () => kit,
    database: changes.database ?? exchange.database,
    inbox: new Inbox(exchange.inbox, 0),
    outbox: new Outbox(exchange.outbox),
    clock: () => exchange.now,
    report: (event) => events.push(event),
  });
};

const staged = (): string[] => readdirSync(join(exchange.outbox, '.relay'));
const sent = (): string[] => exchange.take().map((one) => one.message);

describe('a store that fails', () => {
  /** Fails at the end of transactions, as often as it is told. */
  const failing = (code: 'REL105' | 'REL111', times: number, really = false): Database => ({
    ...exchange.database,
    read: (work) => exchange.database.read(work),
    transaction: async (keys, work) => {
      if (times-- <= 0) return exchange.database.transaction(keys, work);
      const fault = new DiagnosticError(diagnostic(code, {}));
      if (really) await exchange.database.transaction(keys, work);
      else
        await exchange.database
          .transaction(keys, async (sql) => {
            await work(sql);
            throw fault;
          })
          .catch(() => undefined);
      throw fault;
    },
  });

  test('leaves nothing in the outbox, and what it refused is sent once when it works again', async () => {
    deliver(1);
    const relay = relayWith({ database: failing('REL105', 2) });
    await expect(relay.once()).rejects.toMatchObject({ diagnostic: { code: 'REL105' } });
    exchange.now += 1000;
    await expect(relay.recover()).rejects.toMatchObject({ diagnostic: { code: 'REL105' } });
    expect(staged()).toEqual([]);
    exchange.now += 1000;
    expect(await relay.recover()).toBe(true);
    expect(sent()).toEqual(['CareCommunication']);
    await relay.recover();
    expect(sent()).toEqual([]);
  });

  test.each([[true], [false]])('and does not know what it did, sends once (it had: %s)', async (really) => {
    deliver(2);
    const relay = relayWith({ database: failing('REL111', 1, really) });
    await expect(relay.once()).rejects.toMatchObject({ diagnostic: { code: 'REL111' } });
    expect(sent()).toEqual([]);
    exchange.now += 1000;
    await relay.recover();
    expect(sent()).toEqual(['CareCommunication']);
    await relay.recover();
    await relay.recover();
    expect(sent()).toEqual([]);
  });

  test('because another program holds it, takes the message when it is free', async () => {
    const where = join(exchange.folder, 'locked.db');
    const database = await openSqlite(where, migrations, 20);
    const other = await openDatabase(where, migrations);
    deliver(3);
    await other.transaction([], async () => {
      await expect(relayWith({ database }).once()).rejects.toMatchObject({ diagnostic: { code: 'REL102' } });
    });
    expect(await relayWith({ database }).recover()).toBe(true);
    expect(sent()).toEqual(['CareCommunication']);
    await Promise.all([database.close(), other.close()]);
  });
});

describe('one message that makes trouble keeps no other from being sent', () => {
  /** Has a defect for the first letter that is converted. */
  const defective: typeof converter.convert = (one, ...rest) => {
    if (identityOf(one).letter === 'BRV11') throw new TypeError('a defect');
    return converter.convert(one, ...rest);
  };

  test('by a defect: it is recorded and put aside', async () => {
    for (const number of [10, 11, 12]) deliver(number);
    const events: Event[] = [];
    const relay = relayWith({ convert: defective }, events);
    expect(await relay.once()).toBe(true);
    expect(sent()).toEqual(['CareCommunication', 'CareCommunication']);
    expect(readdirSync(join(exchange.inbox, 'rejected'))).toEqual([expect.stringContaining('_0002.xml')]);
    const [told] = events.filter(({ defect }) => defect !== undefined);
    expect(told).toMatchObject({
      file: '0002.xml',
      decisions: [{ decision: 'rejected' }],
      diagnostics: [{ code: 'REL007' }],
    });
    expect(await exchange.ledger(told?.arrival ?? '')).toMatchObject([{ decision: 'rejected' }]);
    expect(await relay.recover()).toBe(true);
    expect(sent()).toEqual([]);
  });

  test('by a defect when its wait is over: it goes on waiting, and is told once', async () => {
    exchange.deliver(pairOf(11).letter, 'XDIS91', parties.legacy, parties.fhir);
    exchange.deliver(pairOf(12).letter, 'XDIS91', parties.legacy, parties.fhir);
    await exchange.run();
    exchange.now += 61 * 60_000;
    const events: Event[] = [];
    const relay = relayWith({ convert: defective }, events);
    await relay.once();
    await relay.once();
    expect(sent()).toEqual(['CareCommunication']);
    expect(
      events.flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => code === 'REL007')),
    ).toHaveLength(1);
    await exchange.run();
    expect(exchange.decisions.at(-1)).toBe('XDIS91 converted');
  });

  test('because the folder of its receiver cannot be used: it is sent when it can', async () => {
    writeFileSync(join(exchange.outbox, parties.fhir), 'in the way');
    deliver(13);
    const text = letter(14, { to: parties.legacy, from: parties.silent });
    exchange.deliver(text, 'XDIS91', parties.silent, parties.legacy);
    expect(await exchange.relay.once()).toBe(false);
    expect(readdirSync(join(exchange.outbox, parties.legacy))).toHaveLength(1);
    expect(exchange.codes).toContain('REL002');
    expect(await exchange.relay.recover()).toBe(false);
    rmSync(join(exchange.outbox, parties.fhir));
    expect(await exchange.relay.recover()).toBe(true);
    expect(readdirSync(join(exchange.outbox, parties.fhir))).toHaveLength(1);
  });
});

test('a file that another relay has put aside stays there', async () => {
  exchange.put(Buffer.from('Hej!'));
  const [inbox, other] = [new Inbox(exchange.inbox, 0), relayWith({})];
  const [lying] = inbox.look().complete;
  inbox.claim(lying as never);
  // Both have read it; one has recorded it, and not yet put it away.
  await Promise.all([exchange.relay.recover(), other.recover()]);
  expect(readdirSync(join(exchange.inbox, 'rejected'))).toHaveLength(1);
});

test('what was staged in one outbox is judged by its own relay only', async () => {
  const away = join(exchange.folder, 'away');
  mkdirSync(away);
  const outbox = new Outbox(away);
  const pair = pairOf(20);
  exchange.deliver(pair.letter, 'XDIS91', parties.legacy, parties.fhir);
  await exchange.run();
  exchange.deliver(pair.binary, 'XBIN01', parties.legacy, parties.fhir);
  const settings = settingsWith({ settleSeconds: 0 });
  const kit = { converter, tables, validator, directory, settings };
  const stopped = new Outbox(away);
  // It is killed after the commit, before it renames what it staged.
  stopped.publish = () => undefined;
  const surroundings = {
    kit: () => kit,
    database: exchange.database,
    clock: () => START,
    report: () => undefined,
  };
  await new Relay({ ...surroundings, inbox: new Inbox(exchange.inbox, 0), outbox: stopped }).once();
  expect(outbox.pending()).toHaveLength(1);
  expect(await exchange.run()).toEqual([]);
  expect(outbox.pending()).toHaveLength(1);
  const again = new Relay({ ...surroundings, inbox: new Inbox(exchange.inbox, 0), outbox });
  await again.recover();
  expect(readdirSync(join(away, parties.fhir))).toHaveLength(1);
  expect(existsSync(join(exchange.outbox, parties.fhir))).toBe(false);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../support/databases.js';
import { random } from '../support/random.js';
import { type Ended, RelaySite } from '../support/relay-site.js';
import { traffic } from '../support/traffic.js';

/** How many messages there are: MEDCOM_TEST_MESSAGES=10000 .ci/postgres npx vitest run test/exchange/two-relays.test.ts */
const messages = Number(process.env.MEDCOM_TEST_MESSAGES ?? 150);
const timeout = 60_000 + messages * 60;
const parcels = traffic(messages, 3);

/** When everything comes, and when all waits are over. */
const times = ['2026-03-02T10:15:00+01:00', '2026-03-02T11:16:00+01:00'] as const;

let expected: string[];
beforeAll(async () => {
  const site = new RelaySite();
  site.put(parcels);
  for (const now of times) {
    do await site.run(['--once', '--now', now]);
    while (!site.isDone());
  }
  expected = site.sent;
  site.close();
}, timeout);

const check = ({ signal, code, stderr }: Ended): void => {
  expect(stderr).not.toMatch(/defect|^ +at .*:\d+:\d+\)$/m);
  expect(signal ?? String(code)).toMatch(/^(SIGKILL|[01])$/);
};

/** Has a relay run, killed now and then, until all is done. */
const lane = async (
  site: RelaySite,
  now: string,
  outbox: string,
  life: () => number | undefined,
): Promise<void> => {
  for (let done = false; !done; ) {
    const { child, ended } = site.start(['--once', '--now', now], { outbox });
    const killing = new AbortController();
    const lives = life();
    if (lives !== undefined)
      void sleep(lives, undefined, { signal: killing.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      );
    const result = await ended;
    killing.abort();
    check(result);
    done = result.signal === null && site.isDone();
  }
};

/** Two relays take from one inbox, and remember in one store. */
const together = async (
  site: RelaySite,
  outboxes: [string, string],
  life: () => number | undefined,
): Promise<void> => {
  site.put(parcels);
  for (const now of times)
    await site.takeUntil(Promise.all(outboxes.map((outbox) => lane(site, now, outbox, life))));
  // What the one has left may have been given to the other while that ended.
  for (const outbox of outboxes) check(await site.run(['--once', '--now', times[1]], { outbox }));
  expect(site.sent).toEqual(expected);
  expect(new Set(site.envelopes).size).toBe(site.envelopes.length);
};

/** Relays of one machine share an outbox; of several, each has its own. */
const outboxes = { SQLite: ['out', 'out'], PostgreSQL: ['out', 'other'] } as const;

describe.each(databases)('two relays with one inbox and a store in $name', ({ name, isHere, fresh }) => {
  test.skipIf(!isHere)('lose and double nothing, killed now and then', { timeout }, async () => {
    const next = random(Date.now());
    const [one, two] = outboxes[name];
    const store = await fresh();
    const site = new RelaySite(store.where, [...new Set([one, two])]);
    try {
      await together(site, [one, two], () => (next() < 0.3 ? 500 + next() * messages * 5 : undefined));
    } finally {
      site.close();
      await store.drop();
    }
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../support/databases.js';
import { Pace } from '../support/pace.js';
import { random } from '../support/random.js';
import { type Ended, RelaySite } from '../support/relay-site.js';
import { traffic } from '../support/traffic.js';

/** How often the relay is killed in each test: MEDCOM_TEST_KILLS=500 .ci/postgres npx vitest run test/exchange/crash.test.ts */
const kills = Number(process.env.MEDCOM_TEST_KILLS ?? 3);
const parcels = traffic(40);

/** When everything comes, and when all waits are over. */
const times = ['2026-03-02T10:15:00+01:00', '2026-03-02T11:16:00+01:00'] as const;
/** A start takes most of a second. */
const timeout = 60_000 + kills * 20_000;
const preload = './test/support/kill-at.js';

/** What is sent if nobody disturbs, and how many steps and milliseconds the first run takes. */
let undisturbed: { sent: string[]; steps: number; duration: number };

/** Lets relays run, one after the other, until one has ended by itself and left nothing to do; first at one time, then at the next. */
const finish = async (site: RelaySite, run: (now: string) => Promise<Ended>): Promise<void> => {
  for (const now of times) {
    for (let done = false; !done; ) {
      const { signal, code, stderr } = await run(now);
      expect(stderr).not.toMatch(/defect|^ +at .*:\d+:\d+\)$/m);
      expect(signal ?? String(code)).toMatch(/^(SIGKILL|[01])$/);
      done = signal === null && site.isDone();
    }
  }
};

beforeAll(async () => {
  const site = new RelaySite();
  site.put(parcels);
  let first: { steps: number; duration: number } | undefined;
  await finish(site, async (now) => {
    const start = performance.now();
    const ended = await site.run(['--once', '--now', now], { preload });
    first ??= {
      steps: Number(/steps (\d+)/.exec(ended.stdout)?.[1]),
      duration: performance.now() - start,
    };
    return ended;
  });
  if (first === undefined) throw new Error('it did not run');
  undisturbed = { sent: site.sent, ...first };
  site.close();
});

/** Has relays killed in a way, in one place after the other, and compares what they sent. */
const killedWith = async (
  fresh: (typeof databases)[number]['fresh'],
  run: (site: RelaySite, now: string) => Promise<Ended>,
): Promise<void> => {
  for (let killed = 0; killed < kills; ) {
    const store = await fresh();
    const site = new RelaySite(store.where);
    try {
      site.put(parcels);
      await finish(site, async (now) => {
        const ended = await run(site, now);
        if (ended.signal !== null) killed++;
        return ended;
      });
      expect(site.sent).toEqual(undisturbed.sent);
      expect(new Set(site.envelopes).size).toBe(site.envelopes.length);
    } finally {
      site.close();
      await store.drop();
    }
  }
};

describe.each(databases)(
  'killed, with a store in $name, a relay sends everything once',
  ({ isHere, fresh }) => {
    test.skipIf(!isHere)('at any step', { timeout }, async () => {
      // Steps far from each other, until all have been there.
      let turn = 0;
      await killedWith(fresh, (site, now) => {
        const step = Math.ceil(((++turn * 0.618034) % 1) * 1.3 * undisturbed.steps);
        return site.run(['--once', '--now', now], { preload, env: { KILL_AT: String(step) } });
      });
    });

    test.skipIf(!isHere)('at any instant', { timeout }, async () => {
      const next = random(Date.now());
      const pace = new Pace(undisturbed.duration);
      const begun = new Set<RelaySite>();
      await killedWith(fresh, async (site, now) => {
        const isFirst = !begun.has(site);
        begun.add(site);
        const { child, ended } = site.start(['--once', '--now', now]);
        // It spends half of its time on its start.
        const end = pace.killing(() => child.kill('SIGKILL'), 0.4 + next());
        const result = await site.takeUntil(ended);
        end(isFirst && result.signal === null);
        return result;
      });
    });
  },
);

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { enveloped, parties } from '../support/exchange.js';
import { letter } from '../support/exchange-messages.js';
import { type Ended, RelaySite } from '../support/relay-site.js';

let site: RelaySite;
beforeEach(() => {
  site = new RelaySite();
  site.answering = false;
});
afterEach(() => site.close());

const file = (number: number, to: string = parties.fhir) => ({
  name: `${number}.xml`,
  bytes: enveloped(Buffer.from(letter(number, { to })), { message: 'XDIS91' }, parties.legacy, to),
});

/** What was sent: to whom, and what. */
const sent = (): string[] => site.documents.map((one) => one.split(' ').slice(0, 2).join(' '));
const toFhir = `${parties.fhir} CareCommunication`;

/** That something was told, as people can read it. */
const expectTold = ({ code, stderr }: Ended, exit: number, diagnostic: string): void => {
  expect(stderr).toContain(diagnostic);
  expect(stderr).not.toMatch(/defect|^ +at .*:\d+:\d+\)$/m);
  expect(code).toBe(exit);
};

describe('the command', () => {
  const preload = './test/support/as-nobody.js';
  /** Everybody may use the folders of the site. */
  const open = (): void => {
    chmodSync(site.folder, 0o777);
    for (const name of readdirSync(site.folder)) chmodSync(join(site.folder, name), 0o777);
  };

  test('tells of a file that it may not read, and receives the others', async () => {
    open();
    site.put([file(1), file(2)]);
    chmodSync(join(site.inbox, '1.xml'), 0);
    expectTold(await site.run([], { preload }), 1, 'REL006');
    expect(sent()).toEqual([toFhir]);
    chmodSync(join(site.inbox, '1.xml'), 0o644);
    expect((await site.run([], { preload })).code).toBe(0);
    expect(sent()).toEqual([toFhir, toFhir]);
  });

  test('tells of an outbox that it may not write, and sends when it may', async () => {
    open();
    site.put([file(3)]);
    mkdirSync(join(site.folder, 'out', '.relay'));
    chmodSync(join(site.folder, 'out', '.relay'), 0o555);
    expectTold(await site.run([], { preload }), 1, 'REL002');
    chmodSync(join(site.folder, 'out', '.relay'), 0o777);
    expect((await site.run([], { preload })).code).toBe(0);
    expect(sent()).toEqual([toFhir]);
  });

  test('tells of an inbox that it may not use', async () => {
    open();
    chmodSync(site.inbox, 0o555);
    expectTold(await site.run([], { preload }), 2, 'REL001');
  });

  test('tells of an inbox that is no folder, and makes one that is missing', async () => {
    rmSync(site.inbox, { recursive: true });
    expect((await site.run([])).code).toBe(0);
    rmSync(site.inbox, { recursive: true });
    writeFileSync(site.inbox, '');
    expectTold(await site.run([]), 2, 'REL001');
  });

  test('tells of a store that is none, for the ledger too', async () => {
    site.put([file(4)]);
    writeFileSync(join(site.folder, 'store.db'), 'no store at all'.repeat(1000));
    expectTold(await site.run([]), 2, 'REL101');
    const { code, stdout, stderr } = medcomConvert([
      'ledger',
      'BRV4',
      '--store',
      join(site.folder, 'store.db'),
    ]);
    expectTold({ code, stdout, stderr, signal: null }, 2, 'REL101');
    expect(readdirSync(site.inbox)).toContain('4.xml');
  });

  test('tells of a store that is damaged while it is used, and takes the messages with a sound one', async () => {
    site.put([file(5)]);
    await site.run([]);
    const store = join(site.folder, 'store.db');
    const sound = readFileSync(store);
    writeFileSync(store, Buffer.concat([sound.subarray(0, 8192), Buffer.alloc(sound.length - 8192, 0xff)]));
    site.put([file(6)]);
    const { code, stderr } = await site.run([]);
    expect([1, 2]).toContain(code);
    expect(stderr).toContain('REL101');
    writeFileSync(store, sound);
    for (const name of ['store.db-wal', 'store.db-shm']) rmSync(join(site.folder, name), { force: true });
    expect((await site.run([])).code).toBe(0);
    expect(sent()).toEqual([toFhir, toFhir]);
  });
});

/** Mounts a small disk, if this may be. */
const mount = (folder: string, kilobytes: number): boolean => {
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('a disk that is full', () => {
  test.each([
    ['of the outbox', 'out', 'REL002'],
    ['of the store', 'disk', 'REL105'],
  ])('%s: what was received is sent when there is space', async (_, name, code) => {
    site.close();
    site = new RelaySite(name === 'disk' ? 'disk/store.db' : undefined);
    site.answering = false;
    const disk = join(site.folder, name);
    if (!mount(disk, 1000)) {
      console.warn('skipped: no disk can be mounted here');
      return;
    }
    try {
      await site.run([]);
      site.put([1, 2, 3].map((number) => file(number)));
      const filler = join(disk, '.filler');
      writeFileSync(filler, '');
      expect(() => {
        for (;;) appendFileSync(filler, Buffer.alloc(512));
      }).toThrow(/ENOSPC/);
      const full = await site.run([]);
      expect(full.code).not.toBe(0);
      expect(full.stderr).toContain(code);
      expect(full.stderr).not.toMatch(/defect|^ +at .*:\d+:\d+\)$/m);
      expect(sent()).toEqual([]);
      rmSync(filler);
      expect((await site.run([])).code).toBe(0);
      expect(sent()).toEqual([toFhir, toFhir, toFhir]);
      if (name === 'out') expect(readdirSync(join(disk, '.relay'))).toEqual([]);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});

describe('with --watch', () => {
  /** Waits until something is so, while what is sent is taken. */
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      site.take();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  test('files are received as they come, a directory is read when it has changed, and SIGTERM ends it', async () => {
    const { child, ended } = site.start(['--watch']);
    try {
      site.put([file(1)]);
      await until(() => site.documents.length === 1);
      site.put([file(2, parties.both)]);
      await until(() => site.documents.length === 2);
      const sor = join(site.folder, 'sor.csv');
      writeFileSync(
        `${sor}.new`,
        `${readFileSync(sor, 'utf8')}\n${parties.both};777777000016005;Nyby;;FDIS91`,
      );
      renameSync(`${sor}.new`, sor);
      for (let number = 3; !sent().includes(`${parties.both} CareCommunication`); number++) {
        site.put([file(number, parties.both)]);
        await until(() => site.documents.length === number);
      }
      expect(sent().slice(0, 2)).toEqual([toFhir, `${parties.legacy} XCTL01`]);
      site.put(Array.from({ length: 100 }, (_, index) => file(1000 + index)));
      await until(() => sent().filter((one) => one === toFhir).length > 10);
    } finally {
      child.kill('SIGTERM');
    }
    const { code, signal, stderr } = await ended;
    expect([code, signal]).toEqual([0, null]);
    expect(stderr).not.toContain('defect');
    expect(readdirSync(join(site.inbox, '.relay'))).toEqual([]);
    expect(readdirSync(join(site.folder, 'out', '.relay'))).toEqual([]);
    await site.run([]);
    expect(sent().filter((one) => one === toFhir)).toHaveLength(101);
    expect(new Set(site.envelopes).size).toBe(site.envelopes.length);
  });

  test('it goes on when the inbox is away for a while', async () => {
    const { child, ended } = site.start(['--watch']);
    try {
      site.put([file(1)]);
      await until(() => site.documents.length === 1);
      renameSync(site.inbox, `${site.inbox}.away`);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      renameSync(`${site.inbox}.away`, site.inbox);
      site.put([file(2)]);
      await until(() => site.documents.length === 2);
    } finally {
      child.kill('SIGTERM');
    }
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(stderr).toContain('REL001');
    expect(stderr).not.toContain('defect');
  });
});

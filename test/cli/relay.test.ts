import { copyFileSync, mkdirSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { files, folder } from '../support/folder.js';

const NOW = ['--now', '2026-03-05T10:15:00+01:00'];

/** The arguments of a relay in the folder of the test. */
const relay = (...more: string[]): string[] => [
  'relay',
  '--inbox',
  join(folder, 'in'),
  '--outbox',
  join(folder, 'out'),
  '--store',
  join(folder, 'relay.db'),
  '--sor',
  'samples/sor.csv',
  ...more,
];

/** Puts the sample envelopes into the inbox. */
const fill = (): void => {
  mkdirSync(join(folder, 'in'), { recursive: true });
  for (const name of readdirSync('samples/relay/inbox'))
    copyFileSync(`samples/relay/inbox/${name}`, join(folder, 'in', name));
};

const ledger = (...ids: string[]) =>
  medcomConvert(['ledger', ...ids, '--store', join(folder, 'relay.db'), '--json']);

test('the sample inbox is received, sent and remembered, as the documentation says', () => {
  fill();
  const { code, stderr, stdout } = medcomConvert(relay(...NOW));
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toMatch(/XDIS91 BRV260305 (waiting|converted)/);
  const sent = files(join(folder, 'out')).filter((name) => !name.includes('.relay'));
  expect(sent.map((name) => name.replace(/-[0-9a-f-]{36}\.xml$/, ''))).toEqual([
    '5790009999010/20260305T101500-01-XDIS91',
    '5790009999027/20260305T101500-01-CareCommunication',
  ]);
  const [{ entries }] = jsonLines(ledger('BRV260305').stdout);
  expect(entries[0]).toMatchObject({
    file: 'letter.xml',
    state: 'converted',
    conversions: [{ direction: 'to-fhir', letters: [{ letter: 'BRV260305' }, { letter: 'BRV260305B' }] }],
    outputs: [{ document: 'CareCommunication', receiver: '5790009999027' }],
  });
  // Nothing of a patient is told or remembered in the clear.
  expect(stderr + JSON.stringify(entries)).not.toMatch(/Karla|Prøvesen|1411529974/);
});

test('a file larger than any message is put aside, and no more of it is read than a message may have', () => {
  mkdirSync(join(folder, 'in'));
  const large = join(folder, 'in', 'large.xml');
  writeFileSync(large, '<VANSEnvelope>');
  truncateSync(large, 5e9);
  utimesSync(large, 0, 0);
  const { code, stderr } = medcomConvert(relay('--limit', 'size=1MB'));
  expect({ code, told: /REL\d+|VAN\d+/g.exec(stderr)?.[0] }).toEqual({ code: 1, told: 'REL003' });
  expect(stderr).toContain('VAN005');
  expect(files(join(folder, 'in'))).toEqual([expect.stringMatching(/^rejected\/.*_large\.xml$/)]);
});

test('a second run does nothing, and what comes again is ignored', () => {
  fill();
  medcomConvert(relay(...NOW));
  expect(medcomConvert(relay(...NOW)).stderr).toBe('');
  fill();
  const events = jsonLines(medcomConvert(relay(...NOW, '--json')).stdout);
  expect(
    events.flatMap(({ decisions }) => decisions.map((one: { decision: string }) => one.decision)),
  ).toEqual(['ignored', 'ignored', 'ignored']);
});

test('a directory that was not renewed for long is told of', () => {
  mkdirSync(join(folder, 'in'));
  const old = join(folder, 'sor.csv');
  copyFileSync('samples/sor.csv', old);
  const then = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000);
  utimesSync(old, then, then);
  const { code, stderr } = medcomConvert(relay('--sor', old));
  expect({ code, told: stderr.includes('REL008') }).toEqual({ code: 0, told: true });
});

test.each([
  [['--once', '--watch'], 'exclude each other'],
  [['--watch', ...NOW], '--now is for --once'],
  [['--now', 'today'], 'is no time'],
  [['--show-values'], 'unknown option'],
])('wrong usage is told: %s', (more, told) => {
  const { code, stderr } = medcomConvert(relay(...more));
  expect({ code, told: stderr.includes(told) }).toEqual({ code: 2, told: true });
});

test('an id that nobody knows is told by the exit code', () => {
  mkdirSync(join(folder, 'in'));
  medcomConvert(relay());
  const { code, stdout } = ledger('BRV1');
  expect({ code, stdout: JSON.parse(stdout) }).toEqual({ code: 1, stdout: { id: 'BRV1', entries: [] } });
});

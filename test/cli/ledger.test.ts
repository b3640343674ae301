import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { folder, put } from '../support/folder.js';

test('ledger refuses a store that is not there, and makes none', () => {
  const store = `${folder}/mistyped.db`;
  const { code, stderr, stdout } = medcomConvert(['ledger', 'BRV260305', '--store', store]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('error REL115 There is no such store.');
  expect(stderr).toContain(store);
  expect(existsSync(store)).toBe(false);
});

test('ledger tells what the store of a relay knows', () => {
  const store = `${folder}/relay.db`;
  put('inbox/letter.xml', readFileSync('samples/relay/inbox/letter.xml'));
  const site = ['--inbox', `${folder}/inbox`, '--outbox', `${folder}/outbox`, '--store', store];
  expect(medcomConvert(['relay', ...site, '--sor', 'samples/sor.csv', '--once']).code).not.toBe(2);
  expect(existsSync(store)).toBe(true);
  expect(medcomConvert(['ledger', 'letter.xml', '--store', store]).stdout).toContain('BRV260305');
  expect(medcomConvert(['ledger', 'unknown', '--store', store])).toMatchObject({ code: 1 });
});

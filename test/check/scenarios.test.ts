import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Checked, checkTables, readTableFiles, toldIn } from '../../src/index.js';
import { shipped } from '../support/converter.js';
import { ENGLISH, withoutQuoted } from '../support/english.js';

const SCENARIOS = 'test/check/scenarios';
const scenarios = readdirSync(SCENARIOS);

/** Tables of a site with faults: one each, or several. */
const checked = new Map<string, Checked>(
  scenarios.map((scenario) => [
    scenario,
    checkTables({ shipped, site: readTableFiles(`${SCENARIOS}/${scenario}`) }),
  ]),
);

describe.each(scenarios)('%s', (scenario) => {
  const { faults, cutShort } = checked.get(scenario) as Checked;

  test('is told as expected', async () => {
    const told = faults.map(({ code, place, message, hint }) => ({
      code,
      at: [place.file, place.line, place.column].filter((part) => part !== undefined).join(':'),
      message,
      hint,
    }));
    await expect(`${JSON.stringify(told, undefined, 2)}\n`).toMatchFileSnapshot(`expected/${scenario}.json`);
  });

  test('is told in Danish, too', () => {
    for (const one of faults) {
      const { message, hint } = toldIn(one, 'da');
      expect(message).not.toBe(one.message);
      expect(withoutQuoted(`${message} ${hint}`, one)).not.toMatch(ENGLISH);
    }
  });

  test('is told whole, each fault with its file', () => {
    expect(cutShort).toBe(false);
    if (scenario.startsWith('many')) expect(faults.length).toBeGreaterThan(1);
    else expect(faults.length).toBeGreaterThan(0);
    for (const { code, place } of faults) {
      expect(code).toMatch(/^TAB\d{3}$/);
      expect(place.file).toMatch(/\.yaml$/);
    }
  });
});

test('every diagnostic of tables has a scenario, but the one of folders that cannot be read', () => {
  const told = new Set([...checked.values()].flatMap(({ faults }) => faults.map(({ code }) => code)));
  const all = Array.from({ length: 11 }, (_, i) => `TAB${String(i + 1).padStart(3, '0')}`);
  expect(all.filter((code) => !told.has(code as never))).toEqual(['TAB004']);
});

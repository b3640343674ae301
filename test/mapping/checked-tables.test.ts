import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkTables } from '../../src/check/check.js';
import { recordChecks } from '../../src/formats/checked-tables.js';
import { foundSound } from '../../src/mapping/load-tables.js';
import { shipped } from '../support/converter.js';

/** What `npm run build` wrote. */
const built = JSON.parse(readFileSync('dist/checked-tables.json', 'utf8'));

test('what was checked when the package was built is what a check makes of the tables now', () => {
  const checked = recordChecks(() => {
    expect(checkTables({ shipped, site: new Map() }).faults).toEqual([]);
    foundSound(shipped);
  });
  expect(Object.keys(checked).length).toBeGreaterThan(shipped.size);
  // Plain data only: what JSON cannot hold would be gone when the command reads it.
  expect(built).toEqual(checked);
});

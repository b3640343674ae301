import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copenhagenInstant } from '../../src/mapping/copenhagen.js';

describe('Danish local time', () => {
  test.each([
    ['2026-03-02', '10:15', '2026-03-02T10:15:00+01:00', undefined],
    ['2026-07-15', '00:00', '2026-07-15T00:00:00+02:00', undefined],
    ['2026-03-29', '01:59', '2026-03-29T01:59:00+01:00', undefined],
    ['2026-03-29', '02:30', '2026-03-29T03:30:00+02:00', 'never'],
    ['2026-03-29', '03:00', '2026-03-29T03:00:00+02:00', undefined],
    ['2026-10-25', '01:59', '2026-10-25T01:59:00+02:00', undefined],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00+02:00', 'twice'],
    ['2026-10-25', '02:59', '2026-10-25T02:59:00+02:00', 'twice'],
    ['2026-10-25', '03:00', '2026-10-25T03:00:00+01:00', undefined],
    ['1998-12-13', '12:10', '1998-12-13T12:10:00+01:00', undefined],
    ['1995-09-24', '02:30', '1995-09-24T02:30:00+02:00', 'twice'],
    ['2024-02-29', '23:59', '2024-02-29T23:59:00+01:00', undefined],
    ['2026-12-31', '23:59', '2026-12-31T23:59:00+01:00', undefined],
  ])('%s %s', (date, time, text, oddity) => {
    expect(copenhagenInstant(date, time)).toEqual({ text, oddity });
  });

  test('reads back as the same wall clock, unless the hour does not exist', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Copenhagen',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 366 * 24 * 60 }), (minute) => {
        const local = new Date(Date.UTC(1990, 0, 1, 0, minute)).toISOString();
        const [date, time] = [local.slice(0, 10), local.slice(11, 16)];
        const { text, oddity } = copenhagenInstant(date, time);
        if (oddity !== 'never') expect(clock.format(new Date(text))).toBe(`${date} ${time}`);
      }),
    );
  });
});

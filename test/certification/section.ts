import { afterAll, describe, expect, test } from 'vitest';
import { sections } from './steps.js';
import { closeAll } from './support/play.js';

/**
 * The checks of a section, one for each of its steps: a step without a check fails, and so does a check for no step.
 *
 * @param ours checks of our own that stand in for steps that MedCom has removed; they are not counted
 */
export const section = (
  number: string,
  checks: Readonly<Record<string, () => Promise<void>>>,
  ours: Readonly<Record<string, () => Promise<void>>> = {},
): void => {
  const known = sections.find((one) => one.number === number);
  if (known === undefined) throw new Error(`${number} is no section`);
  afterAll(closeAll);
  describe(`${number} ${known.title}`, () => {
    for (const [step, text] of Object.entries(known.steps))
      test(`${step} ${text}`, async () => {
        const check = checks[step];
        if (check === undefined) throw new Error(`step ${step} has no check`);
        expect.hasAssertions();
        await check();
      });
    for (const [name, check] of Object.entries(ours)) test(`our rule: ${name}`, check);
    test(`checks of ${number} are for its steps`, () => {
      expect(Object.keys(checks).filter((step) => !(step in known.steps))).toEqual([]);
    });
  });
};

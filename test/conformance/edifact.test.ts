import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { xbin01, xctl, xdis91 } from '../support/generate.js';
import { latin1 } from '../support/generate-latin1.js';
import { leavesOf, toInterchange, toLetter } from '../support/interchanges.js';
import { hasReference, reference } from '../support/reference.js';
import { xsdErrors } from '../support/xsd.js';

const PAIRS = {
  XDIS91: ['DIS91_1', 'DIS91_2'],
  XBIN01: ['BIN01_1', 'BIN01_2', 'BIN01_3', 'BIN01_4'],
  XCTL01: ['CTL01_1'],
  XCTL02: ['CTL02_1'],
  XCTL03: ['CTL03_1'],
} as const;
type Message = keyof typeof PAIRS;
const messages = Object.keys(PAIRS) as Message[];
const pairs = messages.flatMap((message) => PAIRS[message].map((name) => ({ message, name })));

const edifact = (name: string): Buffer => readFileSync(join(reference, `edifact/${name}.edi`));
const oioxml = (name: string): Buffer => readFileSync(join(reference, `oioxml/${name}.xml`));

/** Leaves of MedCom's letter that ours does not have, and why. Everything else must be equal. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // 8.3: a lone _ says that there is no department, and is no name.
  BIN01: ['BinaryLetter/Sender/DepartmentName = _', 'BinaryLetter/Receiver/DepartmentName = _'],
};

/** Line ends between segments say nothing; those of objects do. */
const withoutNewlines = (name: string, bytes: Buffer): Buffer =>
  name.startsWith('BIN') ? bytes : Buffer.from(bytes.toString('latin1').replace(/[\r\n]/g, ''), 'latin1');

const asText = (bytes: Buffer): string => bytes.toString('latin1').replace(/^<\?xml[^>]*\?>/, '');

describe.skipIf(!hasReference)("MedCom's pairs of EDIFACT and OIOXML", () => {
  test.each(pairs)('$name: the letter is theirs', ({ name }) => {
    const ours = toLetter(edifact(name));
    expect(ours.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const leftOut = LEFT_OUT[name.slice(0, 5)] ?? [];
    const theirs = leavesOf(oioxml(name));
    expect(leavesOf(ours.bytes)).toEqual(theirs.filter((leaf) => !leftOut.includes(leaf)));
  });

  test('the exceptions are still needed', () => {
    for (const [kind, leaves] of Object.entries(LEFT_OUT)) {
      const there = pairs
        .filter(({ name }) => name.startsWith(kind))
        .flatMap(({ name }) => leavesOf(oioxml(name)));
      for (const leaf of leaves) expect(there).toContain(leaf);
    }
  });

  test.each(pairs)('$name: the interchange has the bytes of theirs', ({ name }) => {
    const ours = toInterchange(oioxml(name));
    expect(ours.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(ours.bytes.equals(withoutNewlines(name, edifact(name)))).toBe(true);
  });

  test.each(pairs)('$name: there and back gives the same bytes', ({ name }) => {
    const back = toInterchange(toLetter(edifact(name)).bytes);
    expect(back.bytes.equals(withoutNewlines(name, edifact(name)))).toBe(true);
  });

  test.each(messages)('%s of theirs are valid', async (message) => {
    const letters = PAIRS[message].map((name) => asText(toLetter(edifact(name)).bytes));
    expect(await xsdErrors(message, letters)).toEqual([]);
  });
});

describe.skipIf(!hasReference)("MedCom's schemas", () => {
  const generated = { XDIS91: xdis91, XBIN01: xbin01, ...xctl };
  test.each(messages)('accept every %s that was written from EDIFACT', async (message) => {
    const interchanges = fc
      .sample(latin1(generated[message]), { numRuns: 300, seed: 20260302 })
      .map((text) => toInterchange(text));
    const letters = interchanges.map(({ bytes, diagnostics }) => {
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      return toLetter(bytes);
    });
    for (const { diagnostics } of letters)
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(
      await xsdErrors(
        message,
        letters.map(({ bytes }) => asText(bytes)),
      ),
    ).toEqual([]);
  });
});

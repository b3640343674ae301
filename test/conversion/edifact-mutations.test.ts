import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { converter } from '../support/converter.js';
import { allMessages, latin1, type Part, PERSONAL, partsOf, written } from '../support/edifact.js';
import { segmentFaults } from '../support/edifact-segment-faults.js';
import { syntaxFaults } from '../support/edifact-syntax-faults.js';
import { xbin01, xctl, xdis91 } from '../support/generate.js';
import { lowerable } from '../support/generate-latin1.js';
import { toInterchange } from '../support/interchanges.js';
import { random } from '../support/random.js';
import { toldOfAll } from '../support/schema-verdicts.js';

/** More, and others, by hand: EDIFACT_SEED=2 EDIFACT_FACTOR=20. */
const SEED = Number(process.env.EDIFACT_SEED ?? 20260302);
const EACH = 12 * Number(process.env.EDIFACT_FACTOR ?? 1);
/** So many tries may find nothing to be changed. */
const MOST = 40 * EACH;

const faultClasses = [...segmentFaults, ...syntaxFaults];
const originals: readonly Part[][] = Object.values(allMessages).map((message) => partsOf([message()]));
const toldOf = (bytes: Buffer) => toldOfAll(converter.read({ name: 'interchange.edi', bytes }));

test('the interchanges that faults are put into have none', () => {
  for (const parts of originals) expect(toldOf(written(parts, { newline: '' }))).toEqual([]);
});

describe(`each fault of an interchange is told (${faultClasses.length} classes, ${EACH} of each)`, () => {
  test.each(faultClasses.map((one) => [one.name, one] as const))('%s', (_, { codes, mutate }) => {
    const next = random(SEED);
    let made = 0;
    for (let i = 0; made < EACH && i < MOST; i++) {
      const bytes = mutate(originals[i % originals.length] as Part[], next);
      if (bytes === undefined) continue;
      made++;
      const told = toldOf(bytes);
      const isTold = told.some(
        ({ code, severity }) => codes.includes(code) && (severity !== 'info' || code === 'EDI004'),
      );
      expect(isTold, `${told.map(({ code }) => code)}\n${bytes.toString('latin1')}`).toBe(true);
      for (const one of PERSONAL) expect(JSON.stringify(told)).not.toContain(one);
    }
    expect(made).toBe(EACH);
  });
});

/** What tells that an interchange is not written as MedCom says. */
const SHAPE = ['EDI049', 'EDI050', 'EDI051', 'EDI052', 'EDI053', 'EDI054'];

describe('of what we write ourselves nothing is told:', () => {
  test.each(Object.entries({ XDIS91: xdis91, XBIN01: xbin01, ...xctl }))('%s', (_, letters) => {
    for (const letter of fc.sample(lowerable(letters), { numRuns: 60, seed: SEED })) {
      const { bytes } = toInterchange(letter);
      // A version of seven characters that is not X and six has no shorter form.
      const told = toldOf(bytes).filter(({ code, rule }) => SHAPE.includes(code) && rule !== 'EC25');
      expect(told, bytes.toString('latin1')).toEqual([]);
    }
  });
});

describe('order, number and presence of segments', () => {
  const dis91 = written(partsOf([allMessages.dis91()]), { newline: '' }).toString('latin1');
  const bin01 = written(partsOf([allMessages.bin01()]), { newline: '' }).toString('latin1');
  test.each([
    ['a subject behind its text', dis91, /(FTX\+OE[^']*')(FTX\+NC.*?')(?=FTX)/s, '$2$1', 'EDI049', '28:FTX'],
    ['no group for the objects', bin01, "S11+11'", '', 'EDI053', '1:UNH'],
    ['a group S02 behind the patient', dis91, /(S02\+02'.*?)(S07.*?)(?=S11)/s, '$2$1', 'EDI049', '16:S02'],
    ['no decimal of a date', dis91, 'DTM+137:202603020938:203', 'DTM+137:202603020938', 'EDI050', '3:DTM'],
    ['seconds in S02 only', dis91, '182:202603020938', '182:20260302093859', 'EDI028', '17:DTM.1.2'],
    ['no word of an episode', dis91, "RFF+AHI:1'", '', 'EDI050', '21:S11'],
    ['no number of a letter in S02', dis91, 'RFF+SRI:BRV1', 'RFF+SRI', 'EDI050', '15:RFF'],
    ['a text of 71 characters', dis91, 'Karla Test', 'K'.repeat(57), 'EDI051', '29:FTX.4.1'],
  ] as const)('%s', (_, text, from, to, code, at) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const told = toldOf(latin1(changed)).find((one) => one.code === code);
    const { segment, component } = told?.place ?? {};
    expect(`${segment}:${component}`).toBe(at);
  });
});

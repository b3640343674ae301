import { describe, expect, test } from 'vitest';
import { checkTables } from '../../src/index.js';
import { shipped } from '../support/converter.js';

const NO_SITE = new Map<string, string>();

/** Checks the shipped tables with a change in one of them. */
const checking = (name: string, from: string, to: string) => {
  const text = shipped.get(name) ?? '';
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  return checkTables({ shipped: new Map([...shipped, [name, text.replace(from, to)]]), site: NO_SITE });
};

const told = ({ faults }: ReturnType<typeof checkTables>) =>
  faults.map(({ code, message }) => `${code} ${message}`);

test('the shipped tables are without a fault', () => {
  const { faults, files, cutShort } = checkTables({ shipped, site: NO_SITE });
  expect(faults).toEqual([]);
  expect(files).toBe(shipped.size);
  expect(cutShort).toBe(false);
});

describe('a fault in a shipped table is found', () => {
  const ROWS = 'xdis91-to-carecommunication/rows.yaml';
  const BOTH = 'xdis91-xbin01-to-carecommunication/rows.yaml';
  const RECEIPT = 'xctl-to-acknowledgement/rows.yaml';
  test.each([
    [
      'an element of the letter without a row',
      ROWS,
      ['from: ClinicalEmail/Patient/OccupancyText', 'from: ClinicalEmail/Patient/StreetName'],
      /TAB005 .*OccupancyText of XDIS91/,
    ],
    [
      'an element of the binary letter without a row',
      BOTH,
      ['from: "XBIN01:BinaryLetter/Contents"', 'from: "XBIN01:BinaryLetter/SystemInformation"'],
      /TAB005 .*BinaryLetter\/Contents of XBIN01/,
    ],
    [
      'an element of a receipt without a row',
      RECEIPT,
      ['"*/OriginalEmessage/OriginalEnvelopeIdentifier"', '"*/Letter/Identifier"'],
      /TAB005 .*OriginalEnvelopeIdentifier of XCTL0/,
    ],
    [
      'an element that the profile of an Acknowledgement demands',
      RECEIPT,
      ['to: "Provenance[original].recorded"', 'to: Bundle.timestamp'],
      /TAB006 .*Provenance\[original\]\.recorded/,
    ],
    [
      'an element that the profile of a CareCommunication demands',
      ROWS,
      ['to: MessageHeader.definition', 'to: Communication.topic.text'],
      /TAB006 .*MessageHeader\.definition, which medcom-careCommunication-messageHeader demands/,
    ],
    ['a ruling', 'rulings.yaml', ['- id: D36', '- id: D63'], /TAB011 Row X60|TAB011 Row X114/],
    [
      'a code of EDIFACT that means two',
      'code-lists/object-codes.yaml',
      ['edifact: IMG', 'edifact: TXT'],
      /TAB007 .*tekstfil, billede have the same edifact/,
    ],
    [
      'a component that is read as a code that does not exist',
      'edifact/interchange.yaml',
      ['missing: minuspositivkvitt', 'missing: minuskvitt'],
      /TAB009 Row EI10: Envelope\/AcknowledgementCode has no code minuskvitt/,
    ],
    [
      'what a list gives for a code',
      'code-lists/episode-of-care-status-back.yaml',
      [
        'class: IMP, status: in-progress, oioxml: indlagt',
        'class: IMP, status: in-progress, oioxml: indlagd',
      ],
      /TAB009 Row C36: .*EpisodeOfCareStatusCode has no code indlagd/,
    ],
    [
      'what a choice is called',
      'carecommunication-to-xdis91/rows.yaml',
      ['code: ydernummer, from', 'code: yderummer, from'],
      /TAB009 Row C24: .*IdentifierCode has no code yderummer/,
    ],
  ] as const)('%s', (_, name, [from, to], message) => {
    const checked = checking(name, from, to);
    expect(told(checked).join('\n')).toMatch(message);
    expect(checked.cutShort).toBe(false);
  });

  test('two faults in one table, told both', () => {
    const text = (shipped.get(ROWS) ?? '')
      .replace('to: Bundle.timestamp', 'to: Bundle.timstamp')
      .replace('to: Patient.address.city', 'to: Patient.adress.city');
    const { faults } = checkTables({ shipped: new Map([...shipped, [ROWS, text]]), site: NO_SITE });
    const lines = faults.map(({ place }) => text.split('\n')[(place.line ?? 0) - 1]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('id: X2,');
    expect(lines[1]).toContain('id: X51');
  });

  test('of very many the first, and that there may be more', () => {
    const rows = Array.from(
      { length: 150 },
      (_, i) => `- { id: OWN${i}, name: Own, from: Letter/Identifier, to: Bundle.own${i}, how: copy }\n`,
    );
    const { faults, cutShort } = checkTables({ shipped, site: new Map([[ROWS, rows.join('')]]) });
    expect(faults.length).toBeLessThan(rows.length);
    expect(faults.length).toBeGreaterThan(rows.length / 2);
    expect(cutShort).toBe(true);
  });

  test('a table that nothing can stand in for ends the check, which says so', () => {
    const { faults, cutShort } = checking('narratives.yaml', '\n  status: generated', '\n  status: made');
    expect(faults.length).toBeGreaterThan(0);
    expect(cutShort).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import {
  checkTables,
  createConverter,
  DiagnosticError,
  emptyDirectory,
  loadTables,
} from '../../src/index.js';
import { converter, lettersOf, sampleText, shipped } from '../support/converter.js';
import { payloads, received } from '../support/fhir.js';

const ROWS = 'xdis91-to-carecommunication/rows.yaml';

/** Loads the tables with changes to one file of the shipped ones; gives what is told of them. */
const loading = (name: string, change: (text: string) => string) => {
  const text = shipped.get(name) ?? '';
  const changed = change(text);
  expect(changed).not.toBe(text);
  try {
    createConverter(loadTables(new Map([...shipped, [name, changed]])), emptyDirectory);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
};

const lineOf = (name: string, text: string): number =>
  (shipped.get(name) ?? '').split('\n').findIndex((l) => l.includes(text)) + 1;

describe('a table with a fault is refused with its place', () => {
  test.each([
    [
      'an unknown source',
      (t: string) => t.replace('from: Envelope/Sent/Date', 'from: Envelope/Sendt/Date'),
      /no element Envelope\/Sendt/,
      'id: X2,',
    ],
    [
      'an unknown target',
      (t: string) => t.replace('to: Bundle.timestamp', 'to: Bundle.timstamp'),
      /no element timstamp/,
      'id: X2,',
    ],
    [
      'an unknown resource',
      (t: string) => t.replace('to: Communication.topic.text', 'to: Comunication.topic.text'),
      /no entry Comunication/,
      'id: X59',
    ],
    [
      'an unknown code list',
      (t: string) => t.replace('list: priority', 'list: prority'),
      /no code list prority/,
      'id: X58',
    ],
    ['an unknown row', (t: string) => t.replace('into: X2 }', 'into: X299 }'), /no row X299/, 'id: X3,'],
    ['a repeated id', (t: string) => t.replace('id: X5,', 'id: X3,'), /twice/, 'id: X5,'],
    [
      'an unknown word',
      (t: string) => t.replace('how: formatted-text', 'how: formated-text'),
      /X60/,
      'how: formatted-text',
    ],
    [
      'a drop without a reason',
      (t: string) => t.replace(/(how: drop)\n {2}reason: .*/, '$1'),
      /reason/,
      'id: X6',
    ],
  ])('%s', (_, change, message, at) => {
    const told = loading(ROWS, change);
    expect(told?.message).toMatch(message);
    expect(told?.place.file).toBe(ROWS);
    expect(Math.abs((told?.place.line ?? 0) - lineOf(ROWS, at))).toBeLessThanOrEqual(4);
    expect(told?.hint).toBeTruthy();
  });

  test('not YAML', () => {
    const told = loading(ROWS, (t) => t.replace('- id: X4', '- id: [X4'));
    expect(told?.code).toBe('TAB001');
    expect(told?.place.line).toBeGreaterThan(1);
  });

  const doubling = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  test.each([
    ['an alias of nothing', ['x: *nothing'], 'nothing', 1],
    ['aliases that would fill the memory', ['a0: &a0 [x]', ...doubling], 'alias', 2],
    ['lists within lists', ['['.repeat(20_000)], 'too deep', 1],
    ['maps within maps', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`), 'too deep', 100],
  ])('not YAML: %s', (_, lines, message, line) => {
    const told = loading(ROWS, () => lines.join('\n'));
    expect(told).toMatchObject({
      code: 'TAB001',
      place: { line },
      message: expect.stringContaining(message),
    });
  });

  test('of very many faults of YAML the first are told', () => {
    const text = `a: b\n${'\t: [\n'.repeat(2000)}`;
    const site = new Map([[ROWS, text]]);
    expect(() => loadTables(shipped, site)).toThrow(DiagnosticError);
    const faults = checkTables({ shipped, site }).faults.filter(({ code }) => code === 'TAB001');
    expect(faults.length).toBeLessThanOrEqual(100);
    expect(faults[0]?.place).toMatchObject({ file: ROWS, line: 2 });
  });

  const BACK = 'carecommunication-to-xdis91/rows.yaml';
  test.each([
    [
      'an unknown element of FHIR',
      BACK,
      (t: string) => t.replace('from: "Patient.address[first].line"', 'from: Patient.adress.line'),
      /no element Patient\.adress/,
      'id: C29',
    ],
    [
      'an unknown slice',
      BACK,
      (t: string) =>
        t
          .replace('[receiver]", how', '[receiver]", how')
          .replace('identifier[ydernummer]', 'identifier[yder]'),
      /no element .*\[yder\]/,
      'id: C23',
    ],
    [
      'an unknown element of the letter',
      BACK,
      (t: string) => t.replace('to: ClinicalEmail/Patient/StreetName', 'to: ClinicalEmail/Patient/Street'),
      /no element .*Patient\/Street/,
      'id: C29',
    ],
    [
      'a way back of a row that does not exist',
      BACK,
      (t: string) => t.replace('back: X51', 'back: X951'),
      /no row X951/,
      'id: C30',
    ],
    [
      'a way back of a row that cannot be undone',
      BACK,
      (t: string) => t.replace('back: X51', 'back: X5'),
      /no row X5/,
      'id: C30',
    ],
    [
      'an unknown diagnostic',
      BACK,
      (t: string) => t.replace('tell: MAP034', 'tell: MAP934'),
      /no diagnostic MAP934/,
      'id: C36',
    ],
  ])('%s', (_, file, change, message, at) => {
    const told = loading(file, change);
    expect(told?.message).toMatch(message);
    expect(told?.place.file).toBe(file);
    expect(Math.abs((told?.place.line ?? 0) - lineOf(file, at))).toBeLessThanOrEqual(12);
  });

  const ACKNOWLEDGEMENT = 'xctl-to-acknowledgement/rows.yaml';
  const RECEIPT = 'acknowledgement-to-xctl/rows.yaml';
  test.each([
    [
      'an unknown word of known',
      ACKNOWLEDGEMENT,
      ['find: header, needed', 'find: heder, needed'],
      /KX106.*find/s,
      'id: KX106',
    ],
    [
      'an unknown element of any receipt',
      ACKNOWLEDGEMENT,
      ['"*/Letter/Identifier"', '"*/Letter/Identifikator"'],
      /no element \*\/Letter\/Identifikator/,
      'id: KX8',
    ],
    [
      'an unknown element of one receipt',
      ACKNOWLEDGEMENT,
      [
        'from: PositiveReceipt/OriginalEmessage/OriginalLetter/OriginalVersionCode',
        'from: PositiveReceipt/OriginalVersionCode',
      ],
      /no element PositiveReceipt\/OriginalVersionCode/,
      'id: KX44',
    ],
    [
      'an unknown element of FHIR',
      ACKNOWLEDGEMENT,
      ['to: MessageHeader.response.identifier', 'to: MessageHeader.respons.identifier'],
      /no element respons/,
      'id: KX106',
    ],
    [
      'an unknown code list',
      ACKNOWLEDGEMENT,
      ['list: receipt-kinds', 'list: receipt-kind'],
      /no code list receipt-kind/,
      'id: KX7',
    ],
    [
      'an unknown row to join',
      ACKNOWLEDGEMENT,
      ['into: KX110, how: known', 'into: KX910, how: known'],
      /no row KX910/,
      'id: KX113',
    ],
    [
      'an unknown row that goes before',
      ACKNOWLEDGEMENT,
      ['unless: [KX29, KX37]', 'unless: [KX29, KX937]'],
      /no row KX937/,
      'id: KX111',
    ],
    [
      'an unknown kind of reason',
      ACKNOWLEDGEMENT,
      ['for: letter-refusal', 'for: letter-refused'],
      /for/,
      'id: KX33',
    ],
    [
      'a target that no receipt has',
      RECEIPT,
      ['to: "*/OriginalEmessage/OriginalEnvelopeIdentifier"', 'to: "*/OriginalEnvelope"'],
      /no receipt has an element \*\/OriginalEnvelope/,
      'id: KA27',
    ],
    [
      'a target of no receipt',
      RECEIPT,
      [
        'to: PositiveReceipt/OriginalEmessage/OriginalLetter/OriginalVersionCode',
        'to: PositivReceipt/Version',
      ],
      /no receipt has an element PositivReceipt/,
      'id: KA42',
    ],
    [
      'an unknown element of the Acknowledgement',
      RECEIPT,
      ['from: MessageHeader.response.identifier', 'from: MessageHeader.respons.identifier'],
      /no element MessageHeader\.respons/,
      'id: KA11',
    ],
    [
      'an unknown resource',
      RECEIPT,
      ['from: Bundle.timestamp', 'from: Communication.sent'],
      /no element Communication\.sent/,
      'id: KA2',
    ],
    [
      'an unknown word of known',
      RECEIPT,
      ['find: letter.envelope', 'find: letter.envelop'],
      /KA27.*find/s,
      'id: KA27',
    ],
  ] as const)('%s in %s', (_, file, [from, to], message, at) => {
    const told = loading(file, (t) => t.replace(from, to));
    expect(told?.code).toMatch(/^TAB00\d$/);
    expect(told?.message).toMatch(message);
    expect(told?.place.file).toBe(file);
    expect(Math.abs((told?.place.line ?? 0) - lineOf(file, at))).toBeLessThanOrEqual(12);
  });

  test.each([
    [
      'acknowledgement-to-xctl/message.yaml',
      'OperationOutcome.issue.diagnostics',
      'OperationOutcome.issue.diagnos',
    ],
    ['xctl-to-acknowledgement/bundle.yaml', 'when: KX105', 'when: KX905'],
    ['xctl-to-acknowledgement/narratives.yaml', 'words: issue-types', 'words: issue-type'],
    ['code-lists/receipt-kinds.yaml', 'receipt: XCTL02', 'receipt: XCTL01'],
  ])('in %s', (file, from, to) => {
    const told = loading(file, (t) => t.replace(from, to));
    expect(told?.code).toMatch(/^TAB00\d$/);
    // A path of message.yaml is told at the row that asks for it.
    if (!file.endsWith('message.yaml')) expect(told?.place.file).toBe(file);
    expect(told?.hint).toBeTruthy();
  });

  test('an element that every letter must have and no row fills', () => {
    const told = loading(BACK, (t) =>
      t
        .replace('how: first-fit', 'how: none')
        .replace(
          / {2}list: episode-of-care-status-back\n(?: {2}by:\n(?: {4}.*\n)+)(?: {2}(?:column|otherwise|tell).*\n)+/,
          '',
        )
        .replace(/ {2}to: ClinicalEmail\/Patient\/EpisodeOfCareStatusCode\n/, ''),
    );
    expect(told).toMatchObject({ code: 'TAB002', place: { file: BACK } });
    expect(told?.message).toContain('ClinicalEmail/Patient/EpisodeOfCareStatusCode');
  });

  test.each([
    [
      'an unknown path',
      (t: string) => t.replace('payload.contentString', 'payload.contentStrin'),
      /payload\.contentStrin/,
    ],
    ['an unknown list of words', (t: string) => t.replace('words: roles', 'words: rolles'), /rolles/],
    ['an unknown row', (t: string) => t.replace('cut: C39', 'cut: C939'), /C939/],
    ['an unknown kind of block', (t: string) => t.replace('each: newest', 'each: newst'), /blocks/],
  ])('in the composition of the text: %s', (_, change, message) => {
    expect(loading('carecommunication-to-xdis91/text.yaml', change)?.message).toMatch(message);
  });

  test('a code that is there twice', () => {
    const told = loading('code-lists/priority.yaml', (t) =>
      t.replace('oioxml: rutine', 'oioxml: høj_prioritet'),
    );
    expect(told).toMatchObject({ code: 'TAB002', place: { file: 'code-lists/priority.yaml' } });
    expect(told?.message).toContain('twice');
  });

  test('a condition on a row that does not exist', () => {
    const told = loading('xdis91-to-carecommunication/bundle.yaml', (t) =>
      t.replace('when: X18', 'when: X918'),
    );
    expect(told?.message).toContain('X918');
  });

  test('a schema with a type that does not exist', () => {
    const told = loading('schemas/xdis91.yaml', (t) => t.replace('Date: 1 date', 'Date: 1 dato'));
    expect(told?.message).toMatch(/dato/);
  });
});

describe("a site's own tables", () => {
  const site = (rows: string) =>
    createConverter(loadTables(shipped, new Map([[ROWS, rows]])), emptyDirectory);
  const convert = (rows: string, text = sampleText('plain')) => {
    const own = site(rows);
    const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(text) }, own);
    return own.convert(letter as never, [], { sorMissing: 'warn', trace: true });
  };

  test('replace rows by id and leave the others as they are', () => {
    const row = `- { id: X114, name: No text, how: constant, value: (ingen tekst), into: X60 }`;
    const empty = sampleText('plain').replace(/<ClinicalInformation>.*<\/ClinicalInformation>/s, '');
    expect(payloads(received(convert(row, empty).bundle))[0].contentString).toBe('(ingen tekst)');
  });

  test('also in the table with attachments, which inherits the row', () => {
    const own = createConverter(
      loadTables(
        shipped,
        new Map([
          [
            ROWS,
            `- { id: X57, name: Category, to: Communication.category.coding.code, how: constant, value: nursing }`,
          ],
        ]),
      ),
      emptyDirectory,
    );
    const read = (file: string) =>
      lettersOf({ name: file, bytes: Buffer.from(sampleText('attachment', file)) }, own);
    const { bundle } = own.convert(read('letter.xml')[0] as never, read('attachment.xml'), {
      sorMissing: 'warn',
    });
    expect(JSON.stringify(received(bundle))).toContain('"code":"nursing"');
  });

  test('may drop what the shipped ones map, and the ledger says so', () => {
    const { trace, bundle } = convert(
      `- { id: X48, name: Patient name, from: ClinicalEmail/Patient/PersonGivenName, how: drop, reason: our site does not pass on given names }`,
    );
    expect(JSON.stringify(received(bundle))).not.toContain('"given"');
    const entry = trace?.input.find((one) => one.source.path?.endsWith('PersonGivenName'));
    expect(entry).toMatchObject({
      status: 'dropped',
      row: 'X48',
      reason: 'our site does not pass on given names',
    });
  });
});

test('a leaf whose row makes nothing of it is told as unmapped, not forgotten', () => {
  const without = new Map(
    [...shipped].map(([name, text]) => [
      name,
      name === ROWS
        ? text.replace(
            /^- id: X53\n(?: .*\n)*/m,
            '- { id: X53, name: Patient occupancy, how: none, reason: test }\n',
          )
        : text,
    ]),
  );
  const own = createConverter(loadTables(without), emptyDirectory);
  const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(sampleText('plain')) }, own);
  const lenient = own.convert(letter as never, [], { sorMissing: 'warn' });
  expect(lenient.counts.unmapped).toBe(1);
  expect(lenient.diagnostics).toContainEqual(
    expect.objectContaining({ code: 'MAP017', severity: 'warning' }),
  );
  expect(lenient.bundle).toBeDefined();
  const strict = own.convert(letter as never, [], { sorMissing: 'warn', strict: true });
  expect(strict.bundle).toBeUndefined();
  expect(converter.convert(letter as never, []).counts.unmapped).toBe(0);
});

test('a site may add code lists, tables of EDIFACT and profiles, and nothing that nobody reads', () => {
  const codes = shipped.get('code-lists/priority.yaml')?.replace(/^id: .*$/m, 'id: own') ?? '';
  const site = [
    ['code-lists/own.yaml', codes],
    ['edifact/own.yaml', '[]'],
    ['profiles/own.yaml', '{}'],
  ] as const;
  expect(loadTables(shipped, new Map(site)).codeLists.has('own')).toBe(true);
  expect(() => loadTables(shipped, new Map([['narrative.yaml', '{}']]))).toThrow('No table has this name');
});

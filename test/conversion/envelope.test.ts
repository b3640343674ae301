import { describe, expect, test } from 'vitest';
import {
  DiagnosticError,
  type DocumentKind,
  describeDocument,
  loadTables,
  type MetaInformation,
  messageOf,
} from '../../src/index.js';
import { shipped, tables } from '../support/converter.js';

const table = tables.envelope;

/** What is told of a document, as it would stand in an envelope. */
const metaOf = (kind: DocumentKind): MetaInformation => {
  const description = describeDocument(table, kind);
  if (description === undefined) throw new Error(kind.message);
  const { serviceTags, ...document } = description;
  return {
    identifier: '3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11',
    document: { ...document, size: 1 },
    transport: { transform: false, serviceTags },
  };
};

describe('what an envelope says of a document', () => {
  const json = [{ name: 'MCM:MIME', value: 'application/fhir+json' }];
  const xml = [{ name: 'MCM:MIME', value: 'application/fhir+xml' }];
  test.each<[DocumentKind, format: string, name: string, version: string, serviceTags: object[]]>([
    [
      { message: 'CareCommunication', postfix: 'other', syntax: 'json' },
      'HL7',
      'MCM:FDIS91#other',
      '5.0',
      json,
    ],
    [
      { message: 'CareCommunication', postfix: 'nursing', syntax: 'xml' },
      'HL7',
      'MCM:FDIS91#nursing',
      '5.0',
      xml,
    ],
    [{ message: 'Acknowledgement', postfix: 'ok', syntax: 'xml' }, 'HL7', 'MCM:FCTL#ok', '2.0.0', xml],
    [
      { message: 'Acknowledgement', postfix: 'fatal-error', syntax: 'json' },
      'HL7',
      'MCM:FCTL#fatal-error',
      '2.0.0',
      json,
    ],
    [{ message: 'XDIS91' }, 'XML', 'MCM:XDIS91', 'XD9134L', []],
    [{ message: 'XBIN01' }, 'XML', 'MCM:XBIN01', 'XB0131X', []],
    [{ message: 'XCTL01' }, 'XML', 'MCM:XCTL01', 'XC0130Q', []],
    [{ message: 'XCTL02' }, 'XML', 'MCM:XCTL02', 'XC0230Q', []],
    [{ message: 'XCTL03' }, 'XML', 'MCM:XCTL03', 'XC0330Q', []],
    [{ message: 'DIS91' }, 'EDIFACT', 'MCM:DIS91', 'D9134L', []],
    [{ message: 'BIN01' }, 'EDIFACT', 'MCM:BIN01', 'B0131X', []],
    [{ message: 'CTL01' }, 'EDIFACT', 'MCM:CTL01', 'C0130Q', []],
    [{ message: 'CTL02' }, 'EDIFACT', 'MCM:CTL02', 'C0230Q', []],
    [{ message: 'CTL03' }, 'EDIFACT', 'MCM:CTL03', 'C0330Q', []],
  ])('%o', (kind, format, name, version, serviceTags) => {
    expect(describeDocument(table, kind)).toEqual({ format, name, version, serviceTags });
    expect(messageOf(table, metaOf(kind))).toEqual({
      postfix: undefined,
      syntax: undefined,
      ...kind,
      version,
    });
  });

  test('knows every version that is read', () => {
    for (const { table: schema } of [
      tables.xdis91,
      tables.xbin01,
      tables.xctl01,
      tables.xctl02,
      tables.xctl03,
    ])
      expect(describeDocument(table, { message: schema.message })?.version).toBe(schema.version);
    for (const { name, version } of tables.edifact)
      expect(describeDocument(table, { message: name })?.version).toBe(version);
  });

  test('is nothing for a message that the table does not have', () => {
    expect(describeDocument(table, { message: 'XREF01' })).toBeUndefined();
  });
});

describe('the message that an envelope says it holds', () => {
  const said = (name: string, mime = 'application/fhir+xml', tag = 'MCM:MIME') => {
    const { document, ...meta } = metaOf({ message: 'CareCommunication' });
    const transport = { transform: false, serviceTags: [{ name: tag, value: mime }] };
    return messageOf(table, { ...meta, document: { ...document, name }, transport });
  };

  test('letter case does not count, and a postfix may be missing or out of use', () => {
    const kind = { message: 'CareCommunication', syntax: 'xml', version: '5.0' };
    expect(said('mcm:fdis91#OTHER')).toEqual({ ...kind, postfix: 'other' });
    expect(said(' MCM:FDIS91\n')).toEqual({ ...kind, postfix: undefined });
    expect(said('MCM:FDIS91#assessment')).toEqual({ ...kind, postfix: 'assessment' });
    expect(said('MCM:XDIS91#x')?.message).toBe('XDIS91');
    expect(said('MCM:XREF01')).toBeUndefined();
    expect(said('')).toBeUndefined();
  });

  test('the content type may have parameters, and be another', () => {
    expect(said('MCM:FDIS91', 'Application/FHIR+JSON; charset=utf-8')?.syntax).toBe('json');
    expect(said('MCM:FDIS91', 'text/plain')?.syntax).toBeUndefined();
    expect(said('MCM:FDIS91', 'application/fhir+xml', 'mcm:mime')?.syntax).toBe('xml');
    expect(said('MCM:FDIS91', 'application/fhir+xml', 'MCM:OTHER')?.syntax).toBeUndefined();
    expect(said('MCM:XDIS91')?.syntax).toBeUndefined();
  });
});

test('a table with a fault is refused', () => {
  const text = shipped.get('envelope.yaml') ?? '';
  for (const [from, to, reason] of [
    ['postfix: categories', 'postfix: kategorier', 'there is no code list kategorier'],
    ['"MCM:XBIN01"', '"mcm:xdis91"', 'mcm:xdis91 is there twice'],
    ['message: BIN01', 'message: XBIN01', 'XBIN01 is there twice'],
    ['format: XML', 'format: OIOXML', 'Invalid option'],
    ['version: XD9134L', 'versoin: XD9134L', 'expected string'],
  ] as const) {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(() => loadTables(new Map([...shipped, ['envelope.yaml', changed]]))).toThrow(DiagnosticError);
    expect(() => loadTables(new Map([...shipped, ['envelope.yaml', changed]]))).toThrow(reason);
  }
});

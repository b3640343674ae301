import type { Language } from '../../diagnostics/language.js';
import { ownRows } from '../../mapping/listed.js';
import type { BundleTable, Row } from '../../mapping/notation.js';
import { type PairTable, type Tables, XBIN01 } from '../../mapping/tables.js';
import { type Mandatory, mandatoryInProfile, mandatoryLeaves } from './mandatory.js';
import { notationText } from './notation-text.js';
import type { Sheet } from './sheet.js';
import { words } from './sheet-words.js';

/** What stands in one column of a sheet: the elements of one message. */
interface Side {
  name: string;
  /** What it is called where the sheet says what must be there. */
  format: string;
  has(path: string): boolean;
  written(path: string): string;
  mandatory(path: string): Mandatory;
}

const isLegacy = (path: string): boolean => path.includes('/') && !path.includes('->');

/** Paths of OIOXML as MedCom's sheets write them. */
const dotted = (path: string): string => `Emessage.${path.replaceAll('/', '.')}`;

const letterSide = (name: string, tables: Tables): Side => {
  const { xdis91, xbin01 } = tables;
  const binary = name === 'XBIN01';
  const leaves = mandatoryLeaves(binary ? xbin01 : xdis91);
  const own = (path: string): string => path.replace(XBIN01, '');
  return {
    name,
    format: name,
    has: (path) => isLegacy(path) && path.startsWith(XBIN01) === binary,
    written: (path) => dotted(own(path)),
    mandatory: (path) => leaves.get(own(path)) ?? '',
  };
};

const receiptSide = ({ xctl01, xctl02, xctl03 }: Tables): Side => {
  const all = [xctl01, xctl02, xctl03].map((schema) => ({ schema, leaves: mandatoryLeaves(schema) }));
  return {
    name: 'XCTL',
    format: 'XCTL',
    has: isLegacy,
    written: dotted,
    mandatory: (path) =>
      all
        .map(({ schema, leaves }) => leaves.get(path.replace('*/', `${schema.table.letter}/`)))
        .find((one) => one !== undefined) ?? '',
  };
};

const fhirSide = (name: string, bundle: BundleTable): Side => {
  const mandatory = mandatoryInProfile(bundle);
  return { name, format: 'FHIR', has: (path) => !isLegacy(path), written: (path) => path, mandatory };
};

/** The sides of a pair in the order of MedCom's sheet. */
const sidesOf = (pair: PairTable, tables: Tables): { sides: Side[]; title: string } => {
  const [xdis91, xbin01] = ['XDIS91', 'XBIN01'].map((name) => letterSide(name, tables)) as [Side, Side];
  const message = fhirSide('FHIR', tables.bundle);
  const receipt = receiptSide(tables);
  const acknowledgement = fhirSide('Acknowledgement', tables.receipts.bundle);
  const { letter, withAttachments, back, backWithAttachments, receipts } = tables;
  const found = new Map([
    [letter, { sides: [xdis91, message], title: 'XDIS91 -> CareCommunication' }],
    [withAttachments, { sides: [xdis91, xbin01, message], title: 'XDIS91 + XBIN01 -> CareCommunication' }],
    [back, { sides: [message, xdis91], title: 'CareCommunication -> XDIS91' }],
    [
      backWithAttachments,
      { sides: [message, xdis91, xbin01], title: 'CareCommunication -> XDIS91 + XBIN01' },
    ],
    [receipts.toAcknowledgement, { sides: [receipt, acknowledgement], title: 'XCTL -> Acknowledgement' }],
    [receipts.toReceipt, { sides: [acknowledgement, receipt], title: 'Acknowledgement -> XCTL' }],
  ]).get(pair);
  return found ?? { sides: [], title: pair.name };
};

/** Every path that a row names, with what its target takes: a column or a constant. */
const pathsOf = (row: Row): Array<{ path: string; takes: string }> => {
  const to = 'to' in row ? row.to : undefined;
  const named = [row.from ?? [], row.covers ?? [], row.beside ?? [], row.besides ?? []].flat();
  const targets = Array.isArray(to)
    ? to.map((path) => ({ path, takes: '' }))
    : Object.entries(to ?? {}).map(([path, value]) => ({ path, takes: String(value) }));
  return [...named.map((path) => ({ path, takes: '' })), ...targets];
};

const cellsOf = (row: Row, side: Side): [string, string] => {
  const own = pathsOf(row).filter(({ path }) => side.has(path));
  const lines = own.map(({ path, takes }) => side.written(path) + (takes === '' ? '' : ` = ${takes}`));
  const ranks: Mandatory[] = ['M', 'M*', 'D', ''];
  const rank = ranks.find((one) => own.some(({ path }) => side.mandatory(path) === one)) ?? '';
  return [[...new Set(lines)].join('\n'), rank];
};

/** What the row does, in the words of the notation; what has columns of its own is left out. */
const howOf = (row: Row): string => {
  const { id, name, how, like, back, from, covers, beside, besides, reason, ruling, ...rest } = row;
  const { to: _, ...others } = rest as Record<string, unknown>;
  const more = notationText(others);
  return more === '' ? how : `${how}; ${more}`;
};

/** A pair of messages in the shape of MedCom's sheet, with the rows of its own table. */
export const pairSheet = (pair: PairTable, tables: Tables, lang: Language): Sheet => {
  const said = words[lang];
  const { sides, title } = sidesOf(pair, tables);
  return {
    name: pair.name,
    title,
    notes: [],
    columns: [
      said.id,
      said.name,
      ...sides.flatMap(({ name, format }) => [
        `${name} ${said.element}`.replace(' -', '-'),
        `${said.mandatory} ${format}`,
      ]),
      said.how,
      said.reason,
      said.ruling,
    ],
    rows: ownRows(pair).map(({ row }) => [
      row.id,
      row.name,
      ...sides.flatMap((side) => cellsOf(row, side)),
      howOf(row),
      [row.reason, row.lost].filter((one) => one !== undefined).join('\n'),
      row.ruling ?? '',
    ]),
  };
};

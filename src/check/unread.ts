import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Schema } from '../formats/oioxml/schema.js';
import { type PairTable, type Tables, XBIN01 } from '../mapping/tables.js';

const ANY = '*/';

/** Every path that the rows of a pair read, or compare with another. */
const readPaths = ({ rows }: PairTable): Set<string> =>
  new Set(
    rows
      .flatMap(({ row }) => [row.from ?? [], row.beside ?? []].flat())
      .filter((path) => typeof path === 'string'),
  );

/** The elements of a schema that no row of a table reads. */
const unreadIn = (
  { table: { message }, leaves }: Schema,
  table: string,
  isRead: (path: string) => boolean,
): Diagnostic[] =>
  [...leaves.keys()]
    .filter((path) => !isRead(path))
    .map((path) => diagnostic('TAB005', { file: table }, { table, path, message }));

const rowsOf = ({ name }: PairTable): string => `${name}/rows.yaml`;

/** Elements of letters that would be told as unmapped in every letter that has them. */
const unreadLetters = ({ letter, withAttachments, xdis91, xbin01 }: Tables): Diagnostic[] => {
  const [alone, both] = [letter, withAttachments].map(readPaths) as [Set<string>, Set<string>];
  return [
    ...unreadIn(xdis91, rowsOf(letter), (path) => alone.has(path)),
    // What the table of a letter alone lacks, the other one lacks because of that.
    ...unreadIn(xdis91, rowsOf(withAttachments), (path) => both.has(path) || !alone.has(path)),
    ...unreadIn(xbin01, rowsOf(withAttachments), (path) => both.has(XBIN01 + path)),
  ];
};

const unreadReceipts = ({ receipts, xctl01, xctl02, xctl03 }: Tables): Diagnostic[] => {
  const table = receipts.toAcknowledgement;
  const read = readPaths(table);
  return [xctl01, xctl02, xctl03].flatMap((schema) =>
    unreadIn(
      schema,
      rowsOf(table),
      (path) => read.has(path) || read.has(path.replace(`${schema.table.letter}/`, ANY)),
    ),
  );
};

/** Elements of OIOXML that EDIFACT has no component and no constant for. */
const unnamedInEdifact = ({ edifact, edifactTables }: Tables): Diagnostic[] =>
  edifact.flatMap(({ name, schema, byId }) => {
    const named = new Set([...byId.values()].flatMap(({ leaves }) => leaves.map(({ path }) => path)));
    const table = edifactTables.interchange.messages[name]?.table ?? name;
    return unreadIn(schema, `edifact/${table}.yaml`, (path) => named.has(path));
  });

/** Elements of the legacy formats that no row names (TAB005). */
export const unread = (tables: Tables): Diagnostic[] => [
  ...unreadLetters(tables),
  ...unreadReceipts(tables),
  ...unnamedInEdifact(tables),
];

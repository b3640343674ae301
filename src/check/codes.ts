import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import type { CodeList } from '../mapping/code-list.js';
import { ownRows } from '../mapping/listed.js';
import type { Row, Step } from '../mapping/notation.js';
import { type PairTable, type Tables, XBIN01 } from '../mapping/tables.js';
import type { LocateIn } from './sources.js';
import { type Target, targetsOf } from './targets.js';

/** The codes that an element of OIOXML may hold; undefined for one that holds other values. */
type CodesAt = (path: string) => readonly string[] | undefined;

/** What can stand in one target of a row, as far as the tables know it. */
const written = (row: Row, { column }: Target, pair: PairTable, { codeLists }: Tables): string[] => {
  const inList = (list: string, name: string | undefined): string[] =>
    name === undefined ? [] : (codeLists.get(list)?.table.codes ?? []).flatMap((code) => code[name] ?? []);
  const ofStep = (step: Step): string[] =>
    step.how === 'constant' ? [step.value] : step.how === 'code-list' ? inList(step.list, step.column) : [];
  const own = (): string[] => {
    switch (row.how) {
      case 'constant':
        return [row.value];
      case 'code-list':
        return inList(row.list, row.column ?? column);
      case 'known':
        return row.list === undefined ? [] : inList(row.list, row.column);
      case 'first-fit':
        return [...inList(row.list, row.column), row.otherwise];
      case 'same-as':
        return column === 'code' ? row.rows.flatMap((id) => choices(pair.byId.get(id)?.row)) : [];
      default:
        return [];
    }
  };
  return [...own(), ...(row.missing ?? []).flatMap(ofStep)];
};

/** The codes that say which of its choices a row has taken. */
const choices = (row: Row | undefined): string[] =>
  row?.how === 'choose' ? row.choices.map(({ code }) => code) : [];

const fault = (what: Phrase, place: Place, path: string, code: string, allowed: readonly string[]) =>
  diagnostic('TAB009', place, { what, path, code, allowed: allowed.join(', ') });

const ANY = '*/';
const CODE = /^code (.+)$/;
const FIXED = /^fixed (.+)$/;

/** The codes of elements, by what their types say. */
const codesAt = (tables: Tables): CodesAt => {
  const { xdis91, xbin01, xctl01, xctl02, xctl03, codeLists } = tables;
  const schemas = [xdis91, xctl01, xctl02, xctl03];
  return (path) => {
    const binary = path.startsWith(XBIN01);
    const found = (binary ? [xbin01] : schemas).flatMap((schema) => {
      const own = binary ? path.slice(XBIN01.length) : path.replace(ANY, `${schema.table.letter}/`);
      const type = schema.leaves.get(own)?.leaf.type ?? '';
      const list = codeLists.get(CODE.exec(type)?.[1] ?? '');
      if (list !== undefined) return [[...list.keys(schema.table.message).values()]];
      const fixed = FIXED.exec(type)?.[1];
      return fixed === undefined ? [] : [[fixed]];
    });
    return found.length === 0 ? undefined : [...new Set(found.flat())];
  };
};

/** Values of rows that their element does not allow. A row that is `like` another says the same in the same place. */
const unknownCodes = (pair: PairTable, tables: Tables, allowedAt: CodesAt, base?: PairTable): Diagnostic[] =>
  ownRows(pair).flatMap(({ row, place }) => {
    const like = row.like === undefined ? undefined : base?.byId.get(row.like)?.row;
    const told = new Set(like && targetsOf(like).map(({ path }) => path));
    return targetsOf(row).flatMap((target) => {
      const allowed = allowedAt(target.path);
      if (allowed === undefined || told.has(target.path)) return [];
      const isBeside = target.path === row.beside && row.besideValue !== undefined;
      const values = isBeside ? [row.besideValue as string] : written(row, target, pair, tables);
      return [...new Set(values)]
        .filter((value) => !allowed.includes(value))
        .map((value) => fault(phrase('a-row', { id: row.id }), place, target.path, value, allowed));
    });
  });

/** Values that rows of EDIFACT put into the letter, and that it does not allow. */
const unknownInEdifact = ({ edifact, codeLists }: Tables, place: Tables['edifactTables']['place']) =>
  edifact.flatMap(({ schema, byId }) =>
    [...byId.values()].flatMap(({ id, row, how, value, leaves: [leaf] }) => {
      const list = codeLists.get(CODE.exec(leaf?.type ?? '')?.[1] ?? '');
      const fixed = FIXED.exec(leaf?.type ?? '')?.[1];
      const ofFixed = fixed === undefined ? undefined : [fixed];
      const allowed = list === undefined ? ofFixed : [...list.keys(schema.table.message).values()];
      const written = [
        how === 'constant' && !('at' in row) ? value : undefined,
        'missing' in row ? row.missing : undefined,
      ].filter((one) => one !== undefined);
      if (leaf === undefined || allowed === undefined) return [];
      return written
        .filter((one) => !allowed.includes(one))
        .map((one) => fault(phrase('a-row', { id }), place(undefined, id), leaf.path, one, allowed));
    }),
  );

/** Codes in tables that their elements do not allow (TAB009). */
export const codeFaults = (tables: Tables): Diagnostic[] => {
  const allowedAt = codesAt(tables);
  const { back, backWithAttachments, receipts, edifactTables } = tables;
  return [
    ...unknownCodes(back, tables, allowedAt),
    ...unknownCodes(backWithAttachments, tables, allowedAt, back),
    ...unknownCodes(receipts.toReceipt, tables, allowedAt),
    ...unknownInEdifact(tables, edifactTables.place),
  ];
};

/** A system is no code; several codes have the same. */
const SYSTEM = /\.system$/;

/** A column that a row takes codes from, or looks them up by. */
interface Use {
  list: string;
  column: string;
}

/** The columns of code lists that are codes on the other side, by what rows do with them. */
const codeColumns = (tables: Tables): Use[] => {
  const ofRow = (row: Row): Use[] => {
    if (row.how !== 'code-list') return [];
    // What goes into a text is not looked up again.
    if (row.into !== undefined) return [];
    const targets = targetsOf(row).filter(({ path }) => !SYSTEM.test(path));
    const columns = [row.column, row.key, ...targets.map(({ column }) => column)];
    return columns
      .filter((column) => column !== undefined)
      .map((column) => ({ list: row.list, column: column as string }));
  };
  const pairs = [tables.letter, tables.withAttachments, tables.back, tables.backWithAttachments];
  const rows = [...pairs, tables.receipts.toAcknowledgement, tables.receipts.toReceipt].flatMap(ownRows);
  const edifact = tables.edifact.flatMap(({ byId }) =>
    [...byId.values()].flatMap(({ row }): Use[] =>
      'how' in row && row.how === 'code-list' ? [{ list: row.list, column: row.column }] : [],
    ),
  );
  const uses = [...rows.flatMap(({ row }) => ofRow(row)), ...edifact];
  return [...new Map(uses.map((use) => [`${use.list} ${use.column}`, use])).values()];
};

/** Codes that cannot be told apart on the way back, in a list that does not say so (TAB007). */
export const ambiguousLists = (tables: Tables, locate: LocateIn): Diagnostic[] =>
  codeColumns(tables).flatMap(({ list, column }) => {
    const found = tables.codeLists.get(list);
    return found === undefined ? [] : sharedCodes(found, column, locate);
  });

const NOTHING = '-';

const sharedCodes = ({ table }: CodeList, column: string, locate: LocateIn): Diagnostic[] => {
  if (table.loses !== undefined || column === table.key) return [];
  const byValue = new Map<string, number[]>();
  for (const [i, code] of table.codes.entries()) {
    const value = code[column];
    if (value === undefined || value === NOTHING || code.oneWay !== undefined) continue;
    byValue.set(value, [...(byValue.get(value) ?? []), i]);
  }
  return [...byValue.values()]
    .filter((same) => same.length > 1)
    .map((same) => {
      const place = locate(`code-lists/${table.id}.yaml`, ['codes', same[1] as number]);
      const codes = same.map((i) => table.codes[i]?.[table.key]).join(', ');
      return diagnostic('TAB007', place, { list: table.id, codes, column });
    });
};

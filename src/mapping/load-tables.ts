import { z } from 'zod';
import { DiagnosticError, diagnostic, type Place, throwAll } from '../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import { type CheckKey, checkedBefore, wasChecked } from '../formats/checked-tables.js';
import { type Notation, notation, type Written } from '../formats/notation.js';
import { compileSchema, type Schema, type SchemaTable } from '../formats/oioxml/schema.js';
import { once } from '../formats/once.js';
import { digestOf } from '../formats/parsed-tables.js';
import { checkNotation, compiled, type Locate, parseTable } from '../formats/yaml.js';
import { CodeList } from './code-list.js';
import { compilePlans } from './edifact/compile.js';
import { interchangeTable, messageTable } from './edifact/notation.js';
import { compileEnvelope, type EnvelopeTable, envelope } from './envelope.js';
import type { TableFiles } from './files.js';
import {
  acknowledgement,
  bundle,
  type CodeListTable,
  characters,
  codeList,
  composition,
  message,
  narratives,
  row,
  rulings,
  schemaTable,
} from './notation.js';
import { strayTables } from './stray-tables.js';
import { type EdifactTables, type PairTable, type PlacedRow, rejectRow, type Tables } from './tables.js';
import { wayBack } from './way-back.js';

const LETTER = 'xdis91-to-carecommunication';
const WITH_ATTACHMENTS = 'xdis91-xbin01-to-carecommunication';
const BACK = 'carecommunication-to-xdis91';
const TO_ACKNOWLEDGEMENT = 'xctl-to-acknowledgement';
const TO_RECEIPT = 'acknowledgement-to-xctl';
const BACK_WITH_ATTACHMENTS = 'carecommunication-to-xdis91-xbin01';

const rawRows = notation('rawRows', () =>
  z.array(z.looseObject({ id: z.string(), like: z.string().optional(), back: z.string().optional() })),
);
type RawRow = Readonly<Written<typeof rawRows>[number]>;

/** A row of a table of its own, and the row of its base that it is like. */
interface OwnRow {
  placed: PlacedRow;
  like?: string | undefined;
}

/** A code that is there twice, or not at all, would be looked up as whichever comes last. */
const refuseAmbiguous = ({ codes, key }: CodeListTable, locate: Locate): void => {
  const seen = new Set<string | undefined>();
  const faults = codes.flatMap((code, i) => {
    const value = code[key];
    if (value !== undefined && !seen.has(value)) {
      seen.add(value);
      return [];
    }
    const reason = value === undefined ? phrase('no-key', { key }) : phrase('twice', { name: value });
    return [diagnostic('TAB002', locate(['codes', i]), { where: `codes.${i}`, reason })];
  });
  throwAll(faults);
};

/** The way to a row of a table, by its id or the tag of its segment. */
const pathOf = (part: unknown, id: string): PropertyKey[] | undefined => {
  if (typeof part !== 'object' || part === null) return undefined;
  const { id: own, segment } = part as { id?: unknown; segment?: unknown };
  if (own === id || segment === id) return [];
  for (const [key, inner] of Object.entries(part)) {
    const path = pathOf(inner, id);
    if (path !== undefined) return [Array.isArray(part) ? Number(key) : key, ...path];
  }
  return undefined;
};

class Loader {
  /** What the rows of each pair were made of. */
  private readonly keys = new Map<PairTable, string>();

  /** @param site a site's own tables: its rows go before the shipped ones of the same id, its other files whole */
  constructor(
    private readonly shipped: TableFiles,
    private readonly site: TableFiles,
  ) {}

  private text(name: string): { text: string; file: string } {
    const own = this.site.get(name);
    if (own !== undefined) return { text: own, file: name };
    const text = this.shipped.get(name);
    if (text === undefined)
      throw new DiagnosticError(diagnostic('TAB004', { file: name }, { reason: phrase('missing') }));
    return { text, file: name };
  }

  table<T extends z.ZodType>(name: string, notation: Notation<T>): z.output<T> {
    const { text, file } = this.text(name);
    return parseTable(text, file, notation).table;
  }

  private raw(
    files: TableFiles,
    name: string,
  ): Map<string, { raw: RawRow; place: (path: PropertyKey[]) => Place }> {
    const text = files.get(name);
    const rows = new Map<string, { raw: RawRow; place: (path: PropertyKey[]) => Place }>();
    if (text === undefined) return rows;
    const { table, locate } = parseTable(text, name, rawRows);
    for (const [i, raw] of table.entries()) {
      const place = (path: PropertyKey[]): Place => locate([i, ...path]);
      if (rows.has(raw.id)) {
        throw new DiagnosticError(
          diagnostic('TAB003', place([]), {
            row: raw.id,
            reason: phrase('row-twice'),
            hint: phrase('row-twice-hint'),
          }),
        );
      }
      rows.set(raw.id, { raw, place });
    }
    return rows;
  }

  /** What a row takes from the one it is like, or undoes. */
  private model(
    raw: RawRow,
    place: (path: PropertyKey[]) => Place,
    base: PairTable | undefined,
    opposite: PairTable | undefined,
  ): object {
    const missing = (what: 'like' | 'back', id: string, hint: Phrase): never => {
      throw new DiagnosticError(
        diagnostic('TAB003', place([what]), { row: raw.id, reason: phrase('no-row', { id }), hint }),
      );
    };
    if (raw.back !== undefined) {
      const rows = (opposite?.rows ?? []).map(({ row }) => row);
      const row = rows.find(({ id }) => id === raw.back);
      const undone = row && wayBack(row, rows);
      return undone ?? missing('back', raw.back, phrase('back-hint'));
    }
    if (raw.like === undefined) return {};
    const like = base?.rows.find(({ row }) => row.id === raw.like)?.row;
    if (like === undefined)
      return missing(
        'like',
        raw.like,
        base === undefined ? phrase('like-base-hint') : phrase('like-hint', { table: base.name }),
      );
    // Why no message exercises the other row says nothing of this one.
    const { unexercised, ...taken } = like;
    return raw.how === undefined || raw.how === like.how ? taken : { for: like.for };
  }

  /** The rows that a table has itself, checked. */
  private ownRows(file: string, base: PairTable | undefined, opposite: PairTable | undefined): OwnRow[] {
    const raws = new Map([...this.raw(this.shipped, file), ...this.raw(this.site, file)]);
    return [...raws.values()].map(({ raw, place }) => {
      const checked = checkNotation(
        { ...this.model(raw, place, base, opposite), ...raw },
        row.schema(),
        (path, reason) => {
          const where = `${raw.id} ${path.map(String).join('.')}`.trim();
          return diagnostic('TAB002', place([...path]), { where, reason });
        },
      );
      return { placed: { row: checked, place: place([]) }, like: raw.like };
    });
  }

  /**
   * The rows of a pair: its own, and those of the base that none of its own is like.
   *
   * @param opposite the other direction, whose rows a row may undo
   */
  pair(name: string, base: PairTable | undefined, opposite?: PairTable): PairTable {
    const file = `${name}/rows.yaml`;
    const texts = [this.shipped, this.site].map((files) => digestOf(files.get(file) ?? ''));
    const madeOf = [base, opposite].map((other) => (other === undefined ? '' : (this.keys.get(other) ?? '')));
    const key = digestOf([name, ...texts, ...madeOf].join(' '));
    const own = checkedBefore(['pair', key], () => this.ownRows(file, base, opposite));
    const byId = new Map<string, PlacedRow>();
    const replaced = new Set<string>();
    for (const { placed, like } of own) {
      byId.set(placed.row.id, placed);
      if (like === undefined) continue;
      byId.set(like, placed);
      replaced.add(like);
    }
    const inherited = (base?.rows ?? []).filter(({ row }) => !replaced.has(row.id));
    for (const placed of inherited) byId.set(placed.row.id, placed);
    for (const { placed } of own) {
      const { row } = placed;
      if (row.into !== undefined && !byId.has(row.into))
        rejectRow(placed, phrase('no-row', { id: row.into }), phrase('no-row-hint'));
    }
    const pair = { name, rows: [...own.map(({ placed }) => placed), ...inherited], byId };
    this.keys.set(pair, key);
    return pair;
  }

  codeLists(): Map<string, CodeList> {
    const names = new Set(
      [...this.shipped.keys(), ...this.site.keys()].filter((n) => n.startsWith('code-lists/')),
    );
    return new Map(
      [...names].map((name) => {
        const { text, file } = this.text(name);
        const { table, locate } = parseTable(text, file, codeList);
        refuseAmbiguous(table, locate);
        return [table.id, new CodeList(table)];
      }),
    );
  }

  edifact(): EdifactTables {
    const read = <T extends z.ZodType>(name: string, notation: Notation<T>) => {
      const { text, file } = this.text(`edifact/${name}.yaml`);
      return parseTable(text, file, notation);
    };
    const interchange = read('interchange', interchangeTable);
    const names = new Set(Object.values(interchange.table.messages).map(({ table }) => table));
    const tables = new Map([...names].map((name) => [name, read(name, messageTable)]));
    return {
      interchange: interchange.table,
      messages: new Map([...tables].map(([name, { table }]) => [name, table])),
      place(name, row) {
        for (const one of [tables.get(name ?? ''), interchange]) {
          const path = one && pathOf(one.table, row);
          if (one !== undefined && path !== undefined) return one.locate(path);
        }
        return interchange.locate([]);
      },
    };
  }

  schema(name: string, codeLists: ReadonlyMap<string, CodeList>): Schema {
    const file = `schemas/${name}.yaml`;
    const table: SchemaTable = this.table(file, schemaTable);
    const codes = new Map([...codeLists].map(([id, list]) => [id, list.keys(table.message)]));
    return compiled(file, name, () => compileSchema(table, codes));
  }

  envelope(codeLists: ReadonlyMap<string, CodeList>): EnvelopeTable {
    const file = 'envelope.yaml';
    const table = this.table(file, envelope);
    return compiled(file, 'documents', () => compileEnvelope(table, codeLists));
  }
}

/** What tells these tables from all others. */
const keyOf = (files: TableFiles): CheckKey => [
  'sound',
  digestOf([...files].map(([name, text]) => `${name} ${digestOf(text)}`).join('\n')),
];

/** The tables that a check found nothing wrong with, for `recordChecks`. */
export const foundSound = (shipped: TableFiles): void => {
  checkedBefore(keyOf(shipped), () => true);
};

/** An object whose members are made when they are first asked for. */
const lazily = <T extends object>(makers: { readonly [K in keyof T]: (made: T) => T[K] }): T => {
  const made = {} as T;
  for (const name of Object.keys(makers) as Array<keyof T>) {
    const get = once(() => makers[name](made));
    Object.defineProperty(made, name, { enumerable: true, get });
  }
  return made;
};

/**
 * Checks the tables and puts them together. Parts of tables that were found sound when this package was built are put together
 * when they are needed: no command needs them all.
 *
 * @param shipped the tables of this package
 * @param site a site's own: rows replace the shipped ones of the same id, other tables the whole file
 * @throws DiagnosticError TAB001 to TAB004, with file, line and column; TAB012
 */
export const loadTables = (shipped: TableFiles, site: TableFiles = new Map()): Tables => {
  throwAll(strayTables(shipped, site));
  const loader = new Loader(shipped, site);
  const schema = (name: string) => (made: Tables) => loader.schema(name, made.codeLists);
  const sound = site.size === 0 && wasChecked(keyOf(shipped));
  const tables = lazily<Tables>({
    codeLists: () => loader.codeLists(),
    letter: () => loader.pair(LETTER, undefined),
    back: ({ letter }) => loader.pair(BACK, undefined, letter),
    edifactTables: () => loader.edifact(),
    xdis91: schema('xdis91'),
    xbin01: schema('xbin01'),
    xctl01: schema('xctl01'),
    xctl02: schema('xctl02'),
    xctl03: schema('xctl03'),
    backWithAttachments: ({ back, letter }) => loader.pair(BACK_WITH_ATTACHMENTS, back, letter),
    message: () => loader.table(`${BACK}/message.yaml`, message),
    composition: () => loader.table(`${BACK}/text.yaml`, composition),
    characters: () => new Map(Object.entries(loader.table('characters.yaml', characters))),
    withAttachments: ({ letter }) => loader.pair(WITH_ATTACHMENTS, letter),
    bundle: () => loader.table(`${LETTER}/bundle.yaml`, bundle),
    narratives: () => loader.table('narratives.yaml', narratives),
    receipts: () => ({
      toAcknowledgement: loader.pair(TO_ACKNOWLEDGEMENT, undefined),
      bundle: loader.table(`${TO_ACKNOWLEDGEMENT}/bundle.yaml`, bundle),
      narratives: loader.table(`${TO_ACKNOWLEDGEMENT}/narratives.yaml`, narratives),
      toReceipt: loader.pair(TO_RECEIPT, undefined),
      message: loader.table(`${TO_RECEIPT}/message.yaml`, acknowledgement),
    }),
    edifact: ({ edifactTables, codeLists, xdis91, xbin01, xctl01, xctl02, xctl03 }) =>
      compilePlans({
        ...edifactTables,
        codeLists,
        schemas: new Map(
          [xdis91, xbin01, xctl01, xctl02, xctl03].map((schema) => [schema.table.message, schema]),
        ),
      }),
    envelope: ({ codeLists }) => loader.envelope(codeLists),
    rulings: () => loader.table('rulings.yaml', rulings),
    sound: () => sound,
  });
  // Whatever is wrong with tables is told at once.
  if (!sound) for (const part of Object.keys(tables) as Array<keyof Tables>) void tables[part];
  return tables;
};

import { isUtf8 } from 'node:buffer';
import Papa from 'papaparse';
import { type Diagnostic, DiagnosticError, diagnostic, type Place } from '../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import { decodeWindows1252 } from '../formats/text/windows-1252.js';
import { type Directory, directoryOf, type Organisation } from './directory.js';
import { isGln } from './gln.js';
import { columnsOf, type Field, type HeadingTable } from './headings.js';

const DELIMITERS = [';', '\t', ','] as const;
/** No register is as large; a string holds little more. */
const MOST_BYTES = 500_000_000;
/** No register has as many. */
const MOST_COLUMNS = 10_000;
const SOR_ID = /^[0-9]{11,}$/;

const decode = (bytes: Uint8Array): string => {
  const text = isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    : decodeWindows1252(bytes);
  // One kind of line end: files put together by hand mix them, and the parser would then join rows.
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
};

/** The delimiter that the line of headings has most of; undefined for one of too many columns. */
const delimiterOf = (text: string): string | undefined => {
  const end = text.indexOf('\n');
  const heading = end < 0 ? text : text.slice(0, end);
  const counts = DELIMITERS.map((one) => heading.split(one, MOST_COLUMNS + 1).length);
  const most = Math.max(...counts);
  return most > MOST_COLUMNS ? undefined : DELIMITERS[counts.indexOf(most)];
};

/** A cell without what spreadsheets put around numbers: `="0123"`. */
const plain = (cell: string | undefined): string | undefined => {
  const text = cell?.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1) : cell;
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
};

/**
 * A day as `yyyy-mm-dd`, from that, from `dd-mm-yyyy`, and with a time after either.
 *
 * @returns undefined if it is no day
 */
const day = (text: string): string | undefined => {
  const [, d, m, y] = /^(\d{2})[-./](\d{2})[-./](\d{4})(?!\d)/.exec(text) ?? [];
  const iso = y === undefined ? /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0] : `${y}-${m}-${d}`;
  if (iso === undefined) return undefined;
  // Date takes 31 February for 2 March: a day that does not come back the same is none.
  return new Date(`${iso}T00:00:00Z`).getUTCDate() === Number(iso.slice(8)) ? iso : undefined;
};

/** How many rows have a fault, and the line of the first. */
interface Tally {
  count: number;
  line: number;
}

class Reader {
  private readonly organisations: Organisation[] = [];
  private readonly lines = new Map<string, Organisation>();
  private readonly faults = new Map<'SOR004' | 'SOR006' | 'SOR007', Tally>();
  private twice: { gln: string; first: number; line: number } | undefined;

  constructor(
    private readonly file: string,
    private readonly columns: ReadonlyMap<Field, number>,
  ) {}

  row(cells: readonly string[], line: number): void {
    const cell = (field: Field): string | undefined => {
      const column = this.columns.get(field);
      return column === undefined ? undefined : plain(cells[column]);
    };
    if (cells.every((c) => c.trim() === '')) return;
    const organisation: Organisation = { file: this.file, line };
    const set = <K extends keyof Organisation>(key: K, value: Organisation[K] | undefined): void => {
      if (value !== undefined) organisation[key] = value;
    };
    const gln = cell('gln');
    const sorId = cell('sorId');
    if (gln !== undefined && isGln(gln)) organisation.gln = gln;
    if (sorId !== undefined && SOR_ID.test(sorId)) organisation.sorId = sorId;
    if (organisation.gln === undefined && organisation.sorId === undefined) {
      this.fault('SOR004', line);
      return;
    }
    if (organisation.gln !== gln || organisation.sorId !== sorId) this.fault('SOR006', line);
    for (const field of ['validFrom', 'validTo'] as const) {
      const text = cell(field);
      if (text === undefined) continue;
      const date = day(text);
      if (date === undefined) {
        // Without its days a closed entry would count as in force.
        this.fault('SOR007', line);
        return;
      }
      organisation[field] = date;
    }
    set('name', cell('name'));
    set('telephone', cell('telephone'));
    set('providerNumber', cell('providerNumber'));
    set('municipalityCode', cell('municipalityCode'));
    set('types', cell('types')?.split(/\s+/));
    this.organisations.push(organisation);
    this.note(organisation);
  }

  private fault(code: 'SOR004' | 'SOR006' | 'SOR007', line: number): void {
    const tally = this.faults.get(code);
    if (tally === undefined) this.faults.set(code, { count: 1, line });
    else tally.count++;
  }

  /** Remembers the first entry of a GLN that is twice in force without an end. */
  private note(organisation: Organisation): void {
    const { gln, line, validTo } = organisation;
    if (gln === undefined || validTo !== undefined || this.twice !== undefined) return;
    const first = this.lines.get(gln);
    if (first === undefined) this.lines.set(gln, organisation);
    else this.twice = { gln, first: first.line, line };
  }

  result(): { directory: Directory; diagnostics: Diagnostic[] } {
    const diagnostics: Diagnostic[] = [];
    const { file, faults, twice } = this;
    for (const [code, { count, line }] of faults)
      diagnostics.push(diagnostic(code, { file, line }, { count, line }));
    if (twice !== undefined) diagnostics.push(diagnostic('SOR005', { file, line: twice.line }, twice));
    return { directory: directoryOf(this.organisations), diagnostics };
  }
}

/**
 * Reads a directory from CSV or TSV: `;`, `,` or tab by the line of headings; UTF-8 (with or without mark) or
 * windows-1252. Columns are found by their headings; every value stays text. Rules: conversion rules 16.4.
 *
 * @param bytes the file
 * @returns the directory, with warnings about rows that cannot be used
 * @throws DiagnosticError SOR002 (not a table, or one that breaks off), SOR003 (a needed column is missing)
 */
export const readDirectory = (
  bytes: Uint8Array,
  { file, headings }: { file: string; headings: HeadingTable },
): { directory: Directory; diagnostics: Diagnostic[] } => {
  const no = (reason: Phrase, place: Place = { file }): DiagnosticError =>
    new DiagnosticError(diagnostic('SOR002', place, { reason }));
  if (bytes.length > MOST_BYTES) throw no(phrase('over-500-mb'));
  if (bytes.includes(0)) throw no(phrase('binary'));
  const text = decode(bytes);
  const delimiter = delimiterOf(text);
  if (delimiter === undefined) throw no(phrase('columns'), { file, line: 1 });
  let reader: Reader | undefined;
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      // It would take the rest of the file for one cell.
      if (errors.some((error) => error.code === 'MissingQuotes'))
        throw no(phrase('open-quotation'), { file, line });
      if (reader === undefined) {
        const columns = columnsOf(
          data.map((heading) => plain(heading) ?? ''),
          headings,
        );
        for (const field of ['gln', 'sorId'] as const) {
          if (!columns.has(field)) {
            const found = data.join(', ').slice(0, 200);
            throw new DiagnosticError(diagnostic('SOR003', { file, line: 1 }, { field, headings: found }));
          }
        }
        reader = new Reader(file, columns);
      } else reader.row(data, line);
      for (let i = text.indexOf('\n', from); i >= 0 && i < meta.cursor; i = text.indexOf('\n', i + 1)) line++;
      from = meta.cursor;
    },
  });
  if (reader === undefined) throw no(phrase('empty'));
  return (reader as Reader).result();
};

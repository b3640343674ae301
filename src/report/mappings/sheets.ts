import type { Language } from '../../diagnostics/language.js';
import type { CodeList } from '../../mapping/code-list.js';
import { pairsOf, segmentRows } from '../../mapping/listed.js';
import type { Tables } from '../../mapping/tables.js';
import { notationText } from './notation-text.js';
import { pairSheet } from './pair-sheet.js';
import type { Sheet } from './sheet.js';
import { words } from './sheet-words.js';

/** The tables of EDIFACT: both directions in one row. */
const edifactSheets = (tables: Tables, lang: Language): Sheet[] => {
  const said = words[lang];
  const { messages } = tables.edifactTables.interchange;
  return segmentRows(tables).map(({ name, rows }) => {
    const own = Object.entries(messages).filter(([, { table }]) => table === name);
    const names = own.length === 0 ? Object.keys(messages) : own.map(([message]) => message);
    return {
      name: `edifact/${name}`,
      title: `EDIFACT: ${names.join(', ')}`,
      notes: [],
      columns: [
        said.id,
        said.group,
        said.segment,
        said.component,
        `OIOXML ${said.element}`.replace(' -', '-'),
        said.how,
        said.reason,
        said.messages,
      ],
      rows: rows.map(({ segment = '', group, row }) => {
        const { id, at = '', only, reason, ...rest } = row;
        const { to, how, ...others } = rest as Record<string, unknown>;
        const does = [how ?? '', notationText(others)].filter((one) => one !== '').join('; ');
        const paths = to === undefined ? [] : [to].flat().map((path) => String(path).replaceAll('/', '.'));
        return [
          id,
          group?.[lang] ?? '',
          segment,
          at,
          paths.join('\n'),
          does,
          reason ?? '',
          (only ?? []).join(', '),
        ];
      }),
    };
  });
};

const codeListSheet = ({ table }: CodeList, lang: Language): Sheet => {
  const { source, loses } = table;
  const said = words[lang];
  const columns = [...new Set([table.key, ...table.codes.flatMap((code) => Object.keys(code))])];
  const lost = loses === undefined ? [] : [`${said.loses}: ${loses}`];
  return {
    name: `code-lists/${table.id}`,
    title: table.title,
    notes: [`${said.source}: ${source}`, ...lost],
    columns,
    rows: table.codes.map((code) => columns.map((column) => code[column] ?? '')),
  };
};

/** What envelopes say of each message. */
const envelopeSheet = ({ envelope }: Tables): Sheet => {
  const rows = envelope.documents.map(
    ({ postfixes, ...row }): Readonly<Record<string, unknown>> => ({
      ...row,
      postfix: postfixes?.join(' '),
    }),
  );
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    name: 'envelope',
    title: 'VANSEnvelope',
    notes: [],
    columns,
    rows: rows.map((row) => columns.map((column) => String(row[column] ?? ''))),
  };
};

/** Every table that can be shown, in the order in which they are listed. */
export const sheetsOf = (tables: Tables, lang: Language): Sheet[] => [
  ...pairsOf(tables).map((pair) => pairSheet(pair, tables, lang)),
  ...edifactSheets(tables, lang),
  envelopeSheet(tables),
  ...[...tables.codeLists.values()].map((list) => codeListSheet(list, lang)),
];

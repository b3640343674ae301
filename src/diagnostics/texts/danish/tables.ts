import type { Texts } from '../../entry.js';
import type { tables as english } from '../tables.js';

/** Mappingtabellerne. */
export const tables: Texts<typeof english> = {
  TAB001: {
    message: 'Tabellen er ikke YAML: {reason}.',
    hint: 'Ret den på dette sted; værdier med kolon eller # sættes i anførselstegn.',
  },
  TAB002: {
    message: '{where}: {reason}.',
    hint: 'Notationens ord er forklaret øverst i tabellen og i docs/mappings.md.',
  },
  TAB003: { message: 'Række {row}: {reason}.', hint: '{hint}' },
  TAB004: {
    message: 'Tabellen kan ikke læses: {reason}.',
    hint: 'Kontrollér mappen i --mappings; de medfølgende tabeller ligger i pakken.',
  },
  TAB005: {
    message: 'Ingen række i {table} læser {path} i {message}.',
    hint: 'Tilføj en række med `from` {path}; en, der ikke fører nogen steder hen, har `how: drop` og en begrundelse.',
  },
  TAB006: {
    message: 'Ingen række i {table} udfylder {path}, som {demands} kræver.',
    hint: 'Tilføj en række med `to` {path}, eller ret den række, der udfyldte det.',
  },
  TAB007: {
    message: 'Kodelisten {list}: {codes} har samme {column}, så vejen tilbage går tabt for alle undtagen én.',
    hint: 'Giv dem hver sin kode; eller mærk dem, der går tabt, med `oneWay`, eller sig med `loses`, hvad der går tabt.',
  },
  TAB008: {
    message: 'Række {row}: intet siger, hvad der sker, hvis organisationsregisteret ikke har {find}.',
    hint: 'Tilføj et trin efter det i `missing`: en konstant eller en anden række.',
  },
  TAB009: { message: '{what}: {path} har ingen kode {code}.', hint: 'Tilladt: {allowed}.' },
  TAB010: {
    message: "Række {row}: id'et er også i {other}.",
    hint: 'Traces nævner rækker ved deres id alene; giv den nye række et andet.',
  },
  TAB011: {
    message: '{what}: der er ingen {thing} {id}.',
    hint: "Ret id'et; afgørelser ligger i rulings.yaml.",
  },
  TAB012: {
    message: 'Ingen tabel har dette navn; filen ville ikke blive læst.',
    hint: 'Egne tabeller hedder som de medfølgende, de ændrer, f.eks. xdis91-to-carecommunication/rows.yaml; docs/mappings.md viser navnene. Kun i code-lists, edifact og profiles må der ligge andre, og alle ender på .yaml.',
  },
};

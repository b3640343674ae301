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
};

import type { Texts } from '../../entry.js';
import type { directory as english } from '../directory.js';

/** Organisationsregisteret. */
export const directory: Texts<typeof english> = {
  SOR001: {
    message:
      'Organisationsregisteret har intet SOR-id til lokationsnummer {gln} ({party}) på den dag, brevet blev sendt.',
    hint: 'Angiv i --sor et register, der har organisationen, eller føj den til en supplerende fil (kolonnerne gln, sorId, name, telephone). --sor-missing=warn konverterer uden SOR-id; resultatet er så ikke en gyldig CareCommunication.',
  },
  SOR002: {
    message: 'Organisationsregisterets fil kan ikke læses: {reason}.',
    hint: 'Angiv en læsbar CSV- eller TSV-fil i --sor.',
  },
  SOR003: {
    message: 'Organisationsregisterets fil har ingen kolonne til {field}; overskrifterne er: {headings}.',
    hint: 'Giv kolonnen det navn, som docs/directory.md foreskriver, eller føj overskriften til mappings/directory/headings.yaml.',
  },
  SOR004: {
    message:
      'Organisationsregisterets fil har {count} rækker uden brugbart lokationsnummer eller SOR-id, den første i linje {line}.',
    hint: 'Disse rækker bruges ikke. Et lokationsnummer har 13 cifre, heraf et kontrolciffer, et SOR-id mindst 11 cifre.',
  },
  SOR005: {
    message:
      'Lokationsnummer {gln} står mere end én gang i organisationsregisterets fil (linje {first} og {line}).',
    hint: 'Den første gældende række tæller. Fjern den anden, eller giv den validFrom og validTo.',
  },
  SOR006: {
    message:
      'Organisationsregisterets fil har {count} rækker med et ugyldigt lokationsnummer eller SOR-id, den første i linje {line}.',
    hint: 'Organisationen kan ikke findes på det nummer. Et lokationsnummer har 13 cifre, heraf et kontrolciffer, et SOR-id mindst 11 cifre.',
  },
  SOR007: {
    message:
      'Organisationsregisterets fil har {count} rækker med en dato, der ikke kan læses, den første i linje {line}.',
    hint: 'Disse rækker bruges ikke. Skriv validFrom og validTo som 2026-03-02 eller 02-03-2026.',
  },
};

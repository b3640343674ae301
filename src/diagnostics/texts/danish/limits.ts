import type { Texts } from '../../entry.js';
import type { limits as english } from '../limits.js';

/** Grænser for, hvad et dokument må kræve. */
export const limits: Texts<typeof english> = {
  LIM001: {
    message: 'Et element har mere end {limit} attributter.',
    hint: 'Ingen meddelelse har så mange; filen er beskadiget eller ondsindet. --limit attributes=TAL tillader flere.',
  },
  LIM002: {
    message: 'Et navn er længere end {limit} tegn.',
    hint: 'Ingen meddelelse har sådanne navne; filen er beskadiget eller ondsindet. --limit name=TAL tillader længere.',
  },
  LIM003: {
    message: 'Et tal er længere end {limit} tegn.',
    hint: 'Ingen meddelelse har sådanne tal; afsenderen må skrive det på ny. --limit number=TAL tillader længere.',
  },
  LIM004: {
    message: 'Dokumentet har mere end {limit} breve; resten blev ikke læst.',
    hint: 'Del det, eller tillad flere med --limit letters=TAL.',
  },
  LIM005: {
    message: 'Brevet har {count} {element}; højst {limit} læses.',
    hint: 'Bed afsenderen sende dem i flere breve, eller tillad flere med --limit attachments=TAL.',
  },
  LIM006: {
    message: 'Der er {count} fejl og advarsler ud over de {limit}, der vises her.',
    hint: 'Ret dem først, eller se flere med --limit diagnostics=TAL.',
  },
  LIM007: {
    message: 'Filen tog mere end {limit} sekunder og blev opgivet.',
    hint: 'Er den meget stor, så tillad mere med --limit seconds=TAL; ellers er den beskadiget eller ondsindet.',
  },
  LIM008: {
    message: 'Arkivet fylder mere end {limit} bytes, når det pakkes ud.',
    hint: 'Del det, eller tillad mere med --limit unpacked=STØRRELSE; et arkiv fra en fremmed kan være lavet til at fylde maskinen.',
  },
  LIM009: {
    message: 'Arkivet har mere end {limit} filer.',
    hint: 'Del det, eller tillad flere med --limit entries=TAL.',
  },
  LIM010: {
    message:
      'Med hver vedhæftet fil så mange gange, som der henvises til den, ville resultatet blive større end grænsen på {limit} bytes.',
    hint: 'Henvis til hver vedhæftet fil én gang, send flere breve, eller tillad mere med --limit size=TAL.',
  },
  LIM011: {
    message: 'Brevets tekst ville blive længere end grænsen på {limit} tegn.',
    hint: 'En lang værdi, for eksempel navnet på en forfatter, står i den ved hver tekst. Ingen meddelelse har sådanne værdier; filen er beskadiget eller fjendtlig. --limit text=STØRRELSE tillader mere.',
  },
  LIM012: {
    message: '{limit} binære breve før dette indeholder det samme objekt; der blev ikke set på det.',
    hint: 'Hvert af dem læses for hvert brev, der henviser til objektet. Konvertér færre meddelelser sammen, eller tillad flere med --limit carriers=TAL.',
  },
  LIM013: {
    message:
      'Meddelelsens referencer fører igen og igen til ressourcer, der indeholder meget: til mere end {limit} gange så meget, som der er i meddelelsen.',
    hint: 'Ingen meddelelse har sådanne referencer; filen er beskadiget eller fjendtlig. --limit followed=TAL tillader flere.',
  },
  LIM014: {
    message:
      'Siden viser {limit} værdier, så mange som grænsen tillader; yderligere {count} står ikke på den.',
    hint: 'explain --json har alle værdier. Forklar færre meddelelser sammen, eller tillad flere med --limit shown=TAL, så mange som browseren kan vise.',
  },
};

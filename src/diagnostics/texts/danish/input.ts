import type { Texts } from '../../entry.js';
import type { input as english } from '../input.js';

/** Inddata og resultater som filer. */
export const input: Texts<typeof english> = {
  IN001: {
    message: 'Filen kan ikke læses: {reason}.',
    hint: 'Kontrollér navnet og rettighederne til filen.',
  },
  IN002: {
    message: 'Filen er tom.',
    hint: 'Angiv en meddelelse; en tom fil kan skyldes en overførsel, der gik galt.',
  },
  IN003: {
    message: 'Filen er binære data, ikke en meddelelse.',
    hint: 'Angiv EDIFACT, OIOXML eller FHIR som tekst; pak det ud, der er pakket på anden måde end som .zip, .tar eller .tar.gz. En vedhæftet fil hører til, base64-kodet, i en XBIN01.',
  },
  IN004: { message: 'Denne version konverterer ikke filens format: {format}.', hint: '{advice}' },
  IN005: {
    message: 'Filen er ikke en meddelelse i et kendt format.',
    hint: 'Kendte formater er EDIFACT (begynder med UNA eller UNB), OIOXML (et XML-dokument med roden Emessage) og FHIR (en Bundle i JSON eller XML). Kontrollér, at filen er hel og ikke krypteret eller pakket.',
  },
  IN006: {
    message: 'Ingen fil har dette navn.',
    hint: 'Kontrollér navnet; sæt mønstre i anførselstegn, så skallen lader dem være.',
  },
  IN007: {
    message: 'Resultatet kan ikke skrives: {reason}.',
    hint: 'Kontrollér den mappe, filen skal ligge i: den skal findes eller kunne oprettes, med skriverettigheder og ledig plads.',
  },
  IN008: {
    message: 'Resultatet ville overskrive en af inddatafilerne.',
    hint: 'Angiv en anden mappe i --out eller --quarantine end den, inddata ligger i, og et andet navn til en rapport eller side.',
  },
  IN009: {
    message: 'Mappen indeholder ingen meddelelser.',
    hint: 'I mapper søges efter filer, der ender på .xml, .edi og .json, med convert også efter arkiver (.zip, .tar, .tar.gz); angiv andre filer enkeltvis eller med et mønster.',
  },
  IN010: {
    message: 'Meddelelsen blev ikke konverteret på grund af en fejl i dette program ({reason}).',
    hint: 'Indberet den gerne med en meddelelse, der viser fejlen og ikke indeholder personoplysninger; MEDCOM_DEBUG=1 viser, hvor den opstod.',
  },
  IN011: {
    message: 'Filen er allerede {format}; der er intet at konvertere.',
    hint: 'Kontrollér --to; den angiver resultaternes format.',
  },
  IN012: {
    message: 'Meddelelsen bliver til to breve, som ikke begge kan skrives til standard output.',
    hint: 'Angiv en mappe til dem med --out DIR.',
  },
  IN013: {
    message: 'En kvittering ({message}) kan ikke konverteres til FHIR alene.',
    hint: "Den svarer på en meddelelse, hvis id'er kun relayet kender: medcom-convert relay konverterer kvitteringer. --to oioxml og --to edifact konverterer dem mellem de gamle formater.",
  },
  IN014: {
    message: 'En Acknowledgement kan ikke konverteres alene.',
    hint: "Den svarer på en meddelelse, hvis id'er kun relayet kender: medcom-convert relay konverterer kvitteringer.",
  },
  IN015: {
    message: 'Arkivet indeholder ingen meddelelser.',
    hint: 'I arkiver søges efter filer, der ender på .xml, .edi og .json.',
  },
  IN016: {
    message: 'Arkivet kan ikke pakkes længere ud: {reason}.',
    hint: 'Det, der nåede at blive pakket ud, konverteres. Kontrollér, at arkivet er helt og ikke krypteret; pak det ud på anden vis, og angiv mappen.',
  },
  IN017: {
    message: 'Et arkiv i et arkiv åbnes ikke.',
    hint: 'Pak det ydre arkiv ud, og angiv mappen.',
  },
  IN018: {
    message:
      'Tråden, der arbejdede på filen, stoppede: der var ikke hukommelse nok, eller det er en fejl i programmet.',
    hint: 'Konvertér filen alene eller med færre --jobs. Fejler den også der, så indberet den gerne med en meddelelse, der viser det og ikke indeholder personoplysninger.',
  },
  IN019: {
    message: 'Den afbrudte kørsel blev startet med andre inddata, indstillinger eller tabeller: {names}.',
    hint: 'Genoptag den med det, den blev startet med, eller begynd forfra uden --resume.',
  },
  IN020: {
    message: 'Denne kommando åbner ikke arkiver.',
    hint: 'Pak arkivet ud, og angiv mappen; medcom-convert convert tager arkiver, som de er.',
  },
  IN021: {
    message: 'Ingen tråd kunne begynde at konvertere: {reason}.',
    hint: 'Der er måske for lidt hukommelse, eller for få tråde er tilladt. Konvertér med --jobs 1, som ingen behøver; med --resume fortsættes der, hvor det stoppede.',
  },
  IN022: {
    message: 'En anden kørsel skriver sine resultater i denne mappe (proces {process}).',
    hint: 'Vent, til den er færdig, eller angiv en anden mappe med --out. Er ingen anden kørsel i gang, har en anden proces fået dens nummer: fjern {folder} fra mappen.',
  },
  IN023: {
    message:
      'Mønsteret har mere end {limit} stjerner, eller flere end {choices} valg i krøllede parenteser, i navnet på en fil eller mappe.',
    hint: 'At sammenligne navne med det kunne vare evigt. Udelad nogle, eller angiv mappen eller en liste af navne med --files-from.',
  },
  IN024: {
    message: 'Det, der har navn som en meddelelse, er {what} i et arkiv og konverteres ikke.',
    hint: 'Pak arkivet ud på anden vis, og angiv mappen.',
  },
  IN025: {
    message: 'En fil i et arkiv kan ikke pakkes ud: {reason}.',
    hint: 'De andre konverteres. Bed om filen igen, eller pak arkivet ud på anden vis, og angiv mappen.',
  },
};

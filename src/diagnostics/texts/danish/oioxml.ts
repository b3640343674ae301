import type { Texts } from '../../entry.js';
import type { oioxml as english } from '../oioxml.js';

/** OIOXML: velformethed, struktur, værdier. */
export const oioxml: Texts<typeof english> = {
  OIO001: {
    message: 'Dokumentet er ikke velformet XML: {reason}.',
    hint: "Ret XML'en på dette sted; afsenderen skal skrive den med et XML-bibliotek.",
  },
  OIO002: {
    message: 'Dokumentet slutter for tidligt: {reason}.',
    hint: 'Filen er afbrudt; hent den igen, eller bed afsenderen sende den igen.',
  },
  OIO003: {
    message: 'Dokumentet har en DOCTYPE, som afvises.',
    hint: 'Fjern DOCTYPE; OIOXML har ingen, og den kan bruges til angreb.',
  },
  OIO004: {
    message: 'Elementer ligger mere end {limit} niveauer inde i hinanden.',
    hint: 'Intet brev går så dybt; filen er beskadiget eller ondsindet. --limit depth=TAL tillader mere.',
  },
  OIO005: {
    message: 'Dokumentet er større end grænsen på {limit} {what}.',
    hint: 'Del det, eller bed afsenderen om mindre vedhæftede filer. --limit {name}=TAL tillader mere.',
  },
  OIO006: {
    message: 'Dokumentet er ikke UTF-8 og angiver intet andet tegnsæt.',
    hint: 'Angiv tegnsættet (encoding="ISO-8859-1"), eller skriv dokumentet i UTF-8.',
  },
  OIO007: {
    message: 'Dokumentet angiver {encoding}, men er UTF-8; det blev læst som UTF-8.',
    hint: 'Ret angivelsen, eller skriv dokumentet i det angivne tegnsæt.',
  },
  OIO009: {
    message: 'Tegnsættet {encoding} understøttes ikke.',
    hint: 'Skriv dokumentet i UTF-8, ISO-8859-1 eller windows-1252.',
  },
  OIO010: { message: 'Rodelementet er {root}, ikke Emessage.', hint: 'OIOXML-breve står i en Emessage.' },
  OIO011: {
    message: 'Emessage har intet namespace.',
    hint: 'Angiv meddelelsens namespace (XDIS91: 2006/07/01, XBIN01: 2012/03/28, kvitteringer: 2005/08/07) med skråstregen til sidst.',
  },
  OIO012: {
    message: 'Namespacet {namespace} hører hverken til XDIS91, XBIN01 eller kvitteringer.',
    hint: 'Kun XDIS91 (XD9134L), XBIN01 (XB0131X) og kvitteringer (XC0130Q, XC0230Q, XC0330Q) læses. Namespacet skal være nøjagtigt, med skråstregen til sidst.',
  },
  OIO013: {
    message: 'Emessage begynder ikke med en Envelope.',
    hint: 'Hver Emessage har en Envelope før sine breve.',
  },
  OIO014: {
    message: 'Emessage indeholder {element}, som ikke er et brev, der læses.',
    hint: 'Kun ClinicalEmail (XDIS91), BinaryLetter (XBIN01) og kvitteringer læses, hver i sit eget namespace; de andre breve i denne Emessage læses også.',
  },
  OIO015: {
    message: 'Emessage indeholder intet brev.',
    hint: 'Filen kan være afbrudt eller kun bestå af en Envelope.',
  },
  OIO016: {
    message: 'Brevet er i version {version}; kun {supported} læses.',
    hint: 'Bed afsenderen om version {supported}.',
  },
  OIO020: {
    message: '{element} mangler {missing}.',
    hint: 'Elementet er obligatorisk der; afsenderen skal udfylde det.',
  },
  OIO021: {
    message: '{element} hører ikke hjemme i {parent}.',
    hint: 'Fjern elementet, eller ret dets navn; der skelnes mellem store og små bogstaver.',
  },
  OIO022: {
    message: '{element} står på en forkert plads i {parent}.',
    hint: 'Elementernes rækkefølge er fast; et element, der må stå én gang, må ikke gentages.',
  },
  OIO023: {
    message: '{element} står der {count} gange; højst {max} er tilladt.',
    hint: 'Send resten i et andet brev.',
  },
  OIO024: {
    message: '{element} står der {count} gange, flere end skemaets {max}; alle konverteres.',
    hint: 'Højst ti vedhæftede filer er aftalt; modtageren kan afvise meddelelsen.',
  },
  OIO025: {
    message: '{element} har attributten {attribute}; der er ingen attributter defineret.',
    hint: 'Fjern attributten.',
  },
  OIO026: {
    message: '{element} har tekst mellem sine elementer.',
    hint: 'Tekst hører til inde i elementerne; dette indeholder kun elementer.',
  },
  OIO027: {
    message: '{element} er i et andet namespace end meddelelsen.',
    hint: 'Alle elementer i en meddelelse er i samme namespace; kontrollér præfikset.',
  },
  OIO029: {
    message: '{element} indeholder elementer, men må kun indeholde tekst.',
    hint: 'Kun Text01 og RefuseText kan have formatering; fjern elementerne.',
  },
  OIO030: {
    message: '{element} er på {length} tegn; højst {max} er tilladt.',
    hint: 'Afkort værdien hos afsenderen; konverteringen skærer intet væk.',
  },
  OIO031: {
    message: '{element} er tomt.',
    hint: 'Udfyld elementet, eller udelad det, hvor det er valgfrit.',
  },
  OIO032: { message: '{element} har en ukendt kode.', hint: 'Tilladt: {codes}.' },
  OIO033: {
    message: '{element} har sin kode med forkerte store eller små bogstaver.',
    hint: 'Skriv {code}; der skelnes mellem store og små bogstaver i koder.',
  },
  OIO034: { message: '{element} er ikke en dato i kalenderen.', hint: 'Skriv den som 2026-03-02.' },
  OIO035: {
    message: '{element} er ikke et klokkeslæt.',
    hint: 'Skriv timer og minutter som 09:05, fra 00:00 til 23:59, uden sekunder.',
  },
  OIO036: {
    message: '{element} er ikke ti cifre.',
    hint: 'Skriv CPR-nummeret uden bindestreg; et erstatningsnummer hører til i AlternativeIdentifier.',
  },
  OIO037: {
    message: '{element} er ikke på ti tegn.',
    hint: 'Et erstatningsnummer har ti tegn, som 2512481AB6.',
  },
  OIO038: {
    message: '{element} er ikke et UUID med bindestreger.',
    hint: 'XBIN01 kræver 8-4-4-4-12 hexadecimale cifre.',
  },
  OIO039: {
    message: '{element} er ikke et positivt heltal.',
    hint: 'Angiv det afkodede objekts størrelse i bytes.',
  },
  OIO040: {
    message: 'Indholdet af den vedhæftede fil er ikke base64: {reason}.',
    hint: 'Den vedhæftede fil er beskadiget; bed afsenderen sende den igen.',
  },
  OIO041: { message: 'Den vedhæftede fil har intet indhold.', hint: 'Bed afsenderen sende den igen.' },
  OIO042: {
    message: '{element} har blanktegn omkring sin værdi; de blev fjernet.',
    hint: 'Afsenderen bør skrive værdien uden blanktegn.',
  },
  OIO043: {
    message: '{element} har en tidszone efter datoen; den blev ignoreret.',
    hint: 'De gamle formaters datoer er danske lokale datoer uden tidszone.',
  },
  OIO044: { message: '{element} skal være true.', hint: 'Udelad elementet, hvor det ikke gælder.' },
  OIO045: {
    message: 'Formateringen {name} er ikke tilladt der.',
    hint: 'Text01 kender Break, Space, Bold, Italic, Underline, Right, Center og FixedFont; Break og Space er tomme, og kun i FixedFont må der stå anden formatering. RefuseText kender kun Break og Space.',
  },
  OIO046: {
    message: 'Der er {count} fejl mere end de {limit}, der er nævnt.',
    hint: 'Ret dem først, eller se flere med --limit diagnostics=TAL.',
  },
  OIO047: {
    message: '{element} er stavet anderledes end i skemaet; det blev læst som {code}.',
    hint: 'Ældre konverteringer skriver sådan. Afsenderen bør skrive skemaets kode: andre modtagere afviser brevet.',
  },
  OIO048: {
    message:
      '{element} følger efter brevet, hvad skemaet for {message} ikke tillader; det blev sprunget over.',
    hint: 'Udelad det: andre modtagere afviser måske brevet.',
  },
};

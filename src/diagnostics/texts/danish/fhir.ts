import type { Texts } from '../../entry.js';
import type { fhir as english } from '../fhir.js';

/** FHIR: velformethed, og hvad en CareCommunication skal have for at blive konverteret. */
export const fhir: Texts<typeof english> = {
  FHIR001: {
    message: 'Dokumentet er ikke velformet: {reason}.',
    hint: 'Ret det på dette sted; afsenderen skal skrive det med et JSON- eller XML-bibliotek.',
  },
  FHIR002: {
    message: 'Dokumentet slutter for tidligt: {reason}.',
    hint: 'Filen er afbrudt; hent den igen, eller bed afsenderen sende den igen.',
  },
  FHIR003: {
    message: 'Dokumentet har en DOCTYPE, som afvises.',
    hint: 'Fjern DOCTYPE; FHIR har ingen, og den kan bruges til angreb.',
  },
  FHIR004: {
    message: 'Elementer ligger mere end {limit} niveauer inde i hinanden.',
    hint: 'Ingen meddelelse går så dybt; filen er beskadiget eller ondsindet. --limit depth=TAL tillader mere.',
  },
  FHIR005: {
    message: 'Dokumentet er større end grænsen på {limit} {what}.',
    hint: 'Bed afsenderen om mindre vedhæftede filer. --limit {name}=TAL tillader mere.',
  },
  FHIR006: {
    message: 'Dokumentet er ikke UTF-8.',
    hint: 'FHIR skrives i UTF-8; afsenderen skal rette tegnsættet.',
  },
  FHIR007: {
    message: 'Dokumentet angiver {encoding}, men er UTF-8; det blev læst som UTF-8.',
    hint: 'Ret angivelsen.',
  },
  FHIR008: {
    message: 'Et navn står to gange i ét objekt.',
    hint: 'Det kan ikke vides, hvilken af de to værdier der menes; afsenderen skal skrive meddelelsen på ny.',
  },
  FHIR009: { message: 'Tegnsættet {encoding} understøttes ikke.', hint: 'FHIR skrives i UTF-8.' },
  FHIR010: {
    message: 'Dokumentet er ikke en Bundle.',
    hint: 'En CareCommunication er en Bundle af typen message med en MessageHeader og en Communication.',
  },
  FHIR011: {
    message: 'Meddelelsen er ikke en CareCommunication.',
    hint: 'Bundle.type skal være message, og MessageHeader.eventCoding skal være care-communication-message.',
  },
  FHIR012: {
    message: 'Meddelelsen har ingen {resource}.',
    hint: 'Hver CareCommunication har præcis én; afsenderen skal tilføje den.',
  },
  FHIR013: {
    message: 'Meddelelsen har mere end én {resource}.',
    hint: 'Det kan ikke vides, hvilken af dem der menes; afsenderen skal rette meddelelsen.',
  },
  FHIR014: {
    message: '{path} mangler.',
    hint: 'En CareCommunication skal have det; afsenderen skal tilføje det.',
  },
  FHIR015: {
    message: 'Referencen fører ikke til en {type} i meddelelsen.',
    hint: 'Det, der henvises til, skal være en entry i bundlen med en fullUrl, der ender på referencen.',
  },
  FHIR016: {
    message: 'Meddelelsen har ingen tekst af sin egen.',
    hint: 'Mindst én payload, som denne meddelelse tilføjer, skal have en contentString.',
  },
  FHIR017: {
    message: 'Meddelelsen retter eller annullerer en anden, og det kan et brev ikke.',
    hint: 'Den slags meddelelser findes kun i ældre versioner. Giv modtageren besked på anden vis.',
  },
  FHIR018: {
    message: 'Ingen Provenance siger, hvilke payloads der er nye; de med det seneste tidspunkt blev valgt.',
    hint: 'Afsenderen skal nævne dem i den Provenance, hvis target er MessageHeader.',
  },
  FHIR019: {
    message: 'Provenance nævner en payload, der ikke findes.',
    hint: 'Intet i meddelelsen gik tabt; afsenderen skal rette Provenance.',
  },
  FHIR020: {
    message: 'Den vedhæftede fil har hverken indhold eller webadresse.',
    hint: 'Kun vedhæftede filer fra tidligere meddelelser må komme uden indhold; afsenderen skal tilføje det.',
  },
  FHIR021: {
    message: 'Indholdet af den vedhæftede fil er ikke base64: {reason}.',
    hint: 'Indholdet er beskadiget; bed afsenderen sende det igen.',
  },
  FHIR022: {
    message: '{element} er ikke et tidspunkt med sekunder og tidszone.',
    hint: 'FHIR kræver en form som 2026-03-02T10:15:00+01:00.',
  },
  FHIR023: {
    message: 'Meddelelsen har {count} vedhæftede filer; et brev har plads til {most}.',
    hint: 'Bed afsenderen sende dem i flere meddelelser.',
  },
  FHIR024: {
    message: 'Endpointet nævner et andet SOR-id, end organisationen har.',
    hint: 'Organisationens eget nummer blev brugt; afsenderen skal rette endpointet.',
  },
  FHIR025: {
    message: 'Den vedhæftede fil er tom.',
    hint: 'En vedhæftet fil skal have mindst én byte indhold.',
  },
  FHIR026: {
    message: 'Indholdet af den vedhæftede fil begynder ikke som en fil af sin type ({type}){what}.',
    hint: 'Det er overført, som det er; spørg afsenderen, om typen er rigtig.',
  },
  FHIR027: {
    message: 'Nummeret har ikke den form, numre af sin slags har.',
    hint: 'Det er overført, et CPR-nummer uden bindestreg; spørg afsenderen, om det er rigtigt.',
  },
  FHIR028: {
    message: 'Payloaden indeholder hverken en tekst eller en vedhæftet fil.',
    hint: 'En payload i en CareCommunication har en contentString eller en contentAttachment.',
  },
  FHIR029: {
    message: 'Lokationsnummeret mangler ({party}).',
    hint: 'Uden det har brevet ingen adresse; afsenderen skal tilføje identifier med systemet https://www.gs1.org/gln.',
  },
  FHIR030: {
    message: 'Patienten har hverken CPR-nummer eller erstatningsnummer.',
    hint: 'Brevet kræver et af dem; afsenderen skal tilføje identifier.',
  },
  FHIR031: {
    message: 'Teksten nævner ingen forfatter.',
    hint: 'Brevet siger ikke, hvem der har skrevet den; afsenderen skal tilføje forfatteren.',
  },
  FHIR033: {
    message: 'Den person, der henvises til, er ikke i meddelelsen; brevet nævner ikke vedkommende.',
    hint: 'Enhver, som en medsendt tekst henviser til, skal sendes med; afsenderen skal rette meddelelsen.',
  },
  FHIR034: {
    message: 'Meddelelsens status er ikke unknown, som er den eneste tilladte.',
    hint: 'En meddelelse med en anden status var måske aldrig ment til at blive sendt; afsenderen skal rette den.',
  },
  FHIR036: {
    message: 'Aktiviteten er ikke en af dem, en CareCommunication har.',
    hint: 'Den er new-message, reply-message eller forward-message; afsenderen skal rette den.',
  },
  FHIR037: {
    message: 'Koden i response er ikke en af dem, en Acknowledgement har.',
    hint: 'Den er ok, transient-error eller fatal-error; afsenderen skal rette den.',
  },
  FHIR038: {
    message: 'Acknowledgement melder en fejl uden at give en grund.',
    hint: 'Ethvert andet svar end ok kræver en OperationOutcome med en issue; afsenderen skal tilføje den.',
  },
  FHIR032: {
    message: 'Kategorien er ikke en af dem, MedCom har på sin liste.',
    hint: 'Afsenderen skal bruge en af listens koder; et sted kan tilføje en i code-lists/categories.yaml i sine egne tabeller.',
  },
  FHIR035: {
    message: 'Den vedhæftede fils type er ikke en af dem, en CareCommunication tillader.',
    hint: 'Tilladte er pdf, gif, jpeg, png, tiff og bmp; et sted, der tåler andre, markerer dem i code-lists/file-types.yaml i sine egne tabeller.',
  },
};

import type { Texts } from '../../entry.js';
import type { envelope as english } from '../envelope.js';

/** VANSEnvelope: velformethed, struktur, værdier, og om den stemmer med sit dokument. */
export const envelope: Texts<typeof english> = {
  VAN001: {
    message: 'Kuverten er ikke velformet XML: {reason}.',
    hint: "Ret XML'en på dette sted; afsenderen skal skrive den med et XML-bibliotek.",
  },
  VAN002: {
    message: 'Kuverten slutter for tidligt: {reason}.',
    hint: 'Filen er afbrudt; hent den igen, eller bed afsenderen sende den igen.',
  },
  VAN003: {
    message: 'Kuverten har en DOCTYPE, som afvises.',
    hint: 'Fjern DOCTYPE; en VANSEnvelope har ingen, og den kan bruges til angreb.',
  },
  VAN004: {
    message: 'Elementer ligger mere end {limit} niveauer inde i hinanden.',
    hint: 'Ingen kuvert går så dybt; filen er beskadiget eller ondsindet. --limit depth=TAL tillader mere.',
  },
  VAN005: {
    message: 'Kuverten er større end grænsen på {limit} {what}.',
    hint: 'Højst 100 MB er aftalt for en meddelelse i sin kuvert; bed afsenderen om mindre vedhæftede filer. --limit {name}=TAL tillader mere.',
  },
  VAN006: {
    message: 'Kuverten er ikke UTF-8 og angiver intet andet tegnsæt.',
    hint: 'Angiv tegnsættet (encoding="ISO-8859-1"), eller skriv kuverten i UTF-8.',
  },
  VAN007: {
    message: 'Kuverten angiver {encoding}, men er UTF-8; den blev læst som UTF-8.',
    hint: 'Ret angivelsen, eller skriv kuverten i det angivne tegnsæt.',
  },
  VAN009: {
    message: 'Tegnsættet {encoding} understøttes ikke.',
    hint: 'Skriv kuverten i UTF-8, ISO-8859-1 eller windows-1252.',
  },
  VAN010: {
    message: 'Rodelementet er {root}, ikke VANSEnvelope.',
    hint: 'En kuvert er et XML-dokument med roden VANSEnvelope.',
  },
  VAN011: { message: 'VANSEnvelope har intet namespace.', hint: 'Angiv namespacet {supported}.' },
  VAN012: {
    message: 'Namespacet {namespace} er ikke det, VANSEnvelope 1.0.4 har.',
    hint: 'Kun {supported} læses. Namespacet skal være nøjagtigt; bed afsenderen om den version.',
  },
  VAN020: {
    message: '{element} mangler {missing}.',
    hint: 'Elementet er obligatorisk der; afsenderen skal udfylde det.',
  },
  VAN021: {
    message: '{element} hører ikke hjemme i {parent}.',
    hint: 'Fjern elementet, eller ret dets navn; der skelnes mellem store og små bogstaver.',
  },
  VAN022: {
    message: '{element} står på en forkert plads i {parent}.',
    hint: 'Elementernes rækkefølge er fast.',
  },
  VAN023: {
    message: '{element} står der {count} gange; højst {max} er tilladt.',
    hint: 'Udelad det overskydende. En kuvert indeholder én meddelelse.',
  },
  VAN024: {
    message: '{element} står ved siden af et andet af {alternatives}.',
    hint: 'Præcis ét af dem må stå der.',
  },
  VAN025: {
    message: '{element} har attributten {attribute}, som ikke er defineret der.',
    hint: 'Fjern attributten.',
  },
  VAN026: {
    message: '{element} har tekst mellem sine elementer.',
    hint: 'Tekst hører til inde i elementerne; dette indeholder kun elementer.',
  },
  VAN027: {
    message: '{element} er i et andet namespace end kuverten.',
    hint: 'Alle elementer i en kuvert er i samme namespace; kontrollér præfikset. Selve meddelelsen hører til i Data, i base64.',
  },
  VAN028: {
    message: '{element} mangler attributten {attribute}.',
    hint: 'Attributten er obligatorisk; afsenderen skal udfylde den.',
  },
  VAN029: {
    message: '{element} indeholder elementer, men må kun indeholde tekst.',
    hint: 'En meddelelse i Data skal være i base64.',
  },
  VAN030: {
    message: '{element} er på {length} tegn; højst {max} er tilladt.',
    hint: 'Afkort værdien hos afsenderen.',
  },
  VAN031: {
    message: '{element} er tomt.',
    hint: 'Udfyld elementet, eller udelad det, hvor det er valgfrit.',
  },
  VAN032: {
    message: '{element} har en ukendt kode.',
    hint: 'Tilladt: {codes}. Der skelnes mellem store og små bogstaver i koder.',
  },
  VAN034: {
    message: '{element} er ikke en dato og et klokkeslæt i kalenderen.',
    hint: 'Skriv det som 2026-03-02T14:06:00.',
  },
  VAN038: {
    message: '{element} er ikke et UUID med bindestreger.',
    hint: 'Skriv 8-4-4-4-12 hexadecimale cifre uden urn:uuid: foran.',
  },
  VAN039: { message: '{element} er ikke {what}.', hint: 'Skriv kun cifre; tallet må ikke være for stort.' },
  VAN040: {
    message: 'Meddelelsen i kuverten er ikke base64: {reason}.',
    hint: 'Kuverten er beskadiget; bed afsenderen sende den igen.',
  },
  VAN041: {
    message: 'Kuverten indeholder ingen meddelelse: Data er tom.',
    hint: 'Bed afsenderen sende den igen.',
  },
  VAN044: {
    message: '{element} er hverken true eller false.',
    hint: 'Skriv true eller false med små bogstaver.',
  },
  VAN046: {
    message: 'Der er {count} fejl mere end de {limit}, der er nævnt.',
    hint: 'Ret dem først, eller se flere med --limit diagnostics=TAL.',
  },
  VAN050: {
    message:
      'SizeInBytes siger {told}, men meddelelsen er på {size} bytes; meddelelsen blev læst, som den er.',
    hint: 'SizeInBytes opfattes som antallet af bytes før base64; afsenderen tæller måske noget andet, eller meddelelsen er ændret undervejs.',
  },
  VAN051: {
    message:
      '{element} i kuverten passer ikke til meddelelsen i den, som er {found}; meddelelsen blev behandlet som det, den er.',
    hint: 'Bed afsenderen rette kuverten. mappings/envelope.yaml viser, hvad der hører til hver meddelelse.',
  },
  VAN052: {
    message: 'Kuverten siger unreliable, men {found} skal sendes pålideligt.',
    hint: 'Bed afsenderen sende pålideligt; ellers er der ingen, der siger til, hvis meddelelsen går tabt undervejs.',
  },
  VAN053: {
    message: 'Kuverten indeholder en anden kuvert.',
    hint: 'En kuvert indeholder én meddelelse; fjern den yderste kuvert.',
  },
  VAN054: {
    message:
      'Kuverten indeholder en kvittering fra nettet ({kind}), ikke en meddelelse; der er intet at konvertere.',
    hint: 'Den siger, om en kuvert kom frem: {identifier}. Den hører til hos den, der sendte kuverten.',
  },
  VAN055: {
    message: 'Meddelelsen kan ikke lægges i en kuvert: den har ikke {what}, der kan stå der.',
    hint: 'Kuvertens afsender og modtager er meddelelsens lokationsnumre på 1 til 18 tegn; mappings/envelope.yaml har de meddelelser, den kan indeholde.',
  },
};

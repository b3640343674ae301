import type { Texts } from '../../entry.js';
import type { mapping as english } from '../mapping.js';

/** Sammenhørende breve, vedhæftede filer og mapping. */
export const mapping: Texts<typeof english> = {
  MAP001: {
    message: '{count} af de vedhæftede filer, som brevet henviser til, kom ikke: {objects}.',
    hint: 'Angiv XBIN01 med disse objekter sammen med brevet, eller konvertér med --incomplete, som laver payloads uden indhold.',
  },
  MAP002: {
    message:
      '{count} af de vedhæftede filer, som brevet henviser til, kom ikke; deres payloads har hverken indhold eller titel.',
    hint: 'Modtageren kan afvise meddelelsen; se bort fra valideringsfejl om disse payloads.',
  },
  MAP003: {
    message: 'Intet brev blandt inddata henviser til objekterne i dette binære brev; det konverteres ikke.',
    hint: 'Angiv den XDIS91, det hører til, sammen med det. Et binært brev alene sender relayet videre ukonverteret.',
  },
  MAP004: {
    message: 'Det binære brev har brevets objekter, men {what} er en anden: de er ikke samme korrespondance.',
    hint: 'Den vedhæftede fil blev ikke brugt. Spørg afsenderen, hvilken patient og hvilke parter der er de rigtige.',
  },
  MAP005: {
    message: 'Brevet henviser ikke til et objekt i dette binære brev; det blev alligevel til en payload.',
    hint: 'Afsenderen bør henvise til alle de filer, der vedhæftes.',
  },
  MAP006: {
    message:
      'Et objekt i dette binære brev er kommet før med andet indhold; dette binære brev blev ikke brugt.',
    hint: 'Det første tæller. Spørg afsenderen, hvilket indhold der er det rigtige.',
  },
  MAP007: {
    message: 'Den vedhæftede fil er på {size} bytes, men {element} siger {told}.',
    hint: 'Indholdet er overført, som det er; størrelsen har ingen plads i FHIR.',
  },
  MAP008: {
    message:
      'Filtypen {type} er ikke en af de seks, som en CareCommunication tillader; den blev alligevel konverteret.',
    hint: 'Modtageren afviser en sådan meddelelse. Tilladte er pdf, gif, jpeg, png, tiff og bmp.',
  },
  MAP009: {
    message: 'Indholdet af den vedhæftede fil begynder ikke som {type}{what}.',
    hint: 'Indholdet er overført, som det er; spørg afsenderen, om typen er rigtig.',
  },
  MAP010: {
    message:
      'Hverken brevet eller organisationsregisteret har et telefonnummer til afsenderen; der står 0000 0000 i stedet.',
    hint: 'Føj afsenderens telefonnummer til organisationsregisteret.',
  },
  MAP011: {
    message: 'Brevet har ingen tekst; der står en standardsætning i stedet.',
    hint: 'Spørg afsenderen, om teksten er gået tabt.',
  },
  MAP012: {
    message: '{element} er ikke et lokationsnummer: 13 cifre, hvoraf det sidste er et kontrolciffer.',
    hint: 'Ret lokationsnummeret; en meddelelse uden gyldige lokationsnumre kan ikke konverteres.',
  },
  MAP013: {
    message: '{element} har ikke den form, som FHIR kræver af en sådan værdi; den er overført, som den er.',
    hint: 'Modtageren kan afvise meddelelsen. Spørg afsenderen, om værdien er rigtig.',
  },
  MAP014: { message: '{element} er ikke et UUID; {what}.', hint: 'Afsenderen bør bruge et UUID.' },
  MAP015: {
    message: 'Organisationen har et andet nummer ({kind}) end det i {element}; det blev ikke overført.',
    hint: 'Ret nummeret i brevet eller organisationens række i registeret.',
  },
  MAP016: {
    message: '{element} er ikke en kode i {list}; den blev ikke overført.',
    hint: 'Ret nummeret i brevet.',
  },
  MAP017: {
    message: 'Ingen række i mappingtabellerne siger, hvad der bliver af {element}; det blev ikke overført.',
    hint: 'Modtageren får ikke indholdet. Tilføj en række til det, eller bed afsenderen udelade det.',
  },
  MAP018: {
    message: 'Timen i {element} findes to gange den nat; den første, i sommertid, blev valgt.',
    hint: 'Der er intet at gøre; brevet siger ikke, hvilken det er.',
  },
  MAP019: {
    message: 'Timen i {element} findes ikke den nat; klokkeslættet blev flyttet en time frem.',
    hint: 'Afsenderens ur var ikke stillet til sommertid.',
  },
  MAP020: {
    message: 'Brevet siger, at typen er {letter}, det binære brev siger {binary}; det binære brev gælder.',
    hint: 'Spørg afsenderen, hvad der er rigtigt.',
  },
  MAP021: {
    message: 'Teksten har formatering, som ren tekst ikke kan vise: {markup}.',
    hint: 'Selve teksten er overført.',
  },
  MAP022: {
    message: 'Brevet konverteres ikke, fordi der er et andet brev med samme nummer i samme Envelope.',
    hint: 'Brevnumre er entydige hos afsenderen; to breve må ikke have samme nummer.',
  },
  MAP023: {
    message:
      'Brevet, der henviser til dette binære brev, blev ikke konverteret; det gjorde det binære brev derfor heller ikke.',
    hint: 'Ret brevet, og angiv dem begge igen.',
  },
  MAP024: {
    message: 'Patientens efternavn er tomt eller en pladsholder; der står Ukendt i stedet.',
    hint: 'FHIR kræver et efternavn. Bed afsenderen om det.',
  },
  MAP025: {
    message: '{element} har ikke den form, som FHIR kræver der; det blev ikke overført.',
    hint: 'Spørg afsenderen, om værdien er rigtig.',
  },
  MAP026: {
    message:
      'Brevet henviser mere end én gang til denne vedhæftede fil; hver henvisning blev til en payload for sig.',
    hint: 'Afsenderen bør kun henvise til en vedhæftet fil én gang.',
  },
  MAP027: {
    message: 'Et andet binært brev indeholder den samme vedhæftede fil; den blev overført én gang.',
    hint: 'Der er intet at gøre. Afsenderen har måske sendt det binære brev to gange.',
  },
  MAP030: {
    message: 'Værdien til {target} er for lang; den blev afkortet til {most} tegn.',
    hint: 'Ledgeren viser, hvad der blev skåret væk. Af et emne går intet tabt: det står helt i teksten.',
  },
  MAP031: {
    message: 'Organisationens navn er ukendt; dens lokationsnummer står der i stedet.',
    hint: 'Brevet kræver et navn. Bed afsenderen sende det, eller føj det til organisationsregisteret.',
  },
  MAP032: {
    message: 'Organisationen har intet SOR-id, der kan stå i brevet; dens lokationsnummer står der i stedet.',
    hint: "Bed afsenderen sende SOR-id'et, eller føj det til organisationsregisteret.",
  },
  MAP033: {
    message: 'Patientens efternavn mangler; der står _ i stedet.',
    hint: 'Brevet kræver et efternavn. Bed afsenderen om det.',
  },
  MAP034: {
    message: 'Brevet har ingen status for denne slags kontakt; der står {value} i stedet.',
    hint: 'Modtageren kan ikke se, hvad kontakten er. Der er intet at gøre, medmindre det har betydning.',
  },
  MAP035: {
    message: 'Prioriteten er overført, selv om kategorien ikke må have nogen.',
    hint: 'En prioritet hører til kategorien regarding-referral; afsenderen skal rette det.',
  },
  MAP036: {
    message: 'Brevet har ikke en sådan prioritet; den blev ikke overført.',
    hint: 'En CareCommunication tillader routine og asap; afsenderen skal rette det.',
  },
  MAP037: {
    message: 'Der er ingen værdi til {target}, som brevet skal have.',
    hint: 'Afsenderen skal tilføje den; rækken viser, hvad den kommer af.',
  },
  MAP038: {
    message: 'Værdien til {target} passer ikke: {message}',
    hint: 'Brevet ville blive ugyldigt. Afsenderen skal rette værdien; rækken viser, hvad den kommer af.',
  },
  MAP039: {
    message: 'Værdien til {target} er længere end de {most} tegn, der er plads til; den står der ikke.',
    hint: 'I stedet står det, teksten har plads til; ledgeren viser, hvad der går tabt.',
  },
  MAP040: {
    message: 'Kontroltegn blev udeladt: {characters}.',
    hint: 'Intet brev kan indeholde dem. Afsenderen skal udelade dem.',
  },
  MAP041: {
    message: 'Brevet indeholder tegn, som ISO-8859-1 ikke har, som referencer: {characters}.',
    hint: 'XML kan indeholde dem. De kan ikke sendes videre i EDIFACT; --unmappable transliterate skriver andre i stedet.',
  },
  MAP042: {
    message: 'Tegn, som ISO-8859-1 ikke har, blev skrevet med andre tegn: {characters}.',
    hint: 'mappings/characters.yaml viser, hvad der står for hvert tegn. OIOXML kan have dem som referencer (--unmappable reference), det kan EDIFACT ikke.',
  },
  MAP045: {
    message: 'En anden vedhæftet fil har samme id; denne fik sit eget id.',
    hint: "Segmenters id'er er entydige for altid; afsenderen skal rette det.",
  },
  MAP046: {
    message: 'Emnet begynder med navnet på en kategori; kategorien other blev ikke sat foran.',
    hint: 'Der er intet at gøre; ellers ville et emne blive længere, hver gang det går frem og tilbage.',
  },
  MAP044: {
    message: 'Webadressen er længere end de {most} tegn, elementet har plads til; den står i teksten.',
    hint: 'Bed afsenderen om en kortere; nogle systemer gør et element til et link, men ikke en tekst.',
  },
  MAP043: {
    message: 'Der er tegn, som ISO-8859-1 ikke har: {characters}.',
    hint: 'De afvises på grund af --unmappable error. Uden den skrives de som referencer i OIOXML og med andre tegn i EDIFACT.',
  },
};

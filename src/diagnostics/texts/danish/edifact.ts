import type { Texts } from '../../entry.js';
import type { edifact as english } from '../edifact.js';

/** EDIFACT: syntaks, rammer, og hvad der ikke kan blive til breve. */
export const edifact: Texts<typeof english> = {
  EDI001: {
    message: 'Forsendelsen kan ikke læses her: {reason}.',
    hint: 'En apostrof, et plus, et kolon eller et spørgsmålstegn i en værdi skal have et spørgsmålstegn foran. Afsenderen skal rette det; forsendelser efter denne læses.',
  },
  EDI002: {
    message: 'Forsendelsen slutter for tidligt: {reason}.',
    hint: 'Filen er afbrudt; hent den igen, eller bed afsenderen sende den igen.',
  },
  EDI003: {
    message: '{what} indeholder ingen meddelelse.',
    hint: 'Meddelelser står mellem UNB og UNZ, hver fra UNH til UNT. Hent filen igen, eller bed afsenderen sende den igen.',
  },
  EDI004: {
    message: 'Der er ingen UNA; de sædvanlige servicetegn er forudsat.',
    hint: 'Der er intet at gøre.',
  },
  EDI005: {
    message: 'Der er mere end {limit} {what}.',
    hint: 'Del filen; hver forsendelse kan stå alene. --limit {name}=TAL tillader mere.',
  },
  EDI006: {
    message: 'Forsendelsen har bytes (80 til 9F), som ISO-8859-1 ikke har; de blev læst som windows-1252.',
    hint: 'Bed afsenderen skrive ISO-8859-1, som UNOC foreskriver.',
  },
  EDI007: {
    message: 'Forsendelsen siger UNOC, som er ISO-8859-1, men er UTF-8; den blev læst som UTF-8.',
    hint: 'Bed afsenderen skrive ISO-8859-1.',
  },
  EDI008: {
    message: 'Der er kontroltegn (NUL eller andre) i værdier; de blev udeladt.',
    hint: 'Intet brev kan indeholde dem. Bed afsenderen udelade dem.',
  },
  EDI009: {
    message: 'Forsendelsen er skrevet i UTF-16.',
    hint: 'EDIFACT har én byte pr. tegn. Bed afsenderen skrive ISO-8859-1.',
  },
  EDI010: {
    message: 'Et spørgsmålstegn står foran et tegn, der ikke behøver det; begge blev beholdt.',
    hint: 'Et spørgsmålstegn i en værdi skrives to gange. Bed afsenderen rette det.',
  },
  EDI011: {
    message: 'Et segment står uden for en forsendelse: der er ingen UNB før det.',
    hint: 'Filens begyndelse mangler, eller UNB er skrevet forkert. Hent den igen, eller bed afsenderen sende den igen.',
  },
  EDI012: {
    message: 'Et segment står mellem forsendelsens meddelelser.',
    hint: 'Kun UNH og UNZ må stå der: en UNH mangler eller står for sent.',
  },
  EDI013: {
    message: 'Meddelelsen, der begynder her, har ingen UNT.',
    hint: 'Den kan være afbrudt. Bed afsenderen sende den igen.',
  },
  EDI014: {
    message: 'UNT angiver et andet antal segmenter end de {count}, der er.',
    hint: 'Kontrollér, at intet mangler; afsenderen skal tælle fra UNH til UNT, begge medregnet.',
  },
  EDI015: {
    message: 'UNT nævner en anden meddelelse end UNH.',
    hint: 'Begge skal have brevets nummer; det i UNH blev brugt.',
  },
  EDI016: {
    message: 'UNZ angiver et andet antal meddelelser end de {count}, der er.',
    hint: 'Kontrollér, at ingen meddelelse mangler.',
  },
  EDI017: {
    message: 'UNO siger ikke, hvor mange bytes objektet har.',
    hint: 'UNO.4.1 er et tal. Uden det kan ingen se, hvor objektet slutter; afsenderen skal rette det.',
  },
  EDI018: {
    message: 'Objektet slutter ikke, hvor UNO siger, og der blev ikke fundet nogen UNP.',
    hint: "UNO.4.1 er antallet af bytes mellem UNO's segmentafslutter og UNP. Afsenderen skal rette det.",
  },
  EDI019: {
    message: 'UNO siger, at objektet har {stated} bytes; indtil UNP har det {actual}, som blev brugt.',
    hint: "Kontrollér den vedhæftede fil. Afsenderen skal tælle bytes mellem UNO's segmentafslutter og UNP.",
  },
  EDI020: {
    message: 'UNZ nævner en anden forsendelse end UNB.',
    hint: 'Begge skal have kuvertens nummer; det i UNB blev brugt.',
  },
  EDI021: {
    message: 'Forsendelsen, der begynder her, har ingen UNZ.',
    hint: 'Den kan være afbrudt, og meddelelser kan mangle. Hent den igen, eller bed afsenderen sende den igen.',
  },
  EDI022: {
    message: 'UNP angiver et andet antal bytes end objektets {actual}.',
    hint: 'Kontrollér den vedhæftede fil; UNO og UNP skal angive samme længde.',
  },
  EDI023: {
    message: 'Meddelelsen er {what}, som ikke læses.',
    hint: 'Disse læses: {known}. Bed afsenderen om en af dem; forsendelsens andre meddelelser læses.',
  },
  EDI024: {
    message: '{element} er ikke {expected}, som det altid er; det blev sprunget over.',
    hint: 'Find ud af, hvad afsenderen mener med det. Brevet kan ikke indeholde det.',
  },
  EDI025: {
    message: 'Kvalifikatoren er ukendt her; segmentet blev læst som {known}.',
    hint: 'Find ud af, hvad afsenderen mener med den; kvalifikatoren skal være {known}.',
  },
  EDI026: {
    message: 'Gruppen {group} har ingen {tag}.',
    hint: 'Segmentet er obligatorisk; afsenderen skal skrive det.',
  },
  EDI027: {
    message: '{element} er ikke det samme som {other}.',
    hint: 'Begge skal sige det samme; {other} blev brugt.',
  },
  EDI028: {
    message: 'Klokkeslættet har sekunder, som et brev ikke kan indeholde; de blev udeladt.',
    hint: 'Afsenderen skal skrive CCYYMMDDHHMM.',
  },
  EDI029: {
    message: '{element} blev læst som {code}.',
    hint: 'Koder skrives med store bogstaver, uden blanktegn og foranstillede nuller.',
  },
  EDI030: {
    message: 'OIOXML har ingen kode for {element}; den blev udeladt.',
    hint: 'Koden står i en nyere liste eller er skrevet forkert. Giv modtageren besked, hvis det har betydning.',
  },
  EDI031: {
    message: 'Forsendelsen er mærket som test (UNB.11); det kan brevet ikke sige.',
    hint: 'Send ikke resultatet til en modtager i produktion.',
  },
  EDI032: {
    message: 'Ingen række kender {tag} her; indholdet er ikke med i brevet.',
    hint: 'Find ud af, hvad afsenderen mener med det, og om gruppen er der to gange. Med --strict afvises brevet.',
  },
  EDI033: {
    message: 'Der er {count} tekster mere, end et brev har plads til; de blev lagt i den sidste.',
    hint: 'Intet er tabt, men modtageren har måske ventet dem hver for sig.',
  },
  EDI034: {
    message: '{element} er ikke {expected}; meddelelsen siger noget andet, end brevet ville.',
    hint: 'Afsenderen skal rette det: navne ville blive byttet om, eller en kvittering sige det modsatte.',
  },
  EDI035: {
    message: 'Ingen række kender {tag} her, og indholdet må ikke gå tabt.',
    hint: 'Kontrollér kvalifikatoren, hvilken gruppe segmentet skal stå i, og om det er der to gange; afsenderen skal rette det.',
  },
  EDI036: {
    message:
      '{element} står ved siden af en værdi, der udelukker den, som to numre på en patient eller to prioriteter.',
    hint: 'Kun én af dem må være der; afsenderen skal rette det.',
  },
  EDI037: {
    message: '{element} står, hvor der ikke skal stå tekst; det blev læst som mere af teksten.',
    hint: 'En FTX har fem komponenter med tekst. Et plus eller kolon i en tekst skal have et spørgsmålstegn foran.',
  },
  EDI038: {
    message: '{element} har en ukendt kode.',
    hint: 'Tilladt: {codes}. Afsenderen skal skrive en af dem.',
  },
  EDI039: { message: '{element} er ikke {what}.', hint: 'Det skal skrives som {form}.' },
  EDI040: {
    message: 'Brevet har en anden {party} end det første i kuverten.',
    hint: 'En forsendelse har én afsender og én modtager. Læg brevet i en kuvert for sig.',
  },
  EDI041: {
    message: 'EDIFACT har ingen kode for {element}.',
    hint: 'Brug en kode, der har en modpart i EDIFACT; se kodelisten.',
  },
  EDI042: {
    message: '{element} angiver en anden størrelse end objektets {actual} bytes, som blev skrevet.',
    hint: 'Kontrollér den vedhæftede fil; den kan være afbrudt.',
  },
  EDI043: {
    message: 'Teksten kræver {count} grupper S14; højst {most} er aftalt.',
    hint: 'Den blev skrevet helt. Spørg modtageren, om den læses, eller del brevet.',
  },
  EDI044: { message: 'Linjeskift i {element} blev til blanktegn.', hint: 'EDIFACT kan ikke indeholde dem.' },
  EDI045: {
    message: 'EDIFACT har ikke plads til {element}; det blev udeladt.',
    hint: 'Giv modtageren besked på anden vis, hvis det har betydning.',
  },
  EDI046: {
    message: 'Teksten kræver {count} segmenter; modtagere læser måske kun det første.',
    hint: 'Hold en kvitterings tekst inden for 350 tegn.',
  },
  EDI047: {
    message: 'Et andet brev i samme kuvert kan ikke konverteres; derfor konverteres ingen af dem.',
    hint: 'En kuvert konverteres helt eller slet ikke. Ret det andet brev, eller bed afsenderen om brevene hver for sig.',
  },
  EDI048: {
    message: 'Efter UNZ står noget, der ikke er en forsendelse; det blev sprunget over.',
    hint: 'Forsendelserne før det er hele. Find ud af, hvad der er føjet til filen.',
  },
  EDI049: {
    message: '{element} står efter {other}, men hører til før.',
    hint: 'Grupper og segmenter har en fast rækkefølge: andre modtagere overser måske det, der står et andet sted. Afsenderen skal rette det.',
  },
  EDI050: { message: '{element} mangler.', hint: 'Der skal være {demanded}.' },
  EDI051: {
    message: '{element} er på {length} tegn; højst {max} er tilladt.',
    hint: 'Værdien blev læst helt, men andre modtagere afkorter den måske. Afsenderen skal dele den, som med længere tekster.',
  },
  EDI052: {
    message: 'Herfra er der flere segmenter i gruppen end de {most}, den må have.',
    hint: 'Alle blev læst, men det gør andre modtagere måske ikke. Afsenderen skal begynde en ny gruppe.',
  },
  EDI053: {
    message: 'Meddelelsen har ikke gruppen {group}, som begynder med {tag}.',
    hint: 'Gruppen er obligatorisk; afsenderen skal skrive den.',
  },
  EDI054: {
    message: 'UNA angiver andre servicetegn, end MedComs meddelelser bruger; de blev brugt.',
    hint: "De sædvanlige er UNA:+.? ' og andre modtagere læser kun dem.",
  },
};

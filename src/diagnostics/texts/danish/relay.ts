import type { Texts } from '../../entry.js';
import type { relay as english } from '../relay.js';

/** Relayet: dets mapper, og hvad det afgør. */
export const relay: Texts<typeof english> = {
  REL001: {
    message: 'Indbakken kan ikke bruges: {reason}.',
    hint: 'Den bruger, relayet kører som, skal kunne læse, skrive og omdøbe i mappen. Intet er tabt: hvad der blev hentet, behandles, når relayet kører igen.',
  },
  REL002: {
    message: 'Der kan ikke skrives i udbakken: {reason}.',
    hint: 'Skaf plads, eller ret mappens rettigheder. Intet er tabt: hvad der ikke blev sendt, sendes, når relayet kører igen.',
  },
  REL003: {
    message: 'Filen er ikke en VANSEnvelope, eller den er afbrudt.',
    hint: 'Den blev lagt i indbakkens mappe rejected. Relayet modtager kun meddelelser i kuverter, som nettet sender dem; den, der skriver filer, bør skrive dem under et andet navn og omdøbe dem, når de er hele.',
  },
  REL004: {
    message: 'Kuvertens indhold kan ikke læses.',
    hint: 'Afsenderen fik en negativ kvittering; filen blev lagt i indbakkens mappe rejected.',
  },
  REL005: {
    message: 'Uret er {seconds} sekunder bagud i forhold til det, databasen har set.',
    hint: 'Kontrollér uret på denne maskine eller på den anden. Breve venter fra det tidspunkt, de kom på.',
  },
  REL006: {
    message: 'En fil i indbakken kan ikke læses: {reason}.',
    hint: 'Giv den bruger, relayet kører som, ret til at læse den. Den bliver liggende og modtages derefter.',
  },
  REL007: {
    message: 'En fejl i dette program forhindrede, at meddelelsen blev behandlet.',
    hint: 'Indberet den gerne. En fil blev lagt i indbakkens mappe rejected, et brev, der venter, venter videre; de andre fortsætter. MEDCOM_DEBUG=1 viser, hvor fejlen opstod.',
  },
  REL008: {
    message: 'Organisationsregisteret er ikke fornyet i {days} dage.',
    hint: 'Hent det igen, så ofte det udgives: organisationer ændrer, hvad de modtager. Grænsen er directoryDays i mappings/exchange.yaml.',
  },
  REL010: {
    message: 'En dublet blev ignoreret.',
    hint: "Den har samme id'er som en meddelelse, der er kommet før; intet sendes.",
  },
  REL011: {
    message: 'En meddelelse blev sendt igen.',
    hint: 'Den blev konverteret igen under samme id, eller kvitteringen for den blev sendt igen.',
  },
  REL012: {
    message: 'Meddelelsens id er brugt før til et andet indhold.',
    hint: 'Den blev afvist. Afsenderen skal give hver meddelelse sit eget id.',
  },
  REL013: {
    message: 'Kuvertens id er brugt før til et andet brev.',
    hint: 'Den blev behandlet. Afsenderen skal give hver kuvert sit eget id.',
  },
  REL020: {
    message:
      'Modtageren er registreret til både den gamle og den nye meddelelse; den blev sendt videre, som den er.',
    hint: 'En modtager får den ene af de to: ret registreringen.',
  },
  REL021: {
    message:
      'Modtageren er hverken registreret til den gamle eller den nye meddelelse; den blev sendt videre, som den er.',
    hint: 'Ret modtagerens registrering eller organisationsregisteret.',
  },
  REL022: {
    message: 'Modtageren er ikke registreret til vedhæftede filer; de blev alligevel sendt.',
    hint: 'Modtageren vil afvise dem, og afsenderen får det at vide af kvitteringen. Ret registreringen, hvis modtageren kan modtage dem.',
  },
  REL023: {
    message: 'Kuverten siger noget andet end meddelelsen i den ({elements}).',
    hint: 'Meddelelsen gælder. Bed afsenderen rette det, der skriver kuverterne.',
  },
  REL024: {
    message: 'Den konverterede meddelelse er på {megabytes} MB, mere end aftalt; den blev alligevel sendt.',
    hint: 'Højst 100 MB er aftalt for en meddelelse; modtageren afviser, hvad den ikke kan modtage.',
  },
  REL025: {
    message: 'Meddelelsen er større end det, der konverteres.',
    hint: 'Afsenderen har fået det at vide. Grænsen er largestBytes i mappings/exchange.yaml.',
  },
  REL026: {
    message: 'Meddelelsen mangler et id eller et nummer på afsender eller modtager, som svaret skal nævne.',
    hint: 'Bundle.id og MessageHeader.id har højst 64 tegn; begge organisationer skal have et lokationsnummer og et SOR-id.',
  },
  REL027: {
    message: 'Den dannede meddelelse har fejlen {code}, som der ses bort fra: {cause}.',
    hint: 'En vedhæftet fil kom ikke eller kunne ikke bruges; modtageren kan afvise meddelelsen, og kvitteringen siger så hvorfor.',
  },
  REL030: {
    message: 'Lokationsnummer {gln} ({party}) findes ikke i organisationsregisteret.',
    hint: 'Meddelelsen blev afvist. Ret nummeret, eller føj organisationen til registeret.',
  },
  REL040: {
    message: 'Kvitteringen svarer ikke på nogen kendt meddelelse; den blev sendt videre, som den er.',
    hint: 'Meddelelsen er ikke konverteret her, eller det er for længe siden.',
  },
  REL041: {
    message: 'Kvitteringen er ikke gyldig; den blev sendt videre, som den er.',
    hint: 'Bed afsenderen rette den. Der kvitteres aldrig for kvitteringer.',
  },
  REL042: {
    message: 'En anden kvittering for samme meddelelse siger noget andet end den, der blev konverteret.',
    hint: 'Den blev også konverteret; meddelelsens afsender har nu begge.',
  },
};

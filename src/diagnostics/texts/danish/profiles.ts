import type { Texts } from '../../entry.js';
import type { profiles as english } from '../profiles.js';

/** FHIR: hvad en meddelelse skal være ifølge sine profiler. */
export const profiles: Texts<typeof english> = {
  FHIR100: {
    message: '{element} er der {count} gange; der må højst være {max}.',
    hint: 'Det kan ikke vides, hvilken af dem der menes; afsenderen skal sende så mange, som profilen tillader.',
  },
  FHIR101: {
    message: '{element} mangler: der er {count}, og der skal være mindst {min}.',
    hint: 'Profilen kræver det; afsenderen skal tilføje det.',
  },
  FHIR102: {
    message: '{element} må ikke stå her.',
    hint: 'FHIR R4 eller profilen har ikke det element på dette sted; se efter en stavefejl eller efter en anden type værdi.',
  },
  FHIR103: {
    message: '{element} skal skrives som {thing}.',
    hint: 'Elementer, der kan gentages, er lister; tal og sandhedsværdier står uden anførselstegn, alle andre værdier med.',
  },
  FHIR104: {
    message: '{element} er tomt.',
    hint: 'Et element uden værdi og uden indhold udelades.',
  },
  FHIR105: {
    message: '{element} har ikke formen for typen {type}.',
    hint: "Tidspunkter har sekunder og tidszone (2026-03-02T10:15:00+01:00), id'er bogstaver, cifre, bindestreger og punktummer, adresser ingen blanktegn.",
  },
  FHIR106: {
    message: '{element} skal være {value}.',
    hint: 'Profilen tillader ingen anden værdi her.',
  },
  FHIR107: {
    message: '{element} er længere end {longest} tegn.',
    hint: 'Afsenderen skal forkorte det.',
  },
  FHIR108: {
    message: '{element} er ikke i værdisættet {set}.',
    hint: '{url} har: {codes}. Koder, og det system de hører til, skrives nøjagtigt som i profiles/value-sets.yaml.',
  },
  FHIR109: {
    message: '{element} er ikke base64: {reason}.',
    hint: 'Indholdet er blevet beskadiget; bed afsenderen sende det igen.',
  },
  FHIR110: {
    message: '{reason}',
    hint: 'Reglen siger, hvad der skal gælde; profiltabellerne har den under dette id. Afsenderen skal rette meddelelsen.',
  },
  FHIR111: {
    message: '{element} står for sent: i XML har elementer en fast rækkefølge.',
    hint: 'Afsenderen skal skrive elementerne i den rækkefølge, de har i FHIR R4.',
  },
  FHIR112: {
    message: '{element} er ingen af dem, profilen kender.',
    hint: 'Kun de slags af dette element, som profilen nævner, må være der; se profilen.',
  },
  FHIR113: {
    message: 'Det, referencen fører til, er ikke i meddelelsen.',
    hint: 'Det skal være en entry i bundlen med en fullUrl, der ender på referencen.',
  },
  FHIR114: {
    message: 'Referencen fører til en ressource af typen {type}; tilladt er: {allowed}.',
    hint: 'Afsenderen skal henvise til en ressource af en af disse typer.',
  },
  FHIR115: {
    message: 'Den ressource, som referencen fører til, har fejl som {profile}.',
    hint: 'Den skal passe til denne profil, uanset hvilken profil den angiver; hvad der er galt med den, meldes på dens eget sted, hvis den angiver profilen.',
  },
  FHIR116: {
    message: 'En ressource af typen {type} blev ikke kontrolleret.',
    hint: 'Andre ressourcer end standardens kan være i en meddelelse; her vides intet om dem.',
  },
  FHIR117: {
    message: 'Den narrative tekst indeholder noget, den ikke må, eller er ikke velformet: {markup}.',
    hint: 'Kun grundlæggende formatering er tilladt: ingen scripts, formularer, frames eller stylesheets, ingen attributter, der begynder med on, og ingen navngivne tegn ud over amp, lt, gt og quot.',
  },
  FHIR118: {
    message: 'Den narrative tekst er tom.',
    hint: 'Mennesker skal kunne se, hvad der er i ressourcen.',
  },
  FHIR119: {
    message: 'Den profil, der angives, er ikke kendt.',
    hint: 'Se efter en stavefejl; profiler af andre versioner eller standarder kontrolleres ikke.',
  },
  FHIR120: {
    message: '{type} kan ikke angive profilen {profile}.',
    hint: 'Profilen hører til en anden type ressource; afsenderen skal rette det.',
  },
  FHIR121: {
    message: 'Denne {type} angiver ingen kendt profil; den blev kontrolleret, som FHIR R4 har den.',
    hint: 'Hver ressource i en meddelelse siger i meta.profile, hvilken profil den følger.',
  },
  FHIR122: {
    message: 'Bundlen angiver ikke profilen {profile}, som dens event kræver.',
    hint: 'Afsenderen skal tilføje den i bundlens meta.profile. Bundlen blev alligevel kontrolleret efter den.',
  },
  FHIR123: {
    message: 'Bundlen er hverken en CareCommunication eller en Acknowledgement.',
    hint: 'Dens første entry skal være en MessageHeader med eventCoding care-communication-message eller acknowledgement-message.',
  },
  FHIR124: {
    message: 'Ressourcen har ingen narrativ tekst.',
    hint: 'MedCom kræver en i hver ressource undtagen bundlen, så enhver modtager kan vise den.',
  },
  FHIR125: {
    message: 'Den narrative tekst viser ikke: {shown}.',
    hint: 'Den, der kun kan se den narrative tekst, går glip af det; afsenderen skal tilføje det.',
  },
  FHIR126: {
    message: 'Den narrative tekst viser indholdet af en vedhæftet fil.',
    hint: 'Indholdet er ikke til at læse for mennesker; afsenderen skal udelade det.',
  },
  FHIR127: {
    message: '{element} indeholder et kontroltegn eller et halvt tegn.',
    hint: 'Af kontroltegn må en tekst kun have tabulator, linjeskift og vognretur; afsenderen skal fjerne alle andre.',
  },
  FHIR128: {
    message: '{element} består kun af blanktegn.',
    hint: 'Modtagere opfatter det som manglende; afsenderen skal udelade eller udfylde det.',
  },
  FHIR129: {
    message: 'Der findes ingen ressource af denne type i FHIR R4.',
    hint: 'Se efter en stavefejl i resourceType eller i elementets navn i XML.',
  },
};

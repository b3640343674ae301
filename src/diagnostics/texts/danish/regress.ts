import type { Texts } from '../../entry.js';
import type { regress as english } from '../regress.js';

/** Scenarier: deres filer, og hvad der afviger fra det ventede (10 og frem). */
export const regress: Texts<typeof english> = {
  REG001: { message: 'Filen er ikke YAML: {reason}.', hint: 'Ret filen; docs/regress.md viser en.' },
  REG002: {
    message: 'Filen siger noget i {where}, som ikke forstås: {reason}.',
    hint: 'En scenario.yaml tager de samme valg som convert under deres navne (to, sor, incomplete ...); docs/regress.md viser dem.',
  },
  REG003: {
    message: 'Mappen indeholder intet scenarie.',
    hint: 'Et scenarie er en mappe med en mappe input, hvori der ligger meddelelser.',
  },
  REG010: {
    message: '{path} er ændret: {before} -> {after}.',
    hint: 'Er det meningen, så godkend det med regress --update; ellers se på rækken. --show-values viser personoplysninger.',
  },
  REG011: {
    message: '{path} er væk: {before}.',
    hint: 'Er det meningen, så godkend det med regress --update; ellers se på rækken. --show-values viser personoplysninger.',
  },
  REG012: {
    message: '{path} er ny: {after}.',
    hint: 'Er det meningen, så godkend det med regress --update; ellers se på rækken. --show-values viser personoplysninger.',
  },
  REG013: {
    message: 'Delene af {path} står i en anden rækkefølge.',
    hint: 'Er det meningen, så godkend det med regress --update.',
  },
  REG014: {
    message: '{path} nævner et andet id: {before} -> {after}.',
    hint: "Dannede id'er må have andre værdier end før, men hvert id skal have den samme overalt; dette står for to, eller to for ét.",
  },
  REG020: {
    message: 'Det ventede resultat blev ikke dannet.',
    hint: 'Ventes det ikke mere, fjerner regress --update det; konverteringens diagnostik kan fortælle, hvorfor det ikke er der.',
  },
  REG021: {
    message: 'Resultatet var ikke ventet.',
    hint: 'Skal det ventes fra nu af, skriver regress --update det.',
  },
  REG022: {
    message: 'Scenariet har ingen ventede resultater.',
    hint: 'Skriv dem med regress --update, og læs dem, før de gemmes.',
  },
  REG023: {
    message: 'Det ventede resultat kan ikke læses: {reason}',
    hint: 'Ret filen, eller skriv den på ny med regress --update.',
  },
  REG030: {
    message: 'Konverteringen nævner ikke længere {told} i {at}.',
    hint: 'Er det meningen, så godkend det med regress --update.',
  },
  REG031: { message: 'Konverteringen nævner {told}, som ikke var ventet: {message}', hint: '{hint}' },
};

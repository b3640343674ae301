import type { Texts } from '../../entry.js';
import type { store as english } from '../store.js';

/** Relayets database: en fil eller en databaseserver. */
export const store: Texts<typeof english> = {
  REL101: {
    message: 'Det er ikke en database, eller den er beskadiget.',
    hint: 'Kontrollér navnet. Er det relayets database, så stop relayet, gem filen (med dem, der ender på -wal og -shm), og gendan den seneste sikkerhedskopi.',
  },
  REL102: {
    message: 'Databasen er låst af et andet program og forblev låst.',
    hint: 'Se efter en sikkerhedskopiering, et administrationsværktøj eller et relay, der hænger med databasen åben, og afslut det; prøv så igen.',
  },
  REL103: {
    message: 'Databasens mappe findes ikke.',
    hint: 'Opret mappen, eller angiv en anden; selve databasen oprettes, når den ikke er der.',
  },
  REL104: {
    message: 'Databasen kan ikke åbnes eller ændres: {reason}.',
    hint: 'Den bruger, relayet kører som, skal kunne læse og skrive filen og oprette filer i dens mappe; på en server kunne oprette og ændre tabeller i skemaet.',
  },
  REL105: {
    message: 'Databasen kan ikke vokse: disken er fuld.',
    hint: 'Skaf plads. Intet, der er kvitteret for, er tabt, og det mislykkede kan gøres igen.',
  },
  REL106: {
    message: 'Databasen kan kun læses.',
    hint: 'Kontrollér, at der må skrives i filen og dens filsystem; angiv den server, der tager imod ændringer, ikke en standby.',
  },
  REL107: {
    message: 'Databasen har version {newest}; dette program kender ingen nyere end {known}.',
    hint: 'Brug det nyere program, der har åbnet databasen, eller sikkerhedskopien fra før det.',
  },
  REL108: {
    message: 'Der er ingen forbindelse til databaseserveren: {reason}.',
    hint: "Kontrollér, at den kører, vært og port i URL'en, netværk og firewalls, og at begge sider er enige om TLS (sslmode).",
  },
  REL109: {
    message: 'Databaseserveren afviste login.',
    hint: 'Kontrollér bruger og adgangskode (specialtegn procentkodes i en URL), og hvad pg_hba.conf på serveren tillader.',
  },
  REL110: {
    message: "Serveren har ikke {what}, som URL'en nævner.",
    hint: "Opret det, eller ret URL'en: databasen er dens sti, skemaet er det, som options=-c%20search_path%3D… nævner.",
  },
  REL111: {
    message: 'Det vides ikke, om den sidste ændring blev gemt: databasen svigtede, mens den blev bekræftet.',
    hint: 'Gør det igen; hvad der allerede er gemt, genkendes.',
  },
  REL112: {
    message: 'Databasen fejlede med {reason}.',
    hint: 'Serverens log, eller for en fil systemets, fortæller mere; intet blev gemt.',
  },
  REL113: {
    message: 'SQLite-biblioteket kan ikke indlæses.',
    hint: 'Installér programmet fra dets pakke på denne platform med dets valgfrie pakker (uden --omit=optional), eller brug en PostgreSQL-server, som den selvstændige programfil altid skal have.',
  },
  REL114: {
    message:
      'Adressen er ikke en URL til en PostgreSQL-database, eller den nævner en fil, der ikke kan læses.',
    hint: 'Skriv postgresql://user:password@host:port/database med specialtegn procentkodet; sslrootcert, sslcert og sslkey nævner filer.',
  },
  REL115: {
    message: 'Der er intet sådant lager.',
    hint: 'Angiv den fil eller server, som relæet gemmer sin tilstand i: det, som dets --store nævner.',
  },
};

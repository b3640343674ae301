import type { Language } from '../language.js';

/** What is wrong with a table of the mapping, and how to mend it. */
export const tables = {
  missing: { en: 'it is missing', da: 'den mangler' },
  'lists-too-deep': {
    en: 'its lists and maps lie too deep within each other',
    da: 'dens lister og maps ligger for dybt inde i hinanden',
  },
  'row-twice': { en: 'the id is there twice', da: "id'et står der to gange" },
  'row-twice-hint': {
    en: 'Ids are permanent and unique; give the new row another.',
    da: "Id'er er faste og entydige; giv den nye række et andet.",
  },
  'no-key': { en: 'it has no {key}', da: '{key} mangler' },
  twice: { en: '{name} is there twice', da: '{name} står der to gange' },
  'no-row': { en: 'there is no row {id}', da: 'der er ingen række {id}' },
  'no-row-hint': { en: 'Correct the id, or add the row.', da: "Ret id'et, eller tilføj rækken." },
  'back-hint': {
    en: 'back names a row of the other direction that can be undone.',
    da: 'back nævner en række i den anden retning, som kan gøres om.',
  },
  'like-hint': { en: 'like names a row of {table}.', da: 'like nævner en række i {table}.' },
  'like-base-hint': { en: 'like names a row of a base.', da: 'like nævner en række i en grundtabel.' },
  'row-id': {
    en: 'a row id is letters and a number, as X2',
    da: 'en rækkes id er bogstaver og et tal, som X2',
  },
  'edifact-row-id': {
    en: 'a row id is letters and a number, as E12',
    da: 'en rækkes id er bogstaver og et tal, som E12',
  },
  component: {
    en: 'a component is an element and a component, as "2.1"',
    da: 'en komponent er et dataelement og en komponent, som "2.1"',
  },
  'segment-tag': {
    en: 'a segment has a tag of three letters',
    da: 'et segment har en segmentkode på tre bogstaver',
  },
  'no-element': { en: 'the schema has no element {path}', da: 'skemaet har intet element {path}' },
  'source-hint': {
    en: 'Paths of letters are those of mappings/schemas, XBIN01: before those of the binary letter; others are of FHIR.',
    da: 'Stier i breve er dem i mappings/schemas, med XBIN01: foran dem i det binære brev; andre er i FHIR.',
  },
  'target-hint': {
    en: 'Targets are those of mappings/schemas; XBIN01: goes before those of the binary letter.',
    da: 'Mål er dem i mappings/schemas; XBIN01: står foran dem i det binære brev.',
  },
  'fhir-target': { en: '{path}: {reason}', da: '{path}: {reason}' },
  'fhir-target-hint': {
    en: 'Targets are FHIR paths; their resources, slices and extensions are those of bundle.yaml.',
    da: 'Mål er FHIR-stier; deres ressourcer, slices og extensions er dem i bundle.yaml.',
  },
  'no-receipt-element': {
    en: 'no receipt has an element {path}',
    da: 'ingen kvittering har et element {path}',
  },
  'receipt-hint': {
    en: 'Targets are those of mappings/schemas/xctl01.yaml to xctl03.yaml; */ stands for the element of any receipt.',
    da: 'Mål er dem i mappings/schemas/xctl01.yaml til xctl03.yaml; */ står for elementet i enhver kvittering.',
  },
  'no-code-list': { en: 'there is no code list {id}', da: 'der er ingen kodeliste {id}' },
  'code-list-hint': {
    en: 'Code lists are in mappings/code-lists.',
    da: 'Kodelister ligger i mappings/code-lists.',
  },
  'no-column': {
    en: 'the code list {id} has no column {column}',
    da: 'kodelisten {id} har ingen kolonne {column}',
  },
  'no-diagnostic': { en: 'there is no diagnostic {code}', da: 'der er ingen diagnostik {code}' },
  'no-diagnostic-hint': { en: 'Its code must be in the catalog.', da: 'Koden skal stå i kataloget.' },
  'no-such-row': { en: 'there is no such row', da: 'der er ingen sådan række' },
  unfilled: {
    en: 'no row fills it, and a letter must have it',
    da: 'ingen række udfylder det, og et brev skal have det',
  },
  'less-than-receipts': { en: 'it is less than receiptMonths', da: 'det er mindre end receiptMonths' },
  'no-message': { en: 'there is no message {name}', da: 'der er ingen meddelelse {name}' },
  'message-no-element': { en: '{message} has no element {path}', da: '{message} har intet element {path}' },
  'message-no-group': {
    en: '{message} has no element {path} that is repeated',
    da: '{message} har intet element {path}, der gentages',
  },
  'rows-for': { en: 'there are two rows for {at}', da: 'der er to rækker til {at}' },
  'no-table': { en: 'there is no table {name}', da: 'der er ingen tabel {name}' },
  'edifact-hint': {
    en: 'Correct the table; how to read it is told at the head of interchange.yaml.',
    da: 'Ret tabellen; øverst i interchange.yaml er forklaret, hvordan den læses.',
  },
  'list-of-path': { en: '{path}: there is no code list {list}', da: '{path}: der er ingen kodeliste {list}' },
  'type-of-path': { en: '{path}: there is no type {type}', da: '{path}: der er ingen type {type}' },
  'how-often-type': {
    en: '{path}: "{text}" is not "HOW-OFTEN TYPE"',
    da: '{path}: "{text}" er ikke "HVOR-OFTE TYPE"',
  },
  'how-often': { en: '{path}: "{text}" does not say how often', da: '{path}: "{text}" siger ikke hvor ofte' },
  'no-structure': {
    en: '{message}: {name} is missing from the structure',
    da: '{message}: {name} mangler i strukturen',
  },
  'no-entry': { en: 'bundle.yaml has no entry {name}', da: 'bundle.yaml har ingen entry {name}' },
  'type-no-element': { en: '{type} has no element {name}', da: '{type} har intet element {name}' },
  'no-extension': { en: 'bundle.yaml has no extension {name}', da: 'bundle.yaml har ingen extension {name}' },
  'a-row': { en: 'Row {id}', da: 'Række {id}' },
  'a-ruling': { en: 'Ruling {id}', da: 'Afgørelse {id}' },
  setting: { en: 'Setting', da: 'Indstillingen' },
  row: { en: 'row', da: 'række' },
  ruling: { en: 'ruling', da: 'afgørelse' },
  'needs-reason': {
    en: 'a row that goes nowhere needs a reason',
    da: 'en række, der ikke fører nogen steder hen, skal have en begrundelse',
  },
  'no-json-file': { en: 'it is not JSON', da: 'den er ikke JSON' },
  cardinality: {
    en: 'a cardinality, as 0..1 or 1..*',
    da: 'en kardinalitet, som 0..1 eller 1..*',
  },
  'fhir-element': {
    en: '{word} does not say name, type and how often',
    da: '{word} siger ikke navn, type og hvor ofte',
  },
  'no-base': { en: '{name} is a {base}, which there is not', da: '{name} er en {base}, som ikke findes' },
  'no-value-set': { en: 'there is no value set {name}', da: 'der er intet værdisæt {name}' },
  'no-profile': { en: 'there is no profile {name}', da: 'der er ingen profil {name}' },
  'no-type': { en: 'there is no type {type}', da: 'der er ingen type {type}' },
  'no-such-element': { en: '{type} has no such element', da: '{type} har ikke det element' },
  'no-path': { en: '{path} is no path', da: '{path} er ikke en sti' },
  'slice-no-where': {
    en: 'the slice {slice} of {name} has no where',
    da: 'slicen {slice} af {name} har ingen where',
  },
  'fhirpath-word': { en: 'there is no word of FHIRPath at {at}', da: 'der er intet FHIRPath-ord ved {at}' },
  'fhirpath-unexpected': {
    en: 'there is something unexpected at {at}',
    da: 'der står noget uventet ved {at}',
  },
  'fhirpath-end': {
    en: 'the expression ends too early: {text}',
    da: 'udtrykket slutter for tidligt: {text}',
  },
  'fhirpath-variable': { en: 'there is no variable %{name}', da: 'der er ingen variabel %{name}' },
  'fhirpath-function': { en: 'there is no function {name}', da: 'der er ingen funktion {name}' },
  'no-target-element': {
    en: 'it names a resource but no element',
    da: 'den nævner en ressource, men intet element',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

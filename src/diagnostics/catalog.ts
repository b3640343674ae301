import type { Texts } from './entry.js';
import { directory as directoryDanish } from './texts/danish/directory.js';
import { edifact as edifactDanish } from './texts/danish/edifact.js';
import { envelope as envelopeDanish } from './texts/danish/envelope.js';
import { fhir as fhirDanish } from './texts/danish/fhir.js';
import { input as inputDanish } from './texts/danish/input.js';
import { limits as limitsDanish } from './texts/danish/limits.js';
import { mapping as mappingDanish } from './texts/danish/mapping.js';
import { oioxml as oioxmlDanish } from './texts/danish/oioxml.js';
import { profiles as profilesDanish } from './texts/danish/profiles.js';
import { receipts as receiptsDanish } from './texts/danish/receipts.js';
import { regress as regressDanish } from './texts/danish/regress.js';
import { relay as relayDanish } from './texts/danish/relay.js';
import { store as storeDanish } from './texts/danish/store.js';
import { tables as tablesDanish } from './texts/danish/tables.js';
import { directory } from './texts/directory.js';
import { edifact } from './texts/edifact.js';
import { envelope } from './texts/envelope.js';
import { fhir } from './texts/fhir.js';
import { input } from './texts/input.js';
import { limits } from './texts/limits.js';
import { mapping } from './texts/mapping.js';
import { oioxml } from './texts/oioxml.js';
import { profiles } from './texts/profiles.js';
import { receipts } from './texts/receipts.js';
import { regress } from './texts/regress.js';
import { relay } from './texts/relay.js';
import { store } from './texts/store.js';
import { tables } from './texts/tables.js';

/**
 * Every diagnostic this program can give, with its texts. Codes are permanent: IN (the input as a file), LIM (limits), OIO
 * (OIOXML), EDI (EDIFACT), MAP (mapping and pairing), SOR (the directory), FHIR (100 and on: its profiles), REC
 * (receipts), VAN (VANSEnvelope), TAB (the mapping tables), REL (the relay; 101 and on its store), REG (scenarios).
 */
export const catalog = {
  ...input,
  ...limits,
  ...oioxml,
  ...edifact,
  ...mapping,
  ...directory,
  ...fhir,
  ...profiles,
  ...receipts,
  ...envelope,
  ...tables,
  ...relay,
  ...regress,
  ...store,
} as const;

/** The code of a diagnostic. */
export type Code = keyof typeof catalog;

/** The same texts in Danish: one for each code, or this does not compile. CONTRIBUTING.md has the glossary. */
export const danish: Texts<typeof catalog> = {
  ...inputDanish,
  ...limitsDanish,
  ...oioxmlDanish,
  ...edifactDanish,
  ...mappingDanish,
  ...directoryDanish,
  ...fhirDanish,
  ...profilesDanish,
  ...receiptsDanish,
  ...envelopeDanish,
  ...tablesDanish,
  ...relayDanish,
  ...regressDanish,
  ...storeDanish,
};

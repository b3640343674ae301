import { directory } from './texts/directory.js';
import { edifact } from './texts/edifact.js';
import { envelope } from './texts/envelope.js';
import { fhir } from './texts/fhir.js';
import { input } from './texts/input.js';
import { mapping } from './texts/mapping.js';
import { oioxml } from './texts/oioxml.js';
import { profiles } from './texts/profiles.js';
import { receipts } from './texts/receipts.js';
import { regress } from './texts/regress.js';
import { relay } from './texts/relay.js';
import { store } from './texts/store.js';
import { tables } from './texts/tables.js';

/**
 * Every diagnostic this program can give, with its texts. Codes are permanent: IN (the input as a file), OIO
 * (OIOXML), EDI (EDIFACT), MAP (mapping and pairing), SOR (the directory), FHIR (100 and on: its profiles), REC
 * (receipts), VAN (VANSEnvelope), TAB (the mapping tables), REL (the relay; 101 and on its store), REG (scenarios).
 */
export const catalog = {
  ...input,
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

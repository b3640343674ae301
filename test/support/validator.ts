import { createValidator, loadTables, readTableFiles, shippedTables } from '../../src/index.js';
import type { Json } from './fhir.js';

const files = readTableFiles(shippedTables);

/** A validator with the shipped tables. */
export const validator = createValidator(loadTables(files), files);

/** Checks a FHIR document in JSON. */
export const validated = (document: Json): ReturnType<typeof validator.validate>['diagnostics'] =>
  validator.validate({ name: 'message.json', bytes: Buffer.from(JSON.stringify(document)) }).diagnostics;

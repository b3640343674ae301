import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** MedCom's and HL7's published data, where the machine has them; tests that need them skip with a message. */
export const reference = resolve(process.env.MEDCOM_REFERENCE ?? '../shared/reference');
export const hasReference = existsSync(join(reference, 'xsd'));
export const checkFhir = join(reference, '../tools/check-fhir/run');
export const hasCheckFhir = existsSync(checkFhir);

if (!hasReference) {
  console.warn(`Conformance tests are skipped: no published data at MEDCOM_REFERENCE (${reference}).`);
}

/** Whose diagnostics tell of faults. */
export type Family = 'OIO' | 'FHIR' | 'VAN';

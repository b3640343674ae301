import { type FhirObject, toJson } from '../../src/index.js';

/** A FHIR object as tests look at it: plain JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests walk through JSON of any shape
export type Json = any;

/** The bundle as a receiver gets it. */
export const received = (bundle: FhirObject | undefined): Json => {
  if (bundle === undefined) throw new Error('there is no bundle');
  return JSON.parse(Buffer.concat(toJson(bundle)).toString('utf8'));
};

/** The resources of a type. */
export const resources = (bundle: Json, type: string): Json[] =>
  bundle.entry
    .map((entry: Json) => entry.resource)
    .filter((resource: Json) => resource.resourceType === type);

/** The only resource of a type. */
export const only = (bundle: Json, type: string): Json => {
  const found = resources(bundle, type);
  if (found.length !== 1) throw new Error(`${found.length} of ${type}`);
  return found[0];
};

/** The payloads of the Communication. */
export const payloads = (bundle: Json): Json[] => only(bundle, 'Communication').payload;

/** The value of an extension, by the end of its URL. */
export const extension = (holder: Json, name: string): Json => {
  const found = holder.extension.find((e: Json) => e.url.endsWith(`${name}-extension`));
  return found && Object.entries(found).find(([key]) => key.startsWith('value'))?.[1];
};

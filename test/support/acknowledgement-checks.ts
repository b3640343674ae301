import { narrativeFaults, type Obligations, obligations, strings, UUID } from './bundle-checks.js';
import { type Json, only, resources } from './fhir.js';

/** What narratives of an Acknowledgement must show, by the older rule (FHIR messages, 9.2). */
const shown: Obligations = {
  MessageHeader: (r) => [
    r.eventCoding.code,
    ...r.destination.flatMap((d: Json) => [d.endpoint, d.receiver.reference]),
    r.sender.reference,
    r.source.endpoint,
    r.response.identifier,
    r.response.code,
    r.response.details?.reference,
  ],
  OperationOutcome: (r) =>
    r.issue.flatMap((issue: Json) => [
      issue.severity,
      issue.code,
      ...(issue.details.coding ?? []).map((coding: Json) => coding.code),
      issue.details.text,
    ]),
  Organization: (r) => obligations.Organization?.(r) ?? [],
  Provenance: (r) => [
    ...r.target.map((target: Json) => target.reference),
    r.recorded,
    ...r.activity.coding.map((coding: Json) => coding.code),
    ...r.agent.map((agent: Json) => agent.who.reference),
    ...(r.entity ?? []).flatMap((entity: Json) => [entity.role, entity.what.reference]),
  ],
};

const TYPES = [
  'MessageHeader',
  'OperationOutcome',
  'Provenance',
  'Provenance',
  'Organization',
  'Organization',
];

/**
 * What a check by the profiles leaves out: narratives present and complete, the resources and no others, absolute fullUrls
 * that fit, unique ids of version 4, references that resolve but for the message answered, the Provenance of both.
 *
 * @returns a line for each fault
 */
export const acknowledgementFaults = (bundle: Json): string[] => {
  const faults: string[] = [];
  const all: Json[] = bundle.entry.map((entry: Json) => entry.resource);
  const refused = resources(bundle, 'OperationOutcome').length > 0;
  const types = TYPES.filter((type) => refused || type !== 'OperationOutcome');
  if (JSON.stringify(all.map((r) => r.resourceType)) !== JSON.stringify(types)) faults.push('resources');
  for (const { fullUrl, resource } of bundle.entry) {
    const expected = `https://medcomfhir.dk/ig/acknowledgement/${resource.resourceType}/${resource.id}`;
    if (fullUrl !== expected) faults.push(`fullUrl ${fullUrl}`);
    if (!UUID.test(resource.id)) faults.push(`id ${resource.id}`);
    faults.push(...narrativeFaults(resource, shown));
  }
  if (new Set([bundle.id, ...all.map((r) => r.id)]).size !== all.length + 1 || !UUID.test(bundle.id))
    faults.push('ids are not unique');

  const header = only(bundle, 'MessageHeader');
  const { response } = header;
  const answered = `MessageHeader/${response.identifier}`;
  const known = new Set([answered, ...all.map((r) => `${r.resourceType}/${r.id}`)]);
  for (const text of all.flatMap((r) => strings({ ...r, text: undefined })))
    if (/^(MessageHeader|Organization|OperationOutcome)\//.test(text) && !known.has(text))
      faults.push(`${text} is not there`);
  if ((response.code === 'ok') === refused) faults.push('response.code and the OperationOutcome');
  if ((response.details !== undefined) !== refused) faults.push('response.details');

  const [original, own] = resources(bundle, 'Provenance');
  if (original.target[0].reference !== answered) faults.push('Provenance of the message answered');
  if (original.agent[0].who.reference !== header.destination[0].receiver.reference) faults.push('its agent');
  if (original.entity !== undefined) faults.push('its entity');
  if (own.target[0].reference !== `MessageHeader/${header.id}`) faults.push('Provenance of the receipt');
  if (own.agent[0].who.reference !== header.sender.reference) faults.push('its agent');
  if (own.entity[0].role !== 'revision' || own.entity[0].what.reference !== answered)
    faults.push('its entity');
  if (own.occurredDateTime !== bundle.timestamp || own.recorded !== bundle.timestamp)
    faults.push('its times');
  return faults;
};

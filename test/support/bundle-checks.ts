import { type Json, only, payloads, resources } from './fhir.js';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MEDCOM = 'http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core';

const ext = (holder: Json, name: string, value: string): Json =>
  holder.extension?.find((e: Json) => e.url === `${MEDCOM}-${name}-extension`)?.[value];

/** What the narrative of a resource must show. */
export type Obligations = Readonly<Record<string, (r: Json) => unknown[]>>;

/** What a narrative must show, written down from the guide (FHIR messages, 9.2) and not from our own table. */
export const obligations: Obligations = {
  MessageHeader: (r) => [
    r.eventCoding.code,
    ...r.destination.flatMap((d: Json) => [
      d.extension[0].valueCoding.code,
      d.endpoint,
      d.receiver.reference,
    ]),
    r.sender.reference,
    r.source.endpoint,
    ...r.focus.map((f: Json) => f.reference),
  ],
  Communication: (r) => [
    r.status,
    ...r.category.map((c: Json) => c.coding[0].code),
    r.priority,
    r.subject.reference,
    r.topic?.text,
    r.encounter?.reference,
    ...r.payload.flatMap((p: Json) => [
      p.contentString,
      p.contentAttachment?.contentType,
      p.contentAttachment?.url,
      p.contentAttachment?.title,
      ext(p, 'datetime', 'valueDateTime'),
      ext(p, 'practitioner', 'valueReference')?.reference,
      ext(p, 'contact', 'valueContactPoint')?.value,
    ]),
  ],
  Patient: (r) => [
    ...r.identifier.map((i: Json) => i.value),
    ...r.name.flatMap((n: Json) => [n.family, ...(n.given ?? [])]),
    ...(r.telecom ?? []).map((t: Json) => t.value),
    ...(r.address ?? []).flatMap((a: Json) => [...(a.line ?? []), a.city, a.postalCode]),
  ],
  Encounter: (r) => [
    r.status,
    r.class.code,
    r.subject.reference,
    ...r.episodeOfCare.map((e: Json) => e.identifier.value),
    r.serviceProvider?.reference,
  ],
  Organization: (r) => [
    ...r.identifier.filter((i: Json) => /gs1|1\.2\.208\.176\.1\.1$/.test(i.system)).map((i: Json) => i.value),
    r.name,
  ],
  Practitioner: (r) => r.name.flatMap((n: Json) => [n.family, ...(n.given ?? [])]),
  PractitionerRole: (r) => [
    r.practitioner.reference,
    r.organization?.reference,
    ...r.code.flatMap((c: Json) => [c.text, ...(c.coding ?? []).map((one: Json) => one.code)]),
  ],
  Provenance: (r) => [
    ...r.target.map((t: Json) => t.reference),
    r.occurredDateTime,
    ...r.activity.coding.map((c: Json) => c.code),
    ...r.agent.map((a: Json) => a.who.reference),
    ...r.entity.flatMap((e: Json) => [e.role, e.what.reference, e.what.identifier?.value]),
  ],
};

const escaped = (value: unknown): string =>
  String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br/>');

/** What the narrative of a resource lacks, and what does not belong there. */
export const narrativeFaults = (resource: Json, obligations: Obligations): string[] => {
  const { text, resourceType, id } = resource;
  if (!['generated', 'extensions'].includes(text?.status)) return [`${resourceType} has no narrative`];
  const shown = [id, ...(obligations[resourceType]?.(resource) ?? [])].filter((v) => v !== undefined);
  const faults = shown
    .filter((value) => !text.div.includes(escaped(value)))
    .map(() => `${resourceType}: its narrative lacks a value`);
  if (!/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">.*<\/div>$/s.test(text.div))
    faults.push('div is not XHTML');
  if (/<(?!\/?(?:div|p|b|br)\b)/.test(text.div))
    faults.push(`${resourceType}: markup that does not belong there`);
  return faults;
};

/** All strings in a value. */
export const strings = (value: Json): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

/**
 * What a check by the profiles leaves out: narratives present and complete, Provenance entities that name exactly the
 * payloads, absolute fullUrls that fit, unique ids of version 4, references that resolve, endpoints that agree.
 *
 * @returns a line for each fault
 */
export const bundleFaults = (bundle: Json): string[] => {
  const faults: string[] = [];
  const all: Json[] = bundle.entry.map((entry: Json) => entry.resource);
  for (const { fullUrl, resource } of bundle.entry) {
    const expected = `https://medcomfhir.dk/ig/carecommunication/${resource.resourceType}/${resource.id}`;
    if (fullUrl !== expected) faults.push(`fullUrl ${fullUrl}`);
    if (!UUID.test(resource.id)) faults.push(`id ${resource.id}`);
    faults.push(...narrativeFaults(resource, obligations));
  }
  if (new Set(all.map((r) => r.id)).size !== all.length || !UUID.test(bundle.id))
    faults.push('ids are not unique');
  if (all[0].resourceType !== 'MessageHeader') faults.push('the header is not first');

  const known = new Set(all.map((r) => `${r.resourceType}/${r.id}`));
  for (const text of all.flatMap((r) => strings({ ...r, text: undefined }))) {
    if (
      /^(MessageHeader|Patient|Communication|Encounter|Organization|Practitioner(Role)?)\//.test(text) &&
      !known.has(text)
    ) {
      faults.push(`${text} is not there`);
    }
  }
  const segments = payloads(bundle).map((p) => ext(p, 'identifier', 'valueIdentifier').value);
  const named = only(bundle, 'Provenance').entity.map((e: Json) => e.what.identifier.value);
  if (JSON.stringify(segments) !== JSON.stringify(named))
    faults.push('Provenance does not name the payloads');
  if (new Set(segments).size !== segments.length) faults.push('payload ids are not unique');
  for (const id of segments) if (!/^urn:uuid:[0-9a-f-]{36}$/.test(id)) faults.push(`payload id ${id}`);

  const header = only(bundle, 'MessageHeader');
  const sorOf = (reference: string): string =>
    all
      .find((r) => `${r.resourceType}/${r.id}` === reference)
      .identifier.find((i: Json) => i.system === 'urn:oid:1.2.208.176.1.1').value;
  const endpoint = (reference: string): string => `https://sor2.sum.dsdn.dk/#id=${sorOf(reference)}`;
  if (header.source.endpoint !== endpoint(header.sender.reference)) faults.push('source.endpoint');
  const [destination] = header.destination;
  if (destination.endpoint !== endpoint(destination.receiver.reference)) faults.push('destination.endpoint');
  if (resources(bundle, 'Encounter').length > 0 && only(bundle, 'Communication').encounter === undefined) {
    faults.push('the Encounter is not referenced');
  }
  return faults;
};

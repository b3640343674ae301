import { type Json, only, resources } from '../../support/fhir.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const IG = 'http://medcomfhir.dk/ig';
const PROFILES: Readonly<Record<string, string>> = {
  MessageHeader: `${IG}/acknowledgement/StructureDefinition/medcom-messaging-acknowledgementHeader`,
  OperationOutcome: `${IG}/acknowledgement/StructureDefinition/medcom-acknowledgement-operationoutcome`,
  Provenance: `${IG}/messaging/StructureDefinition/medcom-messaging-provenance`,
  Organization: `${IG}/messaging/StructureDefinition/medcom-messaging-organization`,
};

/** What a narrative must show, written down from the guide (FHIR messages, 9.2). */
const shown: Readonly<Record<string, (r: Json) => unknown[]>> = {
  MessageHeader: (r) => [
    r.eventCoding.code,
    r.destination[0].endpoint,
    r.destination[0].receiver.reference,
    r.sender.reference,
    r.source.endpoint,
    r.response.identifier,
    r.response.code,
    r.response.details?.reference,
  ],
  OperationOutcome: (r) =>
    r.issue.flatMap((one: Json) => [
      one.severity,
      one.code,
      one.details?.text,
      ...(one.details?.coding ?? []).map(({ code }: Json) => code),
    ]),
  Provenance: (r) => [
    r.target[0].reference,
    r.recorded,
    r.activity.coding[0].code,
    r.agent[0].who.reference,
    ...(r.entity ?? []).flatMap((one: Json) => [one.role, one.what.reference]),
  ],
  Organization: (r) => [r.name, ...r.identifier.map(({ value }: Json) => value)],
};

const escaped = (value: unknown): string =>
  String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br/>');

const resourceFaults = ({ fullUrl, resource }: Json): string[] => {
  const { resourceType: type, id, meta, text } = resource;
  const faults: string[] = [];
  if (!UUID.test(id)) faults.push(`${type}: id`);
  if (fullUrl !== `https://medcomfhir.dk/ig/acknowledgement/${type}/${id}`) faults.push(`fullUrl ${fullUrl}`);
  if (meta?.profile?.[0] !== PROFILES[type]) faults.push(`${type}: profile ${meta?.profile?.[0]}`);
  for (const value of [id, ...(shown[type]?.(resource) ?? [])])
    if (value !== undefined && !text?.div.includes(escaped(value)))
      faults.push(`${type}: its narrative lacks a value`);
  return faults;
};

/**
 * What is wrong with an Acknowledgement, written down from its profiles (FHIR messages, 10).
 *
 * @returns a line for each fault
 */
export const acknowledgementFaults = (bundle: Json): string[] => {
  const faults: string[] = bundle.entry.flatMap(resourceFaults);
  const expect = (what: string, is: boolean): void => {
    if (!is) faults.push(what);
  };
  const all: Json[] = bundle.entry.map(({ resource }: Json) => resource);
  const reference = ({ resourceType, id }: Json): string => `${resourceType}/${id}`;
  const known = new Set(all.map(reference));
  const [header] = all;
  expect('type', bundle.type === 'message' && UUID.test(bundle.id));
  expect(
    'profile',
    bundle.meta.profile[0] === `${IG}/acknowledgement/StructureDefinition/medcom-messaging-acknowledgement`,
  );
  expect('header', header.resourceType === 'MessageHeader');
  expect('event', header.eventCoding.code === 'acknowledgement-message');
  expect('use', header.destination[0].extension[0].valueCoding.code === 'primary');
  expect(
    'parties',
    known.has(header.sender.reference) && known.has(header.destination[0].receiver.reference),
  );
  expect('organisations', resources(bundle, 'Organization').length === 2);
  const outcomes = resources(bundle, 'OperationOutcome');
  const { code, details } = header.response;
  expect('code', ['ok', 'transient-error', 'fatal-error'].includes(code));
  expect('details', details === undefined ? code === 'ok' : known.has(details.reference));
  expect('outcome', outcomes.length === (code === 'ok' ? 0 : 1));
  const [original, own, ...more] = resources(bundle, 'Provenance');
  expect('two Provenances', original !== undefined && own !== undefined && more.length === 0);
  expect('target', own?.target[0].reference === reference(only(bundle, 'MessageHeader')));
  expect('activity', own?.activity.coding[0].code === 'acknowledgement');
  expect(
    'times',
    [own?.occurredDateTime, own?.recorded].every((time) => time === bundle.timestamp),
  );
  expect('agent', own?.agent[0].who.reference === header.sender.reference);
  expect('original agent', known.has(original?.agent[0].who.reference));
  return faults;
};

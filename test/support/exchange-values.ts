import { randomUUID } from 'node:crypto';
import type { Sent } from './exchange.js';

/** The same letter in another envelope. */
export const inEnvelope = (text: string, id: string): string =>
  text.replace(/(<Envelope>[\s\S]*?<Identifier>)[^<]*/, `$1${id}`);

/** Value of the first element of a name, or of one below another (`Letter/Identifier`), of a letter that was sent. */
export const valueIn = (sent: Sent | undefined, path: string): string => {
  const text = sent?.data.toString('latin1') ?? '';
  const [first, second] = path.split('/') as [string, string | undefined];
  const pattern =
    second === undefined
      ? `<${first}[^>]*>([^<]*)`
      : `<${first}>(?:(?!</${first}>)[\\s\\S])*?<${second}>([^<]*)`;
  return new RegExp(pattern).exec(text)?.[1] ?? '';
};

/** MessageHeader.id of a message that was sent. */
export const headerOf = (sent: Sent): string => sent.read?.message?.frame?.header.value('id') ?? '';

/** The Acknowledgement with which a receiver answers a CareCommunication that was sent to it. */
export const acknowledgementFor = (
  sent: Sent,
  code: 'ok' | 'transient-error' | 'fatal-error' = 'ok',
  texts: readonly string[] = ['Kan ikke læses.'],
  ids: { bundle?: string; header?: string } = {},
): string => {
  const bundle = JSON.parse(sent.data.toString());
  type Resource = { resourceType: string; id: string } & Record<string, unknown>;
  const resources: Resource[] = bundle.entry.map((entry: { resource: Resource }) => entry.resource);
  const own = (type: string): Resource => resources.find((one) => one.resourceType === type) as Resource;
  const header = own('MessageHeader') as Resource & {
    sender: { reference: string };
    source: { endpoint: string };
    destination: [{ endpoint: string; receiver: { reference: string } }];
  };
  const [destination] = header.destination;
  const outcome = {
    resourceType: 'OperationOutcome',
    id: randomUUID(),
    issue: texts.map((text) => ({
      severity: code === 'transient-error' ? 'error' : 'fatal',
      code: 'processing',
      details: { text },
    })),
  };
  const answer = {
    resourceType: 'MessageHeader',
    id: ids.header ?? randomUUID(),
    eventCoding: {
      system: 'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-eventCodes',
      code: 'acknowledgement-message',
    },
    destination: [{ endpoint: header.source.endpoint, receiver: header.sender }],
    sender: destination.receiver,
    source: { endpoint: destination.endpoint },
    response: {
      identifier: header.id,
      code,
      ...(code === 'ok' ? {} : { details: { reference: `OperationOutcome/${outcome.id}` } }),
    },
  };
  const entries = [
    answer,
    ...(code === 'ok' ? [] : [outcome]),
    ...resources.filter(({ resourceType }) => resourceType === 'Organization'),
    own('Provenance'),
  ];
  return JSON.stringify({
    resourceType: 'Bundle',
    id: ids.bundle ?? randomUUID(),
    type: 'message',
    timestamp: '2026-03-02T11:00:00+01:00',
    entry: entries.map((resource) => ({
      fullUrl: `https://test.example/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  });
};

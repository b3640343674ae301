import { type Json, only, resources } from '../../support/fhir.js';
import { organisation } from '../../support/message.js';

const IG = 'http://medcomfhir.dk/ig';
const TERMS = `${IG}/terminology/CodeSystem`;
const ERRORS = `${TERMS}/medcom-acknowledgement-error-codes`;
const TIME = '2026-03-02T11:00:30+01:00';

/** Something that a receiver has to say against a message. */
export interface Issue {
  code: string;
  coding?: string;
  text?: string;
  diagnostics?: string;
}

const issueOf = ({ code, coding, text, diagnostics }: Issue, severity: string): Json => ({
  severity,
  code,
  ...(coding === undefined && text === undefined
    ? {}
    : { details: { ...(coding && { coding: [{ system: ERRORS, code: coding }] }), ...(text && { text }) } }),
  ...(diagnostics && { diagnostics }),
});

const provenance = (target: string, activity: string, who: string, time: string, entity?: Json): Json => ({
  resourceType: 'Provenance',
  id: uuid(activity),
  meta: { profile: [`${IG}/messaging/StructureDefinition/medcom-messaging-provenance`] },
  target: [{ reference: target }],
  occurredDateTime: time,
  recorded: time,
  activity: { coding: [{ system: `${TERMS}/medcom-messaging-activityCodes`, code: activity }] },
  agent: [{ who: { reference: who } }],
  ...entity,
});

/** A UUID that is the same each time. */
const uuid = (role: string): string =>
  `0a0b0c0d-0000-4000-8000-${Buffer.from(role).toString('hex').padEnd(12, '0').slice(0, 12)}`;

/** The Acknowledgement that a receiver sends for a CareCommunication; by its ids it is one of that message. */
export const acknowledge = (
  message: Json,
  code: 'ok' | 'transient-error' | 'fatal-error',
  issues: readonly Issue[] = [],
): string => {
  const original = only(message, 'MessageHeader');
  const [sender, receiver] = [organisation(message, 'receiver'), organisation(message, 'sender')];
  const own = uuid(`ack-${code}`);
  const outcome = uuid('outcome');
  const header: Json = {
    resourceType: 'MessageHeader',
    id: own,
    meta: { profile: [`${IG}/acknowledgement/StructureDefinition/medcom-messaging-acknowledgementHeader`] },
    eventCoding: { system: `${TERMS}/medcom-messaging-eventCodes`, code: 'acknowledgement-message' },
    destination: [
      {
        extension: original.destination[0].extension,
        endpoint: original.source.endpoint,
        receiver: { reference: `Organization/${receiver.id}` },
      },
    ],
    sender: { reference: `Organization/${sender.id}` },
    source: { endpoint: original.destination[0].endpoint },
    response: {
      identifier: original.id,
      code,
      ...(issues.length > 0 && { details: { reference: `OperationOutcome/${outcome}` } }),
    },
  };
  const severity = code === 'fatal-error' ? 'fatal' : 'error';
  const all: Json[] = [
    header,
    ...(issues.length > 0
      ? [
          {
            resourceType: 'OperationOutcome',
            id: outcome,
            meta: {
              profile: [`${IG}/acknowledgement/StructureDefinition/medcom-acknowledgement-operationoutcome`],
            },
            issue: issues.map((issue) => issueOf(issue, severity)),
          },
        ]
      : []),
    provenance(
      `MessageHeader/${original.id}`,
      'new-message',
      `Organization/${receiver.id}`,
      resources(message, 'Provenance')[0].recorded,
    ),
    provenance(`MessageHeader/${own}`, 'acknowledgement', `Organization/${sender.id}`, TIME, {
      entity: [{ role: 'revision', what: { reference: `MessageHeader/${original.id}` } }],
    }),
    sender,
    receiver,
  ];
  const text = (type: string): Json => ({
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${type}</p></div>`,
  });
  return JSON.stringify({
    resourceType: 'Bundle',
    id: uuid(`bundle-${code}`),
    meta: { profile: [`${IG}/acknowledgement/StructureDefinition/medcom-messaging-acknowledgement`] },
    type: 'message',
    timestamp: TIME,
    entry: all.map((resource) => ({
      fullUrl: `https://medcomfhir.dk/ig/acknowledgement/${resource.resourceType}/${resource.id}`,
      resource: { ...resource, text: text(resource.resourceType) },
    })),
  });
};

import fc from 'fast-check';
import { codesFor } from './schema-tables.js';

/** A resource or element as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a bundle is looked into as JSON
type Json = any;

const MEDCOM = 'http://medcomfhir.dk/ig';
const SYSTEMS = {
  gln: 'https://www.gs1.org/gln',
  sor: 'urn:oid:1.2.208.176.1.1',
  cpr: 'urn:oid:1.2.208.176.1.2',
  xecpr: 'urn:oid:1.2.208.176.1.6.1.1',
  decpr: 'urn:oid:1.2.208.176.1.6.1.3',
  roles: `${MEDCOM}/terminology/CodeSystem/medcom-core-PractitionerRolesSKSadministrativ`,
  categories: `${MEDCOM}/terminology/CodeSystem/medcom-careCommunication-categoryCodes`,
  activities: `${MEDCOM}/terminology/CodeSystem/medcom-messaging-activityCodes`,
  lpr3: 'https://www.esundhed.dk/Registre/Landspatientregisteret',
};
const newUrl = (name: string): string => `${MEDCOM}/core/StructureDefinition/medcom-core-${name}-extension`;
const oldUrl = (name: string): string =>
  `${MEDCOM}/carecommunication/StructureDefinition/medcom-carecommunication-${name}-extension`;
const OLD_NAMES: Readonly<Record<string, string>> = {
  practitioner: 'author',
  contact: 'author-contact',
  identifier: 'attachment-identifier',
};

const character = fc.oneof(
  { weight: 14, arbitrary: fc.constantFrom(...'abcdefgæøåÆØÅéü ABC 0123456789.,:-/') },
  { weight: 2, arbitrary: fc.constantFrom(...'&<>"\'?+\\#%') },
  { weight: 1, arbitrary: fc.constantFrom('–', '€', '“', '\u00a0', '😀', 'ł', 'a\u030a') },
);
const words = (min: number, max: number): fc.Arbitrary<string> =>
  fc
    .array(character, { minLength: min, maxLength: max })
    .map((cs) => cs.join('').trim())
    .map((text) => (text === '' ? 'x' : text));
const body = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: words(1, 40) },
      { weight: 2, arbitrary: fc.constantFrom('', '  indrykket', 'a\tb') },
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((lines) => lines.join('\n'))
  .map((text) => (text.trim() === '' ? 'tekst' : text));

const hex = fc.constantFrom(...'0123456789abcdef');
const uuid = fc
  .array(hex, { minLength: 32, maxLength: 32 })
  .map((h) => h.join(''))
  .map((h) => `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`);
const two = (n: number): string => String(n).padStart(2, '0');
const instant = fc
  .tuple(
    fc.integer({ min: 0, max: 365 * 8 * 24 * 60 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('Z', '+01:00', '+02:00', '-03:30'),
  )
  .map(([minute, second, zone]) => {
    const date = new Date(Date.UTC(2020, 0, 1) + minute * 60_000);
    return `${date.toISOString().slice(0, 17)}${two(second)}${zone}`;
  });

const organisation = fc.record({
  name: fc.option(
    fc.oneof(words(1, 20), words(40, 130), fc.constant('Prøveby Sygehus, Medicinsk Afdeling, Afsnit M1')),
    { nil: undefined },
  ),
  extra: fc.boolean(),
});
const role = fc.oneof(
  fc
    .constantFrom('sygeplejerske', 'laegesekretaer', 'laege')
    .map((code) => ({ coding: [{ system: SYSTEMS.roles, code }] })),
  words(1, 20).map((text) => ({ text })),
);
const person = fc.record({
  id: uuid,
  family: words(1, 12),
  given: fc.array(words(1, 8), { maxLength: 3 }),
  role,
});
const team = fc.record({ id: uuid, name: words(1, 20) });
const party = fc.oneof(
  person.map((one) => ({ kind: 'person' as const, one })),
  team.map((one) => ({ kind: 'team' as const, one })),
);

const segment = fc.record({
  id: uuid,
  date: instant,
  text: body,
  author: fc.integer({ min: 0, max: 2 }),
  phone: fc.oneof(
    fc.constant('0000 0000'),
    fc.constant('+4599999999'),
    words(26, 40).map((text) => `${text} 1`),
  ),
});
const contentTypes = ['application/pdf', 'image/gif', 'image/jpeg', 'image/png', 'image/tiff', 'image/bmp'];
const attachment = fc.record({
  id: uuid,
  date: instant,
  title: fc.oneof(words(1, 30), words(71, 90)),
  contentType: fc.constantFrom(...contentTypes),
  data: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  url: fc.oneof(
    fc.constant('https://eksempel.invalid/vejledning'),
    fc.constant(`https://eksempel.invalid/${'x'.repeat(400)}`),
  ),
  link: fc.boolean(),
});

/** What a message is made of. */
const model = fc.record({
  ids: fc.record({
    bundle: uuid,
    header: uuid,
    communication: uuid,
    patient: uuid,
    encounter: uuid,
    conversation: uuid,
    before: uuid,
  }),
  timestamp: instant,
  activity: fc.constantFrom('new-message', 'reply-message', 'forward-message'),
  sender: organisation,
  receiver: organisation,
  cpr: fc.subarray(['cpr', 'xecpr', 'decpr'], { minLength: 1 }),
  name: fc.record({
    family: fc.oneof(words(1, 15), words(71, 80)),
    given: fc.array(words(1, 30), { maxLength: 4 }),
  }),
  address: fc.option(
    fc.record({
      line: fc.array(words(1, 25), { minLength: 1, maxLength: 2 }),
      city: words(1, 40),
      postalCode: fc.constantFrom('9999', '1000'),
    }),
    { nil: undefined },
  ),
  deceased: fc.constantFrom(
    undefined,
    { deceasedBoolean: true },
    { deceasedBoolean: false },
    { deceasedDateTime: '2026-01-01' },
  ),
  episodes: fc.array(fc.record({ id: uuid, lpr3: fc.boolean(), prefix: fc.boolean() }), { maxLength: 3 }),
  encounter: fc.constantFrom(
    ['IMP', 'in-progress'],
    ['AMB', 'in-progress'],
    ['other', 'unknown'],
    ['EMER', 'planned'],
  ),
  category: fc.constantFrom(...codesFor('categories', '')),
  topic: fc.option(fc.oneof(words(1, 30), words(70, 90), fc.constant('Andet, mere')), { nil: undefined }),
  asap: fc.boolean(),
  specificSender: fc.option(party, { nil: undefined }),
  recipient: fc.option(party, { nil: undefined }),
  authors: fc.tuple(person, person, person),
  newest: fc.array(segment, { minLength: 1, maxLength: 2 }),
  earlier: fc.array(segment, { maxLength: 3 }),
  attachments: fc.array(attachment, { maxLength: 3 }),
  earlierAttachments: fc.array(attachment, { maxLength: 2 }),
  old: fc.boolean(),
  relative: fc.boolean(),
  order: fc.integer({ min: 0, max: 3 }),
});
type Model = typeof model extends fc.Arbitrary<infer T> ? T : never;

const SENDER = { id: 'afsender', gln: '5790009999010', sor: '111111000016008' };
const RECEIVER = { id: 'modtager', gln: '5790009999027', sor: '222222000016004' };

const entry = (type: string, id: string, content: Json, relative: boolean): Json => ({
  fullUrl: relative ? `${type}/${id}` : `https://medcomfhir.dk/ig/carecommunication/${type}/${id}`,
  resource: {
    resourceType: type,
    id,
    meta: { profile: [`${MEDCOM}/core/StructureDefinition/medcom-core-${type.toLowerCase()}`] },
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${type}</div>` },
    ...content,
  },
});

const bundleOf = (m: Model): Json => {
  const url = (name: string): string => (m.old ? oldUrl(OLD_NAMES[name] ?? name) : newUrl(name));
  const entries: Json[] = [];
  const add = (type: string, id: string, content: Json): Json => {
    if (!entries.some((one) => one.resource.id === id && one.resource.resourceType === type))
      entries.push(entry(type, id, content, m.relative));
    return { reference: `${type}/${id}` };
  };
  const organisationRef = ({ id, gln, sor }: typeof SENDER, { name, extra }: Model['sender']): Json =>
    add('Organization', id, {
      identifier: [
        { ...(extra ? { use: 'official' } : {}), system: m.old ? 'urn:oid:1.3.88' : SYSTEMS.gln, value: gln },
        { system: SYSTEMS.sor, value: sor },
        ...(extra ? [{ system: 'urn:oid:1.2.208.176.1.4', value: '091034' }] : []),
      ],
      ...(name === undefined ? {} : { name }),
    });
  const personRef = (one: Model['authors'][0], at: Json): Json => {
    const practitioner = add('Practitioner', `p${one.id}`, {
      name: [{ family: one.family, ...(one.given.length > 0 ? { given: one.given } : {}) }],
    });
    return add('PractitionerRole', `r${one.id}`, { practitioner, organization: at, code: [one.role] });
  };
  const partyRef = (one: NonNullable<Model['recipient']>, at: Json): Json =>
    one.kind === 'person'
      ? personRef(one.one, at)
      : add('CareTeam', one.one.id, { name: one.one.name, managingOrganization: [at] });

  const sender = organisationRef(SENDER, m.sender);
  const receiver = organisationRef(RECEIVER, m.receiver);
  const reply = m.activity !== 'new-message';
  const earlier = reply ? m.earlier : [];
  const earlierFiles = reply ? m.earlierAttachments : [];
  const common = (one: { id: string; date: string }): Json[] => [
    { url: url('datetime'), valueDateTime: one.date },
    { url: url('identifier'), valueIdentifier: { value: `urn:uuid:${one.id}`, assigner: sender } },
  ];
  const text = (one: Model['newest'][0]): Json => ({
    extension: [
      ...common(one),
      { url: url('practitioner'), valueReference: personRef(m.authors[one.author] as Json, sender) },
      { url: url('contact'), valueContactPoint: { system: 'phone', value: one.phone } },
    ],
    contentString: one.text,
  });
  const file = (one: Model['attachments'][0], withContent: boolean): Json => {
    const content = one.link ? { url: one.url } : { data: one.data };
    return {
      extension: common(one),
      contentAttachment: {
        ...(one.link ? {} : { contentType: one.contentType }),
        ...(withContent ? content : {}),
        title: one.title,
      },
    };
  };
  const patient = add('Patient', m.ids.patient, {
    identifier: m.cpr.map((kind) => ({
      use: kind === 'cpr' ? 'official' : 'temp',
      system: SYSTEMS[kind as 'cpr'],
      value: { cpr: '2509479989', xecpr: '2509471AB9', decpr: '2509470AB9' }[kind],
    })),
    name: [
      { use: 'official', family: m.name.family, ...(m.name.given.length > 0 ? { given: m.name.given } : {}) },
    ],
    ...(m.deceased ?? {}),
    ...(m.address === undefined ? {} : { address: [m.address] }),
  });
  const encounter =
    m.episodes.length === 0
      ? undefined
      : add('Encounter', m.ids.encounter, {
          status: m.encounter[1],
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: m.encounter[0] },
          subject: patient,
          episodeOfCare: m.episodes.map(({ id, lpr3, prefix }) => ({
            identifier: {
              system: lpr3 ? SYSTEMS.lpr3 : `https://sor2.sum.dsdn.dk/#id=${SENDER.sor}`,
              value: prefix ? `urn:uuid:${id}` : id,
            },
          })),
        });
  const payloads = [
    ...earlier.map(text),
    ...earlierFiles.map((one) => file(one, m.activity === 'forward-message')),
    ...m.newest.map(text),
    ...m.attachments.map((one) => file(one, true)),
  ];
  const communication = add('Communication', m.ids.communication, {
    ...(m.specificSender === undefined
      ? {}
      : {
          extension: [
            {
              url: m.old ? oldUrl('sender') : newUrl('sender'),
              valueReference: partyRef(m.specificSender, sender),
            },
          ],
        }),
    identifier: [{ value: `urn:uuid:${m.ids.conversation}` }],
    status: 'unknown',
    category: [{ coding: [{ system: SYSTEMS.categories, code: m.category }] }],
    ...(m.category === 'regarding-referral' ? { priority: m.asap ? 'asap' : 'routine' } : {}),
    subject: patient,
    ...(m.topic === undefined && m.category !== 'other' ? {} : { topic: { text: m.topic ?? 'Emne' } }),
    ...(encounter === undefined ? {} : { encounter }),
    ...(m.recipient === undefined ? {} : { recipient: [partyRef(m.recipient, receiver)] }),
    payload: payloads,
  });
  const source = (id: string): Json => ({
    role: 'source',
    what: { identifier: { value: `urn:uuid:${id}` } },
  });
  const provenance = (
    id: string,
    target: string,
    activity: string,
    added: string[],
    before?: string,
  ): void => {
    add('Provenance', id, {
      target: [{ reference: `MessageHeader/${target}` }],
      occurredDateTime: m.timestamp,
      recorded: m.timestamp,
      activity: { coding: [{ system: SYSTEMS.activities, code: activity }] },
      agent: [{ who: sender }],
      entity: [
        ...(before === undefined
          ? []
          : [{ role: 'revision', what: { reference: `MessageHeader/${before}` } }]),
        ...added.map(source),
      ],
    });
  };
  const old = [...earlier, ...earlierFiles].map(({ id }) => id);
  if (old.length > 0) provenance('foer', m.ids.before, 'new-message', old);
  const added = [...m.newest, ...m.attachments].map(({ id }) => id);
  provenance('nu', m.ids.header, m.activity, added, reply ? m.ids.before : undefined);
  const header = entry(
    'MessageHeader',
    m.ids.header,
    {
      eventCoding: {
        system: `${MEDCOM}/terminology/CodeSystem/medcom-messaging-eventCodes`,
        code: 'care-communication-message',
      },
      destination: [
        {
          extension: [
            {
              url: `${MEDCOM}/messaging/StructureDefinition/medcom-messaging-destinationUseExtension`,
              valueCoding: {
                system: `${MEDCOM}/terminology/CodeSystem/medcom-messaging-destinationUse`,
                code: 'primary',
              },
            },
          ],
          endpoint: `https://sor2.sum.dsdn.dk/#id=${RECEIVER.sor}`,
          receiver,
        },
      ],
      sender,
      source: { endpoint: `https://sor2.sum.dsdn.dk/#id=${SENDER.sor}` },
      focus: [communication],
      ...(m.old
        ? {}
        : {
            definition: `${MEDCOM}/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5.0`,
          }),
    },
    m.relative,
  );
  const turned = [...entries.slice(m.order), ...entries.slice(0, m.order)];
  return {
    resourceType: 'Bundle',
    id: m.ids.bundle,
    meta: { profile: [`${MEDCOM}/carecommunication/StructureDefinition/medcom-careCommunication-message`] },
    type: 'message',
    timestamp: m.timestamp,
    entry: [header, ...turned],
  };
};

/** A CareCommunication of any generation that occurs, as JSON: new, reply or forward, with all it may carry. */
export const careCommunication: fc.Arbitrary<Json> = model.map(bundleOf);

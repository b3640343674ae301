import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Exchange, MINUTE, parties, type Sent } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { acknowledgementFor } from '../support/exchange-values.js';
import { dis91 } from '../support/interchanges.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir, silent } = parties;
const deliver = async (document: string, kind: string, from: string, to: string): Promise<string[]> => {
  exchange.deliver(document, kind, from, to);
  return (await exchange.run(1000)).map((one) => one.message);
};
const toLegacy = (document: string) => deliver(document, 'CareCommunication', fhir, legacy);
const toFhir = (document: string, kind = 'XDIS91') => deliver(document, kind, legacy, fhir);

type Resource = Record<string, unknown> & { resourceType: string };
/** A CareCommunication that was changed. */
const changedMessage = (change: (resources: Resource[], bundle: Resource) => void): string => {
  const bundle = JSON.parse(message().text);
  const resources = bundle.entry.map((entry: { resource: Resource }) => entry.resource);
  change(resources, bundle);
  bundle.entry = bundle.entry.filter((entry: { resource: Resource }) => resources.includes(entry.resource));
  return JSON.stringify(bundle);
};
const headerIn = (resources: Resource[]) =>
  resources.find((one) => one.resourceType === 'MessageHeader') as Resource & {
    source: Record<string, unknown>;
    destination: [Record<string, unknown>];
  };
const STRANGE = [
  ['a NUL', 'a\0b'],
  ['a NUL alone', '\0'],
  ['half a character', 'a\ud800b'],
  ['thousands of characters', 'x'.repeat(5000)],
  ['a line feed', 'a\nb'],
] as const;

describe('ids with strange content', () => {
  test.each(STRANGE)('of a CareCommunication: %s', async (_, id) => {
    for (const change of [
      (resources: Resource[]) => {
        headerIn(resources).id = id;
      },
      (_: Resource[], bundle: Resource) => {
        bundle.id = id;
      },
    ]) {
      const text = changedMessage(change);
      const answers = await toLegacy(text);
      expect(answers).toHaveLength(1);
      expect(['negativeVans', 'Acknowledgement']).toContain(answers[0]);
      // It is no duplicate of the next one like it.
      expect(await toLegacy(changedMessage(change))).toEqual(answers);
    }
    expect(await toLegacy(message().text)).toEqual(['XDIS91']);
  });

  test.each(STRANGE)('of an Acknowledgement: %s', async (_, id) => {
    exchange.deliver(letter(1), 'XDIS91', legacy, fhir);
    const [sent] = await exchange.run();
    const answer = acknowledgementFor(sent as Sent);
    for (const change of [
      (bundle: Resource) => {
        bundle.id = id;
      },
      (bundle: Resource) => {
        const [{ resource }] = bundle.entry as [{ resource: { response: { identifier: string } } }];
        resource.response.identifier = id;
      },
    ]) {
      const bundle = JSON.parse(answer);
      change(bundle);
      expect(await deliver(JSON.stringify(bundle), 'Acknowledgement', fhir, legacy)).toEqual([
        'Acknowledgement',
      ]);
    }
  });

  test.each([
    ['a quotation mark', "O'B%_"],
    ['a statement', "';DROP TABLE"],
    ['a wildcard', '%'],
    ['separators', 'A~B/../C'],
    ['letters of Denmark', 'ÆØÅæøå'],
  ])('of a letter: %s', async (_, id) => {
    const text = letter(2).replace('>BRV2<', `>${id}<`);
    expect(await toFhir(text)).toEqual(['CareCommunication']);
    expect(await toFhir(text)).toEqual([]);
    const [entry] = await exchange.ledger(id);
    expect(entry?.letters).toEqual([{ kind: 'XDIS91', envelope: 'KUV2', letter: id, state: 'converted' }]);
    expect(await toFhir(letter(3))).toEqual(['CareCommunication']);
  });

  test.each([[''], ['x'.repeat(15)], ['x'.repeat(5000)]])(
    'of a letter that no receipt can quote are refused by the network (%#)',
    async (id) => {
      const text = letter(2).replace('>BRV2<', `>${id}<`);
      expect(await toFhir(text)).toEqual(['negativeVans']);
      expect(await toFhir(text)).toEqual(['negativeVans']);
      // Whoever takes letters gets it as it is.
      const other = letter(2, { from: silent, to: legacy }).replace('>BRV2<', `>${id}<`);
      expect(await deliver(other, 'XDIS91', silent, legacy)).toEqual(['XDIS91']);
    },
  );

  test('of an attachment: an id of thousands of characters', async () => {
    const { binary } = pairOf(3);
    const strange = binary.replace(/(<ObjectIdentifier>)[^<]*/, `$1${'x'.repeat(5000)}`);
    expect(await toFhir(strange, 'XBIN01')).toEqual(['XCTL01']);
  });

  test('of EDIFACT: a NUL', async () => {
    const strange = dis91.replaceAll('BRV42', 'BR\0V42');
    await toFhir(strange, 'DIS91');
    expect(exchange.decisions).toHaveLength(1);
    expect(await toFhir(letter(9))).toEqual(['CareCommunication']);
  });
});

describe('a CareCommunication that lacks', () => {
  test.each<[string, (resources: Resource[], bundle: Resource) => void, string]>([
    [
      'the location number of its receiver is answered in the name of the one on its envelope',
      (resources) => removeIdentifiers(resources, legacy, 'gln'),
      'Acknowledgement',
    ],
    [
      'that of its sender is refused by the network',
      (resources) => removeIdentifiers(resources, fhir, 'gln'),
      'negativeVans',
    ],
    [
      'its sender is refused by the network',
      (resources) => {
        delete headerIn(resources).sender;
      },
      'negativeVans',
    ],
    [
      'a Bundle.id is refused',
      (_, bundle) => {
        delete bundle.id;
      },
      'Acknowledgement',
    ],
    [
      'a MessageHeader.id is refused by the network',
      (resources) => {
        delete headerIn(resources).id;
      },
      'negativeVans',
    ],
  ])('%s', async (_, change, answer) => {
    expect(await toLegacy(changedMessage(change))).toEqual([answer]);
    expect(await toLegacy(changedMessage(change))).toEqual([answer]);
  });

  test.each<[string, (resources: Resource[], bundle: Resource) => void]>([
    [
      'endpoints',
      (resources) => {
        delete headerIn(resources).source.endpoint;
        delete headerIn(resources).destination[0].endpoint;
      },
    ],
    ['SOR ids', (resources) => removeIdentifiers(resources, '', 'sor')],
    [
      'its Provenance',
      (resources) => {
        for (const one of resources.filter(({ resourceType }) => resourceType === 'Provenance'))
          resources.splice(resources.indexOf(one), 1);
      },
    ],
  ])('%s is answered as any other, if it is converted', async (_, change) => {
    exchange.deliver(changedMessage(change), 'CareCommunication', fhir, legacy);
    const [sent] = await exchange.run();
    if (sent?.message !== 'XDIS91') return;
    expect(await toFhir(receiptFor(sent, 'PositiveReceipt'), 'XCTL03')).toEqual(['Acknowledgement']);
  });

  const removeIdentifiers = (resources: Resource[], gln: string, system: string): void => {
    type Identifier = { system: string; value: string };
    for (const one of resources as Array<Resource & { identifier: Identifier[] }>)
      if (one.resourceType === 'Organization' && JSON.stringify(one).includes(gln))
        one.identifier = one.identifier.filter((own) => !own.system.toLowerCase().includes(system));
  };
});

describe('a receipt that is not valid is passed on, and never answered:', () => {
  test.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, 300)],
    ['without sender', (text) => text.replace(/<Sender>.*?<\/Sender>/, '')],
    ['without ids', (text) => text.replace(/<Identifier>[^<]*<\/Identifier>/g, '')],
    ['of an unknown version', (text) => text.replace('XC0330Q', 'XC9999Q')],
    ['with an impossible date', (text) => text.replace('2026-03-02', '2026-02-30')],
    ['empty', () => ' '],
  ])('an XCTL %s', async (_, change) => {
    exchange.deliver(message().text, 'CareCommunication', fhir, legacy);
    const [sent] = await exchange.run();
    const text = change(receiptFor(sent as Sent, 'PositiveReceipt'));
    expect(await toFhir(text, 'XCTL03')).toEqual(['XCTL03']);
    expect(exchange.codes).toContain('REL041');
    // The one that is valid still counts.
    expect(await toFhir(receiptFor(sent as Sent, 'PositiveReceipt'), 'XCTL03')).toEqual(['Acknowledgement']);
  });

  test.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, 300)],
    ['of an unknown code', (text) => text.replace('"code":"ok"', '"code":"fine"')],
    [
      'without MessageHeader.id',
      (text) => text.replace(/("resourceType":"MessageHeader"),"id":"[^"]*"/, '$1'),
    ],
  ])('an Acknowledgement %s', async (_, change) => {
    exchange.deliver(letter(1), 'XDIS91', legacy, fhir);
    const [sent] = await exchange.run();
    const text = change(acknowledgementFor(sent as Sent));
    expect(await deliver(text, 'Acknowledgement', fhir, legacy)).toEqual(['Acknowledgement']);
    expect(exchange.codes).toContain('REL041');
  });
});

describe('nothing is told that may be personal data:', () => {
  const CPR = '2512489996';

  test('a civil registration number in place of a location number', async () => {
    expect(await toLegacy(message({ to: CPR }).text)).toHaveLength(1);
    await deliver(letter(1, { to: CPR }), 'XDIS91', legacy, fhir);
    const details = await exchange.database.read((sql) =>
      sql.all<{ detail: string }>('SELECT detail FROM arrival'),
    );
    expect(JSON.stringify(details)).not.toContain(CPR);
    expect(JSON.stringify(exchange.events.map(({ diagnostics }) => diagnostics))).not.toContain(CPR);
  });

  test('names, numbers and text of letters, whatever becomes of them', async () => {
    const pair = pairOf(2);
    await toFhir(pair.letter);
    await toFhir(
      pair.binary.replace(/<Identifier>BRV2B</, '<Identifier>BRV2C<').replace('</Sender>', '<X/></Sender>'),
      'XBIN01',
    );
    await toFhir(letter(3).replace('<CivilRegistrationNumber>', '<CivilRegistrationNumber>9'));
    await toFhir(letter(4).slice(0, -200));
    await toLegacy(message().text);
    await toLegacy(message().text.replace('"Communication"', '"Kommunikation"'));
    await exchange.run(61 * MINUTE);
    const tables = [
      'arrival',
      'letter',
      'conversion',
      'conversion_letter',
      'attachment',
      'output',
      'made_id',
    ];
    const rows: unknown[] = [exchange.events];
    for (const table of tables)
      rows.push(await exchange.database.read((sql) => sql.all(`SELECT * FROM ${table}`)));
    const told = JSON.stringify(rows);
    const patient = /<Patient>[\s\S]*<\/Patient>/.exec(pair.letter)?.[0] ?? '';
    const names = `${patient} ${message().text}`.match(
      /(?<=PersonGivenName>|"given":\["|CivilRegistrationNumber>|StreetName>)[^<"]{4,}/g,
    );
    expect(names?.length).toBeGreaterThan(2);
    for (const name of names ?? []) expect(told).not.toContain(name);
  });
});

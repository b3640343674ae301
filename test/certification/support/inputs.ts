import { existsSync, readFileSync } from 'node:fs';
import { directory, parties } from '../../support/exchange.js';
import { letter } from '../../support/exchange-messages.js';
import type { Json } from '../../support/fhir.js';
import { organisation, resource } from '../../support/message.js';
import { xmlToJson } from '../../support/xml-to-json.js';
import { present } from './play.js';

const inputOf = (scenario: string, file: string): string => `samples/${scenario}/input/${file}`;

/** The message of a sample as JSON. */
const messageOf = (scenario: string): Json => {
  const json = inputOf(scenario, 'message.json');
  if (existsSync(json)) return JSON.parse(readFileSync(json, 'utf8'));
  return xmlToJson(readFileSync(inputOf(scenario, 'message.xml'), 'utf8'));
};

const numbersOf = (party: Json): { gln: string; sor: string } => {
  const value = (end: string): string =>
    party.identifier.find(({ system }: Json) => system.endsWith(end)).value;
  return { gln: value('gln'), sor: value('1.2.208.176.1.1') };
};

const registered = (gln: string): string => present(directory.byGln(gln, '2026-03-02')?.sorId, 'SOR id');

/** A CareCommunication of a sample between two organisations of the exchange, with a change. */
export const careCommunication = (
  scenario: string,
  {
    from = parties.fhir,
    to = parties.legacy,
    change = () => undefined,
  }: { from?: string; to?: string; change?: (bundle: Json) => void } = {},
): string => {
  const bundle = messageOf(scenario);
  change(bundle);
  const [sender, receiver] = (['sender', 'receiver'] as const).map((party) =>
    numbersOf(organisation(bundle, party)),
  ) as [ReturnType<typeof numbersOf>, ReturnType<typeof numbersOf>];
  const replacements = new Map([
    [sender.gln, from],
    [receiver.gln, to],
    [sender.sor, registered(from)],
    [receiver.sor, registered(to)],
  ]);
  // All at once: what takes the place of one may be another.
  const pattern = new RegExp([...replacements.keys()].join('|'), 'g');
  return JSON.stringify(bundle).replace(pattern, (found) => replacements.get(found) ?? found);
};

/** The id of a payload. */
export const payloadId = (payload: Json): string =>
  payload.extension.find(({ url }: Json) => url.endsWith('identifier-extension')).valueIdentifier.value;

/** Leaves only the files of some types in a message, its Provenance included; the text last if files come first. */
export const onlyFiles =
  (types: readonly string[], filesFirst = false) =>
  (bundle: Json): void => {
    const communication = resource(bundle, 'Communication');
    const kept = communication.payload.filter(
      ({ contentAttachment }: Json) =>
        contentAttachment === undefined || types.includes(contentAttachment.contentType),
    );
    communication.payload = filesFirst ? kept.reverse() : kept;
    const ids = kept.map(payloadId);
    const provenance = resource(bundle, 'Provenance');
    provenance.entity = provenance.entity.filter((one: Json) => ids.includes(one.what.identifier?.value));
  };

/** A letter of a sample with its binary letters. */
export interface LetterSet {
  letter: string;
  binaries: string[];
}

/** A letter with its binary letters, from one organisation to another. */
export const letterSet = (
  number: number,
  scenario: string,
  files: readonly string[] = ['attachment.xml'],
  from: string = parties.legacy,
  to: string = parties.fhir,
): LetterSet => ({
  letter: letter(number, { from, to, scenario }),
  binaries: files.map((file, i) => numbered(letter(number, { from, to, scenario, file }), number, i)),
});

const numbered = (text: string, number: number, index: number): string =>
  text
    .replaceAll(`KUV${number}<`, `KUV${number}B${index}<`)
    .replaceAll(`BRV${number}<`, `BRV${number}B${index}<`);

const OBJECT = /\s*<BinaryObject>[\s\S]*?<\/BinaryObject>/g;

/** A binary letter for each object of one. */
export const split = (binary: string): string[] =>
  [...binary.matchAll(OBJECT)].map(([object], i) => {
    let first = true;
    return binary
      .replace(OBJECT, () => {
        const here = first ? object : '';
        first = false;
        return here;
      })
      .replace(/<Identifier>((?:KUV|BRV)[^<]*)/g, (_, id: string) => `<Identifier>${id}S${i}`);
  });

/** A letter without its sender's telephone. */
export const withoutPhone = (text: string): string =>
  text.replace(/\s*<TelephoneSubscriberIdentifier>[^<]*<\/TelephoneSubscriberIdentifier>/g, '');

/** A letter that its schema does not know. */
export const invalid = (text: string): string => text.replace(/(<StatusCode>)[^<]*/, '$1ukendt');

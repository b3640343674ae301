import { createHash } from 'node:crypto';
import { derivedUuid } from '../../src/mapping/ids.js';
import { withAttachment } from './acknowledgement.js';
import { converter, lettersOf } from './converter.js';
import { enveloped, parties, type Sent } from './exchange.js';
import { letter, message, pairOf, receiptFor } from './exchange-messages.js';
import { random } from './random.js';
import { originalLetter, receipt, receiptMessage, refusal } from './receipt.js';

/** A file for the inbox. */
export interface Parcel {
  name: string;
  bytes: Buffer;
}

const shuffled = <T>(all: readonly T[], next: () => number): T[] => {
  const result = [...all];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
};

const { legacy, fhir, silent, edifact } = parties;

const wrap = (data: string, kind: string, from: string, to: string, name: string): Buffer =>
  enveloped(
    Buffer.from(data),
    kind === 'CareCommunication' ? { message: kind, postfix: 'other', syntax: 'json' } : { message: kind },
    from,
    to,
    { envelope: derivedUuid(`${name} envelope`), message: derivedUuid(`${name} message`) },
  );

const careCommunication = (number: number, to: string, scenario: string): Buffer => {
  const ids = { bundle: derivedUuid(`bundle ${number}`), header: derivedUuid(`header ${number}`) };
  const { text } = message({ to, scenario }, ids);
  return wrap(text, 'CareCommunication', fhir, to, `message ${number}`);
};

const plain = (number: number): Buffer => wrap(letter(number), 'XDIS91', legacy, fhir, `letter ${number}`);

const halves = (number: number): [Buffer, Buffer] => {
  const pair = pairOf(number);
  return [
    wrap(pair.letter, 'XDIS91', legacy, fhir, `letter ${number}`),
    wrap(pair.binary, 'XBIN01', legacy, fhir, `binary ${number}`),
  ];
};

const changed = (bytes: Buffer, pattern: RegExp, to: string): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(pattern, to), 'latin1');

/** What can be sent, each from its number. */
const kinds: ReadonlyArray<(number: number) => Buffer[]> = [
  halves,
  halves,
  halves,
  halves,
  (number) => [plain(number)],
  (number) => [careCommunication(number, legacy, 'reply-with-attachment')],
  (number) => [careCommunication(number, legacy, 'new-message')],
  (number) => [careCommunication(number, edifact, 'reply-with-attachment')],
  (number) => [
    wrap(letter(number, { from: silent, to: legacy }), 'XDIS91', silent, legacy, `passed ${number}`),
  ],
  (number) => halves(number).slice(0, 1),
  (number) => halves(number).slice(1),
  (number) => [
    wrap(
      letter(number).replace(/<PersonSurnameName>[^<]*<\/PersonSurnameName>/, ''),
      'XDIS91',
      legacy,
      fhir,
      `bad ${number}`,
    ),
  ],
  (number) => [changed(plain(number), /(<Data>).{8}/s, '$1?!?!')],
  (number) => [plain(number).subarray(0, 700 + number)],
  (number) => [Buffer.from(`no envelope ${number}`)],
  () => [Buffer.alloc(0)],
];

/** How many of the kinds are faulty. */
const FAULTY = 5;

/**
 * Messages of all kinds in random order, one in ten of them twice.
 *
 * @param count how many different files, about
 */
export const traffic = (count: number, seed = 1): Parcel[] => {
  const next = random(seed);
  const files: Buffer[] = [];
  for (let number = 1; files.length < count; number++) {
    const faulty = next() < 0.05;
    const sound = kinds.length - FAULTY;
    const kind = faulty ? sound + (number % FAULTY) : number % sound;
    files.push(...(kinds[kind]?.(number) ?? []));
  }
  const twice = files.filter(() => next() < 0.1);
  return shuffled([...files, ...twice], next).map((bytes, index) => ({
    name: `${String(index).padStart(6, '0')}.xml`,
    bytes,
  }));
};

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 7);

const reason = refusal('syntaksfejl', 'Kan ikke læses');

/** A receipt for a letter; one in five is negative. */
const letterReceipt = (sent: Sent): Buffer => {
  const name = sent.data.toString('latin1');
  const id = short(name);
  const negative = Number.parseInt(id.slice(0, 2), 16) % 5 === 0;
  const text = negative
    ? receiptFor(sent, 'NegativeReceipt', { id, reason })
    : receiptFor(sent, 'PositiveReceipt', { id });
  return wrap(text, negative ? 'XCTL02' : 'XCTL03', legacy, fhir, `receipt ${id}`);
};

/** An Acknowledgement for a CareCommunication; one in five says that it could not be read. */
const acknowledgement = (sent: Sent): Buffer => {
  const bundle = JSON.parse(sent.data.toString());
  const header: string = bundle.entry[0].resource.id;
  const negative = Number.parseInt(short(header).slice(0, 2), 16) % 5 === 0;
  const kind = negative ? 'NegativeReceipt' : 'PositiveReceipt';
  const own = receiptMessage(receipt(kind, 'K1', (negative ? reason : '') + originalLetter('BREV1')));
  const original = { ...withAttachment, header, letters: withAttachment.letters.slice(0, 1) };
  const made = converter.acknowledge(lettersOf({ name: 'receipt.xml', bytes: Buffer.from(own) }), original);
  return enveloped(
    Buffer.from(JSON.stringify(made.bundle)),
    { message: 'Acknowledgement', postfix: negative ? 'fatal-error' : 'ok', syntax: 'json' },
    fhir,
    legacy,
    {
      envelope: derivedUuid(`${header} acknowledgement envelope`),
      message: derivedUuid(`${header} acknowledgement`),
    },
  );
};

/** What a receiver answers: a receipt for everything that was converted for it, and now and then the same once more. */
export const answersTo = (sent: Sent): Buffer[] => {
  const { sender, receiver } = sent.envelope;
  const answer =
    sent.message === 'CareCommunication' && receiver.id === fhir
      ? acknowledgement(sent)
      : /^X(?:DIS91|BIN01)$/.test(sent.message) && sender.id === fhir
        ? letterReceipt(sent)
        : undefined;
  if (answer === undefined) return [];
  return Number.parseInt(short(answer.toString('latin1')), 16) % 7 === 0 ? [answer, answer] : [answer];
};

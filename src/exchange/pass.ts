import { envelopesOf } from '../conversion/read.js';
import { lowerEnvelope } from '../conversion/write-edifact.js';
import { joined } from '../formats/byte-source.js';
import { edifactPieces } from '../formats/edifact/write.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { oioxmlPieces } from '../formats/oioxml/write.js';
import { Element } from '../formats/xml/element.js';
import type { Arrived } from './arrived.js';
import { identityOf, idIn, partyOf, syntaxOf } from './identity.js';
import { type Step, systemsOf } from './step.js';

/** The Emessage of some of the letters that came in one. */
const emessage = (letters: readonly Letter[]): Element => {
  const [first] = letters as [Letter];
  const { uri, name } = first.envelope.parent as Element;
  const root = new Element(name, uri, undefined, 0);
  root.parts = [
    first.envelope,
    ...letters.flatMap(({ record, local }) =>
      local === undefined ? [record.element] : [record.element, local],
    ),
  ];
  return root;
};

/** A document of some of the letters of another: what they say is the same. */
export const partOf = (step: Step, letters: readonly Letter[]): Buffer => {
  const parts = envelopesOf(letters).map((own) => {
    const [first] = own as [Letter];
    if (syntaxOf(first) === 'oioxml') return joined(oioxmlPieces(emessage(own)));
    const { segments } = lowerEnvelope(own, step.kit.tables, undefined, false);
    return joined(edifactPieces(segments, 'none'));
  });
  return Buffer.concat(parts);
};

/** Organisations that a document says it is for, of some of its letters or of its message. */
const receiversOf = (step: Step, { document }: Arrived, letters: readonly Letter[]): Set<string> => {
  const { message, acknowledgement } = (document as NonNullable<Arrived['document']>).read;
  const one = message?.frame ?? acknowledgement?.message;
  const told =
    one === undefined
      ? letters.map((letter) => identityOf(letter).receiver)
      : [partyOf(one.receiver, systemsOf(step.kit)).gln];
  return new Set(told);
};

/**
 * Sends on what came: the same document in a new envelope that says the same of it. Of a document whose other letters are
 * converted, those that are not.
 *
 * @param letters those that are passed on; all of the document by default
 */
export const passOn = (
  step: Step,
  arrived: Arrived,
  letters = arrived.document?.read.letters ?? [],
): void => {
  const receivers = receiversOf(step, arrived, letters);
  if (receivers.size < 2) send(step, arrived, letters, [...receivers][0]);
  else
    for (const receiver of receivers) {
      const own = letters.filter((letter) => identityOf(letter).receiver === receiver);
      send(step, arrived, own, receiver);
    }
};

/** Sends letters of a document, or all of it, to whom it says it is for: the message counts, not its envelope. Rules: R1. */
const send = (
  step: Step,
  { vans, document }: Arrived,
  letters: readonly Letter[],
  told: string | undefined,
): void => {
  const { envelope } = vans;
  if (envelope === undefined || document === undefined) throw new Error('nothing to pass on');
  const { read, meta } = document;
  const some = letters.length < read.letters.length;
  const receiver =
    told && envelope.receiver.type === step.kit.tables.envelope.endPoint
      ? { ...envelope.receiver, id: told }
      : envelope.receiver;
  const data = some ? partOf(step, letters) : document.data;
  const [first] = letters;
  const message = read.message?.message ?? read.acknowledgement?.message;
  const ids =
    first === undefined
      ? { envelope: idIn(message?.bundle.value('id')), letter: idIn(message?.header.value('id')) }
      : identityOf(first);
  step.send({
    document: meta.document.name,
    receiver: receiver.id,
    envelope: {
      ...envelope,
      receiver,
      identifier: step.uuid('envelope'),
      sent: step.sent,
      content: {
        kind: 'message',
        data,
        meta: {
          ...meta,
          // A part of a message is another message.
          identifier: some ? step.uuid('message') : meta.identifier,
          document: { ...meta.document, size: data.length },
        },
      },
    },
    conversion: undefined,
    ids: { envelope: ids.envelope || undefined, letter: ids.letter || undefined },
  });
};

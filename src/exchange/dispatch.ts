import type { MadeLetter } from '../conversion/made-letter.js';
import { joined } from '../formats/byte-source.js';
import { edifactPieces } from '../formats/edifact/write.js';
import type { VansEnvelope } from '../formats/envelope/model.js';
import { jsonPieces } from '../formats/fhir/json.js';
import type { FhirObject } from '../formats/fhir/model.js';
import { xmlPieces } from '../formats/fhir/xml.js';
import { oioxmlPieces } from '../formats/oioxml/write.js';
import { derivedUuid } from '../mapping/ids.js';
import type { Original } from '../mapping/receipts/original.js';
import { reserve } from './records/conversions.js';
import type { Step } from './step.js';

/** The document of a bundle. */
export const bundleBytes = (bundle: FhirObject, syntax: 'json' | 'xml'): Buffer =>
  joined(syntax === 'json' ? jsonPieces(bundle) : xmlPieces(bundle));

/** Attempts to find ids that nobody has; the second is hardly ever needed. */
const MOST_ATTEMPTS = 8;

/** Makes letters until their ids are new, and reserves them for ever. */
export const withNewIds = async <T extends { letters: readonly MadeLetter[] }>(
  step: Step,
  sender: string,
  owner: string,
  make: (attempt: number) => T,
): Promise<T> => {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const made = make(attempt);
    const ids = made.letters.flatMap((one) => [one.ids.envelope ?? '', one.ids.letter ?? '']);
    if (await reserve(step.sql, sender, ids, owner)) return made;
  }
  throw new Error('no new ids were found');
};

/** Sends a letter or receipt that was made, in OIOXML or EDIFACT. */
export const dispatchLetter = (
  step: Step,
  { ids, root, segments }: MadeLetter,
  { sender, receiver, conversion }: { sender: string; receiver: string; conversion: string | undefined },
  from?: VansEnvelope['sender'],
): void => {
  const { message, envelope, letter } = ids;
  step.dispatch(
    {
      kind: { message },
      sender,
      receiver,
      data: joined(segments === undefined ? oioxmlPieces(root) : edifactPieces(segments, 'none')),
      conversion,
      ids: { envelope, letter },
      message: derivedUuid(`${sender}\n${letter}`),
    },
    from,
  );
};

/** Sends an Acknowledgement from the organisation that got a message to the one that sent it. */
export const dispatchAcknowledgement = (
  step: Step,
  bundle: FhirObject,
  { sender, receiver }: Pick<Original, 'sender' | 'receiver'>,
  syntax: 'json' | 'xml',
  conversion: string | undefined,
): void => {
  const [header] = bundle.entry as [{ resource: FhirObject }];
  const { id, response } = header.resource;
  const ids = { envelope: String(bundle.id), letter: String(id) };
  step.dispatch({
    kind: { message: 'Acknowledgement', postfix: String((response as FhirObject).code), syntax },
    sender: receiver.gln,
    receiver: sender.gln,
    data: bundleBytes(bundle, syntax),
    conversion,
    ids,
    message: ids.letter,
  });
};

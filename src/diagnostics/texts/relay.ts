import type { Entry } from '../entry.js';

/** The relay: its folders, and what it decides. */
export const relay = {
  REL001: {
    severity: 'error',
    message: 'The inbox cannot be used: {reason}.',
    hint: 'The user that runs the relay needs rights to read, write and rename in the folder. Nothing was lost: what was taken is done when the relay runs again.',
  },
  REL002: {
    severity: 'error',
    message: 'The outbox cannot be written: {reason}.',
    hint: 'Make space, or mend the rights of the folder. Nothing was lost: what was not sent is done when the relay runs again.',
  },
  REL003: {
    severity: 'error',
    message: 'The file is not a VANSEnvelope, or it is cut off.',
    hint: 'It was put into the folder rejected of the inbox. The relay takes messages in envelopes only, as the network carries them; whoever writes files should write them under another name and rename them when they are whole.',
    rule: 'conversion rules 3.3',
  },
  REL004: {
    severity: 'error',
    message: 'What is in the envelope cannot be read.',
    hint: 'The sender was answered with a negative receipt; the file was put into the folder rejected of the inbox.',
    rule: 'conversion rules 3.3',
  },
  REL005: {
    severity: 'warning',
    message: 'The clock is {seconds} seconds behind what the store has seen.',
    hint: 'Check the clock of this machine, or that of the other one. Letters wait by the time at which they came.',
  },
  REL006: {
    severity: 'error',
    message: 'A file in the inbox cannot be read: {reason}.',
    hint: 'Give the user that runs the relay the right to read it. It stays where it is, and is received then.',
  },
  REL007: {
    severity: 'error',
    message: 'A defect of this program kept the message from being worked on.',
    hint: 'Please report it. A file was put into the folder rejected of the inbox, a letter that waits goes on waiting; the others go on. MEDCOM_DEBUG=1 shows where it happened.',
  },
  REL008: {
    severity: 'warning',
    message: 'The directory of organisations was not renewed for {days} days.',
    hint: 'Fetch it again, as often as it is published: organisations change what they take. The limit is directoryDays in mappings/exchange.yaml.',
    rule: 'conversion rules 16.3',
  },
  REL010: {
    severity: 'info',
    message: 'A duplicate was ignored.',
    hint: 'It has the ids of a message that came before; nothing is sent.',
    rule: 'conversion rules 15.4',
  },
  REL011: {
    severity: 'info',
    message: 'A message was sent again.',
    hint: 'It was converted again under the same id, or its receipt was sent again.',
    rule: 'conversion rules 15.4',
  },
  REL012: {
    severity: 'error',
    message: 'The id of the message was used before, for another content.',
    hint: 'It was refused. The sender must give every message an id of its own.',
    rule: 'conversion rules 15.4',
  },
  REL013: {
    severity: 'warning',
    message: 'The envelope id was used before, for another letter.',
    hint: 'It was processed. The sender must give every envelope an id of its own.',
    rule: 'conversion rules 15.4',
  },
  REL020: {
    severity: 'warning',
    message: 'The receiver is registered for the old message and for the new one; it was passed on as it is.',
    hint: 'A receiver takes one of the two: correct its registration.',
    rule: 'P2',
  },
  REL021: {
    severity: 'warning',
    message:
      'The receiver is registered for neither the old message nor the new one; it was passed on as it is.',
    hint: 'Correct the registration of the receiver, or the list of organisations.',
    rule: 'conversion rules 16.3',
  },
  REL022: {
    severity: 'warning',
    message: 'The receiver is not registered for attachments; they were sent all the same.',
    hint: 'It will refuse them, and the sender learns it from the receipt. Correct the registration if it takes them.',
    rule: 'R1.A1',
  },
  REL023: {
    severity: 'warning',
    message: 'The envelope says something else than the message in it ({elements}).',
    hint: 'The message counts. Ask the sender to correct what writes its envelopes.',
    rule: 'R1',
  },
  REL024: {
    severity: 'warning',
    message: 'The converted message is {megabytes} MB, more than is agreed; it was sent all the same.',
    hint: 'At most 100 MB are agreed for a message; the receiver refuses what it cannot take.',
    rule: 'S1.A1',
  },
  REL025: {
    severity: 'error',
    message: 'The message is larger than what is converted.',
    hint: 'The sender was told so. The limit is largestBytes in mappings/exchange.yaml.',
    rule: 'conversion rules 11.4',
  },
  REL026: {
    severity: 'error',
    message: 'The message lacks an id, or a number of its sender or receiver, that its answer must name.',
    hint: 'Bundle.id and MessageHeader.id have at most 64 characters; both organisations need a location number and a SOR id.',
    rule: 'conversion rules 8.6',
  },
  REL027: {
    severity: 'info',
    message: 'The message that was made has the error {code}, which is ignored: {cause}.',
    hint: 'An attachment did not come, or could not be used; the receiver may refuse the message, and the receipt then says why.',
    rule: 'conversion rules 3.4',
  },
  REL030: {
    severity: 'error',
    message: 'The location number {gln} of the {party} is not in the directory.',
    hint: 'The message was refused. Correct the number, or add the organisation to the directory.',
    rule: 'conversion rules 16.3',
  },
  REL040: {
    severity: 'info',
    message: 'The receipt answers no message that is known; it was passed on as it is.',
    hint: 'The message was not converted here, or too long ago.',
    rule: 'conversion rules 8.1',
  },
  REL041: {
    severity: 'warning',
    message: 'The receipt is not valid; it was passed on as it is.',
    hint: 'Ask its sender to correct it. Receipts are never receipted.',
    rule: 'conversion rules 3.3',
  },
  REL042: {
    severity: 'warning',
    message: 'Another receipt for the same message says something else than the one that was converted.',
    hint: 'It was converted, too; the sender of the message now has both.',
    rule: 'conversion rules 8.3',
  },
} as const satisfies Record<string, Entry>;

import type { MessageConversion } from '../conversion/convert-message.js';
import type { MadeLetter } from '../conversion/made-letter.js';
import type { Frame, ReadMessage } from '../conversion/message.js';
import { hasError } from '../diagnostics/diagnostic.js';
import { derivedUuid } from '../mapping/ids.js';
import type { Original, Party } from '../mapping/receipts/original.js';
import type { Message } from '../mapping/to-oioxml/message.js';
import { route, takes } from './abilities.js';
import type { Arrived } from './arrived.js';
import { bundleDigest, historyOf, type Identity, partyOf } from './identity.js';
import { sendReceiptsAgain } from './receipts/again.js';
import { conversionId, record } from './records/conversions.js';
import { decided, envelopeUsed, remember } from './records/letters.js';
import { letterBytes, refuseEnvelope, refuseMessage, withNewIds } from './refuse.js';
import { type Step, systemsOf } from './step.js';

type Form = 'oioxml' | 'edifact';
/** A message of which it is known whose it is. */
type Framed = ReadMessage & { frame: Frame };

const endpointOf = (node: Message['header'] | undefined): string | undefined => node?.value('endpoint');

/** What receipts must know of the message. */
const originalOf = (step: Step, message: Frame): Original => {
  const { header, sender, receiver } = message;
  const systems = systemsOf(step.kit);
  const party = (node: Message['sender'], endpoint: string | undefined): Party => {
    const told = partyOf(node, systems);
    const known = step.kit.directory.byGln(told.gln, step.instant.slice(0, 10));
    return { ...told, sorId: told.sorId ?? known?.sorId, endpoint };
  };
  return {
    sender: party(sender, endpointOf(header.one('source'))),
    receiver: party(receiver, endpointOf(header.one('destination'))),
    header: header.value('id'),
    ...historyOf(message),
    letters: [],
  };
};

/** The form in which a receiver takes a letter, and its attachments. Rules: R1.A1; conversion rules 3.5. */
const formsOf = (
  step: Step,
  types: readonly string[],
): { letter: Form; binary: Form; takesBinaries: boolean } => {
  const can = (message: string): boolean => takes(step.kit.settings, types, message);
  const letter: Form = can('XDIS91') ? 'oioxml' : 'edifact';
  if (can('XBIN01')) return { letter, binary: 'oioxml', takesBinaries: true };
  if (can('BIN01')) return { letter, binary: 'edifact', takesBinaries: true };
  return { letter, binary: letter, takesBinaries: false };
};

/** The letters of a message, each in its form. */
const lettersOf = (
  step: Step,
  read: ReadMessage,
  forms: { letter: Form; binary: Form },
  attempt: number,
): MessageConversion & { forms: Form[] } => {
  const { converter } = step.kit;
  const conversion = converter.convertMessage(step.file, read, { legacy: forms.letter, attempt });
  const all = conversion.letters.map((): Form => forms.letter);
  if (conversion.letters.length < 2 || forms.binary === forms.letter) return { ...conversion, forms: all };
  const other = converter.convertMessage(step.file, read, { legacy: forms.binary, attempt });
  const [letter] = conversion.letters as [MadeLetter, ...MadeLetter[]];
  return {
    ...conversion,
    diagnostics: [...conversion.diagnostics, ...other.diagnostics],
    letters: other.letters.length < 2 ? [] : [letter, ...other.letters.slice(1)],
    forms: [forms.letter, ...other.letters.slice(1).map((): Form => forms.binary)],
  };
};

const MESSAGES = ['XDIS91', 'XBIN01'];

/** Converts a message and sends its letters, the XDIS91 first; one that is invalid is refused. Rules: S2, S2.A1, S2.A2. */
const convert = async (
  step: Step,
  read: Framed,
  identity: Identity,
  types: readonly string[],
  syntax: 'json' | 'xml',
): Promise<string> => {
  const original = originalOf(step, read.frame);
  const forms = formsOf(step, types);
  const id = conversionId('to-legacy', identity.sender, identity.letter);
  const made = await withNewIds(step, identity.sender, id, (attempt) =>
    lettersOf(step, read, forms, attempt),
  );
  step.diagnostics.push(...made.diagnostics);
  if (made.letters.length === 0) {
    refuseMessage(step, original, syntax, made.diagnostics);
    return 'refused';
  }
  if (made.letters.length > 1 && !forms.takesBinaries) step.tell('REL022');
  await record(step.sql, {
    id,
    direction: 'to-legacy',
    syntax,
    bundle: identity.envelope,
    original: {
      ...original,
      letters: made.letters.map(({ ids }, i) => ({
        message: MESSAGES[i] ?? '',
        envelope: ids.envelope ?? '',
        letter: ids.letter ?? '',
        version: ids.version,
        syntax: made.forms[i] ?? 'oioxml',
      })),
    },
    state: 'awaiting',
    converted: step.now,
  });
  for (const one of made.letters)
    step.dispatch({
      kind: { message: one.ids.message },
      sender: identity.sender,
      receiver: identity.receiver,
      data: letterBytes(one),
      conversion: id,
      ids: { envelope: one.ids.envelope, letter: one.ids.letter },
      message: derivedUuid(`${identity.sender}\n${one.ids.letter}`),
    });
  await decided(step.sql, identity, 'converted', id);
  return 'converted';
};

const decide = async (
  step: Step,
  arrived: Arrived,
  read: Framed,
  identity: Identity,
  syntax: 'json' | 'xml',
): Promise<string> => {
  const { frame } = read;
  const seen = await remember(step.sql, identity, bundleDigest(frame.bundle), {
    arrival: step.arrival,
    number: 1,
    now: step.now,
  });
  if (seen.is === 'duplicate') {
    step.tell('REL010');
    return 'ignored';
  }
  if (await envelopeUsed(step.sql, identity, step.arrival)) step.tell('REL013');
  const { way, types } = route(step, 'CareCommunication', identity.receiver);
  if (way === 'pass') return 'passed';
  const original = originalOf(step, frame);
  const answerable = original.sender.gln !== '' && original.header !== undefined;
  if (!answerable) {
    refuseEnvelope(step, arrived, read.diagnostics);
    return 'rejected';
  }
  if (way === 'unknown') {
    step.tell('REL030', {
      gln: /^\d{1,14}$/.test(identity.receiver) ? identity.receiver : '(no number)',
      party: 'receiver',
    });
    refuseMessage(step, original, syntax, 'unknown');
    return 'refused';
  }
  if (seen.is === 'conflict') {
    step.tell('REL012');
    refuseMessage(step, original, syntax, 'conflict');
    return 'refused';
  }
  if (seen.is === 'resend' && seen.before.state === 'converted' && seen.before.conversion !== null) {
    step.tell('REL011');
    if (await sendReceiptsAgain(step, seen.before.conversion, identity)) return 'receipted';
    if (step.kit.settings.resend === 'ignore') return 'ignored';
  }
  if (hasError(read.diagnostics)) {
    step.diagnostics.push(...read.diagnostics);
    refuseMessage(step, original, syntax, read.diagnostics);
    return 'refused';
  }
  return convert(step, read, identity, types, syntax);
};

/**
 * Receives a CareCommunication: passes it on, converts it, or refuses it. Rules: R1, R1.A1, S2.
 *
 * @returns pass if the document is to be passed on
 */
export const receiveMessage = async (
  step: Step,
  arrived: Arrived,
  read: Framed,
  receiver: string,
): Promise<'pass' | 'done'> => {
  const { frame } = read;
  const systems = systemsOf(step.kit);
  const identity: Identity = {
    kind: 'CareCommunication',
    sender: partyOf(frame.sender, systems).gln,
    receiver: partyOf(frame.receiver, systems).gln || receiver,
    envelope: frame.bundle.value('id') ?? '',
    letter: frame.header.value('id') ?? '',
  };
  const syntax = arrived.document?.read.format === 'fhir-xml' ? 'xml' : 'json';
  const decision = await decide(step, arrived, read, identity, syntax);
  const { kind, envelope, letter } = identity;
  // An envelope that is refused says so itself.
  if (decision !== 'rejected') step.decisions.push({ kind, number: 1, envelope, letter, decision });
  if (decision !== 'ignored' && decision !== 'converted') await decided(step.sql, identity, decision);
  return decision === 'passed' ? 'pass' : 'done';
};

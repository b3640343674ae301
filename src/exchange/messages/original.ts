import type { Frame } from '../../conversion/message.js';
import type { Original, Party } from '../../mapping/receipts/original.js';
import type { Message } from '../../mapping/to-oioxml/message.js';
import { historyOf, type Identity, partyOf } from '../identity.js';
import { type Step, systemsOf } from '../step.js';

/**
 * What receipts must know of a message. What it does not tell is taken from the directory and the settings, so that whatever
 * is converted can be answered. Rules: conversion rules 8.4, 15.1.
 */
export const originalOf = (step: Step, message: Frame, identity: Identity): Original => {
  const { header, sender, receiver, bundle } = message;
  const { kit, instant } = step;
  const { endpoint, activity } = kit.settings.answers;
  const systems = systemsOf(kit);
  const party = (node: Message['sender'], gln: string, end: Message['header'] | undefined): Party => {
    const told = partyOf(node, systems);
    const sorId = told.sorId ?? kit.directory.byGln(gln, instant.slice(0, 10))?.sorId;
    const address = sorId === undefined ? undefined : `${endpoint}${sorId}`;
    return { gln, sorId, name: told.name, endpoint: end?.value('endpoint') ?? address };
  };
  const history = historyOf(message);
  const sent = bundle.value('timestamp') ?? instant;
  return {
    sender: party(sender, identity.sender, header.one('source')),
    receiver: party(receiver, identity.receiver, header.one('destination')),
    header: identity.letter,
    activity: history.activity ?? activity,
    occurred: history.occurred ?? sent,
    recorded: history.recorded ?? sent,
    letters: [],
  };
};

const isWhole = ({ gln, sorId }: Party): boolean => gln !== '' && sorId !== undefined;

/** True if an Acknowledgement can be made for a message: it must name both organisations and the message. */
export const isAnswerable = ({ sender, receiver, header }: Original): boolean =>
  isWhole(sender) && isWhole(receiver) && header !== '';

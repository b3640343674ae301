import type { Arrived } from './arrived.js';
import { identityOf, isReceipt, partyOf } from './identity.js';
import { conversionAnswered } from './receipts/letters.js';
import { monthsBefore } from './receipts/since.js';
import { conversionByHeader } from './records/conversions.js';
import { type Kit, systemsOf } from './step.js';
import type { Database } from './store/database.js';

/**
 * What must not be decided about twice at once: letters between two organisations, which may belong together, and receipts
 * for one message, which are merged.
 */
export const keysOf = async (
  kit: Kit,
  database: Database,
  { document }: Arrived,
  now: number,
): Promise<string[]> => {
  if (document === undefined) return [];
  const { letters, message, acknowledgement } = document.read;
  const keys = new Set<string>();
  const parties = (sender: string, receiver: string): Set<string> =>
    keys.add(`parties ${sender} ${receiver}`);
  const { receiptMonths } = kit.settings;
  for (const letter of letters) {
    const { sender, receiver } = identityOf(letter);
    if (!isReceipt(letter)) parties(sender, receiver);
    else {
      const conversion = await database.read((sql) => conversionAnswered(sql, letter, now, receiptMonths));
      if (conversion !== undefined) parties(conversion.original.sender.gln, conversion.original.receiver.gln);
    }
  }
  const frame = message?.frame;
  const systems = systemsOf(kit);
  if (frame !== undefined) parties(partyOf(frame.sender, systems).gln, partyOf(frame.receiver, systems).gln);
  const answers = acknowledgement?.message?.answers;
  if (answers !== undefined) {
    const since = monthsBefore(now, receiptMonths);
    const conversion = await database.read((sql) => conversionByHeader(sql, answers, since));
    if (conversion !== undefined) parties(conversion.original.sender.gln, conversion.original.receiver.gln);
  }
  return [...keys];
};

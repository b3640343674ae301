import type { Code } from '../diagnostics/catalog.js';
import { type Diagnostic, diagnostic, type Params } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import type { Node } from '../formats/fhir/node.js';
import type { CodeList } from '../mapping/code-list.js';
import type { AnsweringMessage } from '../mapping/receipts/answering-message.js';
import type { Original } from '../mapping/receipts/original.js';
import type { Tables } from '../mapping/tables.js';
import { glnOf } from './resources.js';

type Check = (message: AnsweringMessage, original: Original) => Diagnostic[];

const sameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * Prepares the check of an Acknowledgement against what is known of the message it answers: it must answer that one, and the
 * organisations should be the same; and what a positive receipt cannot say is told. Rules: KA12, KA16; conversion rules 8.1,
 * 8.4, 8.5.
 *
 * @param kindOf the receipt that an Acknowledgement becomes
 */
export const acknowledgementCheck = (
  tables: Tables,
  kindOf: (message: AnsweringMessage) => string,
): Check => {
  const kinds = tables.codeLists.get('receipt-kinds') as CodeList;
  const { reasons } = tables.receipts.message.text;

  return (message, original) => {
    const told: Diagnostic[] = [];
    const tell = (at: Node, code: Code, params: Params = {}, rule?: string): void => {
      told.push(diagnostic(code, message.source.of(at), params, rule === undefined ? {} : { rule }));
    };
    if (original.header !== undefined && !sameId(message.answers, original.header))
      tell(message.header.one('response')?.one('identifier') ?? message.header, 'REC005');
    for (const [party, did, known, rule] of [
      ['sender', 'got', original.receiver, 'KA12'],
      ['receiver', 'sent', original.sender, 'KA16'],
    ] as const) {
      const gln = glnOf(message[party], tables.message);
      if (gln?.value('value') !== known.gln)
        tell(gln ?? message[party], 'REC004', { party: phrase(party), did: phrase(did) }, rule);
    }
    if (kinds.get(kindOf(message))?.refuses === undefined) {
      const [issue] = message.issues;
      if (issue !== undefined) tell(issue, 'REC007');
      const { reason } = original;
      if (reason !== undefined && reasons.includes(reason)) tell(message.header, 'REC009', { cause: reason });
    }
    return told;
  };
};

import type { Node } from '../../formats/fhir/node.js';
import type { Source } from '../../formats/source.js';

/** A payload of the Communication. */
export interface Segment {
  node: Node;
  /** What it holds; an attachment without content and link is absent. */
  kind: 'text' | 'file' | 'url' | 'absent';
  /** True if this message added it; false if it was carried on from an earlier one. */
  isNew: boolean;
  /** The role of its author. */
  author: Node | undefined;
  /** Its time in milliseconds since 1970, for the order; 0 if it has none. */
  time: number;
}

/** A CareCommunication that was taken apart: its resources by the part they play. */
export interface Message {
  source: Source;
  bundle: Node;
  header: Node;
  communication: Node;
  patient: Node;
  encounter: Node | undefined;
  sender: Node;
  receiver: Node;
  /** The Provenance of this message. */
  provenance: Node | undefined;
  /** In the order of the message. */
  segments: Segment[];
  /** The resource that a Reference points to, if the bundle holds it. */
  resolve(reference: Node): Node | undefined;
}

/** What a payload holds. */
export const payloadKind = (payload: Node): Segment['kind'] => {
  if (payload.one('contentString') !== undefined) return 'text';
  const attachment = payload.one('contentAttachment');
  if (attachment?.one('data')?.hasValue === true) return 'file';
  return attachment?.value('url') === undefined ? 'absent' : 'url';
};

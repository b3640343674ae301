import type { Node } from '../../formats/fhir/node.js';
import type { Source } from '../../formats/source.js';

/** An Acknowledgement that was taken apart: its resources by the part they play. */
export interface AnsweringMessage {
  source: Source;
  bundle: Node;
  header: Node;
  sender: Node;
  receiver: Node;
  /** Reasons of its OperationOutcome, in order. */
  issues: Node[];
  /** MessageHeader.id of the message it answers. */
  answers: string;
  /** ok, transient-error or fatal-error. */
  code: string;
}

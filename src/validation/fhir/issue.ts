import type { Code } from '../../diagnostics/catalog.js';
import type { Params, Severity } from '../../diagnostics/diagnostic.js';
import type { Node } from '../../formats/fhir/node.js';

/** A fault that was found, before anybody asked where in the file it is. */
export interface Issue {
  node: Node;
  code: Code;
  params: Params;
  severity: Severity;
  /** Id of the rule or name of the profile. */
  rule: string | undefined;
}

import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { tellFew } from '../../diagnostics/few.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { FhirObject } from '../../formats/fhir/model.js';
import type { Node } from '../../formats/fhir/node.js';
import { nodesOfResource } from '../../formats/fhir/nodes-of.js';
import type { Document } from '../../formats/fhir/parse.js';
import { defaultLimits, type Limits } from '../../limits.js';
import { bundleIssues } from './bundle.js';
import type { Issue } from './issue.js';
import type { Knowledge } from './knowledge.js';
import { tolerate } from './tolerated.js';
import type { Written } from './walk.js';

/** What a place says that is in what was made of a document. */
export const RESULT = 'result';

const isSame = (one: Issue, other: Issue): boolean =>
  one.code === other.code && JSON.stringify(one.params) === JSON.stringify(other.params);

/** One thing that is told twice, by two profiles that say the same, is told once. */
const once = (issues: readonly Issue[]): Issue[] => {
  const seen = new Map<Node, Issue[]>();
  return issues.filter((issue) => {
    const before = seen.get(issue.node);
    if (before === undefined) seen.set(issue.node, [issue]);
    else if (before.some((one) => isSame(one, issue))) return false;
    else before.push(issue);
    return true;
  });
};

const toldOf = (
  issues: readonly Issue[],
  placeOf: (node: Node) => Place,
  most: number = defaultLimits.diagnostics,
): Diagnostic[] => {
  const told: Diagnostic[] = [];
  for (const { node, code, params, severity, rule } of once(issues)) {
    const over = { severity, ...(rule === undefined ? {} : { rule }) };
    tellFew(told, most, { code, params, over }, () => placeOf(node));
  }
  return told;
};

const strayIssue = (node: Node): Issue => ({
  node,
  severity: 'error',
  rule: 'FHIR messages 12.1',
  ...(node.hasValue
    ? { code: 'FHIR103', params: { element: node.name, thing: phrase('an-object') } }
    : { code: 'FHIR104', params: { element: node.name } }),
});

/**
 * Checks a FHIR document as a message of MedCom's.
 *
 * @param document JSON or XML, as it was parsed
 * @param format which of the two
 * @returns what is wrong with it, in the order of the document
 */
export const validateFhir = (
  document: Document,
  format: 'json' | 'xml',
  knowledge: Knowledge,
  limits: Limits,
): Diagnostic[] => {
  const { root, source, strays } = document;
  const written: Written = { [format]: source.text, narratives: new Map(), contents: true };
  const issues = [...strays.map(strayIssue), ...bundleIssues(root, knowledge, written, limits.followed)].sort(
    (a, b) => a.node.offset - b.node.offset,
  );
  return toldOf(issues, (node) => source.of(node), source.most);
};

/** What was found out about a message that was made. */
export interface CheckedMessage {
  /** What is wrong with it. */
  diagnostics: Diagnostic[];
  /** Errors that follow from what its conversion told, as infos (conversion rules 3.4). */
  ignored: Diagnostic[];
}

/**
 * Checks a message that was made, before it is written. Contents of attachments were checked when they were read.
 *
 * @param file the name of what it was made of, for diagnostics
 * @param told what its conversion told
 */
export const validateMade = (
  bundle: FhirObject,
  file: string,
  told: readonly Diagnostic[],
  knowledge: Knowledge,
  limits: Limits,
): CheckedMessage => {
  const written: Written = { narratives: new Map(), contents: false };
  const issues = bundleIssues(nodesOfResource(bundle), knowledge, written, limits.followed);
  const { left, ignored } = tolerate(issues, knowledge.tolerated, told);
  const placeOf = (node: Node): Place => ({ file, inside: RESULT, path: node.path() });
  return { diagnostics: toldOf(left, placeOf), ignored: toldOf(ignored, placeOf) };
};

import { type Diagnostic, diagnostic, type Place } from '../../diagnostics/diagnostic.js';
import type { Node } from '../../formats/fhir/node.js';
import type { Document } from '../../formats/fhir/parse.js';
import { bundleIssues } from './bundle.js';
import type { Issue } from './issue.js';
import type { Knowledge } from './knowledge.js';
import type { Written } from './walk.js';

/** One thing that is told twice, by two profiles that say the same, is told once. */
const once = (issues: readonly Issue[]): Issue[] => {
  const seen = new Map<Node, Set<string>>();
  return issues.filter(({ node, code, params }) => {
    const key = `${code} ${JSON.stringify(params)}`;
    const before = seen.get(node);
    if (before === undefined) seen.set(node, new Set([key]));
    else if (before.has(key)) return false;
    else before.add(key);
    return true;
  });
};

const told = (issues: readonly Issue[], placeOf: (node: Node) => Place): Diagnostic[] =>
  once(issues).map(({ node, code, params, severity, rule }) =>
    diagnostic(code, placeOf(node), params, { severity, ...(rule === undefined ? {} : { rule }) }),
  );

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
): Diagnostic[] => {
  const { root, source } = document;
  const written: Written = { [format]: source.text, contents: true };
  const issues = bundleIssues(root, knowledge, written).sort((a, b) => a.node.offset - b.node.offset);
  return told(issues, (node) => source.of(node));
};

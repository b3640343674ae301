import { Base64 } from '../../formats/fhir/model.js';
import { Node } from '../../formats/fhir/node.js';

/** A value in an expression: an element of the message, or what was computed. */
export type Value = Node | string | number | boolean;
/** What an expression gives: any number of values, in order. */
export type Values = readonly Value[];

/** What an expression may ask for beside the values before it. */
export interface Environment {
  /** The bundle. */
  root: Node;
  /** What expressions found in the bundle, by their steps from it. */
  known: Map<string, Values>;
  /** The resource that a reference leads to, in the bundle. */
  resolve(reference: string): Node | undefined;
  /** True if a value set has a code; without a system, of any system. */
  hasCode(valueSet: string, code: string, system?: string): boolean;
  /** Where a value set is published, and its codes. */
  aboutSet(valueSet: string): { url: string; codes: string };
  /** True if a resource has no error as one of a profile. */
  conforms(resource: Node, profile: string): boolean;
}

/** Computes an expression: from the values before it, with `$this`, and the environment. */
export type Evaluate = (focus: Values, self: Value, environment: Environment) => Values;

export const NONE: Values = [];
export const TRUE: Values = [true];
export const FALSE: Values = [false];
export const truth = (value: boolean): Values => (value ? TRUE : FALSE);

/** The text of a primitive; undefined for an element that has no value. */
export const textOf = (value: Value): string | undefined => {
  if (!(value instanceof Node)) return String(value);
  return value.hasValue ? value.text : undefined;
};

/** There is more than one value where one is expected. */
export class NotOneValue extends Error {}

/** What a collection says as a condition: undefined if it is empty, true if it is one value of another kind. */
export const condition = (values: Values): boolean | undefined => {
  const value = values[0];
  if (value === undefined) return undefined;
  if (values.length > 1) throw new NotOneValue();
  return value !== false && !(value instanceof Node && value.text === 'false');
};

/** The one text of a collection; undefined if it is empty. */
export const oneText = (values: Values): string | undefined => {
  const value = values[0];
  if (values.length > 1) throw new NotOneValue();
  return value === undefined ? undefined : textOf(value);
};

const bytesOf = (content: Uint8Array | Base64): Uint8Array =>
  content instanceof Base64 ? content.bytes : content;

const sameContent = ({ large: one }: Node, { large: other }: Node): boolean => {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
};

const sameNode = (a: Node, b: Node): boolean => {
  if (a === b) return true;
  if (a.text !== b.text || !sameContent(a, b)) return false;
  const { children: one = [] } = a;
  const { children: other = [] } = b;
  if (one.length !== other.length) return false;
  // Members of an object come in any order; items of a list do not.
  const key = (node: Node): string => `${node.name} ${node.index}`;
  const byKey = new Map(other.map((child) => [key(child), child]));
  return one.every((child) => {
    const twin = byKey.get(key(child));
    return twin !== undefined && sameNode(child, twin);
  });
};

/** True if two values are equal; elements are if all that is in them is. */
export const same = (a: Value, b: Value): boolean =>
  a instanceof Node && b instanceof Node ? sameNode(a, b) : textOf(a) === textOf(b);

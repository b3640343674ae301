import { Node } from '../../formats/fhir/node.js';
import type { Expression } from './parse.js';
import { followAll, leadsTo, reaches, type Step, stepTo } from './steps.js';
import { condition, type Environment, type Evaluate, textOf, type Value } from './values.js';

/**
 * What an expression says as a condition of one value: true, false, or undefined if it gives nothing.
 *
 * @throws NotOneValue if it gives more than one value
 */
export type Test = (value: Value, environment: Environment) => boolean | undefined;

/** An operator of three values that may not need its right side. */
interface Logic {
  /** The left side that settles it, and what it is then. */
  settles: boolean;
  settled: boolean;
  of(left: boolean | undefined, right: boolean | undefined): boolean | undefined;
}

export const LOGIC: Readonly<Record<string, Logic>> = {
  and: { settles: false, settled: false, of: (a, b) => (b === false ? false : a && b) },
  or: { settles: true, settled: true, of: (a, b) => (b === true ? true : a === false ? b : undefined) },
  implies: { settles: false, settled: true, of: (a, b) => (b === true ? true : a === true ? b : undefined) },
};

/** The steps of an expression that is nothing but a path from where it is computed. */
const pathOf = (expression: Expression): Step[] | undefined => {
  if (expression.kind !== 'member') return undefined;
  const { of, name } = expression;
  if (of === undefined) return [stepTo(name)];
  const before = pathOf(of);
  return before && [...before, stepTo(name)];
};

/** The same, but for what several rules ask of the bundle: that is computed once (see compile.ts). */
export const ownPathOf = (expression: Expression): Step[] | undefined => {
  const path = pathOf(expression);
  return path?.[0]?.name === 'entry' ? undefined : path;
};

const equalsText = (step: Step, text: string): Test => {
  return (value) => {
    if (!(value instanceof Node) || value.children === undefined) return undefined;
    let only: Node | undefined;
    for (const child of value.children) {
      if (!leadsTo(step, child)) continue;
      if (only !== undefined) return false;
      only = child;
    }
    return only && textOf(only) === text;
  };
};

const comparison = (path: readonly Step[], text: string): Test => {
  const [first] = path;
  if (first !== undefined && path.length === 1) return equalsText(first, text);
  return (value) => {
    const values = followAll([value], path);
    if (values.length === 0) return undefined;
    return values.length === 1 && textOf(values[0] as Value) === text;
  };
};

/** The test of an expression of a kind that many rules are of, which says true, false or nothing; undefined for others. */
const frequent = (expression: Expression, compile: (part: Expression) => Evaluate): Test | undefined => {
  if (expression.kind === 'operation') {
    const { operator, left, right } = expression;
    const logic = LOGIC[operator];
    if (logic !== undefined) {
      const { settles, settled, of } = logic;
      const one = testOf(left, compile);
      const other = testOf(right, compile);
      return (value, environment) => {
        const a = one(value, environment);
        return a === settles ? settled : of(a, other(value, environment));
      };
    }
    const path = ownPathOf(left);
    if (path === undefined || right.kind !== 'value') return undefined;
    const equals = comparison(path, String(right.value));
    if (operator === '=') return equals;
    if (operator === '!=') return negated(equals);
    return undefined;
  }
  if (expression.kind !== 'call' || expression.of === undefined || expression.args.length > 0)
    return undefined;
  const { of, name } = expression;
  if (name === 'not') return negated(testOf(of, compile));
  const path = ownPathOf(of);
  if (path === undefined) return undefined;
  if (name === 'exists') return (value) => reaches(value, path);
  if (name === 'empty') return (value) => !reaches(value, path);
  return undefined;
};

const negated =
  (test: Test): Test =>
  (value, environment) => {
    const holds = test(value, environment);
    return holds === undefined ? undefined : !holds;
  };

/**
 * Compiles an expression to a condition of one value, without collections where it can do without.
 *
 * @param compile makes the values of an expression
 */
export const testOf = (expression: Expression, compile: (part: Expression) => Evaluate): Test => {
  const test = frequent(expression, compile);
  if (test !== undefined) return test;
  const evaluate = compile(expression);
  return (value, environment) => condition(evaluate([value], value, environment));
};

/** True if a rule holds for an element; one that says anything but true does not. */
export type Holds = (node: Node, environment: Environment) => boolean;

/** Compiles an expression to a rule: the one value that it gives must be true. */
export const ruleOf = (expression: Expression, compile: (part: Expression) => Evaluate): Holds => {
  const test = frequent(expression, compile);
  if (test !== undefined) return (node, environment) => test(node, environment) === true;
  const evaluate = compile(expression);
  return (node, environment) => {
    const values = evaluate([node], node, environment);
    const value = values[0];
    return values.length === 1 && (value === true || (value instanceof Node && value.text === 'true'));
  };
};

import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { Node } from '../../formats/fhir/node.js';
import { FUNCTIONS } from './functions.js';
import { type Expression, parseExpression } from './parse.js';
import {
  condition,
  type Environment,
  type Evaluate,
  NONE,
  same,
  textOf,
  truth,
  type Value,
  type Values,
} from './values.js';

/** Elements of which the type is part of the name in a message (valueString), and not in an expression (value). */
const CHOICES = new Set(['value', 'content', 'event', 'occurred', 'deceased', 'multipleBirth', 'author']);

const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;

/** Adds the elements of a name that are in a value. */
type Step = (value: Value, found: Value[]) => void;

const byName =
  (name: string): Step =>
  (value, found) => {
    if (!(value instanceof Node) || value.children === undefined) return;
    for (const child of value.children) if (child.name === name) found.push(child);
  };

const byChoice =
  (name: string): Step =>
  (value, found) => {
    if (!(value instanceof Node) || value.children === undefined) return;
    for (const child of value.children) {
      const { name: own } = child;
      if (!own.startsWith(name)) continue;
      const next = own.charCodeAt(name.length);
      if (own.length === name.length || (next >= CAPITAL_A && next <= CAPITAL_Z)) found.push(child);
    }
  };

const through = (of: Evaluate | undefined, step: Step): Evaluate => {
  const all = (values: Values): Values => {
    const found: Value[] = [];
    for (const value of values) step(value, found);
    return found;
  };
  if (of === undefined) return all;
  return (focus, self, environment) => all(of(focus, self, environment));
};

type Operate = (left: Values, right: Values) => Values;

const equals: Operate = (left, right) => {
  if (left.length === 0 || right.length === 0) return NONE;
  return truth(left.length === right.length && left.every((one, i) => same(one, right[i] as Value)));
};

const negated = (values: Values): Values => (values.length === 0 ? NONE : truth(values[0] === false));

const compares =
  (holds: (a: string | number, b: string | number) => boolean): Operate =>
  ([a], [b]) => {
    if (a === undefined || b === undefined) return NONE;
    const [left, right] =
      typeof a === 'number' || typeof b === 'number'
        ? [Number(textOf(a)), Number(textOf(b))]
        : [textOf(a) ?? '', textOf(b) ?? ''];
    return truth(holds(left, right));
  };

/** Of three values: true, false, and unknown. */
const known = (value: boolean | undefined): Values => (value === undefined ? NONE : truth(value));

const OPERATORS: Readonly<Record<string, Operate>> = {
  '=': equals,
  '!=': (left, right) => negated(equals(left, right)),
  '<': compares((a, b) => a < b),
  '<=': compares((a, b) => a <= b),
  '>': compares((a, b) => a > b),
  '>=': compares((a, b) => a >= b),
  '|': (left, right) => [...left, ...right],
  '&': ([a], [b]) => [`${a === undefined ? '' : textOf(a)}${b === undefined ? '' : textOf(b)}`],
  '+': ([a], [b]) =>
    a === undefined || b === undefined
      ? NONE
      : typeof a === 'number' && typeof b === 'number'
        ? [a + b]
        : [`${textOf(a)}${textOf(b)}`],
  '-': ([a], [b]) => (a === undefined || b === undefined ? NONE : [Number(textOf(a)) - Number(textOf(b))]),
  in: ([one], whole) => (one === undefined ? NONE : truth(whole.some((other) => same(one, other)))),
  xor: (left, right) => {
    const [a, b] = [condition(left), condition(right)];
    return a === undefined || b === undefined ? NONE : truth(a !== b);
  },
};

/** Those that may not need their right side. */
const LAZY: Readonly<Record<string, (a: boolean | undefined, right: () => boolean | undefined) => Values>> = {
  and: (a, right) => {
    if (a === false) return truth(false);
    const b = right();
    return known(b === false ? false : a && b);
  },
  or: (a, right) => {
    if (a === true) return truth(true);
    const b = right();
    return known(b === true ? true : a === false ? b : undefined);
  },
  implies: (a, right) => {
    if (a === false) return truth(true);
    const b = right();
    return known(b === true ? true : a === true ? b : undefined);
  },
};

/** Functions that are given the name of a type. */
const OF_TYPES = new Set(['ofType', 'is']);

/** True if an expression is of the message alone, whatever it is computed for. */
const isOfMessage = (expression: Expression): boolean => {
  switch (expression.kind) {
    case 'variable':
      return true;
    case 'member':
    case 'index':
      return expression.of !== undefined && isOfMessage(expression.of);
    case 'call':
      return (
        (expression.args.length === 0 || OF_TYPES.has(expression.name)) &&
        expression.of !== undefined &&
        isOfMessage(expression.of)
      );
    default:
      return false;
  }
};

/** Computes it once for each message. */
const oncePerMessage = (evaluate: Evaluate): Evaluate => {
  const known = new WeakMap<Environment, Values>();
  return (focus, self, environment) => {
    let values = known.get(environment);
    if (values === undefined) {
      values = evaluate(focus, self, environment);
      known.set(environment, values);
    }
    return values;
  };
};

const compiled = (expression: Expression): Evaluate =>
  isOfMessage(expression) ? oncePerMessage(evaluation(expression)) : evaluation(expression);

const evaluation = (expression: Expression): Evaluate => {
  switch (expression.kind) {
    case 'value': {
      const values = [expression.value];
      return () => values;
    }
    case 'this':
      return (_focus, self) => [self];
    case 'variable':
      if (expression.name !== 'rootResource')
        throw new TableFault(phrase('fhirpath-variable', { name: expression.name }));
      return (_focus, _self, { root }) => [root];
    case 'member':
      return through(
        expression.of && compiled(expression.of),
        CHOICES.has(expression.name) ? byChoice(expression.name) : byName(expression.name),
      );
    case 'index': {
      const of = compiled(expression.of);
      return (focus, self, environment) =>
        of(focus, self, environment).slice(expression.at, expression.at + 1);
    }
    case 'call': {
      const make = FUNCTIONS[expression.name];
      if (make === undefined) throw new TableFault(phrase('fhirpath-function', { name: expression.name }));
      const names = expression.args.map((one) => (one.kind === 'member' ? one.name : ''));
      const called = make(expression.args.map(compiled), names);
      if (expression.of === undefined) return called;
      const of = compiled(expression.of);
      return (focus, self, environment) => called(of(focus, self, environment), self, environment);
    }
    case 'operation': {
      const left = compiled(expression.left);
      const right = compiled(expression.right);
      const lazy = LAZY[expression.operator];
      if (lazy !== undefined)
        return (focus, self, environment) =>
          lazy(condition(left(focus, self, environment)), () => condition(right(focus, self, environment)));
      const operate = OPERATORS[expression.operator] as Operate;
      return (focus, self, environment) =>
        operate(left(focus, self, environment), right(focus, self, environment));
    }
  }
};

/**
 * Compiles an expression of FHIRPath to a function: nothing of its text is looked at when a message is checked.
 *
 * @throws TableFault if it cannot be read, or names what does not exist
 */
export const compileExpression = (text: string): Evaluate => compiled(parseExpression(text));

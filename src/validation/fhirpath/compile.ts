import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { Node } from '../../formats/fhir/node.js';
import { FUNCTIONS } from './functions.js';
import { type Expression, parseExpression } from './parse.js';
import { condition, type Evaluate, NONE, same, textOf, truth, type Value, type Values } from './values.js';

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

/** What a call adds to the steps before it, if it is given nothing but a type. */
const callStep = (name: string, [type]: readonly Expression[]): string | undefined => {
  if (type === undefined) return `.${name}()`;
  return OF_TYPES.has(name) && type.kind === 'member' ? `.${name}(${type.name})` : undefined;
};

/** The steps of an expression, if it is nothing but steps from the bundle, or from where it is computed. */
const stepsOf = (expression: Expression): string | undefined => {
  if (expression.kind === 'variable') return '';
  if (expression.kind === 'member' && expression.of === undefined) return `.${expression.name}`;
  const before = 'of' in expression && expression.of !== undefined ? stepsOf(expression.of) : undefined;
  if (before === undefined) return undefined;
  switch (expression.kind) {
    case 'member':
      return `${before}.${expression.name}`;
    case 'index':
      return `${before}[${expression.at}]`;
    case 'call': {
      const step = callStep(expression.name, expression.args);
      return step && before + step;
    }
    default:
      return undefined;
  }
};

const startsAtMessage = (expression: Expression): boolean =>
  expression.kind === 'variable' ||
  ('of' in expression && expression.of !== undefined && startsAtMessage(expression.of));

/** What several rules ask of the bundle, or one for each resource, is computed once for each message. */
const compiled = (expression: Expression): Evaluate => {
  const evaluate = evaluation(expression);
  const steps = stepsOf(expression);
  if (steps === undefined || steps === '') return evaluate;
  const ofMessage = startsAtMessage(expression);
  return (focus, self, environment) => {
    const { root, known } = environment;
    if (!ofMessage && (focus.length !== 1 || focus[0] !== root)) return evaluate(focus, self, environment);
    let values = known.get(steps);
    if (values === undefined) {
      values = evaluate(focus, self, environment);
      known.set(steps, values);
    }
    return values;
  };
};

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

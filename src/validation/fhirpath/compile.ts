import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { type Holds, LOGIC, ownPathOf, ruleOf, testOf } from './conditions.js';
import { CRITERIA, FUNCTIONS } from './functions.js';
import { type Expression, parseExpression } from './parse.js';
import { asName, follow, followAll, stepTo } from './steps.js';
import { condition, type Evaluate, NONE, same, textOf, truth, type Value, type Values } from './values.js';

type Operate = (left: Values, right: Values) => Values;

const equals: Operate = (left, right) => {
  if (left.length === 0 || right.length === 0) return NONE;
  if (left.length !== right.length) return truth(false);
  for (let i = 0; i < left.length; i++) if (!same(left[i] as Value, right[i] as Value)) return truth(false);
  return truth(true);
};

const negated = (values: Values): Values => (values.length === 0 ? NONE : truth(values[0] === false));

const compares =
  (holds: (a: string | number, b: string | number) => boolean): Operate =>
  ([a], [b]) => {
    if (a === undefined || b === undefined) return NONE;
    if (typeof a === 'number' || typeof b === 'number')
      return truth(holds(Number(textOf(a)), Number(textOf(b))));
    return truth(holds(textOf(a) ?? '', textOf(b) ?? ''));
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
  '&': (left, right) => {
    const a = left[0];
    const b = right[0];
    return [`${a === undefined ? '' : textOf(a)}${b === undefined ? '' : textOf(b)}`];
  },
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

/** Steps through the resources of the bundle: those that are long, and that many rules begin with. */
const ENTRIES = /^\.entry\b/;

const startsAtMessage = (expression: Expression): boolean =>
  expression.kind === 'variable' ||
  ('of' in expression && expression.of !== undefined && startsAtMessage(expression.of));

/** What several rules ask of the bundle, or one for each resource, is computed once for each message. */
const compiled = (expression: Expression): Evaluate => {
  const evaluate = evaluation(expression);
  const steps = stepsOf(expression);
  if (steps === undefined || !ENTRIES.test(steps)) return evaluate;
  const key = asName(steps);
  const ofMessage = startsAtMessage(expression);
  return (focus, self, environment) => {
    const { root, known } = environment;
    if (!ofMessage && (focus.length !== 1 || focus[0] !== root)) return evaluate(focus, self, environment);
    let values = known.get(key);
    if (values === undefined) {
      values = evaluate(focus, self, environment);
      known.set(key, values);
    }
    return values;
  };
};

const at = (values: Values, index: number): Values => {
  const value = values[index];
  return value === undefined ? NONE : [value];
};

/** A function with what it is given, to be called with the values before it. */
const calling = (name: string, args: readonly Expression[]): Evaluate => {
  const [first] = args;
  const ofCriterion = Object.hasOwn(CRITERIA, name) ? CRITERIA[name] : undefined;
  if (ofCriterion !== undefined && first !== undefined) return ofCriterion(testOf(first, compiled));
  const make = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (make === undefined) throw new TableFault(phrase('fhirpath-function', { name }));
  const names = args.map((one) => (one.kind === 'member' ? one.name : ''));
  return make(args.map(compiled), names);
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
    case 'member': {
      const path = ownPathOf(expression);
      if (path !== undefined) return (focus) => followAll(focus, path);
      const step = stepTo(expression.name);
      if (expression.of === undefined) return (focus) => follow(focus, step);
      const of = compiled(expression.of);
      return (focus, self, environment) => follow(of(focus, self, environment), step);
    }
    case 'index': {
      const of = compiled(expression.of);
      return (focus, self, environment) => at(of(focus, self, environment), expression.at);
    }
    case 'call': {
      const called = calling(expression.name, expression.args);
      if (expression.of === undefined) return called;
      const of = compiled(expression.of);
      return (focus, self, environment) => called(of(focus, self, environment), self, environment);
    }
    case 'operation': {
      const left = compiled(expression.left);
      const right = compiled(expression.right);
      const logic = LOGIC[expression.operator];
      if (logic !== undefined)
        return (focus, self, environment) => {
          const a = condition(left(focus, self, environment));
          if (a === logic.settles) return known(logic.settled);
          return known(logic.of(a, condition(right(focus, self, environment))));
        };
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

/**
 * Compiles an expression that must be true for an element.
 *
 * @throws TableFault if it cannot be read, or names what does not exist
 */
export const compileRule = (text: string): Holds => ruleOf(parseExpression(text), compiled);

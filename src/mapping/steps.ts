import { Made } from './made.js';
import { codeColumn } from './makers/code-list.js';
import { lookUp } from './makers/look-up.js';
import { sameAs } from './makers/same-as.js';
import { uuid } from './makers/uuid.js';
import type { Step } from './notation.js';
import type { Context, Maker, Rule } from './rule.js';

/** Tells of a stand-in at the place where the value should have been. */
const telling = (rule: Rule, told: string | undefined, context: Context, maker: Maker): Maker => {
  if (told === undefined) return maker;
  const code = context.code(told, rule.placed);
  return (run) => {
    run.tell(rule.source?.one(run) ?? run.top, code, {}, { rule: rule.row.id });
    return maker(run);
  };
};

/** Compiles a step that stands in for a missing value. */
export const steps = (rule: Rule, step: Step, context: Context): Maker => {
  const { placed } = rule;
  switch (step.how) {
    case 'copy': {
      const source = context.source(step.from, placed);
      return (run) => {
        const element = source.one(run);
        return element === undefined || element.text.trim() === ''
          ? undefined
          : Made.from(rule, 'copy', element.text, element);
      };
    }
    case 'constant':
      return telling(rule, step.tell, context, () => Made.by(rule, 'default', step.value));
    case 'code-list': {
      const source = context.source(step.from, placed);
      return codeColumn({ ...rule, source }, context.codeList(step.list, placed), step.column);
    }
    case 'look-up':
      return lookUp(rule, step, context);
    case 'same-as':
      return telling(rule, step.tell, context, sameAs(rule, step.rows, context));
    case 'uuid':
      return uuid({ ...rule, source: context.source(step.from, placed) }, step);
  }
};

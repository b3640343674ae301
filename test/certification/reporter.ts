import type { Reporter, TestModule } from 'vitest/node';
import { plainTable } from '../../src/report/table.js';
import { hasReference } from '../support/reference.js';
import { descriptive, sections } from './steps.js';

type State = 'passed' | 'failed' | 'not applicable';

interface Result {
  state: State;
  error: string;
}

const STEP = /^\d+\.\d+\.\d+\.\d+(?= )/;
const NO_RESULT: Result = { state: 'failed', error: 'the step was not run' };

/** Results of tests by the steps they are named by; other tests that failed by their names. */
const resultsOf = (modules: readonly TestModule[]): { steps: Map<string, Result>; others: string[] } => {
  const steps = new Map<string, Result>();
  const others: string[] = [];
  for (const module of modules)
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      const step = STEP.exec(test.name)?.[0];
      const error = errors?.[0]?.message.split('\n')[0] ?? '';
      if (step === undefined) {
        if (state === 'failed') others.push(`${test.name}: ${error}`);
      } else if (state === 'skipped') steps.set(step, { state: 'not applicable', error: '' });
      else steps.set(step, { state: state === 'passed' ? 'passed' : 'failed', error });
    }
  return { steps, others };
};

/** Prints the steps of MedCom's test protocol as a table, with what they check and whether they passed; or their numbers. */
export default class CertificationReporter implements Reporter {
  private readonly json: boolean;

  constructor({ json = false }: { json?: boolean } = {}) {
    this.json = json;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    const { steps, others } = resultsOf(modules);
    for (const { message } of errors) others.push(message);
    const all = sections.flatMap((section) => Object.entries(section.steps));
    const inState = (state: State): string[] =>
      all.map(([step]) => step).filter((step) => (steps.get(step) ?? NO_RESULT).state === state);
    const [passed, failing, none] = [inState('passed'), inState('failed'), inState('not applicable')];
    if (this.json) {
      const counts = { passed: passed.length, failed: failing.length, notApplicable: none.length, failing };
      process.stdout.write(`${JSON.stringify(counts)}\n`);
    } else this.table(steps);
    const lines = this.json ? [] : [summary(passed, all.length, none)];
    for (const line of [...others.map((other) => `also failed: ${other}`), ...notes()]) lines.push(line);
    (this.json ? process.stderr : process.stdout).write(lines.map((line) => `${line}\n`).join(''));
  }

  private table(steps: ReadonlyMap<string, Result>): void {
    for (const { number, title, steps: own } of sections) {
      const rows = Object.entries(own).map(([step, text]) => {
        const { state, error } = steps.get(step) ?? NO_RESULT;
        return [step, text, error === '' ? state : `${state}: ${error}`];
      });
      const table = plainTable(['Step', 'What is checked', ''], rows);
      process.stdout.write(`\n${number} ${title}\n${table}\n`);
    }
  }
}

const summary = (passed: readonly string[], all: number, none: readonly string[]): string => {
  const shown = descriptive.filter((step) => passed.includes(step)).length;
  const parts = [`\n${passed.length} of ${all} steps passed`];
  if (shown > 0) parts.push(`${shown} of them descriptive, shown by a trace`);
  if (none.length > 0) parts.push(`${none.length} not applicable`);
  return parts.join(', ');
};

const notes = (): string[] =>
  hasReference
    ? []
    : ["Letters were not validated against MedCom's schemas: they are not at MEDCOM_REFERENCE."];

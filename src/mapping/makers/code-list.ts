import type { CodeList } from '../code-list.js';
import { Made } from '../made.js';
import type { Maker, Rule } from '../rule.js';

/** A column of a code list, or all columns for targets that take one each. */
export const codeListValue = (rule: Rule, list: CodeList, column: string | undefined): Maker => {
  const { source } = rule;
  return (run) => {
    const element = source?.one(run);
    if (element === undefined) return undefined;
    const code = list.get(element.text);
    const value = column === undefined ? code : code?.[column];
    return value === undefined ? undefined : Made.from(rule, 'code-list', value, element);
  };
};

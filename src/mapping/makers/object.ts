import { base64Content } from '../../formats/base64.js';
import { Base64 } from '../../formats/fhir/model.js';
import { Made } from '../made.js';
import type { Maker, Rule } from '../rule.js';

/** The content of an attachment: its base64 without white space, never decoded. Rules: XB69. */
export const object = (rule: Rule): Maker => {
  const { source } = rule;
  return (run) => {
    const element = source?.one(run);
    return element === undefined
      ? undefined
      : Made.from(rule, 'object', new Base64(base64Content(element)), element);
  };
};

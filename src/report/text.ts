import { chalkStderr as colour } from 'chalk';
import { type Diagnostic, type Place, positionOf, type Severity } from '../diagnostics/diagnostic.js';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  error: colour.red,
  warning: colour.yellow,
  info: colour.blue,
};

/** A place as editors and terminals know it: `letter.xml:12:5`, then the path; of EDIFACT the component before it. */
export const placeText = (place: Place): string => {
  const { file, line, column } = place;
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  return [position, positionOf(place)].filter((part) => part !== '').join(' ');
};

/** A diagnostic for people: what, where, why and how to mend it. Ends in a line feed. */
export const diagnosticLines = (diagnostic: Diagnostic, indent = ''): string => {
  const { severity, code, message, hint, place, rule } = diagnostic;
  const why = rule === undefined ? '' : colour.dim(` [${rule}]`);
  return [
    `${indent}${colours[severity](severity)} ${code} ${message}${why}`,
    `${indent}  ${colour.dim(`at ${placeText(place)}`)}`,
    `${indent}  ${colour.dim(hint)}`,
    '',
  ].join('\n');
};

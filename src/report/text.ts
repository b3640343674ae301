import { chalkStderr as colour } from 'chalk';
import { type Diagnostic, type Place, positionOf, type Severity } from '../diagnostics/diagnostic.js';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  error: colour.red,
  warning: colour.yellow,
  info: colour.blue,
};

/**
 * A place as editors and terminals know it: `letter.xml:12:5`, then the path; of EDIFACT the component before it. Of a
 * document that was in an envelope, `letter.xml (in its VANSEnvelope):12:5`.
 */
export const placeText = (place: Place): string => {
  const { file, inside, line, column } = place;
  const name = inside === undefined ? file : `${file ?? ''} (in its ${inside})`;
  const position = [name, line, column].filter((part) => part !== undefined).join(':');
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

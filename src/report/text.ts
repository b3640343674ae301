import { chalkStderr as colour } from 'chalk';
import { type Diagnostic, type Place, positionOf, type Severity, toldIn } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import { visibleLine } from './visible-line.js';
import { words } from './words.js';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  error: colour.red,
  warning: colour.yellow,
  info: colour.blue,
};

/**
 * A place as editors and terminals know it: `letter.xml:12:5`, then the path; of EDIFACT the component before it. Of a
 * document that was in an envelope, `letter.xml (in its VANSEnvelope):12:5`.
 */
export const placeText = (place: Place, lang: Language): string => {
  const { file, inside, line, column } = place;
  const name =
    inside === undefined ? file : filled(words[lang].inside, { file: file ?? '', envelope: inside });
  const position = [name, line, column].filter((part) => part !== undefined).join(':');
  return [position, positionOf(place)].filter((part) => part !== '').join(' ');
};

/** A diagnostic for people, in a language: what, where, why and how to mend it. Ends in a line feed. */
export const diagnosticLines = (diagnostic: Diagnostic, lang: Language, indent = ''): string => {
  const { severity, code, message, hint, place, rule } = toldIn(diagnostic, lang);
  const why = rule === undefined ? '' : colour.dim(` [${rule}]`);
  return [
    `${indent}${colours[severity](words[lang][severity])} ${code} ${visibleLine(message)}${why}`,
    `${indent}  ${colour.dim(visibleLine(`${words[lang].at} ${placeText(place, lang)}`))}`,
    `${indent}  ${colour.dim(visibleLine(hint))}`,
    '',
  ].join('\n');
};

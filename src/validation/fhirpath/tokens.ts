import { phrase, TableFault } from '../../diagnostics/phrase.js';

/** A word of an expression. */
export interface Token {
  kind: 'name' | 'string' | 'number' | 'variable' | 'symbol' | 'end';
  text: string;
  /** Where it begins, in characters. */
  at: number;
}

const PATTERN =
  /\s*(?:(?<name>[A-Za-z_]\w*)|'(?<string>(?:[^'\\]|\\.)*)'|(?<number>\d+)|%(?<variable>\w+)|(?<symbol>\$this|!=|<=|>=|[().,[\]=<>|&+-]))/y;

/**
 * Takes an expression apart.
 *
 * @throws TableFault for a character that no word begins with
 */
export const tokensOf = (expression: string): Token[] => {
  const tokens: Token[] = [];
  const end = expression.trimEnd().length;
  for (let at = 0; at < end; at = PATTERN.lastIndex) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(expression)?.groups;
    const found = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
    if (found === undefined)
      throw new TableFault(phrase('fhirpath-word', { at: expression.slice(at, at + 20) }));
    const [kind, text] = found as [Token['kind'], string];
    tokens.push({ kind, text: kind === 'string' ? text.replace(/\\(.)/g, '$1') : text, at });
  }
  tokens.push({ kind: 'end', text: '', at: end });
  return tokens;
};

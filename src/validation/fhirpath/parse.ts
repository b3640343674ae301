import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { type Token, tokensOf } from './tokens.js';

/** An expression as it is written. */
export type Expression =
  | { kind: 'value'; value: string | number | boolean }
  | { kind: 'this' }
  | { kind: 'variable'; name: string }
  | { kind: 'member'; of: Expression | undefined; name: string }
  | { kind: 'index'; of: Expression; at: number }
  | { kind: 'call'; of: Expression | undefined; name: string; args: Expression[] }
  | { kind: 'operation'; operator: string; left: Expression; right: Expression };

/** How strongly operators bind; of FHIRPath's, those that rules use. */
const STRENGTH: Readonly<Record<string, number>> = {
  implies: 1,
  or: 2,
  xor: 2,
  and: 3,
  in: 4,
  '=': 5,
  '!=': 5,
  '<': 6,
  '<=': 6,
  '>': 6,
  '>=': 6,
  '|': 7,
  '&': 9,
  '+': 9,
  '-': 9,
};

class Parser {
  private readonly tokens: Token[];
  private next = 0;

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
  }

  private get token(): Token {
    return this.tokens[this.next] as Token;
  }

  private fail(): never {
    const rest = this.text.slice(this.token.at);
    throw new TableFault(
      rest === '' ? phrase('fhirpath-end', { text: this.text }) : phrase('fhirpath-unexpected', { at: rest }),
    );
  }

  private accepts(symbol: string): boolean {
    const { kind, text } = this.token;
    if (kind !== 'symbol' || text !== symbol) return false;
    this.next++;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accepts(symbol)) this.fail();
  }

  private operator(): string | undefined {
    const { kind, text } = this.token;
    return (kind === 'symbol' || kind === 'name') && text in STRENGTH ? text : undefined;
  }

  /** Operators of one strength are taken from left to right. */
  expression(weakest = 0): Expression {
    let left = this.path();
    for (let operator = this.operator(); operator !== undefined; operator = this.operator()) {
      const strength = STRENGTH[operator] as number;
      if (strength <= weakest) break;
      this.next++;
      left = { kind: 'operation', operator, left, right: this.expression(strength) };
    }
    return left;
  }

  private path(): Expression {
    let path = this.first();
    for (;;) {
      if (this.accepts('.')) path = this.named(path);
      else if (this.accepts('[')) {
        const { kind, text } = this.token;
        if (kind !== 'number') this.fail();
        this.next++;
        this.expect(']');
        path = { kind: 'index', of: path, at: Number(text) };
      } else return path;
    }
  }

  private first(): Expression {
    const { kind, text } = this.token;
    if (kind === 'name' && text !== 'true' && text !== 'false') return this.named(undefined);
    if (this.accepts('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.accepts('$this')) return { kind: 'this' };
    this.next++;
    if (kind === 'string') return { kind: 'value', value: text };
    if (kind === 'number') return { kind: 'value', value: Number(text) };
    if (kind === 'name') return { kind: 'value', value: text === 'true' };
    if (kind === 'variable') return { kind: 'variable', name: text };
    this.next--;
    return this.fail();
  }

  /** An element, or a function with what it is given. */
  private named(of: Expression | undefined): Expression {
    const { kind, text: name } = this.token;
    if (kind !== 'name') this.fail();
    this.next++;
    if (!this.accepts('(')) return { kind: 'member', of, name };
    const args: Expression[] = [];
    if (this.accepts(')')) return { kind: 'call', of, name, args };
    do args.push(this.expression());
    while (this.accepts(','));
    this.expect(')');
    return { kind: 'call', of, name, args };
  }

  whole(): Expression {
    const expression = this.expression();
    if (this.token.kind !== 'end') this.fail();
    return expression;
  }
}

/**
 * Reads an expression of FHIRPath: the part of it that the rules of MedCom's profiles need.
 *
 * @throws TableFault if it cannot be read
 */
export const parseExpression = (text: string): Expression => new Parser(text).whole();

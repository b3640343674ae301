import type { CodeListTable } from './notation.js';

/** A code list, looked up by its key column. */
export class CodeList {
  private readonly byKey = new Map<string, Readonly<Record<string, string>>>();
  /** Regular expressions of a `matches` column, compiled once. */
  private readonly patterns: Array<{ test: RegExp; code: Readonly<Record<string, string>> }> = [];

  constructor(readonly table: CodeListTable) {
    for (const code of table.codes) {
      const key = code[table.key];
      if (key !== undefined) this.byKey.set(key, code);
      if (code.matches !== undefined) this.patterns.push({ test: new RegExp(code.matches), code });
    }
  }

  /** The columns of a code; undefined if the list does not have it. */
  get(key: string): Readonly<Record<string, string>> | undefined {
    return this.byKey.get(key);
  }

  /** The codes by another column; the first of several with one value, of those that are not marked oneWay. */
  index(column: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
    const codes = new Map<string, Readonly<Record<string, string>>>();
    for (const code of this.table.codes) {
      const key = code[column];
      if (key !== undefined && code.oneWay === undefined && !codes.has(key)) codes.set(key, code);
    }
    return codes;
  }

  /** The first code whose `matches` fits the value. */
  match(value: string): Readonly<Record<string, string>> | undefined {
    return this.patterns.find(({ test }) => test.test(value))?.code;
  }

  /**
   * The keys allowed in a message, by what is read as each: itself, and its misspellings. A code may be marked as existing in one
   * message only.
   */
  keys(message: string): Map<string, string> {
    const allowed = [...this.byKey].filter(([, { only }]) => only === undefined || only === message);
    const misspelt = allowed.flatMap(([key, code]) =>
      code.misspelt === undefined ? [] : [[code.misspelt, key] as const],
    );
    return new Map([...misspelt, ...allowed.map(([key]) => [key, key] as const)]);
  }
}

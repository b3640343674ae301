import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { Leaf } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';
import type { Account } from '../ledger.js';
import { Made } from '../made.js';
import type { Row } from '../notation.js';
import type { Maker, Rule } from '../rule.js';
import { compileRules } from '../rules.js';
import { type PairTable, rejectRow, type Tables } from '../tables.js';
import { messageAccounts } from './fates.js';
import { LetterPlan } from './letter-plan.js';
import { finished, toOioxmlMaker } from './makers/index.js';
import type { MessageRun } from './message-run.js';
import { compilePath } from './paths.js';

/** A letter as it was built: which message it is, and its Emessage. */
export interface BuiltLetter {
  message: 'XDIS91' | 'XBIN01';
  root: Element;
}

/** The rows of a pair of messages, made ready to run. */
export interface BackMapping {
  /** Makes the letters of a run. */
  build(run: MessageRun): BuiltLetter[];
  /** The leaves of the message, with what rows say of those that no value was made of. */
  account(run: MessageRun): Account;
}

/** A target of a row: its path, and which of several values it takes. */
interface Target {
  path: string;
  column: string | undefined;
}

const XBIN01 = 'XBIN01:';
const AN = /^an\d+\.\.(\d+)$/;

const targetsOf = (row: Row): Target[] => {
  if (!('to' in row) || row.to === undefined) return [];
  if (row.how === 'split') {
    return [row.to, row.besides ?? []].flatMap((paths) =>
      paths.map((path, i) => ({ path, column: String(i) })),
    );
  }
  const targets: Target[] = Array.isArray(row.to)
    ? row.to.map((path) => ({ path, column: undefined }))
    : Object.entries(row.to as Record<string, string>).map(([path, column]) => ({ path, column }));
  // The same value, in the other letter.
  if (row.beside !== undefined && row.besideValue === undefined)
    targets.push({ path: row.beside, column: targets[0]?.column });
  return targets;
};

class Compiler {
  private readonly letter: LetterPlan;
  private readonly binary: LetterPlan;
  readonly rules: Rule[];

  constructor(
    private readonly tables: Tables,
    table: PairTable,
  ) {
    this.letter = new LetterPlan(tables.xdis91, '');
    this.binary = new LetterPlan(tables.xbin01, XBIN01);
    const longest = (rule: Rule): number => this.longest(rule);
    this.rules = compileRules(
      table,
      {
        source: (path) => compilePath(path, tables.message),
        beside: 'target',
        maker: toOioxmlMaker(tables, longest),
        finished: (rule, maker: Maker) => finished(rule, maker, longest),
      },
      tables.codeLists,
    );
    for (const rule of this.rules) this.place(rule);
    this.refuseUnfilled(this.letter, table);
  }

  /** An element that every letter must have, and that no row fills, would make every message fail. */
  private refuseUnfilled(plan: LetterPlan, { name }: PairTable): void {
    const [path] = plan.unfilled();
    if (path === undefined) return;
    const params = { where: plan.prefix + path, reason: phrase('unfilled') };
    throw new DiagnosticError(diagnostic('TAB002', { file: `${name}/rows.yaml` }, params));
  }

  private leafAt(path: string): Leaf | undefined {
    const binary = path.startsWith(XBIN01);
    const schema = binary ? this.tables.xbin01 : this.tables.xdis91;
    return schema.leaves.get(binary ? path.slice(XBIN01.length) : path)?.leaf;
  }

  /** Characters that the shortest of a row's elements holds. */
  private longest({ row }: Rule): number {
    const lengths = targetsOf(row).map(({ path }) =>
      Number(AN.exec(this.leafAt(path)?.type ?? '')?.[1] ?? Infinity),
    );
    return Math.min(Infinity, ...lengths);
  }

  /** Puts a rule into the plans at each of its targets. */
  private place(rule: Rule): void {
    const { row } = rule;
    const perItem = rule.source?.perItem === true || row.for !== undefined;
    const add = ({ path, column }: Target, make: Maker): void => {
      const binary = path.startsWith(XBIN01);
      const plan = binary ? this.binary : this.letter;
      const filler = { row: row.id, make, column, perItem };
      if (plan.add(binary ? path.slice(XBIN01.length) : path, filler)) return;
      rejectRow(rule.placed, phrase('no-element', { path }), phrase('target-hint'));
    };
    for (const target of targetsOf(row)) add(target, rule.value);
    if (row.beside !== undefined && row.besideValue !== undefined) {
      const made = Made.by(rule, 'constant', row.besideValue);
      add({ path: row.beside, column: undefined }, () => made);
    }
  }

  mapping(withBinary: boolean): BackMapping {
    return {
      build: (run) => {
        const letters: BuiltLetter[] = [{ message: 'XDIS91', root: this.letter.build(run) }];
        if (withBinary) letters.push({ message: 'XBIN01', root: this.binary.build(run) });
        return letters;
      },
      account: messageAccounts(this.rules, this.tables.message, ({ message }: MessageRun) => message.bundle),
    };
  }

  /** The mapping to both letters. */
  both(table: PairTable): BackMapping {
    this.refuseUnfilled(this.binary, table);
    return this.mapping(true);
  }
}

/** Both mappings from FHIR to OIOXML: to a letter alone, and to a letter with a binary letter. */
export interface BackMappings {
  letter: BackMapping;
  withAttachments: BackMapping;
}

/**
 * Compiles the tables to functions; converting a message afterwards reads no table.
 *
 * @throws DiagnosticError TAB003 for a row that names what does not exist
 */
export const compileBackMappings = (tables: Tables): BackMappings => ({
  letter: new Compiler(tables, tables.back).mapping(false),
  withAttachments: new Compiler(tables, tables.backWithAttachments).both(tables.backWithAttachments),
});

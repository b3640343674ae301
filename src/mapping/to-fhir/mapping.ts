import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { phrase, TableFault } from '../../diagnostics/phrase.js';
import type { FhirObject } from '../../formats/fhir/model.js';
import type { Account } from '../ledger.js';
import { Made } from '../made.js';
import type { BundleTable, NarrativeTable, Row } from '../notation.js';
import type { Rule } from '../rule.js';
import { compileRules } from '../rules.js';
import type { Run } from '../run.js';
import type { Source } from '../source.js';
import { type PairTable, rejectRow, type Tables } from '../tables.js';
import { letterAccounts } from './fates.js';
import type { LetterRun } from './letter-run.js';
import { toFhirMaker } from './makers/index.js';
import { compileNarratives, type Narrator } from './narrative.js';
import { ObjectPlan } from './plan.js';
import { compileSource } from './sources.js';
import { parseTarget } from './target.js';

/** One resource of the bundle. */
interface Entry {
  key: string;
  type: string;
  profile: string;
  /** There is no such resource when this makes nothing. */
  when: ((run: Run) => Made | undefined) | undefined;
  plan: ObjectPlan;
  narrator: Narrator | undefined;
  /** The row that makes its id; other resources get one generated. */
  id: Rule | undefined;
}

/** The rows of a pair of messages, made ready to run. */
export interface Mapping<R extends Run> {
  /** Makes the bundle of a run. */
  build(run: R): FhirObject;
  /** The leaves of the letters, with what rows say of those that no value was made of. */
  account(run: R): Account;
}

/** What a bundle is made by, beside its rows. */
export interface BundleTables<R extends Run> {
  bundle: BundleTable;
  narratives: NarrativeTable;
  /** The files of these two, for faults. */
  files: { bundle: string; narratives: string };
  codeLists: Tables['codeLists'];
  /** Makes a source of a path; undefined for one that does not exist. */
  source(path: string): Source | undefined;
  /** What rows say of the leaves of a run that no value was made of. */
  account(rules: readonly Rule[]): (run: R) => Account;
}

const targetsOf = (row: Row): Array<{ path: string; column?: string; value?: string }> => {
  if (!('to' in row) || row.to === undefined) return [];
  if (row.how === 'identifier') {
    return [row.to]
      .flat()
      .flatMap((path) => ['use', 'system', 'value'].map((column) => ({ path: `${path}.${column}`, column })));
  }
  if (Array.isArray(row.to)) return row.to.map((path) => ({ path }));
  if (row.how === 'fixed') return Object.entries(row.to).map(([path, value]) => ({ path, value }));
  return Object.entries(row.to as Record<string, string>).map(([path, column]) => ({ path, column }));
};

const constantMade = (row: string, how: string, value: string): Made =>
  Made.by({ id: row, reason: undefined }, how, value);

class Compiler<R extends Run> {
  private readonly bundle: ObjectPlan = new ObjectPlan('Bundle');
  private readonly entries: Entry[];
  private readonly rules: Rule[];
  /** Rows that the bundle itself is made by. */
  private readonly made: Readonly<Record<'profile' | 'id' | 'narrative', string>>;

  constructor(
    private readonly tables: BundleTables<R>,
    table: PairTable,
  ) {
    this.rules = compileRules(
      table,
      { source: (path) => tables.source(path), beside: 'source', maker: toFhirMaker },
      tables.codeLists,
    );
    const narrators = compileNarratives(
      tables.narratives,
      tables.bundle,
      tables.codeLists,
      tables.files.narratives,
    );
    this.entries = tables.bundle.entries.map(({ resource, profile, when }) => {
      const type = /^\w+/.exec(resource)?.[0] ?? '';
      const condition = when === undefined ? undefined : this.condition(table, when);
      return {
        key: resource,
        type,
        profile,
        when: condition?.value,
        plan: new ObjectPlan(type),
        narrator: narrators.get(type),
        id: undefined,
      };
    });
    const making = (what: string): string =>
      table.rows.find(({ row }) => row.how === 'bundle' && row.makes === what)?.row.id ?? '';
    this.made = { profile: making('profile'), id: making('id'), narrative: making('narrative') };
    for (const rule of this.rules) this.place(rule);
  }

  private condition(table: PairTable, id: string): Rule {
    const placed = table.byId.get(id);
    const rule = this.rules.find((one) => one.placed === placed);
    if (rule !== undefined) return rule;
    const params = { where: `entries when ${id}`, reason: phrase('no-such-row') };
    throw new DiagnosticError(diagnostic('TAB002', { file: this.tables.files.bundle }, params));
  }

  /** Puts a rule into the plan at each of its targets. */
  private place(rule: Rule): void {
    for (const { path, column, value } of targetsOf(rule.row)) {
      try {
        const target = parseTarget(path, this.tables.bundle);
        const entry = target.entry === 'Bundle' ? undefined : this.entryOf(target.entry);
        const plan = entry?.plan ?? this.bundle;
        if (entry !== undefined && path === `${entry.key}.id`) entry.id = rule;
        const at = target.entry.replace(/\[.*$/, '');
        plan.add(target.segments, at, this.tables.bundle, this.leafMaker(rule, value), column);
      } catch (error) {
        if (!(error instanceof TableFault)) throw error;
        rejectRow(
          rule.placed,
          phrase('fhir-target', { path, reason: error.reason }),
          phrase('fhir-target-hint'),
        );
      }
    }
  }

  private entryOf(key: string): Entry {
    const entry = this.entries.find((e) => e.key === key);
    if (entry === undefined) throw new TableFault(phrase('no-entry', { name: key }));
    return entry;
  }

  private leafMaker(rule: Rule, value: string | undefined): (run: Run) => Made | undefined {
    if (value === undefined) return rule.value;
    const { id } = rule.row;
    if (!value.startsWith('@')) {
      const made = constantMade(id, 'constant', value);
      return () => made;
    }
    const entry = this.entryOf(value.slice(1));
    return (run) =>
      this.isThere(entry, run)
        ? constantMade(id, 'reference', `${entry.type}/${this.idOf(entry, run)}`)
        : undefined;
  }

  private isThere(entry: Entry, run: Run): boolean {
    if (entry.when === undefined) return true;
    const made = entry.when(run);
    if (made !== undefined) run.ledger.tookPart(made.row);
    return made !== undefined;
  }

  private idOf(entry: Entry, run: Run): string {
    const made = entry.id?.value(run)?.value;
    return typeof made === 'string' ? made : run.ids.make(entry.key, false);
  }

  private buildEntry(entry: Entry, run: Run, index: number): FhirObject {
    const { ledger } = run;
    const { fullUrl } = this.tables.bundle;
    const id = this.idOf(entry, run);
    const path = ledger.tracing ? `Bundle.entry[${index}].resource` : '';
    const url = `${fullUrl}${entry.type}/${id}`;
    const resource: FhirObject = {
      resourceType: entry.type,
      id,
      meta: { profile: [entry.profile] },
      text: undefined,
    };
    if (ledger.tracing) {
      ledger.wrote(constantMade(this.made.id, 'generate', url), `Bundle.entry[${index}].fullUrl`, url);
      ledger.wrote(
        constantMade(this.made.profile, 'constant', entry.profile),
        `${path}.meta.profile[0]`,
        entry.profile,
      );
    }
    entry.plan.buildInto(resource, run, path);
    if (ledger.tracing && entry.id === undefined) {
      ledger.wrote(constantMade(this.made.id, 'generate', id), `${path}.id`, id);
    }
    const narrative = entry.narrator?.(resource);
    if (narrative !== undefined) {
      resource.text = narrative;
      if (ledger.tracing) {
        const made = (value: string): Made => constantMade(this.made.narrative, 'narrative', value);
        ledger.wrote(
          constantMade(this.made.narrative, 'constant', narrative.status),
          `${path}.text.status`,
          narrative.status,
        );
        ledger.wrote(made(narrative.div), `${path}.text.div`, narrative.div);
      }
    }
    return { fullUrl: url, resource };
  }

  mapping(): Mapping<R> {
    const account = this.tables.account(this.rules);
    const { profile } = this.tables.bundle;
    return {
      build: (run) => {
        const { ledger } = run;
        const bundle: FhirObject = { resourceType: 'Bundle', id: undefined, meta: { profile: [profile] } };
        if (ledger.tracing) {
          ledger.wrote(
            constantMade(this.made.profile, 'constant', profile),
            'Bundle.meta.profile[0]',
            profile,
          );
        }
        this.bundle.buildInto(bundle, run, 'Bundle');
        const entries: FhirObject[] = [];
        for (const entry of this.entries) {
          if (this.isThere(entry, run)) entries.push(this.buildEntry(entry, run, entries.length));
        }
        bundle.entry = entries;
        return bundle;
      },
      account,
    };
  }
}

/**
 * Compiles the rows of a pair to a function that makes bundles; converting a message afterwards reads no table.
 *
 * @throws DiagnosticError TAB003 for a row that names what does not exist
 */
export const compileBundle = <R extends Run>(table: PairTable, tables: BundleTables<R>): Mapping<R> =>
  new Compiler(tables, table).mapping();

/** Both mappings from OIOXML to FHIR: of a letter alone, and of a letter with its binary letters. */
export interface Mappings {
  letter: Mapping<LetterRun>;
  withAttachments: Mapping<LetterRun>;
}

/**
 * Compiles the tables of letters.
 *
 * @throws DiagnosticError TAB003 for a row that names what does not exist
 */
export const compileMappings = (tables: Tables): Mappings => {
  const letters: BundleTables<LetterRun> = {
    bundle: tables.bundle,
    narratives: tables.narratives,
    files: { bundle: 'xdis91-to-carecommunication/bundle.yaml', narratives: 'narratives.yaml' },
    codeLists: tables.codeLists,
    source: (path) => compileSource(path, tables),
    account: (rules) => letterAccounts(rules, (run: LetterRun) => [run.letter, ...run.attachments]),
  };
  return {
    letter: compileBundle(tables.letter, letters),
    withAttachments: compileBundle(tables.withAttachments, letters),
  };
};

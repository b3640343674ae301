import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import { readOptions, type ScenarioOptions } from '../../regress/options.js';

/** A folder with input and what is expected of it. */
export interface Scenario {
  /** Its path as the user gave it, and its name below that. */
  folder: string;
  name: string;
  options: ScenarioOptions;
}

const INPUT = 'input';
const OPTIONS = 'scenario.yaml';

const posix = (path: string): string => path.split(sep).join('/');

/** Reads the scenario.yaml of a folder; its paths are seen from there. */
const optionsOf = (folder: string, told: Diagnostic[]): ScenarioOptions => {
  const file = posix(join(folder, OPTIONS));
  if (!existsSync(file)) return {};
  try {
    const options = readOptions(readFileSync(file, 'utf8'), file);
    const { sor, mappings } = options;
    return {
      ...options,
      ...(sor === undefined ? {} : { sor: sor.map((path) => resolve(folder, path)) }),
      ...(mappings === undefined ? {} : { mappings: resolve(folder, mappings) }),
    };
  } catch (error) {
    if (error instanceof DiagnosticError) told.push(...error.all);
    else told.push(diagnostic('IN001', { file }, { reason: systemReason(error) }));
    return {};
  }
};

/** Options hold for all scenarios below a folder, unless a folder in between says otherwise. */
class OptionReader {
  private readonly known = new Map<string, ScenarioOptions>();
  readonly diagnostics: Diagnostic[] = [];

  private own(folder: string): ScenarioOptions {
    const options = this.known.get(folder) ?? optionsOf(folder, this.diagnostics);
    this.known.set(folder, options);
    return options;
  }

  of(top: string, folder: string): ScenarioOptions {
    const above = folder === top ? {} : this.of(top, dirname(folder));
    return { ...above, ...this.own(folder) };
  }
}

/**
 * Finds the scenarios below folders, in the order of their names.
 *
 * @throws DiagnosticError REG003 if a folder holds none
 * @returns the scenarios, and what is wrong with their options
 */
export const findScenarios = (
  folders: readonly string[],
): { scenarios: Scenario[]; diagnostics: Diagnostic[] } => {
  const reader = new OptionReader();
  const found = new Map<string, Scenario>();
  for (const given of folders) {
    const top = join(given);
    const inputs = existsSync(top)
      ? globSync([INPUT, `**/${INPUT}`], {
          cwd: top,
          onlyDirectories: true,
          followSymbolicLinks: false,
          expandDirectories: false,
        })
      : [];
    const names = inputs
      .map((path) => dirname(path.replace(/[/\\]$/, '')))
      .filter((name) => !posix(name).split('/').includes(INPUT));
    if (names.length === 0) throw new DiagnosticError(diagnostic('REG003', { file: given }));
    for (const name of [...new Set(names)].sort()) {
      const folder = posix(join(top, name));
      if (found.has(resolve(folder))) continue;
      found.set(resolve(folder), { folder, name: folder, options: reader.of(top, join(top, name)) });
    }
  }
  return { scenarios: [...found.values()], diagnostics: reader.diagnostics };
};

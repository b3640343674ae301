import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { systemReason } from '../../diagnostics/system-reason.js';
import type { Expected, Made, Verdict } from '../../regress/judge.js';
import { readTold, toldOnce, writeTold } from '../../regress/told.js';
import type { Scenario } from './find.js';

/** Beside the results, whose names never end so. */
const TOLD = 'diagnostics.yaml';

const pathOf = ({ folder }: Scenario, name = ''): string => join(folder, 'expected', name);

/**
 * Reads what a scenario expects.
 *
 * @returns undefined if it expects nothing yet
 * @throws DiagnosticError REG001 or REG002 for expected diagnostics that cannot be read
 */
export const readExpected = (scenario: Scenario): Expected | undefined => {
  const top = pathOf(scenario);
  if (!existsSync(top)) return undefined;
  const names = readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  if (names.length === 0) return undefined;
  const told = names.includes(TOLD)
    ? readTold(readFileSync(pathOf(scenario, TOLD), 'utf8'), `${scenario.folder}/expected/${TOLD}`)
    : [];
  const files = names.filter((name) => name !== TOLD);
  return { files: new Map(files.map((name) => [name, readFileSync(pathOf(scenario, name))])), told };
};

const write = (path: string, content: string | Buffer): void => {
  const partial = `${path}.${process.pid}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new DiagnosticError(diagnostic('IN007', { file: path }, { reason: systemReason(error) }));
  }
};

/**
 * Writes anew what differs: results, and what is told beside them; removes what is not made any more.
 *
 * @returns what was done, file by file
 * @throws DiagnosticError IN007
 */
export const writeExpected = (
  scenario: Scenario,
  verdict: Verdict,
  made: readonly Made[],
  diagnostics: readonly Diagnostic[],
): { written: string[]; removed: string[] } => {
  const differing = new Set([
    ...verdict.differences.map(({ file }) => file),
    ...verdict.broken.map(({ file }) => file),
    ...verdict.unexpected,
  ]);
  const written: string[] = [];
  for (const { name, bytes } of made) {
    if (!differing.has(name)) continue;
    write(pathOf(scenario, name), bytes);
    written.push(name);
  }
  const removed = [...verdict.missing];
  const told = toldOnce(diagnostics);
  if (verdict.gone.length + verdict.told.length > 0) {
    if (told.length === 0) removed.push(TOLD);
    else {
      write(pathOf(scenario, TOLD), writeTold(told));
      written.push(TOLD);
    }
  }
  for (const name of removed) rmSync(pathOf(scenario, name), { force: true });
  return { written, removed };
};

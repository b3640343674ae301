import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { medcomConvert } from './cli.js';

const folder = mkdtempSync(join(tmpdir(), 'medcom-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A page that explains messages. */
export interface Explained {
  file: string;
  text: string;
  code: number | null;
  stderr: string;
}

const pages = new Map<string, Explained>();

/** Explains inputs on a page, as a user would; the same arguments give the same page. */
export const explained = (...args: string[]): Explained => {
  const key = args.join(' ');
  const known = pages.get(key);
  if (known !== undefined) return known;
  const file = join(folder, `page-${pages.size + 1}.html`);
  const { code, stderr } = medcomConvert(['explain', '--sor', 'samples/sor.csv', '--html', file, ...args]);
  const page = { file, text: readFileSync(file, 'utf8'), code, stderr };
  pages.set(key, page);
  return page;
};

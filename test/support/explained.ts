import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { medcomConvert } from './cli.js';
import { folder, put } from './folder.js';

/** A page that explains messages. */
export interface Explained {
  file: string;
  text: string;
  code: number | null;
  stderr: string;
}

const pages = new Map<string, Omit<Explained, 'file'>>();

const explain = (args: readonly string[]): Omit<Explained, 'file'> => {
  const file = join(folder, 'made.html');
  const { code, stderr } = medcomConvert(['explain', '--sor', 'samples/sor.csv', '--html', file, ...args]);
  return { text: readFileSync(file, 'utf8'), code, stderr };
};

/** Explains inputs on a page, as a user would; the same arguments give the same page, which is made once. */
export const explained = (...args: string[]): Explained => {
  const key = args.join(' ');
  const page = pages.get(key) ?? explain(args);
  pages.set(key, page);
  return { ...page, file: put('page.html', page.text) };
};

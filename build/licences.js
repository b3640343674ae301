/** The licences of libraries that are copied into files of this package: they ask that their texts come along. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Texts for libraries that name a licence and come without its text; who wrote them stands in their package.json. */
const STANDARD = {
  ISC: (holders) => `Copyright (c) ${holders}

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
};

const textOf = (folder, { name, license, author }) => {
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim();
  const standard = STANDARD[license];
  if (standard === undefined || author === undefined)
    throw new Error(`the text of ${name}'s licence is missing`);
  return standard(`${typeof author === 'string' ? author : author.name} and contributors`);
};

/**
 * All licences, one after another.
 *
 * @param files what was put into the bundle, as paths below the root
 */
export const licencesOf = (root, files) => {
  const folders = new Set(files.flatMap((file) => PACKAGE.exec(file)?.[1] ?? []));
  return [...folders]
    .sort()
    .map((name) => join(root, name))
    .map((folder) => {
      const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${about.name} ${about.version} (${about.license})\n\n${textOf(folder, about)}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
};

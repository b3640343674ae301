/**
 * Makes docs/diagnostics: a page for each diagnostic, from the catalogue, its rules and the examples beside this file.
 * `--check` writes nothing and fails if a page differs from what would be written.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, danish } from '../../dist/diagnostics/catalog.js';
import { runExamples } from './examples.js';
import { families } from './families.js';
import { rulesOf } from './rules.js';

const FOLDER = join(import.meta.dirname, '..', 'diagnostics');

/** Text as a cell of a table takes it. */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const fenced = (text, kind = 'text') => [`\`\`\`${kind}`, text.trimEnd(), '```', ''].join('\n');

const exampleOf = ({ about, kind, snippet, told }) =>
  [
    '## Example',
    '',
    about,
    '',
    ...(snippet === undefined ? [] : [fenced(snippet, kind)]),
    'It is told so:',
    '',
    fenced(told.en),
    'With `--lang da`:',
    '',
    fenced(told.da),
  ].join('\n');

const FILLED = 'Words in braces are filled in with what was found; they never hold personal data.';

/** The page of a code. */
const pageOf = (code, family, example) => {
  const { severity, message, hint, rule } = catalog[code];
  return [
    `# ${code}`,
    '',
    `${severity[0].toUpperCase()}${severity.slice(1)} · [${family.title}](README.md#${family.anchor})`,
    '',
    '| | What is wrong | How to mend it |',
    '| --- | --- | --- |',
    `| English | ${cell(message)} | ${cell(hint)} |`,
    `| Dansk | ${cell(danish[code].message)} | ${cell(danish[code].hint)} |`,
    '',
    ...(/\{\w+\}/.test(message + hint) ? [FILLED, ''] : []),
    '## Rule',
    '',
    rule === undefined
      ? 'None in particular, or the mapping row that the diagnostic names.'
      : rulesOf(rule)
          .map((one) => `* ${one}`)
          .join('\n'),
    '',
    ...(example === undefined ? [] : [exampleOf(example)]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};

const indexOf = (codesOf) =>
  [
    '# Diagnostics',
    '',
    'Every diagnostic has a code that stays what it is, a severity, a place, mostly a rule, and a hint. Errors keep a message from being',
    'converted; warnings and infos do not (but see `--strict`). `--lang da` tells them in Danish. These pages are generated from the',
    'catalogue (`npm run docs:diagnostics`); the examples are real.',
    '',
    ...families.flatMap((family) => [
      `## ${family.title}`,
      '',
      family.about,
      '',
      '| Code | Severity | English | Dansk |',
      '| --- | --- | --- | --- |',
      ...codesOf(family).map((code) => {
        const { severity, message } = catalog[code];
        return `| [${code}](${code}.md) | ${severity} | ${cell(message)} | ${cell(danish[code].message)} |`;
      }),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');

/** All pages by their names. */
const pages = () => {
  const examples = runExamples();
  const codes = Object.keys(catalog).sort();
  const codesOf = ({ codes: pattern }) => codes.filter((code) => pattern.test(code));
  const made = new Map([['README.md', indexOf(codesOf)]]);
  for (const family of families)
    for (const code of codesOf(family)) made.set(`${code}.md`, pageOf(code, family, examples.get(code)));
  const lost = codes.filter((code) => !made.has(`${code}.md`));
  if (lost.length > 0) throw new Error(`no family has ${lost.join(', ')}`);
  return made;
};

const contentOf = (name) => {
  try {
    return readFileSync(join(FOLDER, name), 'utf8');
  } catch {
    return undefined;
  }
};

const made = pages();
mkdirSync(FOLDER, { recursive: true });
const stale = readdirSync(FOLDER).filter((name) => !made.has(name));
const changed = [...made].filter(([name, text]) => contentOf(name) !== text);
if (process.argv.includes('--check')) {
  for (const name of [...stale, ...changed.map(([name]) => name)])
    console.log(`docs/diagnostics/${name} is not what npm run docs:diagnostics makes`);
  process.exitCode = stale.length + changed.length > 0 ? 1 : 0;
} else {
  for (const name of stale) rmSync(join(FOLDER, name));
  for (const [name, text] of changed) writeFileSync(join(FOLDER, name), text);
  console.log(`${made.size} pages, ${changed.length} written, ${stale.length} removed`);
}

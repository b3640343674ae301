import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { program } from '../../src/cli/main.js';
import { type CommandOutline, outline } from '../../src/cli/outline.js';
import { medcomConvert } from '../support/cli.js';
import { folder, put } from '../support/folder.js';

const hasBash = spawnSync('bash', ['--version']).status === 0;

/** What bash offers for the last of these words; `compopt` works only where somebody types. */
const offered = (...words: string[]): string[] => {
  const script = put('completion.bash', medcomConvert(['completion', 'bash']).stdout);
  const run = `compopt() { :; }; source ${script}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _medcom_convert; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', run, 'bash', 'medcom-convert', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
};

describe.skipIf(!hasBash)('bash completes', () => {
  test('commands', () => {
    expect(offered('')).toEqual(expect.arrayContaining(['convert', 'relay', 'mappings', 'completion']));
    expect(offered('re')).toEqual(['regress', 'relay']);
    expect(offered('mappings', '')).toEqual(['show', 'check', 'coverage', 'help']);
  });

  test('options of the command at hand', () => {
    expect(offered('convert', '--sor')).toEqual(['--sor', '--sor-missing']);
    expect(offered('ledger', '--')).not.toContain('--sor');
    expect(offered('convert', '--la')).toEqual(['--lang']);
  });

  test.each([
    [
      ['convert', '--to', ''],
      ['fhir', 'oioxml', 'edifact'],
    ],
    [['convert', '--to', '=', 'f'], ['fhir']],
    [
      ['convert', '--to', '='],
      ['fhir', 'oioxml', 'edifact'],
    ],
    [['--lang', 'da', 'convert', '--ids', 'r'], ['random']],
    [
      ['mappings', 'show', '--format', 'c'],
      ['csv', 'conceptmap'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('choices: %j', (words, choices) => {
    expect(offered(...words)).toEqual(choices);
  });

  test('files where files are wanted, folders where folders are, and names with blanks', () => {
    put('my letter.xml', '');
    mkdirSync(join(folder, 'my results'));
    expect(offered('convert', 'my').sort()).toEqual(['my letter.xml', 'my results']);
    expect(offered('convert', '--out', 'my')).toEqual(['my results']);
    expect(offered('relay', '--store', 'my l')).toEqual(['my letter.xml']);
    expect(offered('ledger', 'my')).toEqual([]);
  });
});

/** All names of options, and all choices, below a command. */
const wordsOf = ({ options, commands }: CommandOutline): string[] => [
  ...options.flatMap(({ names, takes }) => [...names, ...(typeof takes === 'string' ? [] : takes)]),
  ...commands.flatMap((one) => [one.name, ...wordsOf(one)]),
];

describe.each(['bash', 'zsh', 'fish'])('%s', (shell) => {
  test('is told every command, option and choice', () => {
    const { code, stdout } = medcomConvert(['completion', shell]);
    expect(code).toBe(0);
    const words = new Set(wordsOf(outline(program(() => {}))));
    expect(words.size).toBeGreaterThan(60);
    for (const word of words) expect(stdout).toContain(shell === 'fish' ? word.replace(/^-+/, '') : word);
  });

  test.skipIf(spawnSync(shell, ['--version']).status !== 0)('takes its script', () => {
    const script = put('script', medcomConvert(['completion', shell]).stdout);
    expect(spawnSync(shell, ['-n', script], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

test('another shell is wrong usage', () => {
  expect(medcomConvert(['completion', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
});

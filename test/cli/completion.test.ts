import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { program } from '../../src/cli/main.js';
import { type CommandOutline, outline } from '../../src/cli/outline.js';
import { medcomConvert } from '../support/cli.js';
import { folder, put } from '../support/folder.js';

const has = (shell: string): boolean => {
  const is = spawnSync(shell, ['--version']).status === 0;
  if (!is)
    console.warn(`Tests of completion in ${shell} are skipped: it is not installed (.ci/shells npm test).`);
  return is;
};

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

describe.skipIf(!has('bash'))('bash completes', () => {
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

/** The line of zsh in a terminal, behind a tab. */
const ZSH = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; fpath=($1 \\$fpath); autoload -U compinit; compinit -u -D
  tab() { zle complete-word; print -r -- \\"[[\\$BUFFER]]\\" }; zle -N tab; bindkey '^I' tab; print rea''dy"
zpty -r -m shell REPLY '*ready*'
zpty -n -w shell "$2"$'\\t'
zpty -r -m shell REPLY '*\\[\\[*\\]\\]*'
print -r -- \${\${REPLY##*\\[\\[}%%\\]\\]*}`;

describe.skipIf(!has('zsh'))('zsh completes', () => {
  const completed = (line: string): string => {
    put('fpath/_medcom-convert', medcomConvert(['completion', 'zsh']).stdout);
    put('my letter.xml', '');
    mkdirSync(join(folder, 'my results'));
    const args = ['-f', '-c', ZSH, 'zsh', join(folder, 'fpath'), `medcom-convert ${line}`];
    const { stdout, stderr } = spawnSync('zsh', args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    expect(stderr).toBe('');
    return stdout.trimEnd().replace(/^medcom-convert /, '');
  };

  test.each([
    ['reg', 'regress'],
    ['mappings sh', 'mappings show'],
    ['--lang d', '--lang da'],
    ['--lang da convert --ids r', '--lang da convert --ids random'],
    ['convert --unor', 'convert --unordered'],
    ['convert --to=f', 'convert --to=fhir'],
    ['convert a.xml --to f', 'convert a.xml --to fhir'],
    ['mappings show --format m', 'mappings show --format md'],
    ['help val', 'help validate'],
    ['convert a.xml my\\ l', 'convert a.xml my\\ letter.xml'],
    ['convert --sor my\\ l', 'convert --sor my\\ letter.xml'],
    ['convert --out my', 'convert --out my\\ results/'],
    ['ledger my', 'ledger my'],
  ])('%s', (line, whole) => {
    expect(completed(line)).toBe(whole);
  });
});

describe.skipIf(!has('fish'))('fish completes', () => {
  const candidates = (line: string): string[] => {
    const script = put('completion.fish', medcomConvert(['completion', 'fish']).stdout);
    put('my letter.xml', '');
    mkdirSync(join(folder, 'my results'));
    const run = `source ${script}; complete -C "$argv[1]"`;
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', run, `medcom-convert ${line}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout.split('\n').flatMap((one) => one.split('\t')[0] || []);
  };

  test.each([
    ['re', ['regress', 'relay']],
    ['mappings ', ['check', 'coverage', 'help', 'show']],
    ['--lang ', ['da', 'en']],
    ['--lang da convert --ids r', ['random']],
    ['convert --sor', ['--sor', '--sor-missing']],
    ['convert --to=f', ['--to=fhir']],
    ['convert a.xml --to ', ['edifact', 'fhir', 'oioxml']],
    ['mappings show --format c', ['conceptmap', 'csv']],
    ['help val', ['validate']],
    ['convert my', ['my letter.xml', 'my results/']],
    ['convert --out my', ['my results/']],
    ['ledger my', []],
  ])('%s', (line, all) => {
    expect(candidates(line).sort()).toEqual(all);
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

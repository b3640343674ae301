import { describe, expect, test } from 'vitest';
import { Exit } from '../../src/cli/exit.js';
import { EXAMPLES } from '../../src/cli/help.js';
import { program } from '../../src/cli/main.js';
import { manPage } from '../../src/cli/man.js';
import { type CommandOutline, outline } from '../../src/cli/outline.js';
import { medcomConvert } from '../support/cli.js';

/** The commands that do something, by their names. */
const commandsIn = (command: CommandOutline, above = ''): Array<[string, CommandOutline]> =>
  command.commands
    .filter(({ name }) => name !== 'help')
    .flatMap((one): Array<[string, CommandOutline]> => {
      const name = `${above} ${one.name}`.trim();
      return one.commands.length > 0 ? commandsIn(one, name) : [[name, one]];
    });
const commands = commandsIn(outline(program(() => {})));

describe('help', () => {
  test('has examples of every command, and of no other', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(commands.map(([name]) => name).sort());
  });

  test.each(commands)('of %s shows examples with options and choices that there are', (name, command) => {
    const takes = new Map(command.options.flatMap((one) => one.names.map((flag) => [flag, one.takes])));
    for (const { line } of EXAMPLES[name] ?? []) {
      const words = line.split(/\s+/);
      expect(line.startsWith(`${name} `) || line === name).toBe(true);
      for (const [i, word] of words.entries()) {
        if (!word.startsWith('--')) continue;
        expect([...takes.keys()]).toContain(word);
        const choices = takes.get(word);
        if (typeof choices === 'object') expect(choices).toContain(words[i + 1]);
      }
    }
  });

  test.each(commands)('of %s tells exit codes and the environment', (name) => {
    const { code, stdout } = medcomConvert([...name.split(' '), '--help']);
    expect(code).toBe(0);
    const [, told = ''] = /^Exit codes:\n((?: {2}\d.*\n)+)/m.exec(stdout) ?? [];
    expect(told.match(/^ +\d+/gm)?.map(Number)).toEqual(Object.values(Exit));
    expect(told).toMatch(/^ {2}0 {4}all went well$/m);
    expect(stdout).toContain('MEDCOM_DEBUG');
    for (const { line } of EXAMPLES[name] ?? []) expect(stdout).toContain(`  medcom-convert ${line}\n`);
  });
});

describe('the page of the manual', () => {
  const page = manPage();

  test('has every command, with every option', () => {
    for (const [name, { options }] of commands) {
      const [, part = ''] = page.split(`.SS \\fB${name}\\fR `);
      const own = part.split('\n.SS ')[0] ?? '';
      expect(own).not.toBe('');
      for (const { names } of options) {
        // Options of all commands stand at the head.
        const where = names.some((flag) => flag === '--lang' || flag === '--help') ? page : own;
        expect(where).toContain(`\\fB${(names.at(-1) ?? '').replaceAll('-', '\\-')}\\fR`);
      }
    }
  });

  test('has every exit code', () => {
    const status = page.split('.SH EXIT STATUS')[1]?.split('.SH')[0] ?? '';
    expect([...status.matchAll(/^\\fB(\d+)\\fR$/gm)].map(([, code]) => Number(code))).toEqual(
      Object.values(Exit),
    );
  });

  test('has no line that troff would take for a request by mistake', () => {
    const requests = page.split('\n').filter((line) => /^[.']/.test(line));
    expect(requests.length).toBeGreaterThan(0);
    for (const line of requests) expect(line).toMatch(/^\.(TH|SH|SS|TP|PP|nf|fi|RS|RE)\b/);
  });
});

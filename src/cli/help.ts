import type { Command } from 'commander';

/** A command line, and what it is for. */
export interface Example {
  line: string;
  does: string;
}

/** Examples of each command, by its names. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  convert: [
    {
      line: 'convert letters --to fhir --sor sor.csv --out out',
      does: 'a folder of letters to CareCommunications',
    },
    {
      line: 'convert message.json --to oioxml --out out --trace',
      does: 'one message to a letter, with its trace',
    },
    {
      line: "convert '**/*.edi' --to oioxml --out out --report out.html",
      does: 'DIS91 to XDIS91, with a page about the batch',
    },
    {
      line: 'convert - --to edifact < letter.xml > letter.edi',
      does: 'from standard input to standard output',
    },
  ],
  validate: [
    { line: 'validate letters message.json', does: 'tells what is wrong with messages' },
    { line: 'validate messages --reporter github --reporter junit=result.xml', does: 'the same in a CI job' },
  ],
  explain: [
    { line: 'explain letter.xml letter.xbin01.xml --sor sor.csv', does: 'what became of each element' },
    { line: 'explain message.json --html explain.html', does: 'the same as a page' },
  ],
  roundtrip: [{ line: 'roundtrip letters --sor sor.csv', does: 'what would not come back as it was' }],
  regress: [
    { line: 'regress samples', does: 'tells what differs from what is expected' },
    { line: 'regress samples --update', does: 'accepts it' },
  ],
  relay: [
    {
      line: 'relay --inbox in --outbox out --store relay.db --sor sor.csv --watch',
      does: 'works until it is stopped',
    },
    {
      line: 'relay --inbox in --outbox out --store postgresql://relay@db/relay --sor sor.csv --once',
      does: 'one pass, as cron starts it',
    },
  ],
  ledger: [{ line: 'ledger BRV2603020001 --store relay.db', does: 'what happened to a letter' }],
  'mappings show': [
    { line: 'mappings show', does: 'which tables there are' },
    { line: 'mappings show xdis91-to-carecommunication --format csv', does: 'one of them for a spreadsheet' },
  ],
  'mappings check': [
    { line: 'mappings check --mappings own-tables', does: "what is wrong with a site's own tables" },
  ],
  'mappings coverage': [{ line: 'mappings coverage', does: 'rows that no sample exercises' }],
  completion: [
    { line: 'completion bash > ~/.local/share/bash-completion/completions/medcom-convert', does: 'for bash' },
    { line: 'completion zsh > "$fpath[1]/_medcom-convert"', does: 'for zsh' },
    { line: 'completion fish > ~/.config/fish/completions/medcom-convert.fish', does: 'for fish' },
  ],
};

/** What the process ends with. */
export const EXIT_CODES: ReadonlyArray<readonly [code: number, meaning: string]> = [
  [0, 'all went well'],
  [1, 'some input failed, or something was found that a command looks for'],
  [2, 'wrong usage or configuration: options, tables, directory'],
  [3, 'a defect of this program'],
  [130, 'a batch was stopped by Ctrl+C (SIGINT); --resume goes on'],
  [143, 'a batch was stopped by SIGTERM; --resume goes on'],
];

/** Variables of the environment that this program looks at. */
export const ENVIRONMENT: ReadonlyArray<readonly [name: string, meaning: string]> = [
  ['NO_COLOR', 'if set and not empty, nothing is coloured'],
  ['MEDCOM_DEBUG', 'if set, a defect of this program is told with the place where it happened'],
];

/** The names of a command below the program, as `mappings show`. */
export const nameOf = (command: Command): string => {
  const above = command.parent;
  return above === null ? '' : `${nameOf(above)} ${command.name()}`.trim();
};

const section = (title: string, lines: readonly string[]): string[] => [
  title,
  ...lines.map((line) => `  ${line}`),
  '',
];

const pairs = (rows: ReadonlyArray<readonly [string | number, string]>): string[] => {
  const width = Math.max(...rows.map(([name]) => String(name).length));
  return rows.map(([name, meaning]) => `${String(name).padEnd(width)}  ${meaning}`);
};

const textAfter = (command: Command): string => {
  const examples = (EXAMPLES[nameOf(command)] ?? []).flatMap(({ line, does }) => [
    `medcom-convert ${line}`,
    `    ${does}`,
  ]);
  return [
    '',
    ...(examples.length === 0 ? [] : section('Examples:', examples)),
    ...section('Exit codes:', pairs(EXIT_CODES)),
    ...section('Environment:', pairs(ENVIRONMENT)),
  ]
    .join('\n')
    .trimEnd();
};

/**
 * Adds examples, exit codes and variables of the environment to the help of a program and of all its commands; what is told of
 * wrong usage names the command whose help it is.
 */
export const addHelp = (command: Command): void => {
  command.addHelpText('after', () => textAfter(command));
  command.showHelpAfterError(`(${`medcom-convert ${nameOf(command)}`.trim()} --help tells more)`);
  for (const one of command.commands) addHelp(one);
};

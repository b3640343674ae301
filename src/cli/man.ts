import { type Command, Help } from 'commander';
import { ENVIRONMENT, EXAMPLES, EXIT_CODES, type Example, nameOf } from './help.js';
import { program } from './main.js';
import { version } from './version.js';

/** Text for troff: a hyphen that is meant as one, and no line that is taken for a request. */
const text = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');

const bold = (words: string): string => `\\fB${text(words)}\\fR`;

/** Flags as people write them: names bold, placeholders as they are. */
const flags = (words: string): string =>
  words.replaceAll(/(--?[\w-]+)|([^-]+|-)/g, (_all, name: string | undefined, rest: string) =>
    name === undefined ? text(rest) : bold(name),
  );

const tagged = (tag: string, words: string): string[] => ['.TP', tag, text(words)];

/** Ends with a full stop, and begins with a capital letter, as sentences of a manual do. */
const sentence = (words: string): string => {
  const [first = '', ...rest] = words;
  const all = first.toUpperCase() + rest.join('');
  return all.endsWith('.') ? all : `${all}.`;
};

const examples = (all: readonly Example[]): string[] =>
  all.flatMap(({ line, does }) => [
    '.PP',
    text(sentence(does)),
    '.PP',
    '.nf',
    '.RS 4',
    text(`medcom-convert ${line}`),
    '.RE',
    '.fi',
  ]);

const help = new Help();

/** Everything about a command, and then about those below it. */
const about = (command: Command): string[] => {
  const name = nameOf(command);
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help');
  const args = help.visibleArguments(command);
  const own =
    command.commands.length > 0
      ? []
      : [
          `.SS ${bold(name)} ${text(command.usage())}`,
          text(sentence(command.description())),
          ...args.flatMap((one) =>
            tagged(`\\fI${text(one.name())}\\fR`, sentence(help.argumentDescription(one))),
          ),
          ...options.flatMap((one) => tagged(flags(one.flags), sentence(help.optionDescription(one)))),
          ...examples(EXAMPLES[name] ?? []),
        ];
  return [...own, ...command.commands.flatMap(about)];
};

/** The page of the manual about this program, for `man`: made of what its help is made of. */
export const manPage = (): string => {
  const root = program(() => {});
  return [
    `.TH MEDCOM\\-CONVERT 1 "" "medcom\\-convert ${text(version())}" "User Commands"`,
    '.SH NAME',
    'medcom\\-convert \\- converts Danish correspondence messages between MedCom formats',
    '.SH SYNOPSIS',
    `${bold('medcom-convert')} [\\fIoptions\\fR] \\fIcommand\\fR [\\fIoptions and arguments of the command\\fR]`,
    '.SH DESCRIPTION',
    text(root.description()),
    'Results go to standard output or files, everything else to standard error.',
    '.SH OPTIONS',
    'These may stand before or after the name of a command.',
    ...help
      .visibleOptions(root)
      .flatMap((one) => tagged(flags(one.flags), sentence(help.optionDescription(one)))),
    '.SH COMMANDS',
    ...about(root),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, meaning]) => tagged(bold(String(code)), sentence(meaning))),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => tagged(bold(name), sentence(meaning))),
    '.SH SEE ALSO',
    'The folder docs of the package: every diagnostic, the tables and how to change a row, the relay.',
    '',
  ].join('\n');
};

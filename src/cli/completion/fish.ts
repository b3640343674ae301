import type { CommandOutline, OptionOutline, Takes } from '../outline.js';

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

/** What fish does to complete something that follows an option, or an argument. */
const after = (takes: Takes): string => {
  if (takes === 'file') return '-F';
  if (takes === 'folder') return "-f -a '(__fish_complete_directories)'";
  return typeof takes === 'string' ? '-f' : `-f -a ${quoted(takes.join(' '))}`;
};

const option = ({ names, takes, description }: OptionOutline): string => {
  const told = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [...told, ...(takes === 'nothing' ? [] : ['-r', after(takes)]), `-d ${quoted(description)}`].join(
    ' ',
  );
};

const lines = (root: string, command: CommandOutline, path: readonly string[]): string[] => {
  const names = command.commands.map(({ name }) => name);
  const here = path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const before = names.length === 0 ? [] : [`not __fish_seen_subcommand_from ${names.join(' ')}`];
  const condition = [...here, ...before].join('; and ');
  const complete = (what: string): string => `complete -c ${root} -n ${quoted(condition)} ${what}`;
  return [
    ...command.commands.map(({ name, description }) => complete(`-f -a ${name} -d ${quoted(description)}`)),
    ...command.options.map((one) => complete(option(one))),
    ...(names.length > 0 || command.takes === 'nothing' ? [] : [complete(after(command.takes))]),
    ...command.commands.flatMap((one) => lines(root, one, [...path, one.name])),
  ];
};

/** A script that completes command lines in fish. */
export const fishCompletion = (root: CommandOutline): string =>
  [
    `# fish completion for ${root.name}`,
    `complete -c ${root.name} -f`,
    ...lines(root.name, root, []),
    '',
  ].join('\n');

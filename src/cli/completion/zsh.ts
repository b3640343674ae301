import type { CommandOutline, OptionOutline, Takes } from '../outline.js';

/** Text within quotation marks, where brackets and colons have a meaning for _arguments and _describe. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\[\]:]/g, '\\$&').replaceAll("'", "'\\''")}'`;

const action = (takes: Takes): string => {
  if (takes === 'file') return '_files';
  if (takes === 'folder') return '_files -/';
  return typeof takes === 'string' ? ' ' : `(${takes.join(' ')})`;
};

const option = ({ names, takes, description }: OptionOutline): string => {
  const rest = takes === 'nothing' ? '' : `:${names.at(-1)?.replace(/^-*/, '')}:${action(takes)}`;
  const told = quoted(description).slice(1, -1);
  // Several times, since some may be and the command tells which may not; a value may stand behind a blank or an equals sign.
  const value = takes === 'nothing' ? '' : '=';
  return names.map((name) => `'*${name}${value}[${told}]${rest}'`).join(' ');
};

const functionName = (path: readonly string[]): string => `_${path.join('_').replaceAll('-', '_')}`;

const commandFunction = (command: CommandOutline, above: readonly string[]): string => {
  const path = [...above, command.name];
  const name = functionName(path);
  const options = command.options.map((one) => `    ${option(one)} \\\n`).join('');
  if (command.commands.length === 0) {
    const rest = command.takes === 'nothing' ? '' : `    '*:${command.name}:${action(command.takes)}' \\\n`;
    return `${name}() {\n  _arguments -s \\\n${options}${rest}    && return 0\n}\n`;
  }
  const described = command.commands
    .map((one) => `        ${quoted(one.name)}:${quoted(one.description)}\n`)
    .join('');
  const cases = command.commands
    .map((one) => `        ${one.name}) ${functionName([...path, one.name])} ;;\n`)
    .join('');
  const own = `${name}() {
  local context state line
  local -a commands
  _arguments -C \\
${options}    '1: :->command' '*::argument:->rest' && return 0
  case $state in
    command)
      commands=(
${described}      )
      _describe command commands ;;
    rest)
      case $line[1] in
${cases}      esac ;;
  esac
}
`;
  return [own, ...command.commands.map((one) => commandFunction(one, path))].join('\n');
};

/** A script that completes command lines in zsh, to be put into a folder of `fpath` as `_medcom-convert`, or sourced. */
export const zshCompletion = (root: CommandOutline): string => `#compdef ${root.name}

${commandFunction(root, [])}
if [ "$funcstack[1]" = "_${root.name}" ]; then
  ${functionName([root.name])} "$@"
else
  compdef ${functionName([root.name])} ${root.name}
fi
`;

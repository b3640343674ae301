import type { CommandOutline, Takes } from '../outline.js';

/** What bash does to complete something. Words are the program's own: letters, digits and hyphens. */
const reply = (takes: Takes): string => {
  if (takes === 'file') return `compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))`;
  if (takes === 'folder') return `compopt -o filenames; COMPREPLY=($(compgen -d -- "$cur"))`;
  if (typeof takes === 'string') return 'COMPREPLY=()';
  return `COMPREPLY=($(compgen -W '${takes.join('\n')}' -- "$cur"))`;
};

/** All commands, each with the way to it. */
const paths = (command: CommandOutline, above = ''): Array<{ path: string; command: CommandOutline }> =>
  command.commands.flatMap((one) => {
    const path = `${above}/${one.name}`;
    return [{ path, command: one }, ...paths(one, path)];
  });

/** A script that completes command lines in bash. */
export const bashCompletion = (root: CommandOutline): string => {
  const all = [{ path: '', command: root }, ...paths(root)];
  const values = all.flatMap(({ path, command }) =>
    command.options
      .filter(({ takes }) => takes !== 'nothing')
      .map(
        ({ names, takes }) =>
          `    ${names.map((name) => `'${path} ${name}'`).join(' | ')}) ${reply(takes)}; return ;;`,
      ),
  );
  const options = all.map(
    ({ path, command }) =>
      `    '${path}') options='${command.options.flatMap(({ names }) => names).join('\n')}' ;;`,
  );
  const args = all.map(({ path, command }) => {
    const { commands, takes } = command;
    return `    '${path}') ${reply(commands.length > 0 ? commands.map(({ name }) => name) : takes)} ;;`;
  });
  return `# bash completion for ${root.name}
_medcom_convert() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" path='' options i
  # What stands in a word, also one with blanks, is one reply.
  local IFS=$'\\n'
  # Bash takes --to=fhir apart at its sign.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path/\${COMP_WORDS[i]}" in
      ${paths(root)
        .map(({ path }) => `'${path}'`)
        .join(' | ')}) path="$path/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $prev" in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "$path" in
${options.join('\n')}
    esac
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
    return
  fi
  case "$path" in
${args.join('\n')}
  esac
}
complete -F _medcom_convert ${root.name}
`;
};

import { type Argument, type Command, Help, type Option } from 'commander';

/** What may follow an option or stand as an argument: nothing, a file, a folder, any word, or one of these. */
export type Takes = 'nothing' | 'file' | 'folder' | 'word' | readonly string[];

/** An option as people write it. */
export interface OptionOutline {
  /** As `--out`, after its short form if it has one. */
  names: string[];
  takes: Takes;
  description: string;
}

/** A command, and those below it. */
export interface CommandOutline {
  name: string;
  description: string;
  options: OptionOutline[];
  takes: Takes;
  commands: CommandOutline[];
}

const FILES = new Set(['file', 'input', 'where']);
const FOLDERS = new Set(['dir']);

/** What is meant by the name of a placeholder, as `dir` of `--out <dir>`. */
const takesOf = (placeholder: string | undefined, choices: readonly string[] | undefined): Takes => {
  if (choices !== undefined) return choices;
  if (placeholder === undefined) return 'nothing';
  if (FILES.has(placeholder)) return 'file';
  return FOLDERS.has(placeholder) ? 'folder' : 'word';
};

const optionOutline = ({ flags, short, long, argChoices, description }: Option): OptionOutline => ({
  names: [short, long].filter((name) => name !== undefined),
  takes: takesOf(/[<[]([^>\]]+)/.exec(flags)?.[1], argChoices),
  description,
});

const argumentTakes = ([first]: readonly Argument[]): Takes => takesOf(first?.name(), first?.argChoices);

/**
 * What there is to write on a command line, read from the program itself: what completes it cannot know anything else.
 *
 * @param above the program, for a command below it: its options may stand behind any command
 */
export const outline = (command: Command, above?: Command): CommandOutline => {
  const help = new Help();
  const own = help.visibleOptions(command);
  const global = above === undefined ? [] : above.options.filter(({ long }) => long !== '--version');
  return {
    name: command.name(),
    description: command.description(),
    options: [...own, ...global].map(optionOutline),
    takes: argumentTakes(command.registeredArguments),
    commands: help
      .visibleCommands(command)
      .map((one) =>
        one.name() === 'help'
          ? { ...outline(one), options: [], takes: help.visibleCommands(command).map((c) => c.name()) }
          : outline(one, above ?? command),
      ),
  };
};

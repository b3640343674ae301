import { Argument, type Command } from 'commander';
import { Exit } from '../exit.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** Adds `completion`: a script that completes the program's command lines in a shell. */
export const addCompletion = (root: Command, done: (exit: Exit) => void): void => {
  root
    .command('completion')
    .description('a script that completes commands, options, choices and files in a shell')
    .addArgument(new Argument('<shell>', 'for which shell').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completion } = await import('./scripts.js');
      process.stdout.write(completion(root, shell));
      done(Exit.ok);
    });
};

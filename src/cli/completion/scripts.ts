import type { Command } from 'commander';
import { outline } from '../outline.js';
import { bashCompletion } from './bash.js';
import { fishCompletion } from './fish.js';
import { zshCompletion } from './zsh.js';

/** The script that completes a program's command lines. */
export const completion = (root: Command, shell: 'bash' | 'zsh' | 'fish'): string => {
  const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
  return scripts[shell](outline(root));
};

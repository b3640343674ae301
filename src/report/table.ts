import chalk from 'chalk';
import Table from 'cli-table3';

/** A table without lines, with a heading in bold. */
export const plainTable = (head: string[]): Table.Table =>
  new Table({
    head: head.map((text) => chalk.bold(text)),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });

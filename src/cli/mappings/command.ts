import { type Command, Option } from 'commander';
import type { Language } from '../../diagnostics/language.js';
import type { Exit } from '../exit.js';

const collect = (value: string, before: string[] = []): string[] => [...before, value];
const MAPPINGS = "a site's own tables, put over the shipped ones row by row";

/**
 * Adds `mappings`: what there is to do with the tables themselves.
 *
 * @param languageOf the language that the command line asks for
 */
export const addMappings = (
  program: Command,
  done: (exit: Exit) => void,
  languageOf: (root: Command) => Language,
): void => {
  const root = program.command('mappings').description('show and check the mapping tables');
  root
    .command('show')
    .description("a table in the shape of MedCom's sheets; without a name, which there are")
    .argument('[table]', 'as xdis91-to-carecommunication, edifact/dis91 or code-lists/priority')
    .addOption(
      new Option('--format <format>', 'how it is written; conceptmap: code lists as ConceptMaps of FHIR')
        .choices(['md', 'csv', 'html', 'conceptmap'])
        .default('md'),
    )
    .option('--mappings <dir>', MAPPINGS)
    .action(async (table: string | undefined, options) => {
      const { showCommand } = await import('./show.js');
      done(showCommand(table, { ...options, lang: languageOf(program) }));
    });
  root
    .command('check')
    .description('all that is wrong with the tables, or with those of a site')
    .option('--mappings <dir>', MAPPINGS)
    .option('--json', 'the same as JSON on standard output')
    .action(async (options) => {
      const { checkCommand } = await import('./check.js');
      done(checkCommand({ ...options, lang: languageOf(program) }));
    });
  root
    .command('coverage')
    .description('which rows the samples exercise')
    .option(
      '--samples <dir>',
      'folder of scenarios, each with a folder input (default: those of the package)',
    )
    .option('--sor <file>', 'directory of organisations (default: sor.csv in the folder)', collect)
    .option('--mappings <dir>', MAPPINGS)
    .option('--min <percent>', 'fail if fewer rows are exercised', '100')
    .option('--json', 'the same as JSON, with every row, on standard output')
    .action(async (options) => {
      const { coverageCommand } = await import('./coverage.js');
      done(coverageCommand({ ...options, lang: languageOf(program) }));
    });
};

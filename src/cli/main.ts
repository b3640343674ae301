import chalk, { chalkStderr } from 'chalk';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { filled, LANGUAGES, type Language } from '../diagnostics/language.js';
import { diagnosticLines } from '../report/text.js';
import { addCompletion } from './completion/command.js';
import { Exit, UsageError } from './exit.js';
import { addHelp } from './help.js';
import { addMappings } from './mappings/command.js';
import { heedStdout } from './stdout.js';
import { FORMATS } from './target.js';
import { version } from './version.js';
import { words } from './words.js';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

const count = (value: string): number => {
  const number = /^\d+$/.test(value) ? Number(value) : 0;
  if (number < 1 || !Number.isSafeInteger(number)) throw new InvalidArgumentError('It is a number from 1.');
  return number;
};

/** Limits of what documents may ask for. */
const withLimits = (command: Command): Command =>
  command.option(
    '--limit <name=value>',
    'another limit of what a document may be, as size=500MB or depth=100 (docs/limits.md); several times',
    collect,
  );

const withTables = (command: Command): Command =>
  command
    .option(
      '--sor <file>',
      'directory of organisations (CSV); may be given several times, the first that knows wins',
      collect,
    )
    .option('--mappings <dir>', "a site's own tables, put over the shipped ones row by row");

const withValues = (command: Command): Command =>
  command.option('--show-values', 'show personal data, of which otherwise only the length is told');

const withReporters = (command: Command): Command =>
  command
    .option(
      '--reporter <name[=file]>',
      'text (default), json, junit, sarif or github, on standard output or to a file; several times',
      collect,
    )
    .option('--json', 'the same as --reporter json');

const through = (): Option =>
  new Option('--to <format>', 'the other format (default: of letters fhir, of messages oioxml)').choices(
    FORMATS,
  );

/** The language asked for; English where the command line was not read so far. */
const languageOf = (root: Command): Language => root.opts<{ lang: Language }>().lang;

/** The command line, with the exit code set by whatever command runs. */
export const program = (done: (exit: Exit) => void): Command => {
  const root = new Command('medcom-convert')
    .description(
      'Converts Danish correspondence messages between MedCom formats, with the rule behind every value.',
    )
    .version(version())
    .addOption(
      new Option('--lang <language>', 'language of diagnostics and reports').choices(LANGUAGES).default('en'),
    )
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();

  withLimits(withValues(withTables(root.command('convert'))))
    .description(
      'convert messages; folders, patterns and archives (.zip, .tar, .tar.gz) are searched, - is standard input',
    )
    .argument(
      '[input...]',
      'letters (DIS91, XDIS91) with the BIN01 or XBIN01 that carry their attachments, in any order; receipts; or CareCommunications',
    )
    .addOption(new Option('--to <format>', 'format to convert to').choices(FORMATS).makeOptionMandatory())
    .option('--out <dir>', 'folder for the results, made if need be; - is standard output', '-')
    .addOption(
      new Option('--fhir-format <format>', 'how FHIR is written').choices(['json', 'xml']).default('json'),
    )
    .addOption(
      new Option('--sor-missing <what>', 'organisation without a SOR id in the directory')
        .choices(['error', 'warn'])
        .default('error'),
    )
    .addOption(
      new Option('--ids <kind>', 'ids the same in every run, or fresh')
        .choices(['derived', 'random'])
        .default('derived'),
    )
    .addOption(
      new Option(
        '--unmappable <what>',
        'characters that the encoding of a letter (ISO-8859-1) lacks (default: "reference", in EDIFACT "transliterate")',
      ).choices(['reference', 'transliterate', 'error']),
    )
    .addOption(
      new Option('--envelope <what>', 'put each result in an envelope of the network')
        .choices(['none', 'vans'])
        .default('none'),
    )
    .addOption(
      new Option('--edi-newlines <what>', 'what is written after each segment of EDIFACT')
        .choices(['none', 'lf', 'crlf'])
        .default('none'),
    )
    .option('--incomplete', 'convert letters whose attachments did not come, with payloads without content')
    .option('--strict', 'refuse letters with content that no row maps')
    .option('--no-validate', 'write results without checking them')
    .option('--trace', 'write the trace and the loss ledger beside each result')
    .option(
      '--files-from <file>',
      'names of inputs, one a line (or ended by zero bytes); - is standard input',
    )
    .option('--jobs <n>', 'how many threads convert (default: as many as there are cores, if it pays)', count)
    .option('--unordered', 'tell of files as they are done, not in their order')
    .option('--resume', 'go on with a batch that was interrupted')
    .option('--quarantine <dir>', 'folder into which inputs are copied of which a message failed')
    .option('--json', 'tell the results as JSON, one line each, on standard output')
    .option(
      '--report <file>',
      'what came of the batch: a page (.html), JSON (.json), or a list of all messages (.csv); several times',
      collect,
    )
    .action(async (inputs: string[], options) => {
      const { convertCommand } = await import('./convert.js');
      done(await convertCommand(inputs, { ...options, lang: languageOf(root) }));
    });

  withLimits(withReporters(root.command('validate')))
    .description(
      'check messages of all formats, and tell what is wrong, where, by which rule, and how to mend it',
    )
    .argument('<input...>', 'files, folders, patterns; - is standard input')
    .option('--mappings <dir>', "a site's own tables, put over the shipped ones")
    .action(async (inputs: string[], options) => {
      const { validateCommand } = await import('./validate.js');
      done(await validateCommand(inputs, { ...options, lang: languageOf(root) }));
    });

  withLimits(withValues(withTables(root.command('explain'))))
    .description('show what became of each element of a letter, and what made each value of the result')
    .argument(
      '<file...>',
      'letters with the binary letters that carry their attachments, or CareCommunications',
    )
    .addOption(through())
    .option('--json', 'the same as JSON on standard output')
    .addOption(
      new Option('--html <file>', 'the same as one page for a browser; - is standard output').conflicts(
        'json',
      ),
    )
    .action(async (inputs: string[], options) => {
      const { explainCommand } = await import('./explain.js');
      done(await explainCommand(inputs, { ...options, lang: languageOf(root) }));
    });

  withLimits(withValues(withTables(root.command('roundtrip'))))
    .description(
      'convert messages there and back, and tell what did not come back as it was, and by which row',
    )
    .argument(
      '<input...>',
      'letters with the binary letters that carry their attachments, or CareCommunications',
    )
    .addOption(through())
    .option('--json', 'the same as JSON, one line a message, on standard output')
    .action(async (inputs: string[], options) => {
      const { roundTripCommand } = await import('./roundtrip.js');
      done(await roundTripCommand(inputs, { ...options, lang: languageOf(root) }));
    });

  withLimits(withReporters(withValues(withTables(root.command('regress')))))
    .description(
      'convert the input of scenarios, and tell what differs from what they expect, and by which row',
    )
    .argument('<dir...>', 'folders of scenarios; each has a folder input, and one with what is expected')
    .option('--update', 'write what differs as what is expected from now on')
    .action(async (folders: string[], options) => {
      const { regressCommand } = await import('./regress.js');
      done(await regressCommand(folders, { ...options, lang: languageOf(root) }));
    });

  withLimits(withTables(root.command('relay')))
    .description('the conversion service: takes envelopes from a folder, converts, waits, answers, and sends')
    .requiredOption('--inbox <dir>', 'folder in which VANSEnvelopes arrive')
    .requiredOption('--outbox <dir>', 'folder into which is put what is sent, a folder for each receiver')
    .requiredOption('--store <where>', 'file that remembers everything, or postgresql://user@host/database')
    .option('--once', 'do what there is to do, and end (default)')
    .option('--watch', 'go on until it is stopped (SIGTERM)')
    .option('--now <time>', 'with --once: the time, as 2026-03-02T10:15:00+01:00')
    .option('--json', 'tell what was done as JSON, one line each, on standard output')
    .action(async (options) => {
      const { relayCommand } = await import('./relay.js');
      done(await relayCommand({ ...options, lang: languageOf(root) }));
    });

  root
    .command('ledger')
    .description(
      'what happened to a message: what it was converted to, what it waits for, which receipts came',
    )
    .argument('<id...>', 'id of an envelope, a letter, a Bundle or MessageHeader, or the name of a file')
    .requiredOption('--store <where>', 'the store of the relay')
    .option('--json', 'the same as JSON, one line an id, on standard output')
    .action(async (ids: string[], options) => {
      const { ledgerCommand } = await import('./ledger.js');
      done(await ledgerCommand(ids, { ...options, lang: languageOf(root) }));
    });
  addMappings(root, done, languageOf);
  addCompletion(root, done);
  addHelp(root);
  return root;
};

/**
 * Runs the command line.
 *
 * @param argv as process.argv
 * @returns the exit code: 0 all converted, 1 some input failed, 2 wrong usage or configuration, 3 internal error, 130 or 143 stopped by a signal
 */
export const run = async (argv: readonly string[]): Promise<Exit> => {
  let exit: Exit = Exit.ok;
  // chalk looks at the terminal only; see no-color.org.
  if (process.env.NO_COLOR) {
    chalk.level = 0;
    chalkStderr.level = 0;
  }
  const root = program((code) => {
    exit = code;
  });
  let command = '';
  root.hook('preAction', (_, action) => {
    command = action.name();
  });
  heedStdout(
    () => languageOf(root),
    () => command === 'relay',
  );
  try {
    await root.parseAsync(argv);
    return exit;
  } catch (error) {
    const lang = languageOf(root);
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.ok : Exit.usage;
    if (error instanceof UsageError) {
      process.stderr.write(`${chalkStderr.red(words[lang].error)} ${error.message}\n`);
      return Exit.usage;
    }
    if (error instanceof DiagnosticError) {
      for (const one of error.all) process.stderr.write(diagnosticLines(one, lang));
      return Exit.usage;
    }
    process.stderr.write(
      `${chalkStderr.red(words[lang].error)} ${filled(words[lang].defect, { name: (error as Error).name })}\n`,
    );
    if (process.env.MEDCOM_DEBUG !== undefined) process.stderr.write(`${(error as Error).stack}\n`);
    return Exit.internal;
  }
};

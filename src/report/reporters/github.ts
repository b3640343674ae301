import type { Severity } from '../../diagnostics/diagnostic.js';
import type { Finding } from './checked.js';
import type { Reporter } from './reporter.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const command = (finding: Finding): string => {
  const { severity, code, message, hint, place, rule } = finding;
  const { file, line, column, inside } = place;
  const title = rule === undefined ? code : `${code} ${rule}`;
  // A line of what is in an envelope is none of the file.
  const at = inside === undefined ? { line, col: column } : {};
  const properties = Object.entries({ file, ...at, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  return `::${COMMANDS[severity]} ${properties}::${data(`${message}\n${hint}`)}\n`;
};

/** Workflow commands of GitHub Actions, which shows them beside the lines of a pull request. */
export const github: Reporter = (checked) => checked.flatMap(({ findings }) => findings.map(command));

import { hash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Code, catalog } from '../../diagnostics/catalog.js';
import { type Place, type Severity, textOf } from '../../diagnostics/diagnostic.js';
import type { Entry } from '../../diagnostics/entry.js';
import type { Language } from '../../diagnostics/language.js';
import type { Checked, Finding } from './checked.js';
import type { Reporter } from './reporter.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const VERSION = '2.1.0';
/** Paths are seen from where the command ran. */
const BASE = '%SRCROOT%';
const INDENT = 2;

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** A text of the catalog that is not filled in; braces have a meaning of their own in SARIF. */
const template = (text: string): string => text.replace(/\{(\w+)\}/g, '<$1>');

const ruleOf = (code: Code, lang: Language): object => {
  const { severity }: Entry = catalog[code];
  const { message, hint } = textOf(code, lang);
  return {
    id: code,
    shortDescription: { text: template(message) },
    help: { text: template(hint) },
    defaultConfiguration: { level: LEVELS[severity] },
  };
};

/** Half a character of UTF-16 stands in no URI. */
const component = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

const artifact = (file: string): object =>
  isAbsolute(file)
    ? { uri: pathToFileURL(file).href }
    : {
        uri: file.split(/[/\\]/).map(component).join('/'),
        uriBaseId: BASE,
      };

const locationOf = ({ file, inside, line, column, path }: Place): object => {
  // A line of what is in an envelope is none of the file.
  const region =
    line === undefined || inside !== undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return {
    ...(file === undefined || file === ''
      ? {}
      : { physicalLocation: { artifactLocation: artifact(file), ...region } }),
    ...(path === undefined || path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
  };
};

/** Tells a finding from all others, and is the same when it is found again. */
const fingerprint = (
  { name }: Checked,
  { code, place, rule }: Finding,
  seen: Map<string, number>,
): string => {
  const { file, path, segment, component } = place;
  const key = JSON.stringify([name, code, rule, file, path, segment, component]);
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return hash('sha256', `${key} ${count}`, 'hex');
};

/** How the list of results stands in a report without any. */
const NO_RESULTS = '"results": []';
/** Where results stand in a report. */
const DEEP = ' '.repeat(4 * INDENT);

const resultText = (result: object): string =>
  DEEP + JSON.stringify(result, undefined, INDENT).replaceAll('\n', `\n${DEEP}`);

/** SARIF 2.1.0, as code scanning reads it: a result for each finding, a rule for each code. */
export const sarif: Reporter = function* (checked, { lang, version }) {
  const codes = [...new Set(checked.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
  const seen = new Map<string, number>();
  const resultOf = (one: Checked, finding: Finding): object => ({
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: LEVELS[finding.severity],
    message: { text: `${finding.message} ${finding.hint}` },
    locations: [locationOf(finding.place)],
    partialFingerprints: { 'finding/v1': fingerprint(one, finding, seen) },
    properties: { [one.kind]: one.name, ...(finding.rule === undefined ? {} : { rule: finding.rule }) },
  });
  const driver = { name: 'medcom-convert', version, rules: codes.map((code) => ruleOf(code, lang)) };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results: [] };
  const whole = JSON.stringify({ $schema: SCHEMA, version: VERSION, runs: [run] }, undefined, INDENT);
  // No text holds this, as quotation marks in texts are escaped.
  const [before, after] = whole.split(NO_RESULTS);
  yield `${before}"results": [`;
  let any = false;
  for (const one of checked)
    for (const finding of one.findings) {
      yield `${any ? ',' : ''}\n${resultText(resultOf(one, finding))}`;
      any = true;
    }
  yield `${any ? `\n${DEEP.slice(INDENT)}` : ''}]${after}\n`;
};

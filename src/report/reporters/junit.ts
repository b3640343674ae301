import { filled, type Language } from '../../diagnostics/language.js';
import { placeText } from '../text.js';
import { words as common } from '../words.js';
import { type Checked, type Finding, passed } from './checked.js';
import type { Reporter } from './reporter.js';
import { words } from './words.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in XML 1.0
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Surrogate}/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as XML may hold it, in attributes and between tags; what XML cannot say at all becomes a sign for that. */
const escaped = (text: string): string =>
  text.replace(NO_XML, '\ufffd').replace(/[&<>"\t\n\r]/g, (c) => ESCAPES[c] as string);

/** Line feeds of a text between tags are for people. */
const content = (lines: readonly string[]): string => lines.map(escaped).join('\n');

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const findingLines = (finding: Finding, lang: Language): string[] => {
  const { severity, code, message, hint, place, rule } = finding;
  return [
    `${common[lang][severity]} ${code} ${message}${rule === undefined ? '' : ` [${rule}]`}`,
    `  ${common[lang].at} ${placeText(place, lang)}`,
    `  ${hint}`,
  ];
};

const testCase = (one: Checked, lang: Language): string => {
  const lines = (finding: Finding): string[] => findingLines(finding, lang);
  const { kind, name, findings, notes, milliseconds } = one;
  const open = `    <testcase classname="${escaped(`medcom-convert ${kind}`)}" name="${escaped(name)}" time="${seconds(milliseconds)}"`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const others = findings.filter(({ severity }) => severity !== 'error').flatMap(lines);
  const aside = [...others, ...notes];
  const [first] = errors;
  const failure =
    first === undefined
      ? []
      : [
          `      <failure message="${escaped(errors.length === 1 ? first.message : filled(words[lang].findings, { n: errors.length }))}" type="${escaped(first.code)}">${content(errors.flatMap(lines))}</failure>`,
        ];
  const out = aside.length === 0 ? [] : [`      <system-out>${content(aside)}</system-out>`];
  const inner = [...failure, ...out];
  return inner.length === 0 ? `${open}/>` : [`${open}>`, ...inner, '    </testcase>'].join('\n');
};

/** JUnit's XML, as Jenkins, GitLab and Azure read it: a test case for each thing that was checked. */
export const junit: Reporter = (checked, { lang }) => {
  const failures = checked.filter((one) => !passed(one)).length;
  const time = seconds(checked.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const totals = `tests="${checked.length}" failures="${failures}" errors="0" time="${time}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="medcom-convert" ${totals}>`,
    `  <testsuite name="medcom-convert" ${totals}>`,
    ...checked.map((one) => testCase(one, lang)),
    '  </testsuite>',
    '</testsuites>',
  ].map((line) => `${line}\n`);
};

import { readFileSync } from 'node:fs';
import { Chalk } from 'chalk';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { catalog } from '../../src/diagnostics/catalog.js';
import { diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Checked, Finding } from '../../src/report/reporters/checked.js';
import { type ReporterName, reporters } from '../../src/report/reporters/index.js';
import { sarifLog } from '../support/sarif.js';

const report = (name: ReporterName, checked: readonly Checked[], lang: 'en' | 'da' = 'en'): string =>
  [...reporters[name](checked, { lang, colour: new Chalk({ level: 0 }), version: '1.2.3' })].join('');

const changed: Finding = {
  ...diagnostic(
    'REG010',
    { file: 'a b/expected/letter.json', line: 3, column: 7, path: 'Bundle.type' },
    { path: 'Bundle.type', before: '"x"', after: '"<&>"' },
    { rule: 'row X9' },
  ),
  difference: { path: 'Bundle.type', before: '"x"', after: '"<&>"', rows: 'X9' },
  cause: 'REG010 X9 Bundle.type',
};
const warning = diagnostic('MAP010', { file: 'b/letter.xml', line: 5, inside: 'VANSEnvelope' });
const samples: Checked[] = [
  { kind: 'scenario', name: 'a b', findings: [changed], notes: [], milliseconds: 1234 },
  { kind: 'scenario', name: 'b', findings: [warning], notes: ['1 note'], milliseconds: 5 },
  {
    kind: 'scenario',
    name: 'c',
    findings: [{ ...changed, place: { file: 'c' } }],
    notes: [],
    milliseconds: 0,
  },
  { kind: 'scenario', name: 'd', findings: [], notes: [], milliseconds: 0 },
];

test.each(Object.keys(reporters) as ReporterName[])('%s: what is told of many files is in pieces', (name) => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...(samples[1] as Checked), name: `letter-${i}` }));
  const pieces = reporters[name](many, { lang: 'en', colour: new Chalk({ level: 0 }), version: '1.2.3' });
  // A whole may be longer than a string can be.
  for (const piece of pieces) expect(piece.length).toBeLessThan(3000);
});

test('SARIF in pieces is indented like one', () => {
  const odd = { ...warning, message: 'a\u2028b\nc "results": []' };
  const whole = report('sarif', [...samples, { ...(samples[1] as Checked), findings: [odd] }]);
  expect(whole).toBe(`${JSON.stringify(JSON.parse(whole), undefined, 2)}\n`);
});

describe.each(Object.keys(reporters) as ReporterName[])('%s', (name) => {
  test('tells what was found', async () => {
    const ending = { text: 'txt', json: 'jsonl', junit: 'xml', sarif: 'sarif', github: 'txt' }[name];
    await expect(report(name, samples)).toMatchFileSnapshot(`expected/${name}.${ending}`);
  });

  test('tells of nothing', () => {
    expect(() => report(name, [])).not.toThrow();
  });
});

test('in Danish', () => {
  const text = report('text', samples, 'da');
  expect(text).toContain('fejlet a b (1 fund)');
  expect(text).toContain('i 2 scenarier');
  expect(text).toContain('4 scenarier: 2 ok, 2 fejlet');
});

/** Any text, with what formats have to escape. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...']]><&"\'%:,\r\n\t\0\x1b{}a',
      '::',
      '\ud800',
      '\ufffe',
      '<![CDATA[',
      '&amp;',
      '%0A',
      'æ',
      '😀',
    ),
  }),
);
const place = fc.record(
  { file: hostile, path: hostile, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) },
  { requiredKeys: ['file'] },
);
const finding = fc
  .tuple(
    place,
    hostile,
    hostile,
    hostile,
    fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
  )
  .map(
    ([at, before, after, rows, severity]): Finding => ({
      ...diagnostic('REG010', at, { path: before, before, after }, { rule: rows, severity }),
      difference: { path: before, before, after, rows },
      cause: before,
    }),
  );
const checked = fc.array(
  fc.record({
    kind: fc.constantFrom('scenario' as const, 'file' as const),
    name: hostile,
    findings: fc.array(finding, { maxLength: 4 }),
    notes: fc.array(hostile, { maxLength: 2 }),
    milliseconds: fc.nat(),
  }),
  { maxLength: 4 },
);

/** A text as XML can hold it. */
const inXml = (text: string): string =>
  [...text]
    .map((c) => {
      const code = c.codePointAt(0) as number;
      const control = (code < 32 && !'\t\n\r'.includes(c)) || (code > 126 && code < 160 && code !== 0x85);
      return control || (code >= 0xd800 && code < 0xe000) || code === 0xfffe || code === 0xffff
        ? '\ufffd'
        : c;
    })
    .join('');

describe('names and values of all kinds', () => {
  test('junit: come back from a parser', () => {
    fc.assert(
      fc.property(checked, (all) => {
        const names: string[] = [];
        const messages: string[] = [];
        const parser = new SaxesParser();
        parser.on('opentag', ({ name, attributes }) => {
          if (name === 'testcase') names.push(attributes.name as string);
          if (name === 'failure') messages.push(attributes.message as string);
        });
        parser.write(report('junit', all)).close();
        expect(names).toEqual(all.map((one) => inXml(one.name)));
        const errors = all.map(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
        expect(messages).toEqual(
          errors
            .filter(({ length }) => length > 0)
            .map((own) => (own.length === 1 ? inXml(own[0]?.message as string) : `${own.length} findings`)),
        );
      }),
    );
  });

  test('junit: is as its readers want it', async () => {
    const xsd = { fileName: 'junit.xsd', contents: readFileSync('test/support/junit.xsd', 'utf8') };
    const reports = [samples, ...fc.sample(checked, 30)].map((all) => report('junit', all));
    const { errors } = await validateXML({
      xml: reports.map((contents, i) => ({ fileName: `${i}.xml`, contents })),
      schema: [xsd],
    });
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
  });

  test('json: a line each, which says the same', () => {
    fc.assert(
      fc.property(checked, (all) => {
        const lines = report('json', all).trimEnd().split('\n');
        const values = lines.map((line) => JSON.parse(line));
        expect(values.pop()).toMatchObject({ kind: 'summary', checked: all.length });
        const told = all.map((one) => ({
          ...one,
          findings: one.findings.map(({ params, ...finding }) => finding),
        }));
        expect(values.map(({ status, ...rest }) => rest)).toEqual(JSON.parse(JSON.stringify(told)));
      }),
    );
  });

  test('sarif: is as the standard wants it; fingerprints are unique and stay', () => {
    fc.assert(
      fc.property(checked, (all) => {
        const log = sarifLog.parse(JSON.parse(report('sarif', all)));
        const results = log.runs.flatMap((run) => run.results);
        expect(results.length).toBe(all.flatMap(({ findings }) => findings).length);
        const prints = results.map((one) => one.partialFingerprints['finding/v1']);
        expect(new Set(prints).size).toBe(prints.length);
        const moved = all.map((one) => ({
          ...one,
          findings: one.findings.map((f) => ({ ...f, place: { ...f.place, line: 1 } })),
        }));
        const again = sarifLog.parse(JSON.parse(report('sarif', moved)));
        expect(again.runs[0]?.results.map((one) => one.partialFingerprints['finding/v1'])).toEqual(prints);
      }),
    );
  });

  test('sarif: each result has its rule, with the texts of the catalog', () => {
    const log = sarifLog.parse(JSON.parse(report('sarif', samples)));
    const [{ tool, results } = expect.fail()] = log.runs;
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(tool.driver.rules.find(({ id }) => id === 'MAP010')?.help.text).toBe(catalog.MAP010.hint);
  });

  test('github: a line each, whose parts come back', () => {
    const unescaped = (text: string): string =>
      text.replace(/%(0A|0D|3A|2C|25)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    fc.assert(
      fc.property(checked, (all) => {
        const findings = all.flatMap((one) => one.findings);
        const lines = report('github', all).split('\n').slice(0, -1);
        expect(lines.length).toBe(findings.length);
        for (const [i, line] of lines.entries()) {
          const [, command, properties = '', data = ''] = /^::(\w+) ([^:]*)::(.*)$/s.exec(line) ?? [];
          const own = findings[i] as Finding;
          expect(command).toBe({ error: 'error', warning: 'warning', info: 'notice' }[own.severity]);
          expect(unescaped(data)).toBe(`${own.message}\n${own.hint}`);
          const values = Object.fromEntries(
            properties.split(',').map((pair) => {
              const at = pair.indexOf('=');
              return [pair.slice(0, at), unescaped(pair.slice(at + 1))];
            }),
          );
          expect(values.file).toBe(own.place.file);
          expect(values.line).toBe(own.place.line === undefined ? undefined : String(own.place.line));
        }
      }),
    );
  });
});

import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLines, medcomConvert, type Ran } from '../support/cli.js';
import type { Json } from '../support/fhir.js';
import { files, folder, put } from '../support/folder.js';

/** Samples in a folder of the test, with the options they have. */
const scenarios = (...names: string[]): void => {
  for (const name of names) cpSync(`samples/${name}`, join(folder, name), { recursive: true });
  cpSync('samples/sor.csv', join(folder, 'sor.csv'));
  cpSync('samples/scenario.yaml', join(folder, 'scenario.yaml'));
};
const regress = (...args: string[]): Ran => medcomConvert(['regress', folder, ...args]);
/** The first scenario as JSON. */
const first = (...args: string[]): Json => jsonLines(regress('--json', ...args).stdout)[0];
const change = (name: string, edit: (text: string) => string): void => {
  const path = join(folder, name);
  const before = readFileSync(path, 'latin1');
  const after = edit(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after, 'latin1');
};
const codes = (checked: Json): string[] => checked.findings.map(({ code }: Json) => code);

describe('regress', () => {
  test('scenarios that give what they expect; layout and the order of members of JSON do not count', () => {
    scenarios('plain', 'reply', 'edifact-letter');
    change('plain/expected/letter.json', (text) => {
      const { resourceType, ...rest } = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
      return Buffer.from(JSON.stringify({ ...rest, resourceType })).toString('latin1');
    });
    change('reply/expected/message.xml', (text) => text.replaceAll('\n', '\r\n    '));
    const { code, stdout, stderr } = regress();
    expect(stdout).toBe(
      `${['edifact-letter', 'plain', 'reply'].map((name) => `ok     ${folder}/${name}\n`).join('')}3 scenarios: 3 ok, 0 failed\n`,
    );
    expect([code, stderr]).toEqual([0, '']);
  });

  test('a changed value, with its path, its place and the row; personal data only if asked for', () => {
    scenarios('plain');
    change('plain/expected/letter.json', (text) => text.replace('"family": "', '"family": "Zz'));
    const { code, stdout } = regress();
    expect(code).toBe(1);
    expect(stdout).toContain('REG010 [row X47]');
    expect(stdout).toMatch(
      /letter\.json:85:23 Bundle\.entry\[1\]\.resource\.name\[0\]\.family\n {4}- \(7 characters\)\n/,
    );
    expect(stdout).not.toContain('Zz');
    expect(regress('--show-values').stdout).toContain('- "Zz');
  });

  test('what was added to and taken from lists does not make all that follows differ', () => {
    scenarios('plain');
    let last = 0;
    change('plain/expected/letter.json', (text) => {
      const bundle = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
      bundle.entry.splice(2, 1);
      last = bundle.entry.length - 1;
      for (const at of [0, -1]) bundle.entry.at(at).resource.meta.profile.push('https://example.org/more');
      return Buffer.from(JSON.stringify(bundle)).toString('latin1');
    });
    const { findings } = first();
    expect(findings.map(({ code, place }: Json) => `${code} ${place.path}`)).toEqual([
      'REG011 Bundle.entry[0].resource.meta.profile[1]',
      'REG012 Bundle.entry[2]',
      `REG011 Bundle.entry[${last}].resource.meta.profile[1]`,
    ]);
  });

  test('order counts in XML', () => {
    scenarios('reply');
    change('reply/expected/message.xml', (text) =>
      text.replace(/(<VersionCode>.*<\/VersionCode>)(\s*)(<StatisticalCode>.*<\/StatisticalCode>)/, '$3$2$1'),
    );
    expect(codes(first())).toEqual(['REG013']);
  });

  test('EDIFACT is compared component by component, however it is cut into lines', () => {
    put('one/input/letter.xml', readFileSync('samples/plain/input/letter.xml'));
    put('one/scenario.yaml', 'to: edifact\n');
    expect(regress('--update').code).toBe(0);
    change('one/expected/letter.edi', (text) => text.replaceAll("'", "'\n"));
    expect(regress().code).toBe(0);
    change('one/expected/letter.edi', (text) => text.replace('BGM+EPI', 'BGM+XXX'));
    const { findings } = first();
    expect(findings[0].place).toMatchObject({ path: '2:BGM.1.1' });
    expect(findings.length).toBe(1);
  });

  test('FHIR in XML has the paths of FHIR', () => {
    put('one/input/letter.xml', readFileSync('samples/plain/input/letter.xml'));
    put('one/scenario.yaml', 'fhir-format: xml\nsor-missing: warn\n');
    expect(regress('--update').code).toBe(0);
    change('one/expected/letter.xml', (text) =>
      text
        .replace('<status value="generated"', '<status value="extensions"')
        .replace('<b>', '<i>')
        .replace('</b>', '</i>'),
    );
    const { findings } = first();
    expect(findings.map(({ place, rule }: Json) => `${place.path} ${rule}`)).toContain(
      'Bundle.entry[1].resource.text.status row X112',
    );
    expect(findings.length).toBe(2);
  });

  test('a message in its envelope is compared as without one', () => {
    scenarios('envelope-attachment');
    change('envelope-attachment/expected/letter.vans.xml', (text) =>
      text.replace(/(<(?:\w+:)?Data>)([^<]*)</, (_, tag: string, data: string) => {
        const inner = Buffer.from(data, 'base64').toString('utf8').replace('"family": "', '"family": "Zz');
        return `${tag}${Buffer.from(inner).toString('base64')}<`;
      }),
    );
    expect(first().findings.map(({ place }: Json) => place.path)).toEqual([
      'Bundle.entry[1].resource.name[0].family',
    ]);
  });

  test('generated ids may have other values, each the same everywhere', () => {
    scenarios('plain', 'reply-with-attachment', 'envelope-attachment');
    change('scenario.yaml', (text) => `${text}ids: random\n`);
    const { code, stdout } = regress();
    expect(stdout).toMatch(/plain\n {2}11 generated ids have other values than expected/);
    expect(stdout).toMatch(/reply-with-attachment\n {2}4 generated ids/);
    expect(code).toBe(0);
  });

  test.each(['derived', 'random'])('ids that stand for each other crosswise are a difference, %s', (ids) => {
    scenarios('plain');
    change('scenario.yaml', (text) => `${text}ids: ${ids}\n`);
    change('plain/expected/letter.json', (text) => {
      const bundle = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
      const { resource } = bundle.entry[0];
      const [{ receiver }] = resource.destination;
      [resource.sender.reference, receiver.reference] = [receiver.reference, resource.sender.reference];
      return Buffer.from(JSON.stringify(bundle, undefined, 2)).toString('latin1');
    });
    const { findings } = first();
    expect(findings.map(({ place }: Json) => place.path).sort()).toEqual([
      'Bundle.entry[0].resource.destination[0].receiver.reference',
      'Bundle.entry[0].resource.sender.reference',
    ]);
    expect(new Set(codes({ findings }))).toEqual(new Set([ids === 'random' ? 'REG014' : 'REG010']));
  });

  test('an id that came with the message is no generated one', () => {
    scenarios('replacement-cpr-national', 'inpatient');
    const input = readFileSync(join(folder, 'inpatient/input/letter.xml'), 'latin1');
    const given = /<EpisodeOfCareIdentifier>([0-9a-f]{32})</.exec(input)?.[1] as string;
    const uuid = given.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
    change('inpatient/expected/letter.json', (text) =>
      text.replaceAll(uuid, '00000000-0000-4000-8000-000000000000'),
    );
    expect(codes(first())).toContain('REG010');
  });

  test('results that are missing, and results that nobody expects', () => {
    scenarios('plain');
    rmSync(join(folder, 'plain/expected/letter.trace.json'));
    put('plain/expected/old.json', '{}');
    const { findings } = first();
    expect(findings.map(({ code, place }: Json) => [code, place.file])).toEqual([
      ['REG020', `${folder}/plain/expected/old.json`],
      ['REG021', `${folder}/plain/expected/letter.trace.json`],
    ]);
  });

  test('of an input that fails the errors come first, then the results that are missing because of them', () => {
    scenarios('plain');
    change('plain/input/letter.xml', (text) => text.replace('Testby', 'Test & by'));
    const { findings } = first();
    expect(findings.map(({ code, place }: Json) => [code, place.file.replace(`${folder}/`, '')])).toEqual([
      ['REG031', 'plain/input/letter.xml'],
      ['REG020', 'plain/expected/letter.json'],
      ['REG020', 'plain/expected/letter.trace.json'],
    ]);
    expect(findings[0].message).toContain('OIO001');
  });

  test('an expected result that cannot be read', () => {
    scenarios('plain');
    put('plain/expected/letter.json', '{"resourceType":');
    expect(codes(first())).toEqual(['REG023']);
  });

  test('what the conversion tells is expected, code and place', () => {
    scenarios('no-text');
    change('no-text/expected/diagnostics.yaml', (text) =>
      text.replace('at: letter.xml:5:7', 'at: letter.xml:6:7').replace('MAP011', 'MAP010'),
    );
    const { findings } = first();
    expect(findings.map(({ code, place }: Json) => [code, place.file, place.line])).toEqual([
      ['REG030', `${folder}/no-text/expected/diagnostics.yaml`, undefined],
      ['REG030', `${folder}/no-text/expected/diagnostics.yaml`, undefined],
      ['REG031', `${folder}/no-text/input/letter.xml`, 5],
      ['REG031', `${folder}/no-text/input/letter.xml`, 10],
    ]);
  });

  test('a failure may be expected', () => {
    put('bad/input/letter.xml', '<Emessage');
    expect(first()).toMatchObject({ status: 'failed', findings: [{ code: 'REG022' }] });
    const { code, stdout } = regress('--update');
    expect(stdout).toContain('written: diagnostics.yaml');
    expect(stdout).toContain('the scenario expects errors now: OIO');
    expect(code).toBe(0);
    expect(regress().code).toBe(0);
    writeFileSync(join(folder, 'bad/input/letter.xml'), readFileSync('samples/plain/input/letter.xml'));
    expect(codes(first('--sor', 'samples/sor.csv'))).toEqual(['REG021', 'REG030']);
  });

  test('--update writes what differs and nothing else; nothing is written without it', () => {
    scenarios('plain', 'reply');
    change('plain/expected/letter.json', (text) => text.replace('"family": "', '"family": "Zz'));
    change('reply/expected/message.xml', (text) => text.replaceAll('\n', '\r\n'));
    put('plain/expected/old.json', '{}');
    const before = readFileSync(join(folder, 'reply/expected/message.xml'));
    expect(regress().code).toBe(1);
    expect(existsSync(join(folder, 'plain/expected/old.json'))).toBe(true);
    const { code, stdout } = regress('--update');
    expect(stdout).toContain('plain\n  written: letter.json\n  removed: old.json\n');
    expect(code).toBe(0);
    for (const name of readdirSync('samples/plain/expected'))
      expect(readFileSync(join(folder, 'plain/expected', name))).toEqual(
        readFileSync(join('samples/plain/expected', name)),
      );
    expect(files(join(folder, 'plain/expected'))).toEqual(['letter.json', 'letter.trace.json']);
    expect(readFileSync(join(folder, 'reply/expected/message.xml'))).toEqual(before);
  });

  test('tables of a site: the same change in many scenarios is told once', () => {
    scenarios('plain', 'deceased', 'inpatient', 'link', 'no-subject');
    put(
      'site/xdis91-to-carecommunication/rows.yaml',
      '- id: X57\n  name: Category\n  to: Communication.category.coding.code\n  how: constant\n  value: nursing\n',
    );
    const { code, stdout } = regress('--mappings', join(folder, 'site'));
    expect(code).toBe(1);
    expect(stdout.match(/row X57\] in 5 scenarios/g)?.length).toBe(2);
    expect(stdout).toContain('    - "other"\n    + "nursing"\n');
    expect(stdout).toContain(`the same in ${folder}/no-subject, ${folder}/plain`);
  });

  test('the usual target is the other side', () => {
    put('a/input/message.json', readFileSync('samples/reply/input/message.json'));
    put('b/input/letter.xml', readFileSync('samples/plain/input/letter.xml'));
    regress('--update', '--sor', 'samples/sor.csv');
    expect(files(join(folder, 'a/expected'))).toEqual(['message.xml']);
    expect(files(join(folder, 'b/expected'))).toEqual(['letter.json']);
  });
});

describe('regress, wrong usage', () => {
  test.each([
    ['incomplete: perhaps\n', 'REG002', ':1:13'],
    ['to: fhir\nincomplet: true\n', 'REG002', ''],
    ['to: [fhir\n', 'REG001', ''],
  ])('options that cannot be understood: %j', (text, code, place) => {
    scenarios('plain', 'reply');
    put('plain/scenario.yaml', text);
    const ran = regress('--update');
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain(code);
    expect(ran.stderr).toContain(`${folder}/plain/scenario.yaml${place}`);
  });

  test('a folder without scenarios, or that is not there', () => {
    expect(regress()).toMatchObject({ code: 2, stderr: expect.stringContaining('REG003') });
    expect(medcomConvert(['regress', join(folder, 'none')]).code).toBe(2);
  });

  test('reporters that are not there, or two for one place', () => {
    scenarios('plain');
    expect(regress('--reporter', 'html')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('text, json, junit, sarif, github'),
    });
    expect(regress('--reporter', 'constructor').code).toBe(2);
    expect(regress('--reporter', 'json', '--reporter', 'sarif').code).toBe(2);
  });

  test('reports go where they are wanted', () => {
    scenarios('plain');
    const [junit, sarif] = [join(folder, 'reports/junit.xml'), join(folder, 'reports/scan.sarif')];
    const { stdout, code } = regress(
      '--reporter',
      'text',
      '--reporter',
      `junit=${junit}`,
      '--reporter',
      `sarif=${sarif}`,
    );
    expect(stdout).toContain('1 scenario: 1 ok, 0 failed');
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites name="medcom-convert" tests="1" failures="0"');
    expect(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results).toEqual([]);
    expect(code).toBe(0);
  });
});

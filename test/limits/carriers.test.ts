import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { folder, put } from '../support/folder.js';

const putLetterAndBinaries = (count: number): void => {
  put('letter.xml', readFileSync('samples/attachment/input/letter.xml'));
  const binary = readFileSync('samples/attachment/input/attachment.xml', 'utf8').replace(
    'minuspos',
    'pluspos',
  );
  for (let i = 1; i <= count; i++)
    put(`object-${i}.xml`, binary.replaceAll('2603030002', `260303000${i + 2}`));
};

test.each(['explain', 'roundtrip'])(
  '%s looks at some binary letters that carry one file, and tells of the others',
  (command) => {
    putLetterAndBinaries(5);
    const run = (...limit: string[]) =>
      medcomConvert([command, folder, '--sor', 'samples/sor.csv', ...limit]);
    expect(run().stderr).not.toContain('LIM012');
    const { code, stderr } = run('--limit', 'carriers=2');
    expect(code).toBe(1);
    const told = stderr.split('\n').filter((line) => line.includes('LIM012'));
    expect(told.length).toBe(3);
    for (const number of [3, 4, 5]) expect(stderr).toContain(`object-${number}.xml`);
  },
);

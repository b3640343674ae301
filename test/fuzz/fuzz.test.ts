import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { random } from '../support/random.js';
import { nextInput } from './inputs.js';
import { minimised } from './minimise.js';
import { targetsOf } from './targets.js';

const CORPUS = join(import.meta.dirname, 'corpus');
const RUNS = 60;
const targets = Object.entries(targetsOf(library));

describe('what fuzzing found once stays mended', () => {
  const found = targets.flatMap(([name, target]) => {
    const folder = join(CORPUS, name);
    const names = readdirSync(CORPUS).includes(name) ? readdirSync(folder) : [];
    return names.map((file) => ({
      name: `${name}/${file}`,
      bytes: readFileSync(join(folder, file)),
      target,
    }));
  });
  test.each(found)('$name', ({ bytes, target }) => {
    expect(() => target.run(bytes)).not.toThrow();
  });
});

test.each(targets)('%s: samples and changed inputs', (name, target) => {
  expect(target.samples.length).toBeGreaterThan(0);
  for (const sample of target.samples) expect(() => target.run(sample)).not.toThrow();
  const next = random(1);
  for (let i = 0; i < RUNS; i++) {
    const bytes = nextInput(name, target, next);
    expect(() => target.run(bytes), bytes.toString('latin1')).not.toThrow();
  }
});

test('an input is made as small as still shows its fault', () => {
  const shows = (bytes: Buffer): boolean => bytes.includes('<b') && bytes.includes('c>');
  expect(minimised(Buffer.from('aaaaa<baaaaaaaaaac>aaaaaaa'), shows).toString()).toBe('<bc>');
});

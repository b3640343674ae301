import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Instructions of the Dockerfile, with what follows them. */
const instructions = readFileSync('Dockerfile', 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.split(/\s+/).slice(1) }));

const copied = instructions.filter(({ name }) => name === 'COPY');
const ignored = readFileSync('.dockerignore', 'utf8').split('\n');

describe('the image', () => {
  test('is made of instructions that there are, and runs as nobody in particular', () => {
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'ENTRYPOINT', 'CMD'];
    for (const { name } of instructions) expect(known).toContain(name);
    expect(instructions.findLast(({ name }) => name === 'USER')?.rest).toEqual(['node']);
    for (const { name, rest } of instructions)
      if (name === 'ENTRYPOINT' || name === 'CMD')
        expect(JSON.parse(rest.join(' '))).toEqual([expect.any(String)]);
  });

  test.each(copied.filter(({ rest }) => !rest[0]?.startsWith('--')))(
    'is given what is there: COPY $rest',
    ({ rest }) => {
      for (const path of rest.slice(0, -1)) {
        expect(existsSync(path)).toBe(true);
        expect(ignored).toContain(`!${path}`);
      }
    },
  );

  test('takes from its first stage only what was put or made there', () => {
    const made = ['dist', 'node_modules'];
    const there = [
      ...made,
      ...copied.filter(({ rest }) => !rest[0]?.startsWith('--')).flatMap(({ rest }) => rest),
    ];
    const taken = copied.filter(({ rest }) => rest[0] === '--from=build').map(({ rest }) => rest[1] ?? '');
    expect(taken.length).toBeGreaterThan(0);
    for (const path of taken) expect(there).toContain(path.replace('/build/', ''));
  });
});

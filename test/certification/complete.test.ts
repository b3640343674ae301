import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { descriptive, IN_FORCE, sections } from './steps.js';

const FOLDER = 'test/certification';

describe('the certification suite', () => {
  const steps = sections.flatMap((section) => Object.keys(section.steps));

  test('has all steps of the protocol that are in force, each once', () => {
    expect(steps.length).toBe(IN_FORCE);
    expect(new Set(steps).size).toBe(IN_FORCE);
    expect(sections.map((section) => [section.number, Object.keys(section.steps).length])).toEqual([
      ['3.2.1', 6],
      ['3.2.2', 13],
      ['3.2.3', 17],
      ['3.2.4', 9],
      ['3.2.5', 3],
      ['3.2.6', 11],
      ['3.2.7', 9],
      ['3.2.8', 20],
      ['3.2.9', 22],
      ['3.2.10', 30],
      ['3.2.11', 27],
      ['3.3.1', 10],
      ['3.3.2', 5],
      ['3.3.3', 1],
    ]);
    for (const step of descriptive) expect(steps).toContain(step);
    for (const removed of ['3.2.8.18', '3.2.8.19']) expect(steps).not.toContain(removed);
  });

  test('has a file of checks for each section', () => {
    for (const { number } of sections) {
      const file = `${FOLDER}/${number}.test.ts`;
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, 'utf8')).toMatch(
        new RegExp(`^section\\(\\s*'${number.replaceAll('.', '\\.')}',`, 'm'),
      );
    }
  });

  test('compares with every file of what is expected', () => {
    const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'))
      .join('\n');
    const unused = readdirSync(`${FOLDER}/expected`).filter(
      (name) => !sources.includes(name.replace(/(\.xbin01)?\.(json|txt)$/, '')),
    );
    expect(unused).toEqual([]);
  });
});

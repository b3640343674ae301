import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { progress } from '../../src/cli/progress.js';

let written = '';
const terminal = process.stderr.isTTY;

beforeEach(() => {
  written = '';
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  process.stderr.isTTY = true;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.stderr.isTTY = terminal;
});

/** What the bar says, beside the bar itself: the latest of it, as it is drawn a few times a second. */
const shown = (): string | undefined => {
  vi.advanceTimersByTime(200);
  return written.match(/\d+\/\d+ {2}.*? (left|tilbage)/g)?.at(-1);
};

/** Does steps for some seconds. */
const work = (bar: { step(steps: number): void }, seconds: number, steps: number): void => {
  for (let i = 0; i < seconds; i++) {
    vi.advanceTimersByTime(1000);
    bar.step(steps);
  }
};

describe('the bar of a batch', () => {
  test('tells how many files a second there are of late, and how much time is left', () => {
    const bar = progress(10_000, 'en');
    work(bar, 10, 10);
    expect(shown()).toBe('100/10000  10/s  16m30s left');
    work(bar, 10, 40);
    expect(shown()).toBe('500/10000  40/s  3m58s left');
    work(bar, 60, 1);
    expect(shown()).toBe('560/10000  1/s  2h37m left');
    work(bar, 10, 900);
    expect(shown()).toBe('9560/10000  900/s  1s left');
    bar.stop();
  });

  test('does not guess as long as nothing is done', () => {
    const bar = progress(100, 'da');
    expect(shown()).toBe('0/100  -/s  - tilbage');
    // Files are searched for binary letters first.
    work(bar, 3, 0);
    expect(shown()).toBe('0/100  -/s  - tilbage');
    bar.stop();
  });

  test('makes room for lines, and comes again', () => {
    const bar = progress(100, 'en');
    work(bar, 2, 5);
    written = '';
    bar.around(() => process.stderr.write('a line\n'));
    expect(written.indexOf('\r\x1b[2K')).toBe(0);
    expect(written.split('a line\n')[1]).toContain('10/100');
    bar.stop();
  });

  test.each([
    ['few files', 19, true],
    ['no terminal', 1000, false],
  ])('is not there for %s', (_, files, isTTY) => {
    process.stderr.isTTY = isTTY;
    const bar = progress(files, 'en');
    work(bar, 2, 5);
    bar.around(() => process.stderr.write('a line\n'));
    bar.stop();
    expect(written).toBe('a line\n');
  });
});

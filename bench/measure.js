/** Measures by turns, so that all that is compared sees the same machine. */

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Milliseconds of one time. */
export const timed = (work, times) => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) work();
  return Number(process.hrtime.bigint() - start) / 1e6 / times;
};

/** What a quarter of the turns is faster than: turns that others disturb do not count, those that collect garbage do. */
const lowerQuartile = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 4)];

/** Milliseconds that works take, which take turns. */
export const byTurns = (works, rounds, batch) => {
  const times = works.map(() => []);
  for (let i = 0; i < rounds; i++) for (const [j, work] of works.entries()) times[j].push(timed(work, batch));
  return times.map(lowerQuartile);
};

/** A table of Markdown. */
export const markdown = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/**
 * Measures all pairs of formats: messages per second, the ratio to the floor (floors.js), and the peak memory of a process that
 * does nothing else; then whole commands beside what users would take instead (peers). See README.md.
 *
 *   npm run bench              tables in Markdown
 *   npm run bench -- --json    one JSON object a line
 */
import { timesOf } from './case.js';
import { markdown } from './measure.js';
import { peakMemory } from './memory.js';
import { cases } from './pairs.js';
import { medcom } from './peers/medcom.js';
import { xslt } from './peers/xslt.js';

const json = process.argv.includes('--json');
const three = (number) => (number < 100 ? Number(number.toPrecision(3)) : Math.round(number));

const measured = cases.map((one) => {
  const [own, floor, other] = timesOf(one);
  const row = {
    pair: one.pair,
    message: one.size,
    milliseconds: three(own),
    messagesPerSecond: three(1000 / own),
    floorRatio: Number((own / floor).toFixed(2)),
    splittingRatio: other === undefined ? undefined : Number((own / other).toFixed(2)),
    peakMemoryMb: Math.round(peakMemory(one)),
  };
  if (json) console.log(JSON.stringify(row));
  else process.stderr.write(`${row.pair}, ${row.message}: ${row.floorRatio}\n`);
  return row;
});

const peers = [xslt(), medcom()];

if (json) for (const found of peers.flat()) console.log(JSON.stringify(found));
else {
  const rows = measured.map((row) => [
    row.pair,
    `\`${row.message}\``,
    row.messagesPerSecond,
    row.floorRatio,
    row.splittingRatio ?? '',
    `${row.peakMemoryMb} MB`,
  ]);
  const heads = [
    'pair',
    'message',
    'messages per second',
    'ratio to the floor',
    'to splitting',
    'peak memory',
  ];
  console.log(`${markdown(heads, rows)}\n`);
  const found = peers.filter((one) => typeof one !== 'string').flat();
  if (found.length > 0) console.log(`${markdown(['whole command', 'letters per second'], found)}\n`);
  for (const one of peers) if (typeof one === 'string') console.log(one);
}

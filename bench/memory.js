/** Peak memory of a process that does nothing else: makes the message of a case and converts it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cases } from './pairs.js';

const own = fileURLToPath(import.meta.url);
/** So many conversions at most; memory does not grow with more. */
const MOST = 50;

/** Peak memory of this process in MB. Linux counts that of its parent into maxRSS. */
const peak = () => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
};

/** Peak memory in MB of a process that converts one case. */
export const peakMemory = (one) =>
  Number(execFileSync(process.execPath, [own, String(cases.indexOf(one))], { encoding: 'utf8' }));

if (process.argv[1] === own) {
  const { documents, batch, convert } = cases[Number(process.argv[2])];
  const made = documents();
  for (let i = 0; i < Math.min(batch, MOST); i++) convert(made);
  process.stdout.write(String(peak()));
}

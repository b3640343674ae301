/** Gives inputs to one target until it is stopped; started by run.ts, which watches it. */
import { writeFileSync } from 'node:fs';
import { random } from '../support/random.js';
import { nextInput } from './inputs.js';
import { minimised } from './minimise.js';
import { Finding, type Library, targetsOf } from './targets.js';

const [name = '', seed = '', seconds = '', current = ''] = process.argv.slice(2);

/** Beyond this many milliseconds, and this many for each kilobyte, an input takes too long. */
const FLOOR = 400;
const PER_KILOBYTE = 15;
/** Whoever watches is told after so many inputs. */
const TOGETHER = 25;
/** What takes long is made smaller less patiently. */
const FEW_TRIES = 50;

const library = (await import(new URL('../../dist/index.js', import.meta.url).href)) as Library;
const target = targetsOf(library)[name];
if (target === undefined) throw new Error(`no target is named ${name}`);

/** What is wrong with an input, in words that are the same for the same fault; undefined if nothing is. */
const faultOf = (bytes: Buffer): string | undefined => {
  const begun = process.cpuUsage().user;
  try {
    target.run(bytes);
  } catch (error) {
    const { name: kind, message, stack = '' } = error as Error;
    const [place = ''] = error instanceof Finding ? [] : (/\/dist\/(?!client)[\w/.-]+:\d+/.exec(stack) ?? []);
    return `${kind === 'Error' ? '' : `${kind} `}${message.slice(0, 200)}${place === '' ? '' : ` (${place})`}`;
  }
  const milliseconds = (process.cpuUsage().user - begun) / 1000;
  return milliseconds > FLOOR + (PER_KILOBYTE * bytes.length) / 1000
    ? 'it takes too long for its size'
    : undefined;
};

const next = random(Number(seed));
const known = new Set<string>();
const end = Date.now() + Number(seconds) * 1000;
let executions = 0;
for (const sample of target.samples) target.run(sample);
while (Date.now() < end) {
  for (let i = 0; i < TOGETHER && Date.now() < end; i++) {
    const bytes = nextInput(name, target, next);
    // Found by whoever watches if this process hangs or crashes.
    writeFileSync(current, bytes);
    executions++;
    const fault = faultOf(bytes);
    if (fault === undefined || known.has(fault)) continue;
    known.add(fault);
    const shows = (one: Buffer): boolean => {
      process.send?.({ executions });
      return faultOf(one) === fault;
    };
    const least = minimised(bytes, shows, fault.startsWith('it takes') ? FEW_TRIES : undefined);
    process.send?.({ fault, bytes: least.toString('base64') });
  }
  process.send?.({ executions });
}
process.send?.({ executions }, () => process.exit(0));

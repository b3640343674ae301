/** Gives inputs to one target until it is stopped; started by run.ts, which watches it. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { random } from '../support/random.js';
import { nextInput } from './inputs.js';
import { minimised } from './minimise.js';
import { Finding, type Library, targetsOf } from './targets.js';

const [name = '', seed = '', seconds = '', current = '', guided = ''] = process.argv.slice(2);

/** Beyond this many milliseconds, and this many for each kilobyte, an input takes too long. */
const FLOOR = 400;
const PER_KILOBYTE = 15;
/** So many inputs are tried before it is looked what they reached. */
const TOGETHER = 25;
const POOL = 2000;
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

/** Counts the blocks of this program that were reached. */
class Coverage {
  private readonly session = new Session();
  private readonly seen = new Set<string>();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  get size(): number {
    return this.seen.size;
  }

  /** Number of blocks that were reached for the first time since it was asked before. */
  fresh(): number {
    const before = this.seen.size;
    this.session.post('Profiler.takePreciseCoverage', (error, found) => {
      if (error !== null) return;
      for (const { url, functions } of found.result) {
        if (!url.includes('/dist/')) continue;
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count } of ranges)
            if (count > 0) this.seen.add(`${url} ${startOffset} ${endOffset}`);
      }
    });
    return this.seen.size - before;
  }
}

const next = random(Number(seed));
const pool: Buffer[] = [...target.samples];
const known = new Set<string>();
const coverage = guided === '' ? undefined : new Coverage();
const end = Date.now() + Number(seconds) * 1000;
let executions = 0;
for (const sample of target.samples) target.run(sample);
coverage?.fresh();
while (Date.now() < end) {
  const tried: Buffer[] = [];
  for (let i = 0; i < TOGETHER && Date.now() < end; i++) {
    const bytes = nextInput(name, target, pool, next);
    tried.push(bytes);
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
  if (guided === 'guide' && coverage !== undefined && coverage.fresh() > 0 && pool.length < POOL)
    pool.push(...tried);
}
coverage?.fresh();
process.send?.({ executions, blocks: coverage?.size }, () => process.exit(0));

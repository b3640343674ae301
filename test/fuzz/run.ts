/**
 * Fuzzes: gives changed and generated inputs to each target, in a process of its own, and keeps what shows a fault, made as small as can be.
 *
 *   npm run fuzz                            all targets, ten minutes together
 *   npm run fuzz -- --minutes 1 --seed 7 --target edifact
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const NAMES = ['oioxml', 'base64', 'edifact', 'fhir-json', 'fhir-xml', 'envelope', 'directory'];
/** A process that says nothing for so long hangs, in milliseconds. */
const PATIENCE = 30_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string', multiple: true, default: NAMES },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
const CORPUS = join(import.meta.dirname, 'corpus');
let findings = 0;

const keep = (name: string, fault: string, bytes: Buffer): void => {
  const own = join(CORPUS, name);
  mkdirSync(own, { recursive: true });
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  writeFileSync(join(own, hash), bytes);
  findings++;
  console.log(`finding: ${name}/${hash} (${bytes.length} bytes): ${fault}`);
};

/** What a worker says. */
interface Said {
  fault?: string;
  bytes?: string;
  executions?: number;
}

const fuzz = (name: string, seconds: number): Promise<void> =>
  new Promise((done) => {
    const current = join(folder, name);
    const worker = fork(
      join(import.meta.dirname, '../../node_modules/vite-node/vite-node.mjs'),
      [join(import.meta.dirname, 'worker.ts'), name, values.seed, String(seconds), current],
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    );
    let said: Said = {};
    let errors = '';
    let hung = false;
    const watch = (): NodeJS.Timeout =>
      setTimeout(() => {
        hung = true;
        worker.kill('SIGKILL');
      }, PATIENCE);
    let timer = watch();
    worker.stderr?.on('data', (chunk) => {
      errors = `${errors}${chunk}`.slice(-2000);
    });
    worker.on('message', (one: Said) => {
      clearTimeout(timer);
      timer = watch();
      if (one.fault !== undefined) keep(name, one.fault, Buffer.from(one.bytes ?? '', 'base64'));
      else said = one;
    });
    worker.on('exit', (code) => {
      clearTimeout(timer);
      if (hung) keep(name, 'it hangs', readFileSync(current));
      else if (code !== 0 && existsSync(current))
        keep(name, `the process ends with ${code}: ${errors}`, readFileSync(current));
      else if (code !== 0) throw new Error(errors);
      console.log(`${name}: ${said.executions ?? 0} inputs in ${Math.round(seconds)} s`);
      done();
    });
  });

console.log(`seed ${values.seed}`);
for (const name of values.target) await fuzz(name, (Number(values.minutes) * 60) / values.target.length);
rmSync(folder, { recursive: true });
console.log(`${findings} findings`);
process.exitCode = findings > 0 ? 1 : 0;

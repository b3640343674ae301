// Kills the process before its n-th step that changes files or the store, n from the environment: node --import this.
// A piece that would be written is half written then.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const at = Number(process.env.KILL_AT);
let steps = 0;

/** Replaces a function of an object by one that counts, and ends everything when it is its turn. */
const watch = (object, name, last = () => undefined) => {
  const original = object[name];
  object[name] = function (...args) {
    if (++steps === at) {
      last(...args);
      process.kill(process.pid, 'SIGKILL');
    }
    return original.apply(this, args);
  };
};

const { writeSync } = fs;
for (const name of ['openSync', 'closeSync', 'fsyncSync', 'mkdirSync', 'renameSync', 'rmSync', 'unlinkSync'])
  watch(fs, name);
watch(fs, 'writeSync', (handle, piece, from = 0) => {
  if (handle > 2) writeSync(handle, piece, from, Math.floor((piece.length - from) / 2));
});
syncBuiltinESMExports();

const require = createRequire(import.meta.url);
const Libsql = require('libsql');
const statement = Object.getPrototypeOf(new Libsql(':memory:').prepare('SELECT 1'));
watch(Libsql.prototype, 'exec');
watch(statement, 'run');
if (/^postgres/.test(process.argv[process.argv.indexOf('--store') + 1] ?? ''))
  watch(require('pg').Client.prototype, 'query');

// How many steps there were, for the test.
process.on('exit', () => fs.writeSync(1, `steps ${steps}\n`));

/** Converts all samples and shows what happened: `npm run demo`. */
import { spawnSync } from 'node:child_process';

const medcomConvert = (...args) =>
  spawnSync(process.execPath, ['bin/medcom-convert.js', ...args], { stdio: 'inherit' }).status ?? 1;

const sor = ['--sor', 'samples/sor.csv'];
console.log('Converting every sample (samples/README.md tells what each shows):\n');
const status = medcomConvert(
  'convert',
  'samples/*/input/*.xml',
  '--to',
  'fhir',
  ...sor,
  '--incomplete',
  '--trace',
  '--out',
  'out/demo',
);
console.log('\nWhat became of each element of one of them, and what made the other values of the result:\n');
medcomConvert('explain', 'samples/high-priority/input/letter.xml', ...sor);
console.log(
  '\nThe messages, each with its trace, are in out/demo. To see personal data in explanations: --show-values',
);
process.exitCode = status;

/** Converts all samples to other formats and shows what happened: `npm run demo`. */
import { spawnSync } from 'node:child_process';

const medcomConvert = (...args) =>
  spawnSync(process.execPath, ['bin/medcom-convert.js', ...args], { stdio: 'inherit' }).status ?? 1;

const sor = ['--sor', 'samples/sor.csv'];
console.log('Converting every letter among the samples to FHIR (samples/README.md tells what each shows):\n');
const toFhir = medcomConvert(
  'convert',
  'samples/*/input/{letter,attachment}*.{xml,edi}',
  '--to',
  'fhir',
  ...sor,
  '--incomplete',
  '--trace',
  '--out',
  'out/demo',
);
console.log('\nConverting every CareCommunication among them to OIOXML:\n');
const toOioxml = medcomConvert(
  'convert',
  'samples/*/input/message.*',
  '--to',
  'oioxml',
  ...sor,
  '--trace',
  '--out',
  'out/demo',
);
console.log('\nConverting every interchange among them to OIOXML, and letters to EDIFACT:\n');
const between = Math.max(
  medcomConvert('convert', 'samples/edifact-*/input/*.edi', '--to', 'oioxml', '--out', 'out/demo/oioxml'),
  medcomConvert('convert', 'samples/*/input/letter.xml', '--to', 'edifact', '--out', 'out/demo/edifact'),
);
console.log('\nWhat became of each element of one letter, and what made the other values of the result:\n');
medcomConvert('explain', 'samples/high-priority/input/letter.xml', ...sor);
console.log('\nWhether it survives the way there and back, and by which rows it does not:\n');
medcomConvert('roundtrip', 'samples/high-priority/input/letter.xml', ...sor);
console.log(
  '\nThe messages, each with its trace, are in out/demo. To see personal data in explanations: --show-values',
);
process.exitCode = Math.max(toFhir, toOioxml, between);

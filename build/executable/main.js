/** Where the executable begins; bin/medcom-convert.js, without a folder around it. */
import { run } from '../../src/cli/main.ts';

run(process.argv).then((code) => {
  process.exitCode = code;
});

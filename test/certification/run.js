// Runs the certification suite alone and prints its table: npm run certification [-- --json]
import { startVitest } from 'vitest/node';

const json = process.argv.includes('--json');
const reporter = ['./test/certification/reporter.ts', { json }];
const vitest = await startVitest('test', ['test/certification'], { watch: false, reporters: [reporter] });
await vitest.close();

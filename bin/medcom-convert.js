#!/usr/bin/env node
// Whoever looks for a defect wants to see where it happened in the sources.
if (process.env.MEDCOM_DEBUG !== undefined) process.setSourceMapsEnabled(true);
const { run } = await import('../dist/cli/main.js');

process.exitCode = await run(process.argv);

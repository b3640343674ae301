/** Writes the page of the manual, dist/medcom-convert.1. Part of `npm run build`. */
import { writeFileSync } from 'node:fs';
import { manPage } from '../dist/cli/man.js';

writeFileSync(new URL('../dist/medcom-convert.1', import.meta.url), manPage());

/**
 * Bundles the command into dist/cli, so that it loads a few files instead of some hundreds: finding and reading those took a
 * good part of its start. What only some commands need stays in files of its own, loaded when such a command runs. Part of
 * `npm run build`; the library (dist/index.js) stays as the compiler wrote it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LATE, late } from './late.js';
import { licencesOf } from './licences.js';

/** What is loaded by its file: the command, what it starts in threads, and what the build asks for the manual. */
const ENTRIES = ['src/cli/main.ts', 'src/cli/man.ts', 'src/cli/thread.ts'];

/** Native, and only for relays; pg is loaded with it, or not at all. */
const OUTSIDE = ['libsql', 'pg'];

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  platform: 'node',
  preserveSymlinks: true,
  target: 'node20.19',
  outdir: 'dist/cli',
  legalComments: 'none',
};

rmSync(new URL('../dist/cli', import.meta.url), { recursive: true, force: true });
const libraries = await build({
  ...shared,
  entryPoints: Object.keys(LATE),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});
const command = await build({
  ...shared,
  entryPoints: ENTRIES,
  format: 'esm',
  // Shows with MEDCOM_DEBUG where in the sources something happened.
  sourcemap: true,
  sourcesContent: false,
  splitting: true,
  chunkNames: 'part-[hash]',
  external: OUTSIDE,
  plugins: [late((name) => `./${name}.cjs`)],
  // Libraries in CommonJS ask for modules of Node.
  banner: {
    js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
  },
});
const files = [libraries, command].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(new URL('../dist/THIRD-PARTY-LICENSES.txt', import.meta.url), licencesOf(root, files));

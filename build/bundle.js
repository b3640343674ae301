/**
 * Bundles the command into dist/cli, so that it loads a few files instead of some hundreds: finding and reading those took a
 * good part of its start. What only some commands need stays in files of its own, loaded when such a command runs. Part of
 * `npm run build`; the library (dist/index.js) stays as the compiler wrote it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as yaml from 'yaml';
import * as zod from 'zod';
import { licencesOf } from './licences.js';

/** What is loaded by its file: the command, what it starts in threads, and what the build asks for the manual. */
const ENTRIES = ['src/cli/main.ts', 'src/cli/man.ts', 'src/cli/thread.ts'];

/** Loaded when they are first used: tables that were checked when this package was built need neither. */
const LATE = { yaml, zod };

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

/** Puts in the place of a library an object that loads it when one of its members is asked for. */
const late = {
  name: 'late',
  setup(bundle) {
    bundle.onResolve({ filter: /^(yaml|zod)$/ }, ({ path }) => ({ path, namespace: 'late' }));
    bundle.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: Object.keys(LATE[path])
        .filter((name) => name !== 'default')
        .map(
          (name) =>
            `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('./${path}.cjs').${name} });`,
        )
        .join('\n'),
    }));
    bundle.onResolve({ filter: /^\.\/(yaml|zod)\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
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
  plugins: [late],
  // Libraries in CommonJS ask for modules of Node.
  banner: {
    js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
  },
});
const files = [libraries, command].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(new URL('../dist/THIRD-PARTY-LICENSES.txt', import.meta.url), licencesOf(root, files));

/**
 * Makes one file of the command, its tables and this Node, for machines without Node. Wants what `npm run build` made. See
 * docs/install.md.
 *
 *   node build/executable.js FOLDER    writes FOLDER/medcom-convert, with what is to lie beside it
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inject } from 'postject';
import { late } from './late.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const [, , given] = process.argv;
if (given === undefined) throw new Error('into which folder?');
const folder = resolve(given);
const executable = join(folder, process.platform === 'win32' ? 'medcom-convert.exe' : 'medcom-convert');
/** What Node looks for in itself, as its documentation of single executable applications has it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const OWN = ['package-file', 'start-thread'];
/** Puts what reads from the executable in the place of what reads from a folder. */
const inside = {
  name: 'inside',
  setup(bundle) {
    bundle.onResolve({ filter: /(package-file|start-thread)\.js$/ }, ({ path, importer }) => {
      const name = OWN.find((one) => path.endsWith(`/${one}.js`));
      return name === undefined || importer.includes('node_modules')
        ? undefined
        : { path: join(root, `build/executable/${name}.js`) };
    });
  },
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
process.chdir(root);
await build({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  preserveSymlinks: true,
  entryPoints: { main: 'build/executable/main.js', thread: 'src/cli/thread.ts' },
  outdir: folder,
  outExtension: { '.js': '.cjs' },
  legalComments: 'none',
  // libsql is native and cannot be within; pg would ask for the others only elsewhere.
  external: ['libsql', 'pg-native', 'cloudflare:sockets'],
  define: { 'import.meta.url': '"file:///medcom-convert"' },
  plugins: [inside, late((name) => name)],
});

const below = (name) =>
  readdirSync(join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'));
const names = [
  'package.json',
  'dist/parsed-tables.json',
  'dist/checked-tables.json',
  ...below('assets'),
  ...below('mappings'),
].sort();
writeFileSync(join(folder, 'names.json'), JSON.stringify(names));

const config = join(folder, 'sea-config.json');
const blob = join(folder, 'blob');
writeFileSync(
  config,
  JSON.stringify({
    main: join(folder, 'main.cjs'),
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    assets: {
      names: join(folder, 'names.json'),
      'dist/cli/thread.js': join(folder, 'thread.cjs'),
      ...Object.fromEntries(names.map((name) => [name, join(root, name)])),
    },
  }),
);
execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'inherit' });
copyFileSync(process.execPath, executable);
chmodSync(executable, 0o755);
await inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), {
  sentinelFuse: FUSE,
  ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {}),
});
for (const name of ['main.cjs', 'thread.cjs', 'names.json', 'sea-config.json', 'blob'])
  rmSync(join(folder, name));
for (const name of ['LICENSE', 'dist/THIRD-PARTY-LICENSES.txt', 'dist/medcom-convert.1', 'dist/bom.cdx.json'])
  copyFileSync(join(root, name), join(folder, name.replace('dist/', '')));

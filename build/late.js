/** Libraries that are loaded when they are first used: tables that were checked when this package was built need neither. */
import * as yaml from 'yaml';
import * as zod from 'zod';

export const LATE = { yaml, zod };

/**
 * For esbuild: puts in the place of such a library an object that loads it when one of its members is asked for.
 *
 * @param place what is loaded then: a file beside the bundle, or the library within it
 */
export const late = (place) => ({
  name: 'late',
  setup(bundle) {
    bundle.onResolve({ filter: /^(yaml|zod)$/ }, ({ path, namespace }) =>
      namespace === 'late' ? undefined : { path, namespace: 'late' },
    );
    bundle.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: Object.keys(LATE[path])
        .filter((name) => name !== 'default')
        .map(
          (name) =>
            `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('${place(path)}').${name} });`,
        )
        .join('\n'),
      resolveDir: process.cwd(),
    }));
    bundle.onResolve({ filter: /^\.\/(yaml|zod)\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
});

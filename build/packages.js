/** What this package depends on, with everything that those depend on, by package-lock.json. */
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const { '': root, ...entries } = lock.packages;

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Where a package finds another: beside it, or in a folder above. */
const found = (place, name) => {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    const path = `${from}/node_modules/${name}`.replace(/^\//, '');
    if (entries[path] !== undefined) return path;
    if (from === '' || !from.includes('/node_modules/')) {
      return entries[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`;
    }
  }
};

const wanted = (place, { dependencies = {}, optionalDependencies = {}, peerDependencies = {} }) =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).flatMap(
    (name) => found(place, name) ?? [],
  );

/** Binaries for one platform may name no licence here: they are parts of the package that wants them. */
const licenceOf = (place) =>
  entries[place].license ??
  Object.values(entries).find(({ optionalDependencies = {} }) => nameOf(place) in optionalDependencies)
    ?.license;

const about = (place) => {
  const { version, integrity, optional = false, dev = false } = entries[place];
  return {
    id: `${nameOf(place)}@${version}`,
    name: nameOf(place),
    version,
    licence: licenceOf(place),
    integrity,
    optional,
    dev,
    dependsOn: wanted(place, entries[place]).map((other) => `${nameOf(other)}@${entries[other].version}`),
  };
};

/** This package, and what it needs to run. */
export const self = {
  id: `${root.name}@${root.version}`,
  name: root.name,
  version: root.version,
  licence: root.license,
  dependsOn: wanted('', { dependencies: root.dependencies }).map((place) => about(place).id),
};

/** All packages in the lock, in the order of their names. */
export const packages = Object.keys(entries)
  .map(about)
  .sort((a, b) => (a.id < b.id ? -1 : 1));

import type { Place } from '../diagnostics/diagnostic.js';
import { type Locate, locatorOf } from '../formats/yaml.js';
import type { Layers } from './mend.js';

/** Tells where a part of a table is. */
export type LocateIn = (file: string, path: readonly PropertyKey[]) => Place;

/** Tells where the parts of tables are; each file is taken apart once, when it is asked for. */
export const locatorsOf = ({ shipped, site }: Layers): LocateIn => {
  const known = new Map<string, Locate>();
  return (file, path) => {
    let locate = known.get(file);
    if (locate === undefined) {
      locate = locatorOf(site.get(file) ?? shipped.get(file) ?? '', file);
      known.set(file, locate);
    }
    return locate(path);
  };
};

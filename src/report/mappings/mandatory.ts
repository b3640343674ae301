import type { Particle, Schema } from '../../formats/oioxml/schema.js';
import type { BundleTable } from '../../mapping/notation.js';

/** As in MedCom's sheets: yes, one of two, if the part around it is there; empty is no. */
export type Mandatory = 'M' | 'M*' | 'D' | '';

/** For each leaf of a schema whether it must be there. */
export const mandatoryLeaves = ({ envelope, letter }: Schema): ReadonlyMap<string, Mandatory> => {
  const found = new Map<string, Mandatory>();
  const visit = (particle: Particle, around: Mandatory): void => {
    if (particle.kind === 'choice') {
      const one = around === 'M' ? 'M*' : around;
      for (const inner of particle.alternatives.flat()) visit(inner, one);
    } else {
      const own: Mandatory = particle.min > 0 ? around : '';
      if (particle.kind === 'leaf') found.set(particle.path, own);
      else for (const inner of particle.particles) visit(inner, own === '' ? 'D' : own);
    }
  };
  for (const group of [envelope, letter]) visit(group, 'M');
  return found;
};

/** A path without the value of an extension, which need not be written. */
const plain = (path: string): string => path.replace(/(ext\(\w+\))\.value[A-Z]\w*/g, '$1');

/** Tells whether a profile demands an element, by what bundle.yaml says. */
export const mandatoryInProfile = (bundle: BundleTable): ((path: string) => Mandatory) => {
  const demanded = [
    ...(bundle.must ?? []).map((path) => ({ path, optional: false })),
    ...bundle.entries.flatMap(({ resource, when, must = [] }) =>
      must.map((path) => {
        const whole = `${resource}.${path}`;
        const slice = /^(.*\[[^\]]*\])/.exec(whole)?.[1] ?? '';
        const optional = when !== undefined || bundle.slices[slice]?.each !== undefined;
        return { path: whole, optional };
      }),
    ),
  ];
  return (path) => {
    const found = demanded.find(({ path: one }) => {
      const [whole, must] = [plain(path), plain(one)];
      return whole === must || whole.startsWith(`${must}.`) || whole.startsWith(`${must}[`);
    });
    return found === undefined ? '' : found.optional ? 'D' : 'M';
  };
};

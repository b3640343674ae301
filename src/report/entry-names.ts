import type { Trace } from '../conversion/trace.js';

/** What the name of a resource type looks like. */
const TYPE = /^[A-Z][A-Za-z]{2,40}$/;

/** The leaves of the bundle, whichever side of the conversion it is. */
const bundleLeaves = ({ input, output }: Trace): Array<{ path: string; value: string }> =>
  [
    ...input.map(({ source, value }) => ({ path: source.path ?? '', value })),
    ...output.map(({ target, value }) => ({ path: target, value })),
  ].filter(({ path }) => path.startsWith('Bundle.'));

/** Short names of the entries of a bundle: their type, and the role where a type is there more than once. */
export const entryNames = (trace: Trace): string[] => {
  const leaves = bundleLeaves(trace);
  const valueAt = (end: string): string | undefined =>
    leaves.find(({ path }) => path.startsWith('Bundle.entry[0].resource.') && path.endsWith(end))?.value;
  const roles = new Map([
    [valueAt('.sender.reference'), '[sender]'],
    [valueAt('.receiver.reference'), '[receiver]'],
  ]);
  const types = new Map(
    leaves.flatMap(({ path, value }) => {
      const index = /^Bundle\.entry\[(\d+)\]\.resource\.resourceType$/.exec(path)?.[1];
      return index === undefined ? [] : [[Number(index), value]];
    }),
  );
  const names: string[] = [];
  for (const { path, value } of leaves) {
    const index = Number(/^Bundle\.entry\[(\d+)\]\.fullUrl$/.exec(path)?.[1]);
    if (Number.isNaN(index)) continue;
    const reference = value.split('/').slice(-2).join('/');
    const type = types.get(index) ?? reference.split('/')[0] ?? '';
    // An address that says no type may say anything.
    if (TYPE.test(type)) names[index] = `${type}${roles.get(reference) ?? ''}`;
  }
  return names;
};

/** A target with the short name of its entry. */
export const shortTarget = (target: string, names: readonly string[]): string =>
  target.replace(
    /^Bundle\.entry\[(\d+)\](\.resource)?/,
    (_, index: string) => names[Number(index)] ?? 'Bundle.entry',
  );

import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Particle, Schema } from '../formats/oioxml/schema.js';
import type { BundleTable } from '../mapping/notation.js';
import type { PairTable, Tables } from '../mapping/tables.js';
import { targetsOf } from './targets.js';

/** Leaves that a schema demands, wherever the element around them is there; of alternatives none. */
const demandedLeaves = ({ envelope, letter }: Schema): string[] => {
  const inside = (particle: Particle): string[] => {
    if (particle.kind === 'choice') return [];
    if (particle.kind === 'leaf') return particle.min > 0 ? [particle.path] : [];
    return particle.min > 0 ? particle.particles.flatMap(inside) : [];
  };
  return [envelope, letter].flatMap(inside);
};

const filledBy = ({ rows }: PairTable): string[] =>
  rows.flatMap(({ row }) => targetsOf(row).map(({ path }) => path));

/** The rows that a receipt is made by fill any of the three. */
const unfilledReceipts = ({ receipts, xctl01, xctl02, xctl03 }: Tables): Diagnostic[] => {
  const table = `${receipts.toReceipt.name}/rows.yaml`;
  const filled = new Set(filledBy(receipts.toReceipt));
  return [xctl01, xctl02, xctl03].flatMap((schema) => {
    const { letter, message } = schema.table;
    return demandedLeaves(schema)
      .filter((path) => !filled.has(path) && !filled.has(path.replace(`${letter}/`, '*/')))
      .map((path) => diagnostic('TAB006', { file: table }, { table, path, demands: message }));
  });
};

/** A path without the word for the value of an extension, which need not be written. */
const plain = (path: string): string => path.replace(/(ext\(\w+\))\.value[A-Z]\w*/g, '$1');

/** Elements that a profile demands, as bundle.yaml tells them. */
const unfilledBundle = (pair: PairTable, bundle: BundleTable, base?: PairTable): Diagnostic[] => {
  const table = `${pair.name}/rows.yaml`;
  const isFilledBy = (filled: readonly string[], path: string): boolean =>
    filled.some((one) => one.startsWith(path) && /^$|^[.[]/.test(one.slice(path.length)));
  const filled = filledBy(pair).map(plain);
  const inBase = base && filledBy(base).map(plain);
  // What its base lacks, a table lacks because of that.
  const isFilled = (path: string): boolean =>
    isFilledBy(filled, path) || (inBase !== undefined && !isFilledBy(inBase, path));
  const demanded = [
    ...(bundle.must ?? []).map((path) => ({ path, profile: bundle.profile })),
    ...bundle.entries.flatMap(({ resource, profile, must = [] }) =>
      must.map((path) => ({ path: `${resource}.${path}`, profile })),
    ),
  ];
  return demanded
    .filter(({ path }) => !isFilled(plain(path)))
    .map(({ path, profile }) => {
      const demands = profile.split('/').at(-1) ?? profile;
      return diagnostic('TAB006', { file: table }, { table, path, demands });
    });
};

/** Elements that a result must have and no row fills (TAB006). Those of letters are refused when tables are loaded. */
export const unfilled = (tables: Tables): Diagnostic[] => [
  ...unfilledReceipts(tables),
  ...unfilledBundle(tables.letter, tables.bundle),
  ...unfilledBundle(tables.withAttachments, tables.bundle, tables.letter),
  ...unfilledBundle(tables.receipts.toAcknowledgement, tables.receipts.bundle),
];

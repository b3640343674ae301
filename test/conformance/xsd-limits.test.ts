import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { converter } from '../support/converter.js';
import { xbin01, xctl, xdis91 } from '../support/generate.js';
import { hasReference, reference } from '../support/reference.js';
import { type Structure, schemaTable } from '../support/schema-tables.js';
import { agreement, toldOfAll } from '../support/schema-verdicts.js';
import { allIn, type Node, textPart, treeOf, written } from '../support/xml-tree.js';
import { folderOf, type SchemaMessage, xsdVerdicts } from '../support/xsd.js';

const SEED = 20260302;
const generators = { XDIS91: xdis91, XBIN01: xbin01, ...xctl };
const messages = Object.keys(generators) as SchemaMessage[];

/** A leaf of the table of a schema: its path, and what the table says of it. */
interface Leaf {
  path: string;
  max: number;
  type: string;
}

const leavesOf = (structure: Structure, parent: string): Leaf[] =>
  Object.entries(structure).flatMap(([key, content]) => {
    if (Array.isArray(content)) return content.flatMap((one) => leavesOf(one, parent));
    const path = `${parent}/${key.split(' ')[0]}`;
    if (typeof content !== 'string') return leavesOf(content, path);
    const [often = '1', ...type] = content.split(' ');
    return [{ path, max: Number(often.split('..').at(-1)), type: type.join(' ') }];
  });

const pathsIn = (root: Node): Map<string, { node: Node; parent: Node | undefined }> => {
  const paths = new Map<Node, string>();
  const found = new Map<string, { node: Node; parent: Node | undefined }>();
  for (const one of allIn(root)) {
    const path = one.parent === undefined ? '' : `${paths.get(one.parent)}/${one.node.name}`;
    paths.set(one.node, path);
    found.set(path, one);
  }
  return found;
};

/** Generated documents, of which each has a leaf that those before it lack: all leaves stand in one of them. */
const covering = (message: SchemaMessage, leaves: readonly Leaf[]): string[] => {
  const missing = new Set(leaves.map(({ path }) => path));
  const chosen = fc.sample(generators[message], { numRuns: 300, seed: SEED }).filter((text) => {
    const before = missing.size;
    for (const path of pathsIn(treeOf(Buffer.from(text))).keys()) missing.delete(path);
    return missing.size < before;
  });
  expect([...missing], 'leaves in no document').toEqual([]);
  return chosen;
};

/** A document with one leaf changed, of those that have it. */
const changed = (
  documents: readonly string[],
  path: string,
  change: (leaf: Node, parent: Node) => void,
): Buffer => {
  for (const text of documents) {
    const root = treeOf(Buffer.from(text));
    const { node, parent } = pathsIn(root).get(path) ?? {};
    if (node === undefined || parent === undefined) continue;
    change(node, parent);
    return Buffer.from(written(root));
  }
  throw new Error(`no document has ${path}`);
};

const told = (bytes: Buffer) => toldOfAll(converter.read({ name: 'limit.xml', bytes }));

describe.skipIf(!hasReference)("At every limit of our tables, our reading and MedCom's schemas", () => {
  test.each(messages)('give the same verdict: %s', { timeout: 120_000 }, async (message) => {
    const leaves = leavesOf(schemaTable(message.toLowerCase()).structure, '');
    const documents = covering(message, leaves);
    const cases = leaves.flatMap(({ path, max, type }) => {
      const longest = Number(/^an\d+\.\.(\d+)$/.exec(type)?.[1] ?? /^alt(\d+)$/.exec(type)?.[1] ?? 0);
      const lengths = longest === 0 ? [] : [0, 1, longest - 1, longest, longest + 1];
      const values = lengths.map((length) => ({
        what: `${path} of ${length} characters`,
        bytes: changed(documents, path, (leaf) => {
          leaf.parts = [textPart('x'.repeat(length))];
        }),
      }));
      const without = changed(documents, path, (leaf, parent) => {
        parent.parts = parent.parts.filter((part) => part !== leaf);
      });
      const more = changed(documents, path, (leaf, parent) => {
        parent.parts.splice(parent.parts.indexOf(leaf), 0, ...Array.from({ length: max }, () => leaf));
      });
      return [
        ...values,
        { what: `${path} missing`, bytes: without },
        { what: `${path} one too many`, bytes: more },
      ];
    });
    const verdicts = await xsdVerdicts(
      message,
      cases.map(({ bytes }) => bytes),
    );
    const differing = cases.filter(({ bytes }, i) => agreement(told(bytes), verdicts[i] ?? []) === undefined);
    expect(differing.map(({ what }) => what)).toEqual([]);
  });

  /** Every code that stands anywhere in the schemas of a message. */
  const codesIn = (message: SchemaMessage): string[] => {
    const folder = join(reference, 'xsd', folderOf(message));
    const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xsd'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    return [
      ...new Set([...text.join().matchAll(/enumeration value="([^"]*)"/g)].map(([, code]) => code as string)),
    ];
  };

  test.each(['XDIS91', 'XBIN01', 'XCTL02'] as const)(
    'know the same codes: %s',
    { timeout: 120_000 },
    async (message) => {
      const leaves = leavesOf(schemaTable(message.toLowerCase()).structure, '').filter(({ type }) =>
        type.startsWith('code '),
      );
      const codes = codesIn(message);
      expect(codes.length).toBeGreaterThan(100);
      const documents = covering(message, leaves);
      const cases = codes.flatMap((code) =>
        documents.map((text) => {
          const root = treeOf(Buffer.from(text));
          const all = pathsIn(root);
          for (const { path } of leaves) {
            const leaf = all.get(path)?.node;
            if (leaf !== undefined) leaf.parts = [textPart(code)];
          }
          return { code, bytes: Buffer.from(written(root)) };
        }),
      );
      const verdicts = await xsdVerdicts(
        message,
        cases.map(({ bytes }) => bytes),
      );
      for (const [i, { code, bytes }] of cases.entries()) {
        const names = (verdicts[i] ?? []).flatMap((line) => /Element '\{[^}]*\}(\w+)'/.exec(line)?.[1] ?? []);
        // What is misspelt is read, with a warning; the schema refuses it.
        const ours = told(bytes).flatMap(({ place }) => place.path?.split('/').at(-1) ?? []);
        expect({ code, refused: [...new Set(ours)].sort() }).toEqual({
          code,
          refused: [...new Set(names)].sort(),
        });
      }
    },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, Letter, Read } from '../../src/index.js';

/** The library, from its sources or as it is built. */
export type Library = typeof import('../../src/index.js');

/** What a fuzzed input showed to be wrong with this program. */
export class Finding extends Error {}

/** What inputs are made for, and what must hold of each. */
export interface Target {
  /** Sound inputs, which are changed. */
  samples: Buffer[];
  /**
   * Gives an input to the program.
   *
   * @throws Finding, or whatever the program throws, if something is wrong with the program
   */
  run(bytes: Buffer): void;
}

/** Values of persons in the samples; no diagnostic may hold one. */
const PERSONAL = /2509479989|2512489996|0405269996|Elmer|Berggren|Nancy|Bruno/;
/** Names of elements, attributes and members are told: a name that was mutated into one is none of the program's faults. */
const IN_NAMES = new RegExp(`[<\\s/:]?[\\w.:-]*(?:${PERSONAL.source})[\\w.:-]*(?=["\\s=/>]|$)`);

const asText = (one: unknown): string =>
  JSON.stringify(one, (_, value) => (value instanceof Uint8Array ? `(${value.length} bytes)` : value)) ?? '';

const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Finding(what);
};

const filesIn = (ending: RegExp): Buffer[] =>
  readdirSync('samples', { recursive: true, encoding: 'utf8' })
    .filter((name) => /input[/\\]/.test(name) && ending.test(name) && !name.includes('relay'))
    .sort()
    .map((name) => readFileSync(join('samples', name)))
    .filter((bytes) => bytes.length < 100_000);

const rootOf = (bytes: Buffer): string => /<(?:\w+:)?([A-Z]\w+)/.exec(bytes.toString('latin1'))?.[1] ?? '';

/** What must hold of every document, whatever it is. */
export const documentCheck = (library: Library): ((bytes: Buffer) => void) => {
  const files = library.readTableFiles(library.shippedTables);
  const tables = library.loadTables(files);
  const headings = library.parseHeadings(files.get('directory/headings.yaml') ?? '', 'headings.yaml');
  const { directory } = library.readDirectory(readFileSync('samples/sor.csv'), { file: 'sor.csv', headings });
  const converter = library.createConverter(tables, directory);
  const validator = library.createValidator(tables, files);
  const OPTIONS = { sorMissing: 'warn', trace: true } as const;
  const failed = (all: readonly Diagnostic[]): boolean => library.hasError(all);
  const binaries = ['attachment/input/attachment.xml', 'edifact-attachment/input/attachment.edi'].flatMap(
    (name) => converter.read({ name, bytes: readFileSync(`samples/${name}`) }).letters,
  );
  const originals = {
    sender: {
      gln: '5790009999010',
      sorId: '111111000016008',
      name: 'Testby',
      endpoint: 'https://sor2.sum.dsdn.dk/#id=111111000016008',
    },
    receiver: {
      gln: '5790009999027',
      sorId: '222222000016001',
      name: 'Nord',
      endpoint: 'https://sor2.sum.dsdn.dk/#id=222222000016001',
    },
    header: '6b2f3c1e-9d4a-4c58-8e70-2a9b7f6d1c35',
    activity: 'new-message',
    occurred: '2026-03-02T09:41:00+01:00',
    recorded: '2026-03-02T09:41:00+01:00',
    letters: [{ message: 'XDIS91', envelope: '091034', letter: 'BREV1', version: 'XD9134L' }],
  };

  const join = (chunks: Iterable<Uint8Array>): Buffer => Buffer.concat([...chunks]);
  const reread = (bytes: Buffer, what: string): Read => {
    const read = converter.read({ name: 'written', bytes });
    const all = [...read.diagnostics, ...(read.message?.diagnostics ?? [])];
    const broken = all.find(({ severity }) => severity === 'error');
    demand(broken === undefined, `${what} cannot be read again: ${broken?.code} ${broken?.message}`);
    for (const letter of read.letters) {
      const fault = letter.diagnostics.find(({ severity }) => severity === 'error');
      demand(fault === undefined, `${what} has a fault: ${fault?.code} ${fault?.message}`);
    }
    return read;
  };

  /** All that was told of an input, to be searched and compared. */
  const once = (bytes: Buffer): { told: Diagnostic[]; made: string[] } => {
    const told: Diagnostic[] = [];
    const made: string[] = [];
    const read = converter.read({ name: 'input', bytes });
    told.push(...read.diagnostics, ...(read.vans?.diagnostics ?? []));
    const { letters, message, acknowledgement } = read;
    const something = letters.length > 0 || message?.message !== undefined || acknowledgement !== undefined;
    demand(
      something || failed([...read.diagnostics, ...(message?.diagnostics ?? [])]),
      'there is no letter, no message, and no error',
    );
    for (const letter of letters) {
      told.push(...letter.diagnostics);
      if (library.kindOf(letter) === 'receipt') library.answeredBy(letter);
      const candidates: Letter[] = [...letters, ...binaries].filter(
        (one) => library.kindOf(one) === 'binary',
      );
      if (library.kindOf(letter) === 'binary') continue;
      const { bundle, diagnostics, rejected } = converter.convert(letter, candidates, OPTIONS);
      told.push(...diagnostics, ...rejected.map((one) => one.diagnostic));
      demand(bundle !== undefined || failed(diagnostics), 'a letter became nothing, and no error is told');
      if (bundle === undefined) continue;
      const { diagnostics: checked, ignored } = validator.message(bundle, 'input', diagnostics);
      told.push(...checked, ...ignored);
      if (failed(checked)) continue;
      const json = join(library.toJson(bundle));
      made.push(json.toString());
      const again = reread(json, 'the JSON of a bundle').message?.message;
      demand(again !== undefined, 'the JSON of a bundle is no message');
      demand(
        reread(join(library.toXml(bundle)), 'the XML of a bundle').message?.message !== undefined,
        'the XML of a bundle is no message',
      );
    }
    for (const own of library.envelopesOf(letters)) {
      const { root, segments, letters: parts } = converter.convertEnvelope(own, OPTIONS);
      const all = parts.flatMap(({ diagnostics }) => diagnostics);
      told.push(...all);
      demand(
        root !== undefined || segments !== undefined || failed(all),
        'an envelope became nothing, and no error is told',
      );
      if (root === undefined && segments === undefined) continue;
      const checked = validator.letter({ root, segments }, 'input');
      told.push(...checked);
      if (failed(checked)) continue;
      const bytesOf = join(root === undefined ? library.toEdifact(segments ?? []) : library.toOioxml(root));
      made.push(bytesOf.toString('latin1'));
      demand(
        reread(bytesOf, 'an envelope').letters.length === own.length,
        'letters were lost between the legacy formats',
      );
    }
    if (message !== undefined) {
      told.push(...message.diagnostics);
      for (const legacy of ['oioxml', 'edifact'] as const) {
        const { letters: results, diagnostics } = converter.convertMessage('input', message, {
          ...OPTIONS,
          legacy,
        });
        told.push(...diagnostics);
        demand(results.length > 0 || failed(diagnostics), 'a message became nothing, and no error is told');
        for (const { root, segments } of results) {
          const checked = validator.letter({ root, segments }, 'input');
          told.push(...checked);
          if (failed(checked)) continue;
          const bytesOf = join(segments === undefined ? library.toOioxml(root) : library.toEdifact(segments));
          made.push(bytesOf.toString('latin1'));
          demand(
            reread(bytesOf, `a letter in ${legacy}`).letters.length > 0,
            'what was made of a message has no letter',
          );
        }
      }
    }
    if (acknowledgement !== undefined) {
      const { letters: results, diagnostics } = converter.receipts('input', acknowledgement, originals, {});
      told.push(...diagnostics);
      demand(
        results.length > 0 || failed(diagnostics),
        'an Acknowledgement became nothing, and no error is told',
      );
    }
    const receipts = letters.filter((letter) => library.kindOf(letter) === 'receipt');
    if (receipts.length > 0) {
      const { bundle, diagnostics } = converter.acknowledge(receipts, originals, {});
      told.push(...diagnostics);
      demand(bundle !== undefined || failed(diagnostics), 'receipts became nothing, and no error is told');
    }
    told.push(...validator.validate({ name: 'input', bytes }).diagnostics);
    told.push(...library.readVansEnvelope(bytes, 'input').diagnostics);
    try {
      const envelope = library.wrapDocument(read, bytes, tables);
      const data = join(library.toVansEnvelope(envelope));
      const { envelope: back, diagnostics } = library.readVansEnvelope(data, 'written');
      demand(!failed(diagnostics), `an envelope that was written has faults: ${diagnostics[0]?.code}`);
      const inside = back?.content.kind === 'message' ? Buffer.from(back.content.data) : undefined;
      demand(inside?.equals(bytes) === true, 'an envelope does not hold what was put into it');
    } catch (error) {
      if (!(error instanceof library.DiagnosticError)) throw error;
      told.push(...error.all);
    }
    return { told, made };
  };

  return (bytes) => {
    const { told, made } = once(bytes);
    for (const one of told) {
      demand(
        one.message !== '' && one.hint !== '' && !/\{\w+\}/.test(one.message + one.hint),
        `${one.code} has a text that is not filled in`,
      );
      const danish = library.toldIn(one, 'da');
      const said = `${one.message} ${one.hint} ${danish.message} ${danish.hint}`;
      if (PERSONAL.test(said) && !IN_NAMES.test(namesOf(bytes)))
        demand(false, `${one.code} tells a value of a person`);
    }
    const again = once(bytes);
    const other = told.find((one, i) => asText(one) !== asText(again.told[i]));
    demand(
      other === undefined && told.length === again.told.length,
      `the second time something else is told than ${other?.code}`,
    );
    demand(asText(again.made) === asText(made), 'the same input becomes something else the second time');
  };
};

/** All that stands where names stand, in any of the formats. */
const namesOf = (bytes: Buffer): string => {
  const text = bytes.toString('latin1');
  const tags = text.match(/<[^<>]{0,300}|&[^;]{0,100}/g) ?? [];
  const members = text.match(/"[^"]{0,300}"\s*:/g) ?? [];
  return [...tags, ...members].join(' ');
};

/** A directory of organisations is read, or refused by a diagnostic. */
const directoryCheck = (library: Library): ((bytes: Buffer) => void) => {
  const files = library.readTableFiles(library.shippedTables);
  const headings = library.parseHeadings(files.get('directory/headings.yaml') ?? '', 'headings.yaml');
  return (bytes) => {
    try {
      const { directory } = library.readDirectory(bytes, { file: 'sor.csv', headings });
      directory.byGln('5790009999010', '2026-03-02');
    } catch (error) {
      if (!(error instanceof library.DiagnosticError)) throw error;
    }
  };
};

/** All targets by name. */
export const targetsOf = (library: Library): Readonly<Record<string, Target>> => {
  const document = documentCheck(library);
  const xml = filesIn(/\.xml$/);
  const of = (...roots: string[]): Buffer[] => xml.filter((bytes) => roots.includes(rootOf(bytes)));
  const oioxml = of('Emessage');
  return {
    oioxml: { samples: oioxml, run: document },
    base64: { samples: oioxml.filter((bytes) => bytes.includes('Object_Base64Encoded')), run: document },
    edifact: { samples: filesIn(/\.edi$/), run: document },
    'fhir-json': { samples: filesIn(/\.json$/), run: document },
    'fhir-xml': { samples: of('Bundle'), run: document },
    envelope: { samples: of('VANSEnvelope'), run: document },
    directory: { samples: [readFileSync('samples/sor.csv')], run: directoryCheck(library) },
  };
};

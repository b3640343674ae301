import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasError, type MessageConversion, type ReadMessage, toOioxml } from '../../src/index.js';
import { readAck, withAttachment } from '../support/acknowledgement.js';
import { converter } from '../support/converter.js';
import { correspondence, xbin01, xctl, xdis91 } from '../support/generate.js';
import { generatedIssues } from '../support/generate-acknowledgement.js';
import { careCommunication } from '../support/generate-message.js';
import { negativeReceipt } from '../support/receipt.js';
import { hasReference, reference } from '../support/reference.js';
import { scenarios } from '../support/scenarios.js';
import { xsdErrors } from '../support/xsd.js';

const SEED = 20260302;
const ask = (documents: string[]) =>
  documents.map((text) => converter.read({ name: 'generated.xml', bytes: Buffer.from(text) }));

describe.skipIf(!hasReference)("MedCom's schemas", () => {
  const generated = { XDIS91: xdis91, XBIN01: xbin01, ...xctl };
  const messages = Object.keys(generated) as Array<keyof typeof generated>;
  test.each(messages)('accept every generated %s, and so do we', async (message) => {
    const documents = fc.sample(generated[message], { numRuns: 150, seed: SEED });
    expect(await xsdErrors(message, documents)).toEqual([]);
    for (const { letters, diagnostics } of ask(documents)) {
      expect(diagnostics).toEqual([]);
      expect(letters.flatMap((letter) => letter.diagnostics.filter((d) => d.severity === 'error'))).toEqual(
        [],
      );
    }
  });

  test('accept the binary letters generated for a letter', async () => {
    const pairs = fc.sample(correspondence, { numRuns: 80, seed: SEED });
    expect(
      await xsdErrors(
        'XBIN01',
        pairs.flatMap((pair) => pair.binaries),
      ),
    ).toEqual([]);
    expect(
      await xsdErrors(
        'XDIS91',
        pairs.map((pair) => pair.letter),
      ),
    ).toEqual([]);
  });

  test('accept every sample but the one with eleven references', async () => {
    const messageOf = (name: string) =>
      name.startsWith('letter') ? 'XDIS91' : name.startsWith('receipts') ? 'XCTL02' : 'XBIN01';
    for (const scenario of scenarios) {
      // Letters that came, and what interchanges became.
      const files = ['input', 'expected'].flatMap((folder) =>
        readdirSync(`samples/${scenario}/${folder}`)
          .filter(
            (name) => name.endsWith('.xml') && !name.endsWith('.vans.xml') && !name.startsWith('message'),
          )
          .map((name) => ({ name, path: `samples/${scenario}/${folder}/${name}` })),
      );
      for (const { name, path } of files) {
        const bytes = readFileSync(path);
        // The validator takes text: a declaration of another encoding no longer holds.
        const text = /encoding="(ISO-8859-1|windows-1252)"/i.test(bytes.toString('latin1', 0, 100))
          ? new TextDecoder('latin1').decode(bytes).replace(/^<\?xml[^>]*\?>/, '')
          : bytes.toString('utf8');
        const errors = await xsdErrors(messageOf(name), [text]);
        if (scenario === 'eleven-attachments' && name === 'letter.xml') {
          expect(errors.join()).toMatch(/Reference.*not expected/);
        } else expect({ path, errors }).toEqual({ path, errors: [] });
      }
    }
  });

  type Mutation = (text: string) => string;
  /** Each mutation makes a valid letter one that the schema and we refuse. */
  const bothRefuse = async (message: 'XDIS91' | 'XCTL02', plain: string, mutations: readonly Mutation[]) => {
    expect(await xsdErrors(message, [plain])).toEqual([]);
    for (const [i, mutate] of mutations.entries()) {
      const text = mutate(plain);
      expect(text, `mutation ${i} changes nothing`).not.toBe(plain);
      expect(await xsdErrors(message, [text]), `mutation ${i} is valid`).not.toEqual([]);
      const [read] = ask([text]);
      const told = [
        ...(read?.diagnostics ?? []),
        ...(read?.letters.flatMap((letter) => letter.diagnostics) ?? []),
      ];
      expect(hasError(told), `mutation ${i} is not found`).toBe(true);
    }
  };

  test('and our own check refuse the same mutated letters', async () => {
    const mutations: Mutation[] = [
      (t) => t.replace(/<PersonSurnameName>.*<\/PersonSurnameName>/, ''),
      (t) => t.replace('<Date>2026-03-02</Date>', '<Date>2026-02-30</Date>'),
      (t) => t.replace('<Time>10:15</Time>', '<Time>10:15:00</Time>'),
      (t) => t.replace('<Time>10:15</Time>', '<Time>24:00</Time>'),
      (t) => t.replace('>rutine<', '>Rutine<'),
      (t) => t.replace('>inaktiv<', '>udskrevet_til_hjemmet<'),
      (t) => t.replace('>2509479989<', '>250947-9989<'),
      (t) => t.replace('<Identifier>091034</Identifier>', '<Identifier></Identifier>'),
      (t) => t.replace('<Identifier>091034</Identifier>', `<Identifier>${'1'.repeat(18)}</Identifier>`),
      (t) => t.replace('<Subject>', '<Emne/><Subject>'),
      (t) => t.replace(/(<Priority>.*<\/Priority>)\s*(<Subject>.*<\/Subject>)/, '$2$1'),
      (t) => t.replace('<Break/>', '<Break>x</Break>'),
      (t) => t.replace('<Break/>', '<Bold><Bold>x</Bold></Bold>'),
      (t) => t.replace('<Break/>', '<Fed>x</Fed>'),
      (t) => t.replace('<Break/>', '<Bold font="x">x</Bold>'),
      (t) => t.replace('<Break/>', '<Bold xmlns="urn:x">x</Bold>'),
      (t) => t.replace('<Break/>', '<FixedFont><Bold xmlns="">x</Bold></FixedFont>'),
      (t) => t.replace('<Patient>', '<Patient id="1">'),
      (t) => t.replace('<Patient>', '<Patient>tekst'),
      (t) => t.replace('<Envelope>', '<Envelope><Envelope/>'),
      (t) =>
        t.replace(
          '</ClinicalEmail>',
          '<Reference><RefDescription>a</RefDescription></Reference></ClinicalEmail>',
        ),
      (t) =>
        t.replace(
          '</ClinicalEmail>',
          '<Reference><RefDescription>a</RefDescription><SUP>1</SUP></Reference></ClinicalEmail>',
        ),
      (t) =>
        t.replace(
          '<PersonSurnameName>',
          '<AlternativeIdentifier>1204581XA3</AlternativeIdentifier><PersonSurnameName>',
        ),
      (t) => t.replace('<OrganisationName>Testby', '<OrganisationName><b/>Testby'),
    ];
    await bothRefuse('XDIS91', readFileSync('samples/plain/input/letter.xml', 'utf8'), mutations);
  });

  test('and our own check refuse the same mutated receipts', async () => {
    const letters = (count: number): string =>
      '<OriginalLetter><OriginalLetterIdentifier>1</OriginalLetterIdentifier><OriginalVersionCode>XD9134L</OriginalVersionCode></OriginalLetter>'.repeat(
        count,
      );
    await bothRefuse('XCTL02', negativeReceipt, [
      (t) => t.replaceAll('NegativeReceipt>', 'PositiveReceipt>'),
      (t) => t.replace('XC0230Q', 'XC0130Q'),
      (t) => t.replace('<Break/>', '<Bold>x</Bold>'),
      (t) => t.replace('<Break/>', '<Break> </Break>'),
      (t) => t.replace('<Break/>', '<Space><Break/></Space>'),
      (t) => t.replace('>syntaksfejl<', '>Syntaksfejl<'),
      (t) => t.replace('>syntaksfejl<', '>ukendt<'),
      (t) => t.replace(/(<RefuseCode>.*?<\/RefuseCode>)(<RefuseText>.*?<\/RefuseText>)/, '$2$1'),
      (t) => t.replace(/<RefuseCode>.*?<\/RefuseCode>/, '$&$&'),
      (t) => t.replace('>XD9134L<', '>XD9134L0<'),
      (t) => t.replace(/<OriginalVersionCode>.*?<\/OriginalVersionCode>/, ''),
      (t) => t.replace(/<OriginalSender>.*?<\/OriginalSender>/, ''),
      (t) => t.replace('</OriginalEnvelopeIdentifier>', '0123456789$&'),
      (t) => t.replace('</StatisticalCode>', '$&<TypeCode>XCTL02</TypeCode>'),
      (t) => t.replace('</EANIdentifier></Sender>', '</EANIdentifier><Identifier>1</Identifier></Sender>'),
      (t) => t.replace('</OriginalEmessage>', `${letters(99)}$&`),
      (t) => t.replace('minuspositivkvitt', '0'),
      (t) => t.replace('<NegativeReceipt>', '<Local_Elements/><NegativeReceipt>'),
    ]);
  });

  test("are those of MedCom's receipts, which are read without any fault", () => {
    for (const message of ['CTL01', 'CTL02', 'CTL03']) {
      const name = `${message}_1.xml`;
      const bytes = readFileSync(join(reference, 'oioxml', name));
      const { letters, diagnostics } = converter.read({ name, bytes });
      expect(diagnostics).toEqual([]);
      expect(letters.map((letter) => letter.schema.table.message)).toEqual([`X${message}`]);
      expect(letters.flatMap((letter) => letter.diagnostics)).toEqual([]);
    }
  });

  /** What was written, by message, as text: the validator takes no bytes, so the declaration no longer holds. */
  const written = (conversions: readonly MessageConversion[]) => {
    const texts: Record<'XDIS91' | 'XBIN01', string[]> = { XDIS91: [], XBIN01: [] };
    for (const { letters } of conversions) {
      for (const { ids, root } of letters) {
        const text = Buffer.concat([...toOioxml(root)])
          .toString('latin1')
          .replace(/^<\?xml[^>]*\?>/, '');
        texts[ids.message as 'XDIS91'].push(text);
      }
    }
    return texts;
  };
  const back = (name: string, bytes: Buffer): MessageConversion => {
    const { message, diagnostics } = converter.read({ name, bytes });
    expect(message, JSON.stringify(diagnostics)).toBeDefined();
    return converter.convertMessage(name, message as ReadMessage);
  };
  const valid = async (conversions: readonly MessageConversion[]) => {
    const { XDIS91, XBIN01 } = written(conversions);
    expect(XDIS91.length).toBe(conversions.length);
    expect(await xsdErrors('XDIS91', XDIS91)).toEqual([]);
    if (XBIN01.length > 0) expect(await xsdErrors('XBIN01', XBIN01)).toEqual([]);
  };

  test('accept every letter written from a published bundle, and every conversion is made', async () => {
    const folders = ['examples/ig/carecommunication-5.0.2', 'examples/flows'].map((name) =>
      join(reference, name),
    );
    const files = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /^Bundle-.*json$|-CareCommunication_.*xml$/.test(name))
        .map((name) => join(folder, name)),
    );
    expect(files.length).toBeGreaterThanOrEqual(10);
    const conversions = files.map((file) => back(file, readFileSync(file)));
    for (const { letter, letters, diagnostics } of conversions)
      expect(letters.length, `${letter.file}: ${JSON.stringify(diagnostics)}`).toBeGreaterThan(0);
    await valid(conversions);
  });

  test('accept every letter written from a sample', async () => {
    const files = scenarios.flatMap((name) =>
      readdirSync(`samples/${name}/input`)
        .filter((file) => file.startsWith('message'))
        .map((file) => `samples/${name}/input/${file}`),
    );
    await valid(files.map((file) => back(file, readFileSync(file))));
  });

  test('accept every receipt written from an Acknowledgement, and our own refusals', async () => {
    const documents: Record<'XCTL01' | 'XCTL02' | 'XCTL03', string[]> = {
      XCTL01: [],
      XCTL02: [],
      XCTL03: [],
    };
    const add = ({ letters }: Pick<MessageConversion, 'letters'>): void => {
      for (const { ids, root } of letters) {
        const text = Buffer.concat([...toOioxml(root)]).toString('latin1');
        documents[ids.message as 'XCTL01'].push(text.replace(/^<\?xml[^>]*\?>/, ''));
      }
    };
    for (const bundle of fc.sample(generatedIssues, { numRuns: 300, seed: SEED }))
      for (const reason of [undefined, 'XDIS91 late'])
        add(converter.receipts('ack.json', readAck(bundle), { ...withAttachment, reason }));
    const texts = fc.sample(fc.string({ minLength: 1, maxLength: 600, unit: 'binary' }), {
      numRuns: 100,
      seed: SEED,
    });
    for (const text of texts) {
      const refusal = { instant: '2026-07-02T09:00:00+02:00', text, provider: '5790009999034' };
      for (const letter of withAttachment.letters)
        add(converter.refuseLetter('letter.xml', letter, withAttachment, refusal));
    }
    expect(documents.XCTL01.length).toBe(200);
    expect(documents.XCTL02.length + documents.XCTL03.length).toBe(1200);
    for (const message of ['XCTL01', 'XCTL02', 'XCTL03'] as const)
      expect(await xsdErrors(message, documents[message])).toEqual([]);
  });

  test('accept every letter written from 5,000 generated messages', { timeout: 240_000 }, async () => {
    const batch = 500;
    for (let seed = SEED; seed < SEED + 10; seed++) {
      const bundles = fc.sample(careCommunication, { numRuns: batch, seed });
      await valid(bundles.map((bundle) => back('generated.json', Buffer.from(JSON.stringify(bundle)))));
    }
  });
});

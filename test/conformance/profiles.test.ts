import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { toJson } from '../../src/index.js';
import { profileErrors } from '../support/check-fhir.js';
import { converter, lettersOf } from '../support/converter.js';
import { xdis91 } from '../support/generate.js';
import { hasCheckFhir } from '../support/reference.js';
import { scenarios } from '../support/scenarios.js';

const folder = mkdtempSync(join(tmpdir(), 'medcom-profiles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const WITHOUT_CONTENT =
  /contentAttachment\.title \| min|conforms to none of medcom-careCommunication-communication/;

/** Errors that MedCom's precondition 7 allows in a message with these reasons (conversion rules 3.4). */
const allowed: Readonly<Record<string, RegExp>> = {
  'missing-attachment': WITHOUT_CONTENT,
  'missing-both-attachments': WITHOUT_CONTENT,
  'other-file-type': /contentType \| binding|conforms to none of medcom-careCommunication-communication/,
};

describe.skipIf(!hasCheckFhir)("MedCom's profiles", () => {
  test('find no error in any sample, but those that are allowed', async () => {
    const files: string[] = [];
    for (const scenario of scenarios) {
      const expected = `samples/${scenario}/expected`;
      for (const name of readdirSync(expected).filter((n) => /^letter(-\d+)?\.json$/.test(n))) {
        // The tool names files by their last part only.
        const copy = join(folder, `${scenario}.${name}`);
        writeFileSync(copy, readFileSync(join(expected, name)));
        files.push(copy);
      }
    }
    const errors = await profileErrors(files);
    expect(errors.size).toBe(files.length);
    for (const [file, found] of errors) {
      const pattern = allowed[file.split('.')[0] as string];
      if (pattern === undefined) expect({ file, found }).toEqual({ file, found: [] });
      else {
        expect(found.length).toBeGreaterThan(0);
        expect(found.filter((line) => !pattern.test(line))).toEqual([]);
      }
    }
  });

  test('find no error in generated letters, but those that follow from what stood in the letter', async () => {
    const files = fc.sample(xdis91, { numRuns: 60, seed: 7 }).map((text, i) => {
      const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(text) });
      const { bundle } = converter.convert(letter as never, [], { incomplete: true });
      const file = join(folder, `generated-${i}.json`);
      writeFileSync(file, Buffer.concat(toJson(bundle as never)));
      return file;
    });
    const errors = await profileErrors(files);
    expect(errors.size).toBe(files.length);
    // Missing attachments (3.4), numbers carried over as they stand (section 12), blanks in a web address or a value.
    const known =
      /contentAttachment\.(title \| min|contentType \| binding)|conforms to none|identifier:(cpr|x-ecpr|d-ecpr)\.value|identifier.*(matches|cpr)|\.url \|/;
    expect([...errors.values()].flat().filter((line) => !known.test(line))).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { toEdifact } from '../../src/index.js';
import { converter, sampleText } from '../support/converter.js';

test('a text of more segments than a call takes arguments is written to EDIFACT', () => {
  const lines = 700_000;
  const xml = sampleText('plain').replace(
    /<Text01>.*<\/Text01>/s,
    `<Text01>${'<Break/>'.repeat(lines)}</Text01>`,
  );
  const { letters } = converter.read({ name: 'letter.xml', bytes: Buffer.from(xml) });
  const { segments } = converter.convertEnvelope(letters);
  const text = Buffer.concat([...toEdifact(segments ?? [])]).toString('latin1');
  expect(text.split('+.').length - 1 + text.split(':.').length - 1).toBeGreaterThanOrEqual(lines);
});

import { expect, test } from 'vitest';
import { loadSettings } from '../../src/exchange/settings.js';
import { shipped } from '../support/converter.js';

const withSite = (text: string) => loadSettings(shipped, new Map([['exchange.yaml', text]]));

test('a site says only what it wants otherwise', () => {
  const { unpaired, fhir, ...rest } = withSite('unpaired: ["5790009999096"]\nfhir: xml\n');
  expect({ unpaired, fhir }).toEqual({ unpaired: ['5790009999096'], fhir: 'xml' });
  const { unpaired: _, fhir: __, ...base } = loadSettings(shipped, new Map());
  expect(rest).toEqual(base);
});

test.each([
  ['waitMinutes: soon', 'TAB002', 1],
  ['fhir: json\nwaitMinute: 30', 'TAB002', 1],
  ['fhir: "json', 'TAB001', 1],
  ['fhir: xml\nwaitMinutes: 9007199254740991', 'TAB002', 2],
  ['memoryMonths: 9007199254740991', 'TAB002', 1],
  ['fhir: xml\nmemoryMonths: 1', 'TAB002', undefined],
])('what is wrong in it is told, with its place: %s', (text, code, line) => {
  const told = (): unknown => {
    try {
      return withSite(text);
    } catch (error) {
      return (error as { diagnostic?: unknown }).diagnostic;
    }
  };
  expect(told()).toMatchObject({
    code,
    place: { file: 'exchange.yaml', ...(line === undefined ? {} : { line }) },
  });
});

import { expect, test } from 'vitest';
import { catalog, danish } from '../../src/diagnostics/catalog.js';
import { phrases } from '../../src/diagnostics/phrases/index.js';
import { ENGLISH } from '../support/english.js';

const placeholders = (...texts: string[]): string[] =>
  [...new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

const codes = Object.keys(catalog) as Array<keyof typeof catalog>;

test('every code says the same in both languages: the same values, in message and hint alike', () => {
  for (const code of codes) {
    const { message, hint } = catalog[code];
    expect([code, placeholders(danish[code].message)]).toEqual([code, placeholders(message)]);
    expect([code, placeholders(danish[code].hint)]).toEqual([code, placeholders(hint)]);
  }
});

test('every phrase names the same in both languages', () => {
  for (const [key, { en, da }] of Object.entries(phrases))
    expect([key, placeholders(da)]).toEqual([key, placeholders(en)]);
});

test('Danish texts are whole sentences, and none of them is English', () => {
  for (const code of codes)
    for (const text of [danish[code].message, danish[code].hint]) {
      expect([code, text.replace(/\{\w+\}/g, '')]).toEqual([code, expect.not.stringMatching(ENGLISH)]);
      if (!/\{(\w+)\}$/.test(text)) expect([code, text.at(-1)]).toEqual([code, '.']);
    }
  for (const [key, { da }] of Object.entries(phrases))
    expect([key, da.replace(/\{\w+\}/g, '')]).toEqual([key, expect.not.stringMatching(ENGLISH)]);
});

test('these tests know English when they see it', () => {
  const english = codes.filter((code) => ENGLISH.test(`${catalog[code].message} ${catalog[code].hint}`));
  expect(english.length).toBeGreaterThan(0.95 * codes.length);
});

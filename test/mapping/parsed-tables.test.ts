import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { digestOf, type ParsedTable } from '../../src/formats/parsed-tables.js';
import { locatorOf } from '../../src/formats/yaml.js';
import { shipped } from '../support/converter.js';

/** What `npm run build` wrote. */
const parsed: Record<string, ParsedTable> = JSON.parse(readFileSync('dist/parsed-tables.json', 'utf8'));

describe('a table that was parsed when the package was built is what its YAML says', () => {
  test.each([...shipped])('%s', (name, text) => {
    const table = parsed[digestOf(text)];
    expect(table?.value).toEqual(parse(text, { merge: false }));
    if (!Array.isArray(table?.value)) return;
    // A text that nobody parsed before: the same, and a comment.
    const locate = locatorOf(`${text}\n# `, name);
    expect(table.items?.map(([line, column]) => ({ file: name, line, column }))).toEqual(
      table.value.map((_row, i) => locate([i])),
    );
    expect(locatorOf(text, name)([1, 'id'])).toEqual(locate([1, 'id']));
  });
});

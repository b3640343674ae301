import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, html, Markup, visible } from '../../src/report/html/markup.js';

/** Text with what a page could take for markup, and with what nobody sees. */
const texts = fc.string({
  unit: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        '`',
        '/',
        '=',
        ';',
        '\u202e',
        '\u2066',
        '\u200b',
        '\0',
        '\ud800',
      ),
    },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '</script>',
        '<!--',
        '-->',
        '<img src=x onerror=alert(1)>',
        '&lt;',
        '&#x3c;',
      ),
    },
  ),
});

/** What a browser makes of the entities of our own. */
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('escaping', () => {
  test('leaves nothing that begins markup, ends an attribute, or cannot be seen', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const found = escaped(text);
        expect(found).not.toMatch(/[<>"']/);
        expect(found.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(found).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });

  test('says the same text, with numbers for what cannot be seen', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const seen = text.replace(
          /(?![\n\t ])[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}⠀]/gu,
          '',
        );
        expect(unescaped(escaped(text)).replace(/\[U\+[0-9A-F]{4,6}\]/g, '')).toBe(
          seen.replace(/\[U\+[0-9A-F]{4,6}\]/g, ''),
        );
      }),
    );
  });

  test('marks of direction, controls and spaces that are none are shown by their numbers', () => {
    expect(visible('a\u202eb\u00a0c\u0007').text).toBe(
      'a<span class="invisible">U+202E</span>b<span class="invisible">U+00A0</span>c<span class="invisible">U+0007</span>',
    );
    expect(escaped('\u{e0041}\ud800x')).toBe('[U+E0041][U+D800]x');
    expect(escaped('a\u2028b')).toBe('a[U+2028]b');
    expect(visible('line\nfeed\tand tab').text).toBe('line\nfeed\tand tab');
  });

  test('a template escapes whatever is not made by a template', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const page = html`<p title="${text}">${[text, html`<b>${text}</b>`]}</p>`.text;
        expect(page).toBe(`<p title="${escaped(text)}">${escaped(text)}<b>${escaped(text)}</b></p>`);
      }),
    );
    expect(html`${undefined}${false}${0}${new Markup('<i>')}`.text).toBe('0<i>');
  });
});

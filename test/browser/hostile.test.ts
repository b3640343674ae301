import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { sampleText } from '../support/converter.js';
import { type Explained, explained } from '../support/explained.js';
import { put } from '../support/folder.js';

const ATTACKS = [
  '<script>harmed = 1</script>',
  '</script><script>harmed=2</script>',
  '"><img src=x onerror="harmed = 3">',
  "' onmouseover='harmed = 4' autofocus onfocus='harmed = 5",
  '<!--<script>window.harmed = 6</script>-->',
  '</title><style>*{display:none}</style><iframe src="http://harm.example/"></iframe>',
  '<svg onload="window.harmed = 7"><a href="javascript:window.harmed = 8">',
  '</div></section></main><form action="http://harm.example/"><input name=x>',
  '&lt;script&gt;window.harmed = 9&lt;/script&gt; &#x3c;b&#x3e;',
  '{{constructor.constructor("harmed = 10")()}} javascript:harmed=11',
];
const WORD = 'Ø'.repeat(10_000);
const TURNED = 'a\u202egnp.exe\u202c b\u2066c\u200bd\u00ade\ufeff\u200ff';
const STACK = `Z${'\u0301\u0323'.repeat(400)}`;

const xml = (text: string): string => text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

/** The letter of a sample with hostile content wherever text may stand. */
const hostileLetter = (): string =>
  sampleText('plain')
    .replace('>Tabletter om morgenen<', `>${xml(ATTACKS[0] ?? '')}<`)
    .replace('>Bruno Test<', `>${xml(ATTACKS[2] ?? '')}<`)
    .replace('>Elmer<', `>${xml(ATTACKS[3] ?? '')}<`)
    .replace('>Testby Lægehus<', `>${xml(ATTACKS[1] ?? '')}<`)
    .replace('>pensioneret gartner<', `>${xml(TURNED)}<`)
    .replace('>Kære hjemmepleje.<', `>${xml([...ATTACKS, TURNED, STACK, WORD].join(' '))}<`);

/** The message of a sample with hostile content in values, names of elements, ids and addresses. */
const hostileMessage = (): string => {
  const message = JSON.parse(readFileSync('samples/new-message/input/message.json', 'utf8'));
  const [header, patient] = message.entry;
  header.resource[ATTACKS[2] ?? ''] = ATTACKS[0];
  // Longer names are refused (docs/limits.md).
  patient.resource[`x${WORD.slice(0, 990)}`] = { [ATTACKS[1] ?? '']: ATTACKS[7], [TURNED]: WORD };
  for (const { resource } of message.entry) {
    if (resource.resourceType === 'Communication')
      resource.payload[0].contentString = [...ATTACKS, WORD, TURNED, STACK].join('\n');
    if (resource.resourceType === 'Patient') resource.name[0].family = ATTACKS[3];
  }
  return JSON.stringify(message);
};

const pages: Array<[string, () => Explained]> = [
  ['a letter', () => explained('--show-values', put('hostile.xml', hostileLetter()))],
  [
    'a letter to EDIFACT',
    () => explained('--show-values', '--to', 'edifact', put('hostile.xml', hostileLetter())),
  ],
  ['a message', () => explained('--show-values', put('hostile.json', hostileMessage()))],
  [
    'the name of a file',
    () =>
      explained(
        '--show-values',
        put(`"><img src=x onerror=window.harmed=1>${TURNED}.xml`, sampleText('plain')),
      ),
  ],
];

const harmed = (page: Page): Promise<unknown> => page.evaluate(() => (window as { harmed?: unknown }).harmed);
const foreign = (page: Page): Promise<number> =>
  page
    .locator('img, iframe, form, svg, object, embed, base, main script, main style, main a:not([href^="#"])')
    .count();

inBrowser('hostile content does nothing', (look) => {
  for (const [what, page] of pages)
    test(`in ${what}`, async () => {
      for (const options of [{}, { viewport: { width: 380, height: 800 } }]) {
        const { page: shown, misdeeds } = await look(page().file, options);
        expect(await shown.locator('.message h2').count()).toBe(1);
        expect(await shown.locator('.rows .rule').count()).toBeGreaterThan(10);
        const values = shown.locator('.value');
        const count = await values.count();
        expect(count).toBeGreaterThan(50);
        // Everything that can be opened is opened, everything that can be chosen is chosen.
        await shown.evaluate(() => {
          for (const one of document.querySelectorAll('details')) one.open = true;
          for (const one of document.querySelectorAll<HTMLElement>('.value')) {
            one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
            one.click();
          }
        });
        await shown.locator('input[type=search]').fill(ATTACKS[2] ?? '');
        await shown.locator('input[type=search]').fill('');
        await shown.emulateMedia({ media: 'print' });
        await shown.emulateMedia({ media: 'screen' });
        expect(await harmed(shown)).toBeUndefined();
        expect(await foreign(shown)).toBe(0);
        expect(misdeeds).toEqual([]);
        const { width } = shown.viewportSize() ?? { width: 0 };
        expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });

  test('what is shown is the text as it stands, with what cannot be seen by its numbers', async () => {
    const { page } = await look(explained('--show-values', put('hostile.xml', hostileLetter())).file);
    const value = page.locator('.left .value[data-path="ClinicalEmail/AdditionalInformation/Subject"] .text');
    expect(await value.textContent()).toBe(ATTACKS[0]);
    const turned = page.locator('.left .value[data-path="ClinicalEmail/Patient/OccupancyText"] .text');
    expect(await turned.textContent()).toBe('aU+202Egnp.exeU+202C bU+2066cU+200BdU+00ADeU+FEFFU+200Ff');
    expect(await turned.locator('.invisible').count()).toBe(7);
    expect(await turned.evaluate((one) => getComputedStyle(one).unicodeBidi)).toBe('isolate');
  });

  test('a long word is cut, and whole once it is chosen', async () => {
    const { page } = await look(explained('--show-values', put('hostile.xml', hostileLetter())).file);
    const value = page.locator('.left .value[data-path="ClinicalEmail/ClinicalInformation/Text01"]');
    const height = async () => (await value.boundingBox())?.height ?? Number.NaN;
    expect(await height()).toBeLessThan(200);
    await value.click();
    expect(await height()).toBeGreaterThan(1000);
    expect(await value.locator('.text').textContent()).toContain(WORD);
  });

  test('the policy of the page stops what gets in all the same', async () => {
    const { page, misdeeds } = await look(explained('samples/plain/input').file);
    const ran = await page.evaluate(async () => {
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
      const attempt = (make: () => void): void => {
        try {
          make();
        } catch {
          broken.push('refused');
        }
      };
      attempt(() => {
        document.body.innerHTML += '<img src=x onerror="window.harmed = 1">';
      });
      attempt(() => {
        const script = document.createElement('script');
        script.textContent = 'window.harmed = 2';
        document.body.append(script);
      });
      attempt(() => document.body.setAttribute('onclick', 'window.harmed = 3'));
      attempt(() =>
        document.body.append(
          Object.assign(document.createElement('img'), { src: 'https://harm.example/x.png' }),
        ),
      );
      attempt(() =>
        document.body.append(
          Object.assign(document.createElement('style'), { textContent: '*{display:none}' }),
        ),
      );
      const fetched = await fetch('https://harm.example/').then(
        () => true,
        () => false,
      );
      document.body.click();
      await new Promise((done) => setTimeout(done, 200));
      return {
        broken: [...new Set(broken)],
        fetched,
        harmed: (window as { harmed?: unknown }).harmed,
        display: getComputedStyle(document.body).display,
      };
    });
    expect(ran.harmed).toBeUndefined();
    expect(ran.fetched).toBe(false);
    expect(ran.display).not.toBe('none');
    expect(ran.broken).toEqual(expect.arrayContaining(['img-src', 'style-src-elem', 'connect-src']));
    expect(misdeeds.filter((one) => one.startsWith('dialog'))).toEqual([]);
  });
});

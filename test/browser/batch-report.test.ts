import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { medcomConvert } from '../support/cli.js';
import { sampleText } from '../support/converter.js';
import { folder, out, put } from '../support/folder.js';

const ATTACK = `"><img src=x onerror=window.harmed=1>`;
const TURNED = 'a\u202egnp.exe\u202c b\u200bd';
const WORD = 'Ø'.repeat(900);

/** A report of files, names of elements, ids and tables that are hostile. */
const hostileReport = (): string => {
  put(`in/${ATTACK}${TURNED}.xml`, sampleText('plain').replace('>inaktiv<', '>wrong<'));
  put('in/<script>window.harmed = 2<!script>.xml', sampleText('plain').slice(0, 900));
  const letter = sampleText('several-letters').replaceAll('Journalnummer', WORD);
  put('in/several.xml', letter);
  put('in/plain.xml', sampleText('plain'));
  const message = JSON.parse(readFileSync('samples/new-message/input/message.json', 'utf8'));
  message.entry[0].resource['</td><script>window.harmed = 4</script>'] = 'x';
  message.entry[1].resource[`${TURNED}${WORD}`] = { [ATTACK]: 'x' };
  put('in/message.json', JSON.stringify(message));
  put(
    'site/xdis91-to-carecommunication/rows.yaml',
    `- { id: X53, name: "<script>harmed = 5</script>", from: ClinicalEmail/Patient/OccupancyText, how: drop, reason: '</td><iframe src="https://harm.example/">${WORD}' }\n`,
  );
  const file = `${folder}/report.html`;
  mkdirSync(out(), { recursive: true });
  writeFileSync(file, '');
  return file;
};

const convert = (to: string, inputs: readonly string[]): string => {
  const file = hostileReport();
  const paths = inputs.map((name) => `${folder}/in/${name}`);
  const options = ['--sor', 'samples/sor.csv', '--mappings', `${folder}/site`, '--out', out()];
  medcomConvert(['convert', ...paths, '--to', to, ...options, '--report', file]);
  return file;
};

inBrowser('the report of a batch', (look) => {
  for (const [to, inputs, told] of [
    ['fhir', [''], 'OIO032'],
    ['oioxml', ['message.json'], 'MAP017'],
  ] as const)
    test(`hostile content does nothing, of messages to ${to}`, async () => {
      const file = convert(to, inputs);
      for (const options of [{}, { viewport: { width: 380, height: 800 } }]) {
        const { page, misdeeds } = await look(file, options);
        expect(await page.locator('.causes').allInnerTexts()).toContainEqual(expect.stringContaining(told));
        await page.emulateMedia({ media: 'print' });
        await page.emulateMedia({ media: 'screen' });
        expect(await page.evaluate(() => (window as { harmed?: unknown }).harmed)).toBeUndefined();
        expect(
          await page.locator('img, iframe, form, script, object, embed, base, a, main style').count(),
        ).toBe(0);
        expect(misdeeds).toEqual([]);
        const { width } = page.viewportSize() ?? { width: 0 };
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });

  test('names of files are shown as they are, with what cannot be seen by its numbers', async () => {
    const { page } = await look(convert('fhir', ['']));
    const names = (await page.locator('.where').allTextContents()).join('\n');
    expect(names).toContain(`${ATTACK}aU+202Egnp.exeU+202C bU+200Bd.xml`);
    expect(await page.locator('.losses').textContent()).toContain('<script>harmed = 5</script>');
    expect(await page.locator('th.path').allTextContents()).toContainEqual(expect.stringContaining('ØØØ'));
  });

  test('charts say in words what they show, and are as wide as they should be', async () => {
    const { page } = await look(convert('fhir', ['']));
    const bar = page.getByRole('img', { name: 'Messages by outcome' });
    expect(await bar.count()).toBe(1);
    expect(await bar.locator('desc').textContent()).toMatch(
      /^\d+ converted without warnings, \d+ .*, 3 failed$/,
    );
    const widths = await bar
      .locator('rect')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    const whole = (await bar.boundingBox())?.width ?? 0;
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(whole, 0);
    const rows = await page.locator('.spread').first().locator('tbody tr').count();
    expect(await page.locator('.spread').first().locator('.table-bar').count()).toBe(rows);
  });

  test('what is told apart by colour can be read in light and dark', async () => {
    const file = convert('fhir', ['']);
    const back = async (colorScheme: 'light' | 'dark') => {
      const { page } = await look(file, { colorScheme });
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    };
    expect(await back('light')).not.toBe(await back('dark'));
  });
});

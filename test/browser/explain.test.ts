import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { sampleText } from '../support/converter.js';
import { explained } from '../support/explained.js';
import { put } from '../support/folder.js';

const plain = () => explained('samples/plain/input');
const at = (page: Page, side: 'left' | 'right', path: string) =>
  page.locator(`.${side} .value[data-path="${path}"]`);
const CPR = 'ClinicalEmail/Patient/CivilRegistrationNumber';
const CPR_VALUE = 'Bundle.entry[1].resource.identifier[0].value';
const shownPaths = (page: Page): Promise<string[]> =>
  page.locator('.value:visible').evaluateAll((all) => all.map((one) => one.getAttribute('data-path') ?? ''));
const chosen = (page: Page): Promise<string | null> =>
  page.locator('.value[aria-selected="true"]').getAttribute('data-path');

inBrowser('explain --html', (look) => {
  test('a value is linked to its counterparts and its row, both ways', async () => {
    const { page, misdeeds } = await look(plain().file);
    await at(page, 'left', CPR).click();
    expect(await at(page, 'right', CPR_VALUE).getAttribute('class')).toContain('linked');
    const detail = page.locator('.detail');
    expect(await detail.locator('.rule h4').innerText()).toBe('X45 Patient id');
    expect(await detail.innerText()).toContain('xdis91-to-carecommunication/rows.yaml:');
    expect(await detail.locator('.goes li').count()).toBe(3);
    await detail.locator('.goes li', { hasText: 'identifier[0].value' }).locator('button').click();
    expect(await chosen(page)).toBe(CPR_VALUE);
    expect(await at(page, 'left', CPR).getAttribute('class')).toContain('linked');
    expect(await at(page, 'right', CPR_VALUE).getAttribute('class')).not.toContain('linked');
    expect(misdeeds).toEqual([]);
  });

  test('what belongs to a value stands beside it', async () => {
    const { page } = await look(plain().file);
    const apart = await page.locator('.value:visible').evaluateAll(
      (all) =>
        all.filter((value) => {
          const [sign, row] = ['.sign', '.row'].map((part) =>
            value.querySelector(part)?.getBoundingClientRect(),
          );
          return Math.abs((sign?.bottom ?? 0) - (row?.bottom ?? Number.NaN)) > 8;
        }).length,
    );
    expect(apart).toBe(0);
  });

  test('a counterpart far away is brought into view', async () => {
    const { page } = await look(plain().file);
    await at(page, 'left', 'ClinicalEmail/Patient/StreetName').click();
    const box = await page.locator('.right .linked').first().boundingBox();
    const list = await page.locator('.right .list').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(list?.y ?? Number.NaN);
    expect((box?.y ?? Number.NaN) + (box?.height ?? 0)).toBeLessThanOrEqual(
      (list?.y ?? 0) + (list?.height ?? 0),
    );
  });

  test('what only decided something is told apart from what is in the result', async () => {
    const { page } = await look(plain().file);
    await at(page, 'left', 'Envelope/Identifier').click();
    expect(await at(page, 'right', 'Bundle.id').getAttribute('class')).toContain('decided');
    expect(await page.locator('.detail .goes').isVisible()).toBe(false);
    await at(page, 'right', 'Bundle.id').click();
    expect(await at(page, 'left', 'Envelope/Identifier').getAttribute('class')).toContain('decided');
  });

  test('personal data is masked in the whole page unless it is asked for', async () => {
    const masked = plain();
    for (const secret of ['2509479989', 'Elmer', 'Bruno', 'Tabletter', 'hjemmepleje'])
      expect(masked.text).not.toContain(secret);
    const { page } = await look(masked.file);
    expect(await at(page, 'left', CPR).innerText()).toContain('10 characters');
    expect(await page.locator('.privacy').innerText()).toBe('Personal data is masked');
    const { page: open } = await look(explained('samples/plain/input', '--show-values').file);
    expect(await at(open, 'left', CPR).innerText()).toContain('2509479989');
    expect(await at(open, 'right', CPR_VALUE).innerText()).toContain('2509479989');
    expect(await open.locator('.privacy').innerText()).toBe('Personal data is shown');
  });

  test('the legend filters, and counts what it shows', async () => {
    const { page } = await look(plain().file);
    const all = (await shownPaths(page)).length;
    const dropped = page.locator('.filter.dropped');
    await dropped.click();
    const kinds = () =>
      page
        .locator('.value:visible')
        .evaluateAll((found) => [...new Set(found.map((one) => one.getAttribute('data-kind')))].sort());
    expect(await kinds()).toEqual(['dropped']);
    expect(await dropped.locator('.count').innerText()).toBe(`${(await shownPaths(page)).length} | 0`);
    await page.locator('.filter.copied').click();
    expect(await kinds()).toEqual(['copied', 'dropped']);
    expect(
      await page
        .locator('.section:visible')
        .evaluateAll((s) => s.every((one) => one.querySelector('.value:not([hidden])') !== null)),
    ).toBe(true);
    await page.locator('.filter.all').click();
    expect((await shownPaths(page)).length).toBe(all);
  });

  test('the search finds values, paths and rows, with their counterparts', async () => {
    const { page } = await look(explained('samples/plain/input', '--show-values').file);
    const search = page.locator('input[type=search]');
    await search.fill('elmer');
    expect((await shownPaths(page)).filter((path) => !path.endsWith('.div')).sort()).toEqual([
      'Bundle.entry[1].resource.name[0].family',
      'ClinicalEmail/Patient/PersonSurnameName',
    ]);
    await search.fill('patient/postcode');
    expect(await shownPaths(page)).toEqual([
      'ClinicalEmail/Patient/PostCodeIdentifier',
      'Bundle.entry[1].resource.address[0].postalCode',
    ]);
    await search.fill('x45');
    expect(await shownPaths(page)).toContain(CPR);
    expect(await page.locator('.found').innerText()).toMatch(/^4 \/ \d+ found$/);
    await search.fill('no such thing');
    expect(await page.locator('.found').innerText()).toBe('Nothing fits the search and the filter.');
    await search.press('Escape');
    expect(await search.inputValue()).toBe('');
  });

  test('everything can be reached by keyboard', async () => {
    const { page } = await look(plain().file);
    await page.locator('input[type=search]').focus();
    await page.keyboard.press('Tab');
    expect(await chosen(page)).toBe('Envelope/Sent/Date');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await chosen(page)).toBe('Envelope/Identifier');
    await page.keyboard.press('ArrowUp');
    expect(await chosen(page)).toBe('Envelope/Sent/Time');
    await page.keyboard.press('ArrowRight');
    expect(await chosen(page)).toBe('Bundle.timestamp');
    const focus = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement as Element);
      return [
        document.activeElement?.getAttribute('data-path'),
        style.outlineStyle,
        Number.parseFloat(style.outlineWidth) >= 2,
      ];
    });
    expect(focus).toEqual(['Bundle.timestamp', 'solid', true]);
    await page.keyboard.press('ArrowLeft');
    expect(await chosen(page)).toBe('Envelope/Sent/Date');
    await page.keyboard.press('End');
    expect(await chosen(page)).toBe('ClinicalEmail/ClinicalInformation/Text01');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.keyboard.type('x45');
    await page.keyboard.press('Enter');
    expect(await chosen(page)).toBe(CPR);
    await page.keyboard.press('Escape');
    expect(await page.locator('.value[aria-selected="true"]').count()).toBe(0);
  });

  test('a diagnostic leads to its value', async () => {
    const { page } = await look(explained('samples/edifact-letter/input').file);
    const told = page.locator('details.panel', { hasText: 'Diagnostics' });
    await told.locator('summary').click();
    expect(await told.innerText()).toContain('MAP021');
    await told.locator('a').first().click();
    await expect.poll(() => chosen(page)).toBe('28:FTX.4.1');
    const box = await page.locator('.value[aria-selected="true"]').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? Number.NaN) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
    await page.keyboard.press('Escape');
    await told.locator('a').first().click();
    await expect.poll(() => chosen(page)).toBe('28:FTX.4.1');
  });

  test('binary letters stand on the left, and no content of an attachment on the page', async () => {
    const there = explained('samples/attachment/input', '--show-values');
    const { page } = await look(there.file);
    expect(await page.locator('.left .document-name').allInnerTexts()).toEqual([
      'XDIS91 letter.xml',
      'XBIN01 attachment.xml',
    ]);
    await at(page, 'left', 'BinaryLetter/BinaryObject/Object_Base64Encoded').click();
    expect(await chosen(page).then((path) => at(page, 'left', path ?? '').innerText())).toContain(
      'attachment, 596 bytes',
    );
    const [, content] =
      /<Object_Base64Encoded>([^<]{40})/.exec(sampleText('attachment', 'attachment.xml')) ?? [];
    expect(content).toBeDefined();
    expect(there.text).not.toContain(content);
    const back = explained('samples/reply-with-attachment/input', '--show-values');
    const { page: other } = await look(back.file);
    expect(await other.locator('.left .document-name').allInnerTexts()).toEqual(['XDIS91', 'XBIN01']);
    expect(await other.locator('.right .side-title').innerText()).toContain('message.json');
    await at(other, 'left', 'XBIN01:BinaryLetter/BinaryObject[0]/Object_Base64Encoded').click();
    expect(await other.locator('.right .linked').getAttribute('data-path')).toMatch(
      /contentAttachment\.data$/,
    );
  });

  test('the other legacy form stands on the right', async () => {
    const { page } = await look(explained('samples/plain/input', '--to', 'edifact').file);
    await at(page, 'left', CPR).click();
    expect(await page.locator('.right .linked').getAttribute('data-path')).toMatch(/:PNA\.2\.1$/);
    const { page: back } = await look(explained('samples/edifact-letter/input', '--to', 'oioxml').file);
    await at(back, 'right', CPR).click();
    expect(await back.locator('.left .linked').getAttribute('data-path')).toMatch(/:PNA\.2\.1$/);
  });

  test('of several messages one is shown at a time; a refused one tells why', async () => {
    const refused = put('refused.xml', sampleText('plain').replace('>inaktiv<', '>ukendt<'));
    const found = explained('samples/plain/input', 'samples/new-message/input', refused);
    expect(found.code).toBe(1);
    const { page, misdeeds } = await look(found.file);
    const headings = page.locator('.message:visible h2');
    expect(await headings.allInnerTexts()).toEqual(['XDIS91 BRV2603020001 → CareCommunication']);
    await page.locator('nav a', { hasText: 'not converted' }).click();
    // A browser follows a link within the page when it gets to it.
    await expect.poll(() => headings.allInnerTexts()).toEqual(['XDIS91 BRV2603020001 not converted']);
    expect(await page.locator('.message:visible .diagnostics').innerText()).toContain('OIO032');
    await page.emulateMedia({ media: 'print' });
    expect(await headings.count()).toBe(3);
    expect(misdeeds).toEqual([]);
  });

  test('on a small screen nothing is wider than it, and the rule stays in view', async () => {
    for (const input of ['samples/attachment/input', 'samples/edifact-letter/input']) {
      const { page } = await look(explained(input, '--show-values').file, {
        viewport: { width: 380, height: 700 },
      });
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width()).toBe(380);
      const value = page.locator('.left .value').nth(12);
      await value.click();
      expect(await width()).toBe(380);
      const [box, detail] = [
        await value.boundingBox(),
        await page.locator('.detail .rule').first().boundingBox(),
      ];
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect(detail?.y).toBeLessThan(700);
    }
  });

  test('on paper both sides stand beside each other, whole, with the row of each value', async () => {
    const { page } = await look(explained('samples/long-text/input', '--show-values').file, {
      viewport: { width: 800, height: 1100 },
    });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.tools').isVisible()).toBe(false);
    expect(await page.locator('.detail').isVisible()).toBe(false);
    const [left, right] = [
      await page.locator('.side.left').boundingBox(),
      await page.locator('.side.right').boundingBox(),
    ];
    expect(left?.y).toBe(right?.y);
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);
    const cut = await page
      .locator('.text')
      .evaluateAll(
        (all) =>
          all.filter(
            (one) => one.scrollHeight > one.clientHeight + 4 && getComputedStyle(one).display !== 'inline',
          ).length,
      );
    expect(cut).toBe(0);
    expect(
      await page
        .locator('.value .row')
        .evaluateAll((all) => all.every((one) => one.getBoundingClientRect().width > 0)),
    ).toBe(true);
    expect(await page.locator('.rows .rule').count()).toBeGreaterThan(20);
  });

  for (const scheme of ['light', 'dark'] as const)
    test(`text has contrast enough: ${scheme}`, async () => {
      const { page } = await look(explained('samples/edifact-letter/input').file, { colorScheme: scheme });
      await page.locator('.left .value').nth(3).click();
      const worst = await page.evaluate(() => {
        const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
        const light = (colour: string): number => {
          const [r = 0, g = 0, b = 0] = numbers(colour).map((c) => {
            const part = c / 255;
            return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = (element: Element): string => {
          for (let one: Element | null = element; one !== null; one = one.parentElement) {
            const { backgroundColor } = getComputedStyle(one);
            if ((numbers(backgroundColor)[3] ?? 1) === 1) return backgroundColor;
          }
          return 'rgb(255, 255, 255)';
        };
        return [...document.querySelectorAll('body *')]
          .filter(
            (one) =>
              [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '') &&
              one.getClientRects().length > 0 &&
              !/^(script|style)$/i.test(one.tagName),
          )
          .map((one) => {
            const [a, b] = [light(getComputedStyle(one).color), light(behind(one))];
            return {
              contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
              of: `${one.className} in ${one.parentElement?.className}`,
            };
          })
          .sort((a, b) => a.contrast - b.contrast)[0];
      });
      expect(worst?.contrast, worst?.of).toBeGreaterThanOrEqual(4.5);
      const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(back).toBe(scheme === 'light' ? 'rgb(245, 246, 248)' : 'rgb(17, 21, 26)');
    });
});

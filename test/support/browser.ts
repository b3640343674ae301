import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

/** The browser that looks at pages: Debian's Chromium, or the one that MEDCOM_TEST_CHROMIUM names. */
const executablePath = process.env.MEDCOM_TEST_CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);

if (!hasBrowser)
  console.warn(
    `Tests in the browser are skipped: no Chromium at ${executablePath} (MEDCOM_TEST_CHROMIUM names another).`,
  );

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page that is looked at, and all that it did beside showing itself. */
export interface Looked {
  page: Page;
  /** Requests but for the page itself, dialogs, what the console said, and what the page threw. */
  misdeeds: string[];
}

/** Opens files in the browser. */
export type Look = (file: string, options?: BrowserContextOptions) => Promise<Looked>;

const look = async (browser: Browser, file: string, options: BrowserContextOptions): Promise<Looked> => {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const misdeeds: string[] = [];
  const address = `file://${file}`;
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) misdeeds.push(`request ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => misdeeds.push(`console ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(`error ${error.message}`));
  await page.goto(address);
  return { page, misdeeds };
};

/** Tests that look at pages in a browser; skipped, with a message, where there is none. */
export const inBrowser = (name: string, tests: (look: Look) => void): void => {
  describe.skipIf(!hasBrowser)(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    });
    afterAll(() => browser?.close());
    tests((file, options = {}) => look(browser as Browser, file, options));
  });
};

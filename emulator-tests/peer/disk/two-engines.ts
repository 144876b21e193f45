/** One page in Chromium and one in Firefox, with the methods that both drivers have. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page as ChromiumPage } from 'playwright-core';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { browserArguments } from '../../support/browsers/browser.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { launchFirefox } from '../../support/browsers/firefox.ts';
import { requireProgram } from '../../../scripts/machine/programs.ts';
import { startDiskSite } from './disk-site.ts';

export interface EnginePage {
  run<Got>(inPage: () => Got): Promise<Awaited<Got>>;
  run<Got, Given>(inPage: (given: Given) => Got, given: Given): Promise<Awaited<Got>>;
  reload(): Promise<void>;
  /** Chooses a file of this machine in the page's input. */
  choose(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  open(): Promise<EnginePage>;
  close(): Promise<void>;
}

export type EngineName = 'Chromium' | 'Firefox';

const isReady = (): boolean => 'disk' in globalThis;

/** With a profile on the disk: a private context would keep its files in memory, without a quota. */
export async function openChromium(): Promise<Engine & { page(): Promise<ChromiumPage> }> {
  const site = await startDiskSite();
  const profile = mkdtempSync(join(tmpdir(), 'firelink-profile-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: requireProgram('chromium'), headless: true, args: [...browserArguments()] });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = async (): Promise<ChromiumPage> => {
    const opened = await context.newPage();
    await opened.goto(site.url);
    await opened.waitForFunction(isReady);
    return opened;
  };
  return {
    page,
    async open() {
      const opened = await page();
      return {
        run: (inPage: (given: never) => unknown, given?: unknown) => opened.evaluate(inPage as (given: unknown) => never, given),
        async reload() {
          await opened.reload();
          await opened.waitForFunction(isReady);
        },
        choose: (path) => opened.locator('input').setInputFiles(path),
        close: () => opened.close(),
      };
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
      site.close();
    },
  };
}

export async function openFirefox(): Promise<Engine> {
  const site = await startDiskSite();
  const firefox = await launchFirefox();
  return {
    async open() {
      const page: FirefoxPage = await firefox.browser.newPage();
      await page.goto(site.url);
      await page.waitForFunction(isReady);
      return {
        run: (inPage: (given: never) => unknown, given?: unknown) => page.evaluate(inPage as (given: unknown) => never, given),
        async reload() {
          await page.reload();
          await page.waitForFunction(isReady);
        },
        async choose(path) {
          const input = await page.$('input');
          await (input as { uploadFile(path: string): Promise<void> } | null)?.uploadFile(path);
        },
        close: () => page.close(),
      };
    },
    async close() {
      await firefox.close();
      site.close();
    },
  };
}

/** Chromium with a profile on the disk: a context of its own would keep received files in the browser's memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { runFolder } from '../../scripts/machine/paths.ts';
import { requireProgram } from '../../scripts/machine/programs.ts';
import { browserArguments, type BrowserOptions } from '../../emulator-tests/support/browsers/browser.ts';

export interface DiskBrowser {
  readonly context: BrowserContext;
  /** Its path names the browser's processes. */
  readonly profile: string;
  close(): Promise<void>;
}

export async function launchOnDisk(options: BrowserOptions): Promise<DiskBrowser> {
  const profile = mkdtempSync(join(runFolder(), 'profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executablePath ?? requireProgram('chromium'), headless: true, args: [...browserArguments(options)],
    locale: 'en', viewport: { width: 640, height: 480 },
  });
  return {
    context, profile,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

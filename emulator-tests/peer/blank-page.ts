import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { launchBrowser, type BrowserOptions } from '../support/browsers/browser.ts';

export interface BlankPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** An empty page on loopback (a secure context) that holds the two layers and what plays around them, as `lab`. */
export async function openBlankPage(options: BrowserOptions = {}): Promise<BlankPage> {
  const script = await bundleLab();
  const server = createServer((request, response) => {
    const isScript = request.url === '/lab.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>blank</title><script type="module" src="/lab.js"></script>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the page has no port');
  const browser = await launchBrowser(options);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.waitForFunction(() => 'lab' in globalThis);
  return {
    page,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

async function bundleLab(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('page/lab.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    write: false,
    logLevel: 'warning',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild made nothing');
  return file.text;
}

/** The stories of web/src/elements/testing, each a screen with a made-up state, in a real browser: no call, no emulator. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createServer } from 'vite';
import { ENGINE_SOURCES } from '../../web/vite/engine-sources.ts';
import { launchBrowser } from '../support/browsers/browser.ts';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
/** The file of axe-core for a page. */
export const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export const PHONE = { width: 390, height: 844 };
export const LAPTOP = { width: 1440, height: 900 };

/** The members that stories-page.ts adds to the page's global object. */
interface StoriesPage {
  draw(name: string, languages?: readonly string[]): Promise<void>;
  readonly heard: readonly { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }[];
}

export interface StoriesServer {
  /** The address of the stories' page. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Stories {
  /** A page of a browser context of its own. */
  open(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Serves the stories' page to any browser. */
export async function serveStories(): Promise<StoriesServer> {
  const server = await createServer({
    root: WEB,
    configFile: false,
    logLevel: 'error',
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite-screens', import.meta.url)),
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [fileURLToPath(new URL('../../', import.meta.url))] } },
    resolve: ENGINE_SOURCES,
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server of the stories has no port');
  return { url: `http://127.0.0.1:${address.port}/src/elements/testing/stories.html`, close: () => server.close() };
}

export async function openStories(): Promise<Stories> {
  const [server, browser] = await Promise.all([serveStories(), launchBrowser()]);
  return {
    async open(options) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(server.url);
      await page.waitForFunction(() => 'draw' in globalThis);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

export async function draw(page: Page, name: string, languages?: readonly string[]): Promise<void> {
  await page.evaluate(drawOnPage, [name, languages] as Parameters<typeof drawOnPage>[0]);
}

/** In the page. */
export function drawOnPage([name, languages]: readonly [string, (readonly string[] | undefined)?]): Promise<void> {
  return (globalThis as unknown as StoriesPage).draw(name, languages);
}

/** The request events that the drawn screen has dispatched. */
export async function heardOn(page: Page): Promise<StoriesPage['heard']> {
  return page.evaluate(() => (globalThis as unknown as StoriesPage).heard);
}

interface AxeOnPage {
  readonly axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[] }> };
}

/** What axe finds, a line for each place. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: AXE });
  return page.evaluate(runAxe);
}

/** In the page, once axe is loaded there. */
export async function runAxe(): Promise<string[]> {
  const { violations } = await (globalThis as unknown as AxeOnPage).axe.run();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${JSON.stringify(node.target)}: ${node.failureSummary ?? ''}`));
}

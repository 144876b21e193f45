import type { BrowserContext, Page } from 'playwright-core';

/** The last that a page has said: enough to tell what it was doing. */
const MAX_LINES = 40;

/** A page that hangs is asked in vain. */
const POLL_MS = 2_000;

/** Keeps what the pages of one person log and meet, from before their first page on. */
export class Witness {
  readonly name: string;
  readonly #context: BrowserContext;
  readonly #lines: string[] = [];
  readonly #begunAt = Date.now();

  constructor(name: string, context: BrowserContext) {
    this.name = name;
    this.#context = context;
    context.on('console', (message) => this.#note(`${message.type()}: ${message.text()}`));
    context.on('weberror', (error) => this.#note(`uncaught: ${error.error().message}`));
    context.on('requestfailed', (request) => this.#note(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText ?? ''}`));
    context.on('response', (response) => {
      if (response.status() >= 400) this.#note(`${response.status()}: ${response.request().method()} ${response.url()}`);
    });
    context.on('page', (page) => page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#note(`page: ${frame.url()}`);
    }));
  }

  async tell(): Promise<string> {
    const screens = await Promise.all(this.#context.pages().map(screenOf));
    return [`━━ ${this.name}`, ...this.#lines, ...screens].join('\n');
  }

  #note(line: string): void {
    this.#lines.push(`${((Date.now() - this.#begunAt) / 1_000).toFixed(1)} s ${line}`);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }
}

export async function testimonyOf(witnesses: readonly Witness[]): Promise<string> {
  return (await Promise.all(witnesses.map((witness) => witness.tell()))).join('\n');
}

async function screenOf(page: Page): Promise<string> {
  try {
    return `shows: ${(await page.locator('body').ariaSnapshot({ timeout: POLL_MS })).replaceAll('\n', '\n  ')}`;
  } catch (error) {
    return `shows nothing: ${String(error)}`;
  }
}

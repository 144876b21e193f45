/** In these tries only the two parties open the link: a page that says "full" says so to a party. */
import type { BrowserContext, Page } from 'playwright-core';

const POLL_MS = 200;

/** Before the page loads anything. @param onFull told what such a page said, once a page */
export async function watchForFull(pages: Page | BrowserContext, onFull: (text: string) => void): Promise<void> {
  await pages.exposeBinding('tellFull', (_source, text: string) => onFull(text));
  await pages.addInitScript(lookForFull, POLL_MS);
}

/** In the page. */
function lookForFull(lookMs: number): void {
  const { tellFull } = globalThis as unknown as { tellFull?: (text: string) => Promise<void> };
  const textOf = (host: Element | null | undefined, selector: string): string => host?.shadowRoot?.querySelector(selector)?.textContent.trim() ?? '';
  const timer = setInterval(() => {
    const app = document.querySelector('firelink-app');
    const said = [
      textOf(app?.shadowRoot?.querySelector('firelink-status'), '[role=status]'), textOf(app?.shadowRoot?.querySelector('firelink-ended'), 'h1'),
    ].find((text) => /\bfull\b/.test(text));
    if (said === undefined) return;
    clearInterval(timer);
    void tellFull?.(said).catch(() => undefined);
  }, lookMs);
}

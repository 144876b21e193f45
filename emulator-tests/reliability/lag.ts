/**
 * Whether a machine had time for a try: how late the timers of the tests' own process and of the pages came. A try in
 * which one was later than LAG_LIMIT_MS says nothing of the product.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BrowserContext, Page } from 'playwright-core';
import type { Span } from '../survival/browser-user.ts';

export const LAG_LIMIT_MS = 250;
const POLL_MS = 50;
/** Less is not worth a message. */
const TOLD_FROM_MS = 100;

interface Report {
  /** When the timer came, ms since 1970. */
  readonly at: number;
  /** How much later than it should have. */
  readonly lateMs: number;
  readonly stops: () => readonly Span[];
}

export interface Lag {
  readonly driver: number;
  readonly pages: number;
}

export class LagWatch {
  readonly #driver = monitorEventLoopDelay({ resolution: 10 });
  readonly #reports: Report[] = [];

  constructor() {
    this.#driver.enable();
  }

  /** Before the page loads anything. @param stops when its browser was stopped on purpose: no lag of the machine's */
  async watch(pages: Page | BrowserContext, stops: () => readonly Span[] = () => []): Promise<void> {
    await pages.exposeBinding('tellLag', (_source, at: number, lateMs: number) => void this.#reports.push({ at, lateMs, stops }));
    await pages.addInitScript(keepLag, [POLL_MS, TOLD_FROM_MS] as const);
  }

  begin(): void {
    this.#reports.length = 0;
    this.#driver.reset();
  }

  /** The worst since `begin`, ms. */
  read(): Lag {
    const ofPages = this.#reports.filter(({ at, lateMs, stops }) => !stops().some(({ from, until }) => from <= at && until >= at - lateMs - POLL_MS));
    return { driver: Math.round(this.#driver.max / 1e6), pages: Math.round(Math.max(0, ...ofPages.map(({ lateMs }) => lateMs))) };
  }

  end(): void {
    this.#driver.disable();
  }
}

/** In the page. It asks performance.now(): a test may shift the page's clock. */
function keepLag([lookMs, toldFromMs]: readonly [number, number]): void {
  const { tellLag } = globalThis as unknown as { tellLag?: (at: number, lateMs: number) => Promise<void> };
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    const lateMs = now - last - lookMs;
    last = now;
    if (lateMs >= toldFromMs) void tellLag?.(performance.timeOrigin + now, lateMs).catch(() => undefined);
  }, lookMs);
}

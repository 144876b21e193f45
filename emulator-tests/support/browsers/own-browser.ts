import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { runFolder } from '../../../scripts/machine/paths.ts';
import { type Child, launch, removeAtEnd } from '../../../scripts/machine/processes.ts';
import { requireProgram } from '../../../scripts/machine/programs.ts';
import { type BrowserOptions, browserArguments } from './browser.ts';
import { PATIENCE_MS } from '../patience.ts';

interface Running {
  readonly child: Child;
  readonly browser: Browser;
}

/**
 * Chromium as a program with a profile of its own: it can be killed and stopped like any, and keeps its user's account
 * when it is started anew. All of its processes but the crash reporters are in one process group, so that a
 * signal reaches them at the same moment, and no other process.
 */
export class OwnBrowser {
  readonly #name: string;
  readonly #options: BrowserOptions;
  readonly #profile: string;
  readonly #removeProfile: () => void;
  #running: Running | undefined;

  private constructor(name: string, options: BrowserOptions) {
    this.#name = name;
    this.#options = options;
    this.#profile = mkdtempSync(join(runFolder(), `profile-${name}-`));
    this.#removeProfile = removeAtEnd(this.#profile);
  }

  /** @throws Missing when there is no Chromium */
  static async start(name: string, options: BrowserOptions = {}): Promise<OwnBrowser> {
    const browser = new OwnBrowser(name, options);
    await browser.start();
    return browser;
  }

  /** The profile's own; it has one blank tab, so that closing another one does not end the browser. */
  get context(): BrowserContext {
    const context = this.#running?.browser.contexts()[0];
    if (!context) throw new Error(`${this.#name}'s browser does not run`);
    return context;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Again, with the same profile, after `kill`. */
  async start(): Promise<void> {
    const child = launch(
      requireProgram('chromium'),
      [
        ...browserArguments(this.#options),
        ...['--headless', '--remote-debugging-port=0', `--user-data-dir=${this.#profile}`, '--accept-lang=en'],
        ...['--password-store=basic', '--hide-crash-restore-bubble', '--no-default-browser-check', 'about:blank'],
      ],
      { cwd: runFolder(), logFile: join(runFolder(), `chromium-${this.#name}.log`), stopSignal: 'SIGKILL' },
    );
    this.#running = { child, browser: await chromium.connectOverCDP(await endpointOf(child)) };
  }

  /** No page is told, nothing is written any more: as by the system when memory is short, or at a power cut. */
  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    signal(running.child, 'SIGKILL');
    await running.child.exited;
    // Forgets it, and has whatever it left behind ended.
    await running.child.stop();
    await running.browser.close().catch(() => undefined);
  }

  /** Every process of it stops where it is, as on a machine that is suspended; its sockets stay open. */
  freeze(): void {
    if (this.#running) signal(this.#running.child, 'SIGSTOP');
  }

  continue(): void {
    if (this.#running) signal(this.#running.child, 'SIGCONT');
  }

  async end(): Promise<void> {
    await this.kill();
    this.#removeProfile();
  }
}

/** A browser that was stopped while its first page was loading would never say where it listens: it is asked for before. */
async function endpointOf(child: Child): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Chromium did not start:\n${child.tail()}`)), PATIENCE_MS);
    child.onOutput(() => {
      const endpoint = /DevTools listening on (ws:\S+)/.exec(child.tail())?.[1];
      if (endpoint === undefined) return;
      clearTimeout(timer);
      resolve(endpoint);
    });
    void child.exited.then(() => {
      clearTimeout(timer);
      reject(new Error(`Chromium ended as it started:\n${child.tail()}`));
    });
  });
}

/** To the whole group: `launch` gives every program one of its own. */
function signal({ pid }: Child, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}

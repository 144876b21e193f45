/** A participant with a browser of their own, which a test can reload, kill, stop and disconnect. */
import type { ConsoleMessage, Page } from 'playwright-core';
import { type Look } from '../participants/cast.ts';
import { Participant } from '../participants/participant.ts';
import type { SharedStack } from '../support/stacks/shared-stack.ts';
import { throughPort } from '../browser/wire-meter/through.ts';
import { makeWav, makeY4m } from '../support/browsers/fake-media.ts';
import { OwnBrowser } from '../support/browsers/own-browser.ts';
import { Gate } from '../support/proxy/gate.ts';
import { type Proxy, startProxy } from '../support/proxy/proxy.ts';
import { type Diary, readDiary, startDiary } from './page-diary.ts';
import { pass } from './observe.ts';

export const ACTIONS = ['reload', 'close and reopen', 'crash and reopen', 'freeze and continue'] as const;
/** The other side has made several unanswered rounds meanwhile. */
export const LONG_ACTIONS = ['crash and reopen after 15 s', 'freeze for 20 s'] as const;
export type Action = (typeof ACTIONS)[number] | (typeof LONG_ACTIONS)[number];

/** Longer than any silence goes unnoticed, and shorter than a side is given up. */
const FROZEN_MS = 7_000;
const LONG_FROZEN_MS = 20_000;
const LONG_CRASHED_MS = 15_000;

export function isLong(action: Action): boolean {
  return (LONG_ACTIONS as readonly Action[]).includes(action);
}

/** The page stays what it is: it remembers all, and sends the tracks that it sent before. */
export function keepsPage(action: Action): boolean {
  return action === 'freeze and continue' || action === 'freeze for 20 s';
}

/** What the tab remembers is there again; a new one has none of it. */
export function keepsTab(action: Action): boolean {
  return action === 'reload' || keepsPage(action);
}

/** A page that is gone or stopped. @returns when it was there again: its load event, or the signal to go on */
export type Return = () => Promise<number>;

/** A span of time, ms since 1970. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export class BrowserUser {
  readonly name: string;
  readonly gate: Gate;
  readonly #proxy: Proxy;
  readonly #browser: OwnBrowser;
  readonly #stack: SharedStack;
  #page: Participant | undefined;
  #stoppedAt: number | undefined;
  readonly #stops: Span[] = [];
  readonly #onTab: (page: Page) => Promise<void>;
  /** Warnings and errors of all pages, as the console has them. */
  readonly console: string[] = [];

  private constructor(name: string, browser: OwnBrowser, gate: Gate, proxy: Proxy, stack: SharedStack, onTab: (page: Page) => Promise<void>) {
    this.name = name;
    this.#onTab = onTab;
    this.#browser = browser;
    this.gate = gate;
    this.#proxy = proxy;
    this.#stack = stack;
  }

  /** @param onTab told each page that is opened, before it loads anything */
  static async enter(name: string, { rgb, hz }: Look, stack: SharedStack, onTab: (page: Page) => Promise<void> = async () => {}): Promise<BrowserUser> {
    const gate = new Gate();
    const [browser, proxy] = await Promise.all([
      OwnBrowser.start(name, { fakeVideoFile: makeY4m({ rgb }), fakeAudioFile: makeWav({ hz }) }),
      startProxy(stack.ports.firestore, gate),
    ]);
    return new BrowserUser(name, browser, gate, proxy, stack, onTab);
  }

  /** At the page that there is. */
  get at(): Participant {
    if (!this.#page) throw new Error(`${this.name} has no page open`);
    return this.#page;
  }

  get hasPage(): boolean {
    return this.#page !== undefined;
  }

  /** It can't be asked for anything then. */
  get isStopped(): boolean {
    return this.#stoppedAt !== undefined;
  }

  /** When the browser was stopped on purpose; a stop that still lasts has no end yet. */
  get stops(): readonly Span[] {
    return this.#stoppedAt === undefined ? this.#stops : [...this.#stops, { from: this.#stoppedAt, until: Infinity }];
  }

  get address(): string {
    return this.at.page.url();
  }

  async opensTab(): Promise<Participant> {
    const page = await Participant.enter(this.name, this.#browser.context, this.#stack.url);
    await throughPort(page, this.#stack, this.#proxy.port);
    await startDiary(page.page);
    await this.#onTab(page.page);
    page.page.on('console', (message) => this.#note(message));
    page.page.on('pageerror', (error) => this.console.push(`uncaught ${error.message}`));
    this.#page = page;
    return page;
  }

  diary(): Promise<Diary> {
    return readDiary(this.at.page);
  }

  /** When the last click was made there. The driver's work before a click does not count as waiting. */
  async clickedAt(): Promise<number> {
    return (await this.diary()).clickedAt;
  }

  /** Resolves once the page is gone or stopped; what that resolves to brings it back at `link`. */
  async goes(action: Action, link: string): Promise<Return> {
    switch (action) {
      case 'reload': return this.#reloads();
      case 'close and reopen':
        await this.closesTab();
        return () => this.#opensAgain(link);
      case 'crash and reopen': return this.#crashesFor(0, link);
      case 'crash and reopen after 15 s': return this.#crashesFor(LONG_CRASHED_MS, link);
      case 'freeze and continue': return this.#freezesFor(FROZEN_MS);
      case 'freeze for 20 s': return this.#freezesFor(LONG_FROZEN_MS);
    }
  }

  async closesTab(): Promise<void> {
    const page = this.at;
    this.#page = undefined;
    await page.closesTab();
  }

  async isKilled(): Promise<void> {
    this.#page = undefined;
    await this.#browser.kill();
  }

  freezes(): void {
    this.#browser.freeze();
    this.#stoppedAt = Date.now();
  }

  /** @returns when */
  goesOn(): number {
    this.#browser.continue();
    const until = Date.now();
    if (this.#stoppedAt !== undefined) this.#stops.push({ from: this.#stoppedAt, until });
    this.#stoppedAt = undefined;
    return until;
  }

  /** For the next test: no page, no gate closed, no browser that is not there. */
  async rests(): Promise<void> {
    if (this.isStopped) this.goesOn();
    this.#stops.length = 0;
    this.gate.letAll();
    await this.#page?.page.close();
    this.#page = undefined;
    this.console.length = 0;
    if (!this.#browser.isRunning) await this.#browser.start();
  }

  async leaves(): Promise<void> {
    await this.#browser.end();
    await this.#proxy.close();
  }

  /** Gone is the old page when the new one's document has come. */
  async #reloads(): Promise<Return> {
    const { page } = this.at;
    const isGone = page.waitForEvent('framenavigated');
    const isThere = page.reload({ waitUntil: 'load' });
    await isGone;
    return async () => {
      await isThere;
      return this.#loadedAt();
    };
  }

  async #opensAgain(link: string): Promise<number> {
    const participant = await this.opensTab();
    await participant.page.goto(link, { waitUntil: 'load' });
    await this.#rejoins(participant);
    return this.#loadedAt();
  }

  /** A page that was not reloaded, with a role in the call, asks for a press; its other screens ask for none. */
  async #rejoins(participant: Participant): Promise<void> {
    await participant.page.waitForFunction(isLookedUp);
    const rejoin = participant.button('Rejoin');
    if (await rejoin.isVisible()) await rejoin.click();
  }

  async #crashesFor(ms: number, link: string): Promise<Return> {
    await this.isKilled();
    const isTime = pass(ms);
    return async () => {
      await isTime;
      await this.#browser.start();
      return this.#opensAgain(link);
    };
  }

  async #freezesFor(ms: number): Promise<Return> {
    this.freezes();
    const isTime = pass(ms);
    return async () => {
      await isTime;
      return this.goesOn();
    };
  }

  async #loadedAt(): Promise<number> {
    return (await this.diary()).loadedAt;
  }

  #note(message: ConsoleMessage): void {
    if (['warning', 'error'].includes(message.type())) this.console.push(`${Date.now()} ${message.text()}`);
  }
}

/** Runs in the page: whether it knows whose call the link is. */
function isLookedUp(): boolean {
  const screens = document.querySelector('firelink-app')?.shadowRoot;
  const lobby: Element & { readonly view?: { readonly state: { readonly phase: string } } } | null | undefined = screens?.querySelector('firelink-lobby');
  if (lobby) return lobby.view?.state.phase !== 'preparing';
  return screens?.querySelector('firelink-waiting, firelink-in-call, firelink-ended') instanceof Element;
}

import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { type BrowserOptions, launchBrowser } from '../support/browsers/browser.ts';
import { makeWav, makeY4m, type Rgb } from '../support/browsers/fake-media.ts';
import { Participant } from './participant.ts';
import { testimonyOf, Witness } from './witness.ts';
import { type SharedStack, sharedStack } from '../support/stacks/shared-stack.ts';

export interface Look {
  readonly rgb: Rgb;
  readonly hz: number;
}

/** Far apart in hue and in pitch, and no tone is another's overtone. */
export const ALICE: Look = { rgb: { r: 200, g: 60, b: 40 }, hz: 440 };
export const BOB: Look = { rgb: { r: 40, g: 80, b: 200 }, hz: 1_000 };

/** Alice's and bob's, for all files that this process runs: starting one takes seconds, and a context knows nothing of another. */
const everyonesBrowsers = new Map<Look, Promise<Browser>>();

export type OnEnter = (participant: Participant) => Promise<void>;

/** Who takes part in a file's tests: each participant has a context of their own. */
export class Cast {
  readonly stack: SharedStack;
  /** Of those who need another one. */
  readonly #browsers = new Map<string, Promise<Browser>>();
  readonly #contexts = new Set<BrowserContext>();
  readonly #witnesses: Witness[] = [];
  readonly #onEnter: OnEnter;

  private constructor(stack: SharedStack, onEnter: OnEnter) {
    this.stack = stack;
    this.#onEnter = onEnter;
  }

  /**
   * @param stack Default the run's own, at the address that this machine knows it by.
   * @param onEnter told each participant, before their page loads anything
   */
  static async gather(stack?: SharedStack, onEnter: OnEnter = async () => {}): Promise<Cast> {
    return new Cast(stack ?? (await sharedStack()), onEnter);
  }

  /** Red, and hums an a'. */
  alice(): Promise<Participant> {
    return this.#withLook('alice', ALICE);
  }

  /** Blue, and whistles. */
  bob(): Promise<Participant> {
    return this.#withLook('bob', BOB);
  }

  /** A third one: no test sees or hears her, so she shares alice's browser. */
  async carol(): Promise<Participant> {
    return this.#enter('carol', await browserOf(ALICE));
  }

  /** A participant in a browser with other devices, or other answers to the browser's prompt for them. */
  async somebody(name: string, options: BrowserOptions, context: BrowserContextOptions = {}): Promise<Participant> {
    return this.#enter(name, await this.#browser(name, options), context);
  }

  /** What each page shows, and what each has logged: for the message of a failed test. */
  testimony(): Promise<string> {
    return testimonyOf(this.#witnesses);
  }

  /** Closes all pages; the browsers stay for the next test. Alice's and bob's stay for the next file, too. */
  async goHome(): Promise<void> {
    const contexts = [...this.#contexts];
    this.#contexts.clear();
    this.#witnesses.length = 0;
    await Promise.all(contexts.map((context) => context.close()));
  }

  async disband(): Promise<void> {
    await this.goHome();
    await Promise.all([...this.#browsers.values()].map(async (browser) => (await browser).close()));
  }

  async #withLook(name: string, look: Look): Promise<Participant> {
    return this.#enter(name, await browserOf(look));
  }

  #browser(name: string, options: BrowserOptions): Promise<Browser> {
    const browser = this.#browsers.get(name) ?? launchBrowser(options);
    this.#browsers.set(name, browser);
    return browser;
  }

  async #enter(name: string, browser: Browser, options: BrowserContextOptions = {}): Promise<Participant> {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 640, height: 480 }, ...options });
    this.#contexts.add(context);
    this.#witnesses.push(new Witness(name, context));
    const participant = await Participant.enter(name, context, this.stack.url);
    await this.#onEnter(participant);
    return participant;
  }
}

/** Playwright ends it with this process at the latest. */
function browserOf(look: Look): Promise<Browser> {
  const before = everyonesBrowsers.get(look);
  if (before) return before;
  const browser = launchBrowser(lookOptions(look));
  everyonesBrowsers.set(look, browser);
  // A browser that crashed, or did not start, is started again for the next test that needs it.
  const forget = (): void => void everyonesBrowsers.delete(look);
  browser.then((started) => started.once('disconnected', forget), forget);
  return browser;
}

/** Devices that show and play it. */
export function lookOptions({ rgb, hz }: Look): BrowserOptions {
  return { fakeVideoFile: makeY4m({ rgb }), fakeAudioFile: makeWav({ hz }) };
}

import type { Browser, BrowserContext, ElementHandle, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { Participant, Side } from './participant.ts';
import { type Heard, type Seen, soundOf, watchVideo } from './seen-and-heard.ts';
import { keepPeers } from '../support/browsers/decoded-frames.ts';
import { findElement, textOf, type Role } from '../support/browsers/firefox-elements.ts';
import { PATIENCE_MS } from '../support/patience.ts';

/** Not at each frame: a page that is not in front draws none. */
const POLL_MS = 50;

/** What a participant at either browser can do and find. */
export type ParticipantActions = Pick<
  Participant,
  'name' | 'startsCall' | 'opensLink' | 'joins' | 'joinsFrom' | 'hangsUp' | 'clicks' | 'reloads' | 'closesTab' | 'hasStatus' | 'isInCall' | 'isTold' | 'reads' | 'isAtTheDoor' | 'sees' | 'hears'
>;

/** A participant at Firefox: the methods of a Participant, over WebDriver BiDi. Each waits until it is true. */
export class FirefoxParticipant implements ParticipantActions {
  readonly name: string;
  readonly page: Page;
  readonly #home: string;

  private constructor(name: string, page: Page, home: string) {
    this.name = name;
    this.page = page;
    this.#home = home;
  }

  /** In a user context of their own, which goes with `leaves`. */
  static async enter(name: string, browser: Browser, home: string): Promise<FirefoxParticipant> {
    return FirefoxParticipant.#open(name, await browser.createBrowserContext(), home);
  }

  static async #open(name: string, context: BrowserContext, home: string): Promise<FirefoxParticipant> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport({ width: 640, height: 480 });
    await page.evaluateOnNewDocument(keepPeers);
    return new FirefoxParticipant(name, page, home);
  }

  async leaves(): Promise<void> {
    await this.page.browserContext().close();
  }

  /** The same person, in one more tab of their browser. */
  async opensAnotherTab(): Promise<FirefoxParticipant> {
    return FirefoxParticipant.#open(`${this.name}, another tab`, this.page.browserContext(), this.#home);
  }

  async startsCall(button: 'Start a call' | 'Start with chat only' = 'Start a call'): Promise<string> {
    await this.opensPath('/');
    await this.clicks(button);
    await this.hasStatus('Waiting for someone to join');
    return this.valueOf('Call link');
  }

  async opensPath(path: string): Promise<void> {
    await this.page.goto(`${this.#home}${path}`);
  }

  /** What a text field holds, once it holds something. */
  async valueOf(field: string): Promise<string> {
    const box = await this.find('textbox', field);
    const value = (): Promise<string> => box.evaluate((element) => (element as HTMLInputElement | HTMLTextAreaElement).value);
    await expect.poll(value, { interval: POLL_MS, message: `${this.name} reads "${field}"` }).not.toBe('');
    return value();
  }

  /** At once, as by pasting. */
  async fills(field: string, text: string): Promise<void> {
    await (await this.find('textbox', field)).evaluate((element, text) => {
      (element as HTMLInputElement | HTMLTextAreaElement).value = text;
      element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }, text);
  }

  /** In the input that a button opens: no test can answer a dialog of the system. @param selector of the element that it is in */
  async chooses(selector: string, path: string): Promise<void> {
    const input = await this.page.waitForSelector(`>>> ${selector} >>> input[type=file]`);
    if (!input) throw new Error(`no input in ${selector}`);
    await input.uploadFile(path);
  }

  async opensLink(link: string): Promise<void> {
    await this.page.goto(link);
  }

  async joins(): Promise<void> {
    await this.clicks('Join call');
  }

  async joinsFrom(link: string): Promise<void> {
    await this.opensLink(link);
    await this.joins();
  }

  async hangsUp(): Promise<void> {
    await this.clicks('Hang up');
  }

  async clicks(button: string): Promise<void> {
    const element = await this.find('button', button);
    await this.#holdsStill(element, button);
    await element.click();
  }

  async reloads(): Promise<void> {
    await this.page.reload();
  }

  async closesTab(): Promise<void> {
    await this.page.close({ runBeforeUnload: true });
  }

  async hasStatus(text: string): Promise<void> {
    await this.find('status', text);
  }

  async isInCall(): Promise<void> {
    await this.hasStatus('Connected');
  }

  async isTold(title: string): Promise<void> {
    await this.find('heading', title);
  }

  async reads(text: string): Promise<void> {
    await this.find('text', text);
  }

  async isAtTheDoor(): Promise<void> {
    await this.find('button', 'Decline');
  }

  async sees(side: Side): Promise<Seen> {
    return (await this.find('video', side)).evaluate(watchVideo);
  }

  async hears(): Promise<Heard> {
    return (await this.find('video', 'Remote video')).evaluate(soundOf);
  }

  /** Waits until it is there. */
  async find(role: Role, name: string): Promise<ElementHandle> {
    const found = await this.#wait(findElement, role, name);
    const element = found.asElement();
    if (!element) throw new Error(`no ${role} "${name}"`);
    return element as ElementHandle;
  }

  /** What its live region and its heading say: a failure tells where the page is. */
  async #says(): Promise<string> {
    const texts = await Promise.all((['status', 'heading'] as const).map((role) => this.page.evaluate(textOf, role)));
    return texts.join(' · ');
  }

  /** Waits until it is gone. */
  async misses(role: Role, name: string): Promise<void> {
    const isThere = async (): Promise<boolean> => (await this.page.evaluateHandle(findElement, role, name)).asElement() !== null;
    await expect.poll(isThere, { interval: POLL_MS, message: `${this.name} sees the ${role} "${name}" go` }).toBe(false);
  }

  /** WebDriver presses where the button was when it was asked: a notice that comes meanwhile moves it from under the pointer. */
  async #holdsStill(element: ElementHandle, button: string): Promise<void> {
    const place = (): Promise<string> => element.evaluate((element) => JSON.stringify(element.getBoundingClientRect()));
    let last = await place();
    const isStill = async (): Promise<boolean> => {
      const before = last;
      last = await place();
      return before === last;
    };
    await expect.poll(isStill, { interval: POLL_MS, message: `${this.name} waits for the button "${button}" to hold still` }).toBe(true);
  }

  async #wait(look: typeof findElement, role: Role, name: string): ReturnType<Page['waitForFunction']> {
    try {
      return await this.page.waitForFunction(look, { polling: POLL_MS }, role, name);
    } catch (cause) {
      throw new Error(`${this.name} waits for the ${role} "${name}"; the page says: ${await this.#says()}`, { cause });
    }
  }
}

import type { BrowserContext, Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from '../support/patience.ts';
import { type Seen, soundOf, watchVideo } from './seen-and-heard.ts';

/** A locator looks twice a second: a page that is reloaded may be back in its call in less. */
const POLL_MS = 50;

export type Side = 'Remote video' | 'Your video' | 'Shared screen';

/** A person at a browser: what they do, and what they find on the screen. Every method waits until it is true. */
export class Participant {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #home: string;

  private constructor(name: string, page: Page, context: BrowserContext, home: string) {
    this.name = name;
    this.page = page;
    this.context = context;
    this.#home = home;
  }

  static async enter(name: string, context: BrowserContext, home: string): Promise<Participant> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return new Participant(name, page, context, home);
  }

  /** The same person, in one more tab of their browser. */
  opensAnotherTab(): Promise<Participant> {
    return Participant.enter(`${this.name}, second tab`, this.context, this.#home);
  }

  /** A window that a page opens gets a copy of its sessionStorage, as a duplicated tab does. */
  async duplicatesTab(): Promise<Page> {
    const opened = this.context.waitForEvent('page');
    await this.page.evaluate(() => {
      open(location.href);
    });
    return opened;
  }

  async opensHome(): Promise<void> {
    await this.page.goto(this.#home);
  }

  /** @returns the link, once it can be shared */
  async startsCall(button: 'Start a call' | 'Start with chat only' = 'Start a call'): Promise<string> {
    await this.opensHome();
    await this.clicks(button);
    await this.hasStatus('Waiting for someone to join');
    return this.page.getByRole('textbox', { name: 'Call link' }).inputValue();
  }

  async opensLink(link: string): Promise<void> {
    await this.page.goto(link);
  }

  /** Types it into “Your name” of the screen that is there, and leaves the field. */
  async isCalled(name: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Your name', exact: true });
    await field.fill(name);
    await field.press('Tab');
  }

  async joins(): Promise<void> {
    await this.clicks('Join call');
  }

  async joinsFrom(link: string): Promise<void> {
    await this.opensLink(link);
    await this.joins();
  }

  /** A page with a role in the call of a reopened link asks for a press. */
  async rejoins(): Promise<void> {
    await this.clicks('Rejoin');
  }

  async hangsUp(): Promise<void> {
    await this.clicks('Hang up');
  }

  async clicks(button: string): Promise<void> {
    await this.button(button).click();
  }

  async reloads(): Promise<void> {
    await this.page.reload();
  }

  /** As a person closes a tab: the page is told that it goes. */
  async closesTab(): Promise<void> {
    const closed = this.page.waitForEvent('close');
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** What the live region says, though it be for a moment. */
  async hasStatus(text: string): Promise<void> {
    try {
      await this.page.waitForFunction(saysStatus, text, { polling: POLL_MS });
    } catch (cause) {
      throw new Error(`${this.name} waits for the status "${text}"`, { cause });
    }
  }

  async isInCall(): Promise<void> {
    await this.hasStatus('Connected');
  }

  /** The heading of the screen. */
  async isTold(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  async reads(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** The call is there to join; the button itself is there before that is known. */
  async isAtTheDoor(): Promise<void> {
    await this.page.getByRole('button', { name: 'Decline', exact: true, disabled: false }).waitFor();
  }

  video(side: Side): Locator {
    return this.page.getByLabel(side, { exact: true });
  }

  /** The symbol that stands in for a picture. */
  placeholder(side: Side): Locator {
    return this.page.locator('firelink-video', { has: this.video(side) }).locator('[part=placeholder]');
  }

  /** The colour in the middle of a frame that was drawn after the question, and how many frames were decoded by then. */
  sees(side: Side): Promise<Seen> {
    return this.video(side).evaluate(watchVideo);
  }

  /** The loudest frequency of what the other side sends. */
  hears(side: Side = 'Remote video'): ReturnType<typeof soundOf> {
    return this.video(side).evaluate(soundOf);
  }
}

/** In the page. Looks through the shadow roots too. */
function saysStatus(text: string): boolean {
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.getAttribute('role') === 'status' && element.textContent.trim() === text) return true;
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  return false;
}

/** Two people in a call. @returns its link */
export async function call(caller: Participant, callee: Participant): Promise<string> {
  const link = await caller.startsCall();
  await callee.joinsFrom(link);
  await Promise.all([caller.isInCall(), callee.isInCall()]);
  return link;
}

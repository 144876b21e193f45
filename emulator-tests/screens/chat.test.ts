/** The chat beside a call, as a person at a keyboard, with a finger or with a screen reader has it. */
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { CHAT_STORIES } from '../../web/src/elements/testing/stories.ts';
import { test } from './stories-test.ts';
import { LAPTOP, PHONE, axeFindings, draw, heardOn } from './stories-site.ts';

const PICTURE_FORCED = fileURLToPath(new URL('../../output/screens/call-panel-forced.png', import.meta.url));

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages', exact: true });
const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const isFocused = (locator: Locator): Promise<boolean> => locator.evaluate((element) => {
  const root = element.getRootNode();
  return root instanceof ShadowRoot && root.activeElement === element;
});

interface Chatting {
  readonly isOpen: boolean;
  readonly messages: readonly { readonly id: string; readonly text: string; readonly at: number; readonly from?: string; readonly name?: string; readonly delivery?: string }[];
  readonly unread: number;
}

/** Has the story's chat follow what is asked for, as the page does: opened and closed, and each message sent or refused. */
function follow(page: Page, refusal?: 'too-long' | 'full' | 'ended'): Promise<void> {
  return page.locator('firelink-in-call').evaluate((screen, why) => {
    const { view } = (screen as unknown as { readonly chat: { readonly view: Chatting } }).chat;
    const source = {
      view,
      attach: (host: EventTarget, onChange: () => void) => {
        const change = (more: Partial<Chatting>): void => {
          source.view = { ...source.view, ...more };
          onChange();
        };
        host.addEventListener('firelink-open-chat', (event) => change({ isOpen: (event as unknown as { isOpen: boolean }).isOpen, unread: 0 }));
        host.addEventListener('firelink-send-message', (event) => {
          const request = event as unknown as { readonly text: string; outcome: unknown };
          request.outcome = why === undefined ? { kind: 'sent', id: 'x' } : { kind: 'refused', why };
          if (why === undefined) change({ messages: [...source.view.messages, { id: `own.${source.view.messages.length}`, text: request.text, at: 0, delivery: 'sending' }] });
        });
        Object.assign(globalThis, { hearMessage: (text: string) => change({ messages: [...source.view.messages, { id: `came.${source.view.messages.length}`, text, at: 0, from: 'other', name: 'Ana' }] }) });
        return () => {};
      },
    };
    Object.assign(screen, { chat: source });
  }, refusal);
}

/** As a soft keyboard does: the visual viewport is told to be lower, the page is not. */
const raiseKeyboard = (page: Page, height: number): Promise<void> => page.evaluate((height) => {
  if (visualViewport) Object.defineProperty(visualViewport, 'height', { configurable: true, value: height });
  visualViewport?.dispatchEvent(new Event('resize'));
}, height);

const hear = (page: Page, text: string): Promise<void> => page.evaluate((text) => (globalThis as unknown as { hearMessage(text: string): void }).hearMessage(text), text);

/** A file at the end of the log. */
function addRow(page: Page, id: string, isOwn: boolean): Promise<void> {
  return page.locator('firelink-chat-log').evaluate((element, more) => {
    const log = element as unknown as { rows: readonly object[] };
    log.rows = [...log.rows, { ...log.rows[0], at: Infinity, ...more }];
  }, { id, isOwn });
}

describe('the chat', () => {
  let page: Page;
  test.beforeAll(async ({ stories }) => {
    page = await stories.open({ viewport: LAPTOP, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
    return () => page.context().close();
  });

  test('is opened by C and closed by Escape: the focus goes into the field, without the letter, and back to the button', async () => {
    await draw(page, 'call-panel-unread');
    await follow(page);
    await button(page, 'Open chat, 3 unread').waitFor();
    await page.keyboard.press('c');
    await log(page).waitFor();
    expect([await isFocused(field(page)), await field(page).inputValue()]).toEqual([true, '']);
    await page.keyboard.type('mvc');
    expect([await field(page).inputValue(), (await heardOn(page)).filter(({ type }) => type === 'firelink-switch-device')]).toEqual(['mvc', []]);
    await page.keyboard.press('Escape');
    await log(page).waitFor({ state: 'hidden' });
    expect(await isFocused(button(page, 'Open chat'))).toBe(true);
    await page.keyboard.press('Enter');
    expect(await field(page).inputValue(), 'what was typed').toBe('mvc');
    await button(page, 'Close').click();
    expect(await isFocused(button(page, 'Open chat'))).toBe(true);
  });

  test('is sent by Enter, and Shift and Enter begin a line; what is empty is not sent', async () => {
    await draw(page, 'call-panel-empty');
    await follow(page);
    const height = async (): Promise<number> => (await field(page).boundingBox())?.height ?? 0;
    const oneLine = await height();
    await field(page).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    expect(await height()).toBeGreaterThan(oneLine + 10);
    await page.keyboard.press('Enter');
    await log(page).getByText('one').waitFor();
    expect((await heardOn(page)).filter(({ type }) => type === 'firelink-send-message').map(({ detail }) => detail)).toEqual([{ text: 'one\ntwo' }]);
    expect([await field(page).inputValue(), await height(), await isFocused(field(page))]).toEqual(['', oneLine, true]);
    await page.keyboard.type('x\n');
    await field(page).fill('line\n'.repeat(60));
    // A third of the panel.
    expect(await height()).toBeLessThanOrEqual(LAPTOP.height / 3 + 1);
  });

  test('keeps what was refused in its field, and says why', async () => {
    await draw(page, 'call-panel-empty');
    await follow(page, 'too-long');
    await field(page).fill('a whole book');
    await button(page, 'Send').click();
    const reason = await page.locator('#refusal').textContent();
    expect(reason).toContain('too long');
    expect([await field(page).inputValue(), await field(page).getAttribute('aria-invalid'), await field(page).getAttribute('aria-describedby')]).toEqual(['a whole book', 'true', 'refusal']);
    expect(await axeFindings(page)).toEqual([]);
    await field(page).press('x');
    expect(await page.locator('#refusal').count()).toBe(0);
  });

  test('reads out each message of the other person once, open or closed, and none of one’s own', async () => {
    await draw(page, 'call-panel-unread');
    await follow(page);
    const readOut = page.locator('firelink-chat [aria-live=polite]');
    expect(await readOut.textContent(), 'what was there before').toBe('');
    await hear(page, 'Hello');
    await button(page, 'Open chat, 3 unread').click();
    await field(page).fill('Mine');
    await page.keyboard.press('Enter');
    await log(page).getByText('Mine').waitFor();
    await hear(page, 'Bye');
    await log(page).getByText('Bye').waitFor();
    expect(await readOut.locator('p').allTextContents()).toEqual(['Ana: Hello', 'Ana: Bye']);
    expect(await log(page).getAttribute('aria-live')).toBe('off');
  });

  test('of 500 messages shows the newest, leaves alone who reads further up, and leads back by a press', async () => {
    await page.setViewportSize(PHONE);
    await draw(page, 'call-panel-many');
    expect(await axeFindings(page)).toEqual([]);
    await follow(page);
    await page.getByText('Message 500', { exact: true }).waitFor();
    expect(await page.getByRole('listitem').count(), '500 messages, and 53 files in two rows').toBe(555);
    const isAtEnd = (): Promise<boolean> => log(page).evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop < 2);
    await expect.poll(isAtEnd).toBe(true);
    expect(await button(page, 'Newest messages').count()).toBe(0);
    await log(page).evaluate((element) => (element.scrollTop -= 2_000));
    await button(page, 'Newest messages').waitFor();
    const top = await log(page).evaluate(({ scrollTop }) => scrollTop);
    await hear(page, 'Another');
    expect(await log(page).evaluate(({ scrollTop }) => scrollTop)).toBe(top);
    await button(page, '1 new message').waitFor();
    await hear(page, 'And one more');
    await button(page, '2 new messages').click();
    expect(await isFocused(log(page))).toBe(true);
    await expect.poll(isAtEnd).toBe(true);
    await hear(page, 'And another');
    await expect.poll(isAtEnd).toBe(true);
    await page.setViewportSize(LAPTOP);
    await log(page).evaluate((element) => (element.scrollTop -= 2_000));
    await button(page, 'Newest messages').waitFor();
    await addRow(page, 'theirs', false);
    await button(page, '1 new message').waitFor();
    await addRow(page, 'one’s own', true);
    await expect.poll(isAtEnd).toBe(true);
  });

  test('of 500 messages becomes as narrow as its place: the buttons beside the field and above it stay in view', async () => {
    for (const width of [1440, 1000, 844, 390, 700]) {
      await page.setViewportSize({ width, height: 600 });
      if (width === 1440) await draw(page, 'call-panel-many');
      for (const name of ['Send', 'Close']) {
        const end = (): Promise<number> => button(page, name).evaluate((element) => element.getBoundingClientRect().right);
        await expect.poll(end, { message: `${name} at ${width}` }).toBeLessThanOrEqual(width);
      }
    }
    await page.setViewportSize(LAPTOP);
  });

  test('takes the letters that are pressed where it is read; where it is all of the call, those that are pressed anywhere', async () => {
    await draw(page, 'call-panel-unread');
    await follow(page);
    await button(page, 'Open chat, 3 unread').click();
    await log(page).focus();
    await page.keyboard.type('move');
    expect(await field(page).inputValue()).toBe('move');
    await draw(page, 'call-panel-chat-only');
    await follow(page);
    await button(page, 'More').or(button(page, 'View')).focus();
    await page.keyboard.type('hm, can you?');
    expect(await field(page).inputValue()).toBe('hm, can you?');
    expect((await heardOn(page)).filter(({ type }) => type !== 'firelink-typing')).toEqual([]);
  });

  test('is written above the soft keyboard of a phone, which lies over the page', async () => {
    await page.setViewportSize(PHONE);
    for (const [name, height] of [['call-panel-files', 844 - 336], ['call-panel-chat-only', 300]] as const) {
      await draw(page, name);
      await raiseKeyboard(page, height);
      const box = await button(page, 'Send').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(height);
      expect((await log(page).boundingBox())?.height, name).toBeGreaterThan(40);
      await raiseKeyboard(page, PHONE.height);
      expect((await button(page, 'Send').boundingBox())?.y, name).toBeGreaterThan(height);
    }
    await page.setViewportSize(LAPTOP);
  });

  test('puts nothing into the page as HTML, and says of a mark what it means', async () => {
    await draw(page, 'call-panel');
    const messages = await log(page).getByRole('listitem').allTextContents();
    expect(messages.some((text) => text.includes('<b>Not bold</b>, <script>alert(1)</script>'))).toBe(true);
    expect(await log(page).locator('b, script').count()).toBe(0);
    expect(await log(page).getByRole('listitem').filter({ hasText: 'Is this one there?' }).textContent()).toMatch(/You: .*Sending/s);
    expect(await log(page).getByText('Not delivered', { exact: true }).count()).toBe(1);
  });

  test('is copied and saved as a text', async () => {
    await draw(page, 'call-panel');
    await button(page, 'Copy all').click();
    await page.locator('.note').getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Ana: <b>Not bold</b>, <script>alert(1)</script>\n');
    await button(page, 'Save as text').click();
    expect((await heardOn(page)).map(({ type }) => type)).toContain('firelink-save-chat');
  });
});

test.for([['a phone', PHONE], ['the smallest phone', { width: 320, height: 568 }], ['a phone on its side', { width: 844, height: 390 }], ['a laptop at 200 %', { width: 720, height: 450 }], ['a laptop', LAPTOP]] as const)('on %s picture, bar and chat are seen beside each other, and nothing lies over another', async ([, viewport], { open }) => {
  const page = await open({ viewport, reducedMotion: 'reduce' });
  await draw(page, 'call-panel-files');
  await page.screenshot({ path: fileURLToPath(new URL(`../../output/screens/call-panel-files-${viewport.width}x${viewport.height}.png`, import.meta.url)) });
  const boxOf = async (locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const panel = await boxOf(page.getByRole('region', { name: 'Chat' }));
  for (const part of [page.getByLabel('Remote video'), page.getByLabel('Your video'), button(page, 'Hang up'), button(page, 'Close chat')]) {
    const { x, y, width, height } = await boxOf(part);
    expect(width * height).toBeGreaterThan(0);
    expect(x + width <= panel.x + 1 || y + height <= panel.y + 1, String(part)).toBe(true);
  }
  const picture = await boxOf(page.getByLabel('Remote video'));
  expect(picture.height, 'a part of the picture').toBeGreaterThan(viewport.height / 3);
  expect(panel.x + panel.width).toBeLessThanOrEqual(viewport.width);
  expect(panel.y + panel.height).toBeLessThanOrEqual(viewport.height);
});

test('in forced colours each message has its edge, and axe finds nothing', async ({ open }) => {
  const page = await open({ viewport: LAPTOP, forcedColors: 'active' });
  await draw(page, 'call-panel');
  await page.screenshot({ path: PICTURE_FORCED });
  const edges = await log(page).locator('.bubble').evaluateAll((bubbles) => bubbles.map((bubble) => getComputedStyle(bubble).borderTopWidth));
  expect(edges.length).toBeGreaterThan(5);
  expect(new Set(edges)).toEqual(new Set(['1px']));
  // The system has chosen the colours; axe is told those of the page.
  expect((await axeFindings(page)).filter((finding) => !finding.startsWith('color-contrast'))).toEqual([]);
});

test('axe finds nothing where a call of chat alone begins, is seen, and breaks off, and nothing is cut off', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 568 }, reducedMotion: 'reduce' });
  for (const name of Object.keys(CHAT_STORIES).filter((story) => story !== 'call-panel-many')) {
    await draw(page, name);
    expect(await axeFindings(page), name).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320);
  }
});

test('with a finger Enter begins a line, and the button sends', async ({ open }) => {
  const page = await open({ viewport: PHONE, hasTouch: true, isMobile: true });
  await draw(page, 'call-panel-empty');
  await follow(page);
  await field(page).focus();
  await page.keyboard.type('one\ntwo');
  expect(await field(page).inputValue()).toBe('one\ntwo');
  await button(page, 'Send').tap();
  await log(page).getByText('one').waitFor();
});

import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './stories-test.ts';
import { draw, heardOn } from './stories-site.ts';

let page: Page;
test.beforeAll(async ({ stories }) => {
  page = await stories.open();
  return () => page.context().close();
});

describe.each(['home', 'waiting', 'lobby'])('“Your name” on %s', (story) => {
  test('tells what was typed when the field is left, once, and nothing while it is typed', async () => {
    await draw(page, story);
    const field = page.getByRole('textbox', { name: 'Your name', exact: true });
    expect(await field.inputValue()).toBe('');
    await field.pressSequentially(' Ana ');
    expect(await heardOn(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await heardOn(page)).toEqual([{ type: 'firelink-rename', detail: { name: 'Ana' } }]);
    expect(await field.inputValue()).toBe('Ana');
  });

  test('takes Enter as the end of the name: no call begins of it, and none is joined', async () => {
    await draw(page, story);
    await page.getByRole('textbox', { name: 'Your name' }).pressSequentially('Ana');
    await page.keyboard.press('Enter');
    expect(await heardOn(page)).toEqual([{ type: 'firelink-rename', detail: { name: 'Ana' } }]);
  });

  test('is known to the browser’s list of names, and needs none', async () => {
    await draw(page, story);
    const field = page.getByRole('textbox', { name: 'Your name' });
    expect(await Promise.all(['autocomplete', 'dir', 'required'].map((name) => field.getAttribute(name)))).toEqual(['name', 'auto', null]);
  });
});

test('a name that is cleared is told as none', async () => {
  await draw(page, 'home-named');
  const field = page.getByRole('textbox', { name: 'Your name' });
  expect(await field.inputValue()).toBe('Ana');
  await field.fill('');
  await page.keyboard.press('Tab');
  expect(await heardOn(page)).toEqual([{ type: 'firelink-rename', detail: { name: '' } }]);
});

test('the lobby says who is calling, and asks as ever where the caller has no name', async () => {
  await draw(page, 'lobby-named');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ana is calling');
  await draw(page, 'lobby');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ready to join?');
});

test('a name from right to left leaves the words beside it in their places', async () => {
  await draw(page, 'lobby-arabic-names');
  const heading = page.getByRole('heading', { level: 1 });
  expect(await heading.textContent()).toBe('\u2068محمد (work)\u2069 is calling');
  const [name, words] = await heading.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    const boxOf = (from: number, to: number): number => {
      const range = document.createRange();
      if (text) range.setStart(text, from);
      if (text) range.setEnd(text, to);
      return range.getBoundingClientRect().x;
    };
    const end = text?.textContent?.indexOf('is calling') ?? 0;
    return [boxOf(1, end - 2), boxOf(end, end + 2)];
  });
  expect(name).toBeLessThan(words ?? 0);
});

test('in the call the other person is named, and it is she who is muted', async () => {
  await draw(page, 'call-named');
  await page.getByText('Ana', { exact: true }).waitFor();
  expect(await page.getByText('Ana is muted').count()).toBe(1);
  await draw(page, 'call-remote-off');
  expect(await page.getByText('The other person is muted').count()).toBe(1);
});

describe('“Your name” in the call', () => {
  const field = () => page.getByRole('textbox', { name: 'Your name', exact: true });

  test('lies behind View, with the name that one has', async () => {
    await draw(page, 'call-view-menu-named');
    expect(await field().inputValue()).toBe('Bo');
    await field().fill('Bea');
    await page.keyboard.press('Enter');
    expect(await heardOn(page)).toEqual([{ type: 'firelink-rename', detail: { name: 'Bea' } }]);
  });

  test.each([
    ['the Escape key', () => page.keyboard.press('Escape')],
    ['a press beside it', () => page.mouse.click(20, 300)],
    ['the button that opened it', () => page.getByRole('button', { name: 'More' }).click()],
  ] as const)('is told once when the menu is closed by %s', async (_what, close) => {
    await draw(page, 'call-view-menu-named');
    await field().fill('Bea');
    await close();
    await field().waitFor({ state: 'hidden' });
    expect(await heardOn(page)).toEqual([{ type: 'firelink-rename', detail: { name: 'Bea' } }]);
  });

  test('keeps its letters: M and V typed there switch no device', async () => {
    await draw(page, 'call-view-menu');
    await field().pressSequentially('mv');
    expect(await heardOn(page)).toEqual([]);
  });
});

test.each([
  ['waiting-again-named', 'Waiting for Ana to call again'],
  ['lobby-named-caller-away', 'Ana is away right now. Join, and you will be connected when they come back.'],
  ['call-quality-named', 'Some of what Ana sends gets lost or comes too late.'],
])('on %s the other person has their name: %s', async (story, sentence) => {
  await draw(page, story);
  expect(await page.getByText(sentence, { exact: true }).count()).toBe(1);
});

test.each(['en', 'ja', 'zh-Hans', 'zh-Hant'])('on the smallest phone the lobby shows Join and Decline without scrolling, in %s', async (language) => {
  const viewport = { width: 320, height: 568 };
  await page.setViewportSize(viewport);
  for (const story of ['lobby', 'lobby-named']) {
    await draw(page, story, [language]);
    for (const button of await page.locator('.actions button').all()) {
      const box = await button.boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0), story).toBeLessThanOrEqual(viewport.height);
    }
    expect(await page.locator('.actions button').count()).toBe(2);
  }
});

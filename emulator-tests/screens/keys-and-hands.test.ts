/** The list of keys, the keys themselves on a drawn call, and how raised hands are shown. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './stories-test.ts';
import { LAPTOP, PHONE, axeFindings, draw, heardOn } from './stories-site.ts';

const list = (page: Page): Locator => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
/** Its switch is gone: until the browser has drawn again, it could still have the focus, and be pressed by the space bar. */
const closed = (page: Page): Promise<void> => page.locator('firelink-shortcuts .panel').waitFor({ state: 'detached' });
const heard = async (page: Page): Promise<unknown[]> => (await heardOn(page)).map(({ type, detail }) => [type, detail]);
const toMicrophone = (isOn: boolean): unknown => ['firelink-switch-device', { device: 'microphone', isOn }];

describe('the list of keys', () => {
  test('opens by ?, and by More, names each key, and is closed by Escape with the focus back where it was', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call');
    await page.keyboard.press('Shift+?');
    expect(await list(page).locator('dt').allTextContents()).toEqual(['M', 'V', 'S', 'H', 'F', '?', 'Space', 'Esc']);
    await page.keyboard.press('Escape');
    await closed(page);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Keyboard shortcuts', exact: true }).click();
    await list(page).waitFor();
    await list(page).getByRole('button', { name: 'Close' }).click();
    await closed(page);
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName)).toBe('firelink-view-menu');
  });

  test('switches all of them off, and on again: a key does nothing then, and no button names one', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call-shortcuts');
    const use = list(page).getByRole('checkbox', { name: 'Use keyboard shortcuts' });
    await use.uncheck();
    await page.keyboard.press('Escape');
    await closed(page);
    for (const key of ['m', 'v', 's', 'h', 'f', '?', ' ']) await page.keyboard.press(key);
    expect(await heard(page)).toEqual([['firelink-switch-keys', { areOn: false }]]);
    expect([await list(page).isVisible(), await page.locator('[aria-keyshortcuts]').count(), await page.evaluate(() => document.fullscreenElement)]).toEqual([false, 0, null]);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Keyboard shortcuts', exact: true }).click();
    await use.check();
    await page.keyboard.press('Escape');
    await closed(page);
    await page.keyboard.press('m');
    expect((await heard(page)).at(-1)).toEqual(toMicrophone(false));
  });

  test.for([['320x568', 320, 568], ['390x844', PHONE.width, PHONE.height], ['844x390', 844, 390], ['3840x2160', 3840, 2160]] as const)(
    'fits at %s in every language, and axe finds nothing in it', async ([, width, height], { open }) => {
      const page = await open({ viewport: { width, height }, reducedMotion: 'reduce' });
      for (const language of ['en', 'zh-Hant', 'zh-Hans', 'ja']) {
        await draw(page, 'call-shortcuts', [language]);
        const panel = page.locator('firelink-shortcuts dialog');
        const box = (await panel.boundingBox())!;
        expect([box.x >= 0, box.y >= 0, box.x + box.width <= width, box.y + box.height <= height], language).toEqual([true, true, true, true]);
        expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), language).toBe(0);
        expect(await axeFindings(page), language).toEqual([]);
      }
    },
  );
});

describe('the space bar', () => {
  test('scrolls or presses what has the focus, is typed into a field, and is for talking elsewhere', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call-speaks-muted');
    await page.getByRole('button', { name: 'More', exact: true }).focus();
    await page.keyboard.press(' ');
    expect(await page.getByRole('group', { name: 'More', exact: true }).count()).toBe(1);
    await page.getByRole('textbox', { name: 'Your name' }).focus();
    await page.keyboard.press(' ');
    await page.keyboard.press('Escape');
    expect((await heard(page)).filter((event) => JSON.stringify(event).includes('switch-device'))).toEqual([]);
    await page.locator('h1').focus();
    await page.keyboard.down(' ');
    await expect.poll(() => heard(page).then((events) => events.at(-1))).toEqual(toMicrophone(true));
  });
});

describe('raised hands', () => {
  test('are raised by H and by More, and the menu says what a press does', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call');
    await page.keyboard.press('h');
    await draw(page, 'call-hands');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Lower hand', exact: true }).click();
    expect(await heard(page)).toEqual([['firelink-raise-hand', { isRaised: false }]]);
    await draw(page, 'call');
    await page.keyboard.press('H');
    expect(await heard(page)).toEqual([['firelink-raise-hand', { isRaised: true }]]);
  });

  test.for([['a small phone', { width: 320, height: 568 }], ['a laptop', LAPTOP]] as const)('are shown on %s, and axe finds nothing', async ([, viewport], { open }) => {
    const page = await open({ viewport, reducedMotion: 'reduce' });
    await draw(page, 'call-hands');
    for (const text of ['Ana has raised a hand', 'Your hand is raised']) {
      const box = (await page.locator('firelink-hands').getByText(text, { exact: true }).boundingBox())!;
      expect(box.x + box.width, text).toBeLessThanOrEqual(viewport.width);
    }
    expect(await axeFindings(page)).toEqual([]);
    await draw(page, 'call');
    expect(await page.locator('firelink-hands .chip').count()).toBe(0);
  });
});

describe('the full screen', () => {
  test('begins and ends by More and by F, shows the controls, and ends with the call', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call');
    const isFull = (): Promise<boolean> => page.evaluate(() => document.fullscreenElement === document.documentElement);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Full screen', exact: true }).click();
    await expect.poll(isFull).toBe(true);
    expect(await page.getByRole('button', { name: 'Hang up' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Leave full screen', exact: true }).click();
    await expect.poll(isFull).toBe(false);
    await page.keyboard.press('f');
    await expect.poll(isFull).toBe(true);
    await page.keyboard.press('f');
    await expect.poll(isFull).toBe(false);
    await page.keyboard.press('f');
    await expect.poll(isFull).toBe(true);
    await draw(page, 'ended-again');
    await expect.poll(isFull).toBe(false);
  });
});

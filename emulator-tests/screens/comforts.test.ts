/** What a call could be held without: notifications, a QR code, how the pictures are arranged. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { makeQr } from '../../web/src/app/manual/manual-qr.ts';
import { LINK } from '../../web/src/elements/testing/stories.ts';
import { test } from './stories-test.ts';
import { LAPTOP, PHONE, draw } from './stories-site.ts';

test('the lobby has the way without a server at hand while the service is asked: for the call, and to join it', async ({ open }) => {
  const page = await open();
  for (const [story, count] of [['lobby-opening', 1], ['lobby', 0], ['lobby-joining', 1], ['lobby-caller-away', 0]] as const) {
    await draw(page, story);
    expect([story, await page.locator('firelink-slow').count()]).toEqual([story, count]);
  }
});

describe('waiting', () => {
  test('asks the browser for permission to notify when that is pressed, and says the result', async ({ open }) => {
    const page = await open();
    const notifyMe = page.getByRole('button', { name: 'Notify me', exact: true });
    await draw(page, 'waiting');
    await notifyMe.click();
    await page.getByText('A notification will tell you when someone joins.').waitFor();
    expect(await notifyMe.count()).toBe(0);
    await draw(page, 'waiting-notify-refused');
    await page.getByText('Notifications are blocked for this page.').waitFor();
    await draw(page, 'waiting-notified');
    expect([await notifyMe.count(), await page.getByText('A notification will tell you').count()]).toEqual([0, 1]);
  });

  test('shows the link as a QR code, dark on white in a dark room too, and hides it again', async ({ open }) => {
    const page = await open({ colorScheme: 'dark' });
    await draw(page, 'waiting');
    const code = page.getByRole('img', { name: 'QR code of the call link' });
    expect(await code.count()).toBe(0);
    await page.getByRole('button', { name: 'Show QR code', exact: true }).click();
    const looks = await code.evaluate((drawn) => {
      const { backgroundColor, fill } = getComputedStyle(drawn);
      return { backgroundColor, fill, squares: drawn.getAttribute('viewBox'), path: drawn.querySelector('path')?.getAttribute('d') };
    });
    // ISO/IEC 18004: four squares of nothing around it.
    const expected = makeQr(LINK);
    expect(looks).toEqual({ backgroundColor: 'rgb(255, 255, 255)', fill: 'rgb(0, 0, 0)', squares: expect.stringMatching(/^0 0 (\d+) \1$/) as string, path: typeof expected === 'object' ? expected.path : '' });
    await page.keyboard.press('Enter');
    await code.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Show QR code', exact: true }).count()).toBe(1);
  });

  test('says when the QR code can’t be drawn, and tries again', async ({ open }) => {
    const page = await open();
    await draw(page, 'waiting-qr-failed');
    await page.getByText('The QR code could not be drawn.').waitFor();
    await page.locator('firelink-link-qr').evaluate((element, picture) => Object.assign(element, { drawQr: async () => picture }), makeQr(LINK));
    await page.getByRole('button', { name: 'Show QR code', exact: true }).click();
    await page.getByRole('img', { name: 'QR code of the call link' }).waitFor();
    expect(await page.getByText('The QR code could not be drawn.').count()).toBe(0);
  });

  test('has no QR code to show before there is a link', async ({ open }) => {
    const page = await open();
    await draw(page, 'waiting-preparing');
    expect(await page.getByRole('button', { name: 'Show QR code' }).count()).toBe(0);
  });
});

describe('the view of a call', () => {
  /** The names of what the open menu offers. */
  const offered = (page: Page): Promise<string[]> => page.getByRole('group', { name: 'More', exact: true }).getByRole('button').allTextContents();
  const sizeOfOwn = async (page: Page): Promise<number> => (await page.locator('firelink-video.own').boundingBox())?.width ?? 0;

  test('is arranged by the keyboard: one’s own picture hidden, or small, and the other’s whole; it is remembered', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call');
    await page.locator('firelink-in-call').evaluate((screen) => {
      const kept: unknown[] = [];
      Object.assign(globalThis, { kept });
      Object.assign(screen, { pictures: { recall: () => ({ isOwnHidden: false, isOwnSmall: false }), keep: (choice: unknown) => kept.push(choice) } });
    });
    const size = await sizeOfOwn(page);
    await page.getByRole('button', { name: 'More', exact: true }).focus();
    await page.keyboard.press('Enter');
    expect(await offered(page)).toEqual(['Raise hand', 'Hide your picture', 'Make your picture smaller', 'Fit picture', 'Full screen', 'Keyboard shortcuts']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect([await offered(page), await page.getByLabel('Your video').isVisible()]).toEqual([['Raise hand', 'Show your picture', 'Fit picture', 'Full screen', 'Keyboard shortcuts'], false]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await sizeOfOwn(page)).toBeLessThan(size * 0.7);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await offered(page)).toEqual(['Raise hand', 'Hide your picture', 'Make your picture larger', 'Fill screen', 'Full screen', 'Keyboard shortcuts']);
    expect(await page.getByLabel('Remote video').evaluate((video) => getComputedStyle(video).objectFit)).toBe('contain');
    expect(await page.evaluate(() => (globalThis as unknown as { kept: unknown[] }).kept.at(-1))).toEqual({ isOwnHidden: false, isOwnSmall: true, fit: 'contain' });
    await page.keyboard.press('Escape');
    expect(await offered(page)).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName)).toBe('firelink-view-menu');
  });

  test('is as it was left in an earlier call', async ({ open }) => {
    const page = await open();
    await draw(page, 'call-own-hidden');
    expect(await page.getByLabel('Your video').isVisible()).toBe(false);
    expect(await offered(page)).toEqual(['Raise hand', 'Show your picture', 'Fit picture', 'Full screen', 'Keyboard shortcuts']);
  });

  test('names what a press does to a picture that is shown whole by itself, and forgets a wish that changes nothing', async ({ open }) => {
    // A wide picture on an upright phone.
    const page = await open({ viewport: PHONE });
    await draw(page, 'call-view-menu');
    for (const [name, fit] of [['Fill screen', 'cover'], ['Fit picture', 'contain']] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      expect(await page.getByLabel('Remote video').evaluate((video) => getComputedStyle(video).objectFit)).toBe(fit);
    }
    await page.setViewportSize(LAPTOP);
    await expect.poll(() => page.getByLabel('Remote video').evaluate((video) => getComputedStyle(video).objectFit)).toBe('cover');
  });

  test('is closed by a press beside it, and by the focus that goes elsewhere', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call-view-menu');
    await page.mouse.click(20, 400);
    expect(await offered(page)).toEqual([]);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    expect(await offered(page)).toHaveLength(6);
    // From the first choice past the five others and the field for the name.
    for (let press = 0; press < 7; press++) await page.keyboard.press('Tab');
    expect(await offered(page)).toEqual([]);
  });
});

/** How a screen that is shared is shown, enlarged and asked for. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './stories-test.ts';
import { LAPTOP, PHONE, axeFindings, draw, heardOn } from './stories-site.ts';

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const SIZES = [['320x568', 320, 568], ['390x844', 390, 844], ['844x390', 844, 390], ['1440x900', 1440, 900], ['3840x2160', 3840, 2160]] as const;
/** With the other's picture and without, with both screens at once, and with the chat open beside it. */
const SHOWN = ['call-shared-screen', 'call-shared-screen-alone', 'call-shared-screen-both', 'call-chat-shared-screen', 'call-panel-shared-screen'];
const STORIES = [...SHOWN, 'call-shared-screen-small', 'call-sharing', 'call-sharing-view-menu', 'call-share-refused', 'call-panel-sharing'];
/** All that lies over the pictures. */
const OVER_IT = '.bar button, .top > *, firelink-video.own, .enlarge, firelink-flip, firelink-chat.open';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const screenOf = (page: Page): Locator => page.getByLabel('Shared screen', { exact: true });
const heard = async (page: Page): Promise<unknown[]> => (await heardOn(page)).map(({ type, detail }) => [type, detail]);

function overlaps(a: Box, b: Box): boolean {
  // Edges that touch on a broken pixel are no overlap.
  const at = (from: number, size: number, other: number, otherSize: number): boolean => Math.min(from + size, other + otherSize) - Math.max(from, other) > 0.5;
  return at(a.x, a.width, b.x, b.width) && at(a.y, a.height, b.y, b.height);
}

/** Where the picture is drawn within its element (object-fit: contain). */
function drawnBox(video: Element): Box {
  if (!(video instanceof HTMLVideoElement) || getComputedStyle(video).objectFit !== 'contain') throw new Error('the screen is not shown whole');
  const { x, y, width, height } = video.getBoundingClientRect();
  const scale = Math.min(width / video.videoWidth, height / video.videoHeight);
  const drawn = { width: video.videoWidth * scale, height: video.videoHeight * scale };
  return { x: x + (width - drawn.width) / 2, y: y + (height - drawn.height) / 2, ...drawn };
}

const boxesOver = async (page: Page): Promise<Box[]> => (await Promise.all((await page.locator(OVER_IT).all()).map((one) => one.boundingBox()))).filter((box) => box !== null);

describe.each(SIZES)('at %s', (_size, width, height) => {
  test('the shared screen is whole: nothing of it is under the bar, the chips, the tiles or the chat, whatever its shape', async ({ open }) => {
    const page = await open({ viewport: { width, height }, reducedMotion: 'reduce' });
    for (const name of SHOWN) {
      await draw(page, name);
      const drawn = await screenOf(page).evaluate(drawnBox);
      const room = await page.locator('firelink-shared-screen').boundingBox();
      const over = await boxesOver(page);
      expect(over.length, name).toBeGreaterThan(6);
      expect(over.filter((box) => overlaps(box, drawn)), `over the screen of ${name}`).toEqual([]);
      expect(over.filter((box) => overlaps(box, room!)), `in the room of ${name}`).toEqual([]);
      expect([drawn.x, drawn.y, width - drawn.x - drawn.width, height - drawn.y - drawn.height].filter((margin) => margin < -0.5), `off the page of ${name}`).toEqual([]);
      // Larger than any tile.
      expect(drawn.width * drawn.height, name).toBeGreaterThan(100 * 60);
    }
  });
});

describe('the other side’s picture and their screen', () => {
  const areas = async (page: Page): Promise<readonly [screen: number, person: number]> => {
    const [screen, person] = await Promise.all(['firelink-shared-screen', 'firelink-video.remote'].map((which) => page.locator(which).boundingBox()));
    return [screen!.width * screen!.height, person!.width * person!.height];
  };

  test.for([['on a phone', PHONE], ['on a laptop', LAPTOP]] as const)('change their places %s by a press, and back by Tab and Enter', async ([, viewport], { open }) => {
    const page = await open({ viewport, reducedMotion: 'reduce' });
    await draw(page, 'call-shared-screen');
    const [screen, person] = await areas(page);
    expect(screen).toBeGreaterThan(4 * person);
    await button(page, 'Enlarge the picture of Ana').click();
    await expect.poll(async () => {
      const [screenAsTile, personLarge] = await areas(page);
      return personLarge > 4 * screenAsTile;
    }).toBe(true);
    expect(await page.getByRole('group', { name: 'Zoom of the shared screen' }).count(), 'a tile is too small to be looked into').toBe(0);
    await page.locator('h1').focus();
    await tabTo(page, 'Enlarge the shared screen');
    await page.keyboard.press('Enter');
    await expect.poll(() => areas(page)).toEqual([screen, person]);
    expect(await focused(page)).toBe('Enlarge the picture of Ana');
  });
});

describe('zoom', () => {
  /** The point of the screen that is in the middle of its box, each from 0 to 1, and how much larger than the box it is. */
  const middle = (page: Page): Promise<number[]> => page.locator('firelink-shared-screen .box').evaluate(({ scrollLeft, scrollTop, clientWidth, clientHeight, scrollWidth, scrollHeight }) =>
    [(scrollLeft + clientWidth / 2) / scrollWidth, (scrollTop + clientHeight / 2) / scrollHeight, scrollWidth / clientWidth].map((value) => Math.round(value * 50) / 50));
  const larger = (page: Page): Promise<number> => page.locator('firelink-shared-screen').evaluate((element) => Number(element.shadowRoot?.querySelector<HTMLElement>('.box')?.style.getPropertyValue('--_enlarged')));

  test('goes from 1 to 4 and back by the keyboard; at each end the button stays, with the focus on it, and does nothing', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call-shared-screen');
    for (const [name, steps] of [['Zoom in', [1.5, 2, 3, 4, 4]], ['Zoom out', [3, 2, 1.5, 1, 1]]] as const) {
      await button(page, name).focus();
      for (const step of steps) {
        await page.keyboard.press('Enter');
        await expect.poll(() => larger(page)).toBe(step);
      }
      expect(await button(page, name).getAttribute('aria-disabled')).toBe('true');
      expect(await focused(page)).toBe(name);
    }
  });

  test('keeps the point in the middle where it is; an enlarged screen is moved by the arrow keys, and whole again it is in its box', async ({ open }) => {
    const page = await open({ viewport: LAPTOP, reducedMotion: 'reduce' });
    await draw(page, 'call-shared-screen');
    for (const enlarged of [1.5, 2]) {
      await button(page, 'Zoom in').click();
      await expect.poll(() => middle(page)).toEqual([0.5, 0.5, enlarged]);
    }
    const box = page.getByRole('group', { name: 'Shared screen, enlarged: move it with the arrow keys' });
    await box.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await middle(page))[0]).toBeGreaterThan(0.5);
    await box.evaluate((element) => element.scrollTo({ left: element.scrollWidth * 0.37, behavior: 'instant' }));
    const [x, y] = await middle(page);
    await button(page, 'Zoom in').click();
    await expect.poll(() => middle(page)).toEqual([x, y, 3]);
    for (let step = 0; step < 3; step++) await button(page, 'Zoom out').click();
    await expect.poll(() => middle(page)).toEqual([0.5, 0.5, 1]);
    expect(await box.count()).toBe(0);
  });
});

describe('“Share screen”', () => {
  test('is absent, and S does nothing, where the browser can’t share, and in a call that says nothing of screens', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    for (const screen of [undefined, { canShare: false, isOn: false, isBusy: false, hasSound: false, content: 'detail' }]) {
      await draw(page, 'call');
      expect(await button(page, 'Share screen').count()).toBe(1);
      await page.locator('firelink-in-call').evaluate((element, screen) => Object.assign(element, { screen }), screen);
      await button(page, 'Share screen').waitFor({ state: 'detached' });
      await page.keyboard.press('s');
      expect(await heard(page)).toEqual([]);
    }
  });

  test('asks by the button and by S; while it is shared both end it; while the browser asks, neither does anything', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, 'call');
    await button(page, 'Share screen').click();
    await page.keyboard.press('s');
    expect(await heard(page)).toEqual([['firelink-share-screen', {}], ['firelink-share-screen', {}]]);
    await draw(page, 'call-sharing');
    expect(await page.getByText('Sharing your screen').isVisible()).toBe(true);
    await button(page, 'Stop sharing').click();
    await page.keyboard.press('s');
    expect(await heard(page)).toEqual([['firelink-stop-sharing', {}], ['firelink-stop-sharing', {}]]);
    await draw(page, 'call');
    await page.locator('firelink-in-call').evaluate((element) => Object.assign(element, { screen: { canShare: true, isOn: false, isBusy: true, hasSound: false, content: 'detail' } }));
    await page.locator('firelink-share-button [aria-disabled="true"]').click({ force: true });
    await page.keyboard.press('s');
    expect(await heard(page)).toEqual([]);
  });

  test('is behind More on a phone 320 wide with devices to choose and a chat, beside what a screen is shared for; on 390 it is in the bar', async ({ open }) => {
    const page = await open({ viewport: { width: 320, height: 568 } });
    await draw(page, 'call-panel-sharing');
    expect(await button(page, 'Stop sharing').count()).toBe(0);
    await button(page, 'More').click();
    await button(page, 'Share for motion').click();
    await button(page, 'Stop sharing').click();
    expect(await heard(page)).toEqual([['firelink-show-screen-as', { content: 'motion' }], ['firelink-stop-sharing', {}]]);
    expect([await focused(page), await button(page, 'Stop sharing').count()]).toEqual(['More', 0]);
    await draw(page, 'call-panel-unread');
    await button(page, 'More').click();
    await button(page, 'Share screen').click();
    expect(await heard(page)).toEqual([['firelink-share-screen', {}]]);
    await page.setViewportSize(PHONE);
    await draw(page, 'call-panel-sharing');
    await button(page, 'More').click();
    expect(await page.getByRole('group', { name: 'More' }).getByRole('button', { name: 'Stop sharing' }).count()).toBe(0);
    expect(await button(page, 'Stop sharing').isVisible()).toBe(true);
  });

  test('that came to nothing says why and what to do, on the screen and in the live region, until it is dismissed', async ({ open }) => {
    const page = await open({ viewport: PHONE });
    await draw(page, 'call-share-refused');
    const notice = page.locator('firelink-in-call .notice').getByText('Your system keeps the screen from this browser');
    expect(await notice.isVisible()).toBe(true);
    expect(await told(page)).toEqual(['', 'Your system keeps the screen from this browser', expect.stringContaining('Allow the browser to record the screen'), '', '']);
    await button(page, 'Dismiss').click();
    await notice.waitFor({ state: 'detached' });
  });
});

const told = (page: Page): Promise<string[]> => page.locator('firelink-call-announcements p').allTextContents();

test('a live region tells once that the other person shares, by name', async ({ open }) => {
  const page = await open();
  await draw(page, 'call-shared-screen');
  expect(await told(page)).toEqual(['Ana is sharing a screen', '', '', '', '']);
  // Of the call's state nothing else is said.
  expect(await page.getByRole('status').textContent()).toBe('Connected');
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('axe finds nothing where screens are shared, nor where one is enlarged', async ({ open }) => {
    const page = await open({ viewport: PHONE, colorScheme, reducedMotion: 'reduce' });
    for (const name of STORIES) {
      await draw(page, name);
      expect(await axeFindings(page), name).toEqual([]);
    }
    await draw(page, 'call-shared-screen');
    await button(page, 'Zoom in').click();
    expect(await axeFindings(page), 'enlarged').toEqual([]);
  });
});

/** The name of what has the focus, within all shadow roots. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let { activeElement: element } = document;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? null;
  });
}

/** No more than once round the page. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 20; press++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab leads to no “${name}”`);
}

import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ENDED_REASONS } from '../../engine/src/call/machine/reasons.ts';
import { STORIES } from '../../web/src/elements/testing/stories.ts';
import { describeEachScreen } from './each-screen.ts';
import { test } from './stories-test.ts';
import { LAPTOP, PHONE, axeFindings, draw } from './stories-site.ts';

const NAMES = Object.keys(STORIES);
/** The fullest story of each screen. */
const TALLEST = ['home-problem', 'waiting-no-camera', 'waiting-qr', 'lobby-two-failures', 'lobby-problem', 'lobby-asked', 'call-own-camera-busy', 'call-unplugged', 'call-unverified', 'call-left', 'call-view-menu', 'call-shared-screen-both', 'call-sharing-view-menu', 'call-panel', 'call-panel-chat-only', 'call-panel-shared-screen', 'manual-inviting-problem', 'manual-replying', 'ended-unreachable', 'ended-chat'];

describeEachScreen([['390x844', 'light', PHONE], ['1440x900', 'dark', LAPTOP]]);

describe('on every screen', () => {
  let page: Page;
  test.beforeAll(async ({ stories }) => {
    page = await stories.open({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
    return () => page.context().close();
  });

  test.each([...NAMES, ...ENDED_REASONS.map((reason) => `ended-${reason}`)])(
    '%s has one live region and one heading, and nothing that is cut off on a screen 320 wide',
    async (name) => {
      await draw(page, name);
      // Beside the page's own a call has one for shared screens and hands, and the chat one: it reads out messages, or that they were copied. Its log is silent, and so are the files in it.
      const isInCall = STORIES[name]?.tag === 'firelink-in-call';
      expect((await liveRegions(page)).filter((region) => !region.endsWith(' off'))).toEqual(['status polite', ...(isInCall ? [' polite'] : []), ...(/^call-panel|^ended-chat/.test(name) ? [' polite'] : [])]);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('main').count()).toBe(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      // A narrow panel has no room for the button of folders: they can be dropped. What a full bar has no room for is behind More.
      for (const control of await page.locator('button:not([aria-label="Send a folder"]):not(.bar.full firelink-share-button button), input:not([hidden]), textarea').all()) {
        const box = await control.boundingBox();
        expect(box, 'a control without a box').not.toBeNull();
        expect(box!.x).toBeGreaterThanOrEqual(0);
        expect(box!.x + box!.width).toBeLessThanOrEqual(320);
        expect(Math.min(box!.width, box!.height), 'a finger needs 44 px').toBeGreaterThanOrEqual(44);
      }
    },
  );
});

test('axe looks into the elements: a button without its name is found', async ({ open }) => {
  const page = await open();
  await draw(page, 'call');
  await page.getByRole('button', { name: 'Hang up' }).evaluate((button) => {
    button.removeAttribute('aria-label');
    button.removeAttribute('title');
  });
  expect((await axeFindings(page)).join()).toContain('button-name');
});

describe.each([
  ['a small phone in Japanese', 320, 568, 'ja'],
  ['a phone on its side, in traditional Chinese', 844, 390, 'zh-Hant'],
  ['a tablet in simplified Chinese', 768, 1024, 'zh-Hans'],
  ['a 4K screen in English', 3840, 2160, 'en'],
] as const)('%s', (_what, width, height, language) => {
  test('scrolls nowhere sideways, and not at all in a call', async ({ open }) => {
    const page = await open({ viewport: { width, height }, reducedMotion: 'reduce' });
    for (const name of TALLEST) {
      await draw(page, name, [language]);
      const size = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight] as const);
      expect(size[0], name).toBeLessThanOrEqual(width);
      if (name.startsWith('call')) expect(size[1], name).toBeLessThanOrEqual(height);
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  });
});

/** Everything that a screen reader would announce by itself, shadow roots included. */
function liveRegions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        const role = element.getAttribute('role') ?? '';
        const live = element.getAttribute('aria-live');
        if (live !== null || ['status', 'alert', 'log'].includes(role) || element.localName === 'output') found.push(`${role} ${live ?? ''}`);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  });
}

import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './stories-test.ts';
import { LAPTOP, PHONE, axeFindings, draw, heardOn } from './stories-site.ts';

const PICTURES = fileURLToPath(new URL('../../output/screens/', import.meta.url));

const badge = (page: Page, name = /^Call quality/) => page.getByRole('button', { name });
const numbers = (page: Page) => page.getByRole('region', { name: 'Call quality' });

describe('the badge of a call', () => {
  let page: Page;
  test.beforeAll(async ({ stories }) => {
    page = await stories.open({ viewport: LAPTOP, reducedMotion: 'reduce' });
    return () => page.context().close();
  });

  test.each([
    ['call-quality-good', 'Call quality: Good'],
    ['call-quality-fair', 'Call quality: Fair: slow network'],
    ['call-quality-poor', 'Call quality: Poor: packet loss'],
  ])('says in %s "%s", and the live region nothing of it', async (name, spoken) => {
    await draw(page, name);
    expect(await page.getByRole('button', { name: spoken, exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe('Connected');
  });

  test('is not there before anything can be told', async () => {
    await draw(page, 'call');
    expect(await badge(page).count()).toBe(0);
  });

  test('opens the numbers by the keyboard, which takes the focus there; Escape takes it back, and hangs up nothing', async () => {
    await draw(page, 'call-quality-fair');
    await page.keyboard.press('Tab');
    expect(await badge(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    expect(await badge(page).getAttribute('aria-expanded')).toBe('true');
    expect(await focused(page)).toBe('numbers');
    expect(await numbers(page).getByText('Sound goes first').isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Close');
    await page.keyboard.press('Escape');
    expect(await numbers(page).count()).toBe(0);
    expect(await focused(page)).toContain('Fair');
    expect(await heardOn(page)).toEqual([]);
  });

  test('shows round trip, loss, rate, picture and path in both directions', async () => {
    await draw(page, 'call-quality-fair');
    await badge(page).click();
    const rows = await numbers(page).getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.split(/\s*\t\s*|\n+/).map((cell) => cell.trim()).filter((cell) => cell !== ''))).toEqual([
      ['Received', 'Sent'],
      ['Round trip', '412 ms'],
      ['Packet loss', '12 %', '0.4 %'],
      ['Jitter', '31 ms', '9 ms'],
      ['Data rate', '1874 kbit/s', '243 kbit/s'],
      ['Picture', '1280 × 720, 30\u00a0fps', '320 × 180, 15\u00a0fps'],
      ['Sound made up', '4.2 %', '–'],
      ['Picture frozen', '0 %', '–'],
      ['Limited by', '–', 'slow network'],
      ['Codecs', 'opus, VP8', 'opus, VP8'],
      ['Path', 'Through a relay, UDP'],
    ]);
    await numbers(page).getByRole('button', { name: 'Close' }).click();
    expect(await numbers(page).count()).toBe(0);
    expect(await focused(page)).toContain('Fair');
  });
});

describe.each([
  ['320x568', 'light', 'ja', { width: 320, height: 568 }],
  ['390x844', 'dark', 'en', PHONE],
  ['844x390', 'light', 'zh-Hant', { width: 844, height: 390 }],
  ['1440x900', 'light', 'en', LAPTOP],
  ['3840x2160', 'dark', 'zh-Hans', { width: 3840, height: 2160 }],
] as const)('the numbers at %s in a %s scheme and %s', (size, colorScheme, language, viewport) => {
  test('stay on the screen, leave the controls free, and axe finds nothing', async ({ open }) => {
    const page = await open({ viewport, colorScheme, reducedMotion: 'reduce' });
    await draw(page, 'call-quality-poor', [language]);
    await page.locator('firelink-quality button').click();
    const panel = page.locator('firelink-quality section');
    await page.screenshot({ path: `${PICTURES}call-quality-numbers-${size}-${colorScheme}.png` });
    expect(await axeFindings(page)).toEqual([]);
    const box = (await panel.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
    const hangUp = (await page.locator('button.danger').boundingBox())!;
    const isBeside = box.x + box.width <= hangUp.x || box.y + box.height <= hangUp.y;
    expect(isBeside, 'the way out is never covered').toBe(true);
  });
});

/** The control that has the focus: its id, its name, or its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.id || element?.getAttribute('aria-label') || (element?.textContent ?? '');
  });
}

import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { TransferState } from '../../engine/src/transfer/files/transfer-view.ts';
import { LAPTOP, PHONE, axeFindings, draw, heardOn } from './stories-site.ts';
import { test } from './stories-test.ts';

const PICTURES = fileURLToPath(new URL('../../output/screens/', import.meta.url));

/** All rows are on the screen: what is not would be laid out without its contents. */
const TALL = 12_000;

test.for([
  ['390-light', 'files-every', { width: 390, colorScheme: 'light' }],
  ['1440-dark', 'files-parts', { width: 1440, colorScheme: 'dark' }],
  ['320-dark', 'files-parts', { width: 320, colorScheme: 'dark' }],
  ['forced-colours', 'files-parts', { width: 390, forcedColors: 'active' }],
] as const)('at %s, of %s axe finds nothing in a row, nothing is cut off, and a finger finds each button', async ([look, name, { width, ...options }], { open }) => {
  const page = await open({ viewport: { width, height: TALL }, reducedMotion: 'reduce', ...options });
  await draw(page, name);
  await page.screenshot({ path: `${PICTURES}files-${look}.png`, fullPage: true });
  const ofSystem = 'forcedColors' in options;
  // The system has chosen the colours; axe is told those of the page.
  expect((await axeFindings(page)).filter((finding) => !(ofSystem && finding.startsWith('color-contrast')))).toEqual([]);
  expect(await widthOf(page)).toBeLessThanOrEqual(width);
  const sizes = await page.getByRole('button').evaluateAll((buttons) => buttons.map((button) => Math.min(button.getBoundingClientRect().width, button.getBoundingClientRect().height)));
  expect(sizes.length).toBeGreaterThan(10);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  if (look !== '320-dark') return;
  for (const language of ['ja', 'zh-Hans', 'zh-Hant']) {
    await draw(page, name, [language]);
    await page.screenshot({ path: `${PICTURES}files-${look}-${language}.png`, fullPage: true });
    expect(await widthOf(page), language).toBeLessThanOrEqual(width);
  }
});

test('the sign over a page on which files are dropped has nothing for axe, and takes no press', async ({ open }) => {
  const page = await open({ viewport: PHONE, reducedMotion: 'reduce' });
  await draw(page, 'files-dropping');
  await page.screenshot({ path: `${PICTURES}files-dropping.png` });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save in-done.jpg' }).click();
  expect((await heardOn(page)).map(({ type }) => type)).toEqual(['firelink-save-file']);
});

describe('a row', () => {
  let page: Page;
  test.beforeAll(async ({ stories }) => {
    page = await stories.open({ viewport: LAPTOP });
    return () => page.context().close();
  });

  test('whose buttons change by a press keeps the focus: the next Tab finds the new ones, and Enter once more does nothing', async () => {
    await draw(page, 'files-offered');
    await page.getByRole('button', { name: 'Accept holiday.jpg' }).focus();
    await becomes(page, { kind: 'running' });
    await page.getByRole('button', { name: 'Pause holiday.jpg' }).waitFor();
    expect(await focusedName(page)).toBe('holiday.jpg');
    await page.keyboard.press('Enter');
    expect(await heardOn(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('Pause holiday.jpg');
    await page.keyboard.press('Tab');
    await becomes(page, { kind: 'paused', by: 'self' });
    await page.getByRole('button', { name: 'Resume holiday.jpg' }).waitFor();
    expect(await focusedName(page), 'a button that stays').toBe('Cancel holiday.jpg');
    await becomes(page, { kind: 'cancelled', by: 'self' });
    await page.getByText('You cancelled it').waitFor();
    expect(await focusedName(page), 'a row without buttons').toBe('holiday.jpg');
  });

  test('asks for what its buttons are named by, and each names the file', async () => {
    await draw(page, 'files-offered');
    await page.getByRole('button', { name: 'Accept holiday.jpg', exact: true }).click();
    await page.getByRole('button', { name: 'Decline holiday.jpg', exact: true }).click();
    await draw(page, 'files-running');
    expect(await page.getByRole('progressbar', { name: 'Progress of holiday.jpg' }).evaluate((bar) => (bar instanceof HTMLProgressElement ? bar.position : -1))).toBeCloseTo(0.4);
    await page.getByRole('button', { name: 'Pause holiday.jpg', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel holiday.jpg', exact: true }).click();
    expect((await heardOn(page)).map(({ detail }) => detail)).toEqual([{ step: 'pause', ids: ['holiday'] }, { step: 'cancel', ids: ['holiday'] }]);
  });

  test('that has failed is asked for again by bob, and offered again by alice', async () => {
    await draw(page, 'files-failed');
    await page.getByRole('button', { name: 'Ask for it again: in-failed-disk-full.jpg' }).click();
    await page.getByRole('button', { name: 'Offer again: out-failed-mismatch.jpg' }).click();
    expect((await heardOn(page)).map(({ detail }) => detail)).toEqual([{ step: 'retry', ids: ['in-failed-disk-full'] }, { step: 'retry', ids: ['out-failed-mismatch'] }]);
  });

  test('takes the file that is chosen again, and the same one a second time', async () => {
    await draw(page, 'files-needs-file');
    for (let times = 0; times < 2; times++) {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose the file again: out-needs-file.jpg' }).click();
      await (await choosing).setFiles({ name: 'out-needs-file.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('same') });
    }
    const provided = { type: 'firelink-provide-file', detail: { id: 'out-needs-file', file: 'out-needs-file.jpg' } };
    expect(await heardOn(page)).toEqual([provided, provided]);
  });

  test('says what bob’s browser can take, and offers no Accept for more', async () => {
    await draw(page, 'files-limit');
    expect(await page.getByText('takes at most').count()).toBe(2);
    expect(await page.getByRole('button', { name: 'Accept holiday.jpg' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Accept film.mp4' }).count()).toBe(0);
  });

  test('that is a picture which has arrived shows it, and its address ends with the row', async () => {
    await draw(page, 'files-picture');
    const picture = page.getByRole('img', { name: 'holiday.jpg' });
    await picture.evaluate((image) => (image instanceof HTMLImageElement ? image.decode() : undefined));
    const address = await picture.getAttribute('src') ?? '';
    expect(address).toMatch(/^blob:/);
    expect(await canBeRead(page, address)).toBe(true);
    await draw(page, 'files-none');
    expect(await canBeRead(page, address)).toBe(false);
  });

  test('that is a picture which can’t be decoded does not show it, and can be saved', async () => {
    await draw(page, 'files-broken-picture');
    await page.getByRole('img', { name: 'holiday.jpg' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save holiday.jpg' }).click();
    expect(await heardOn(page)).toEqual([{ type: 'firelink-save-file', detail: { id: 'holiday' } }]);
  });

  test('is one of fifty that are drawn of ten thousand: one press answers all, and fifty more follow', async () => {
    await draw(page, 'files-folder');
    expect(await page.getByRole('listitem').count()).toBe(50);
    await page.getByRole('button', { name: 'Accept all' }).click();
    const [accepted] = await heardOn(page);
    expect(accepted?.detail['ids']).toHaveLength(10_000);
    await page.getByRole('button', { name: 'Show 50 more' }).click();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(100);
  });

  test('is one of fifty that stand at once', async () => {
    await draw(page, 'files-many');
    expect(await page.getByRole('listitem').count()).toBe(50);
    expect(await page.getByRole('button', { name: 'Show' }).count()).toBe(0);
  });
});

describe('the buttons that send', () => {
  test('give the files that are chosen, several at once, and a folder with the places of its files', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-none');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Send files' }).click();
    const chooser = await choosing;
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles(['a.txt', 'b.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })));
    expect((await heardOn(page)).at(-1)).toEqual({ type: 'firelink-send-files', detail: { files: ['a.txt', 'b.txt'] } });
    const choosingFolder = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Send a folder' }).click();
    await (await choosingFolder).setFiles(fileURLToPath(new URL('../support/stacks', import.meta.url)));
    const { detail } = (await heardOn(page)).at(-1) ?? {};
    expect(detail?.['files']).toContain('stacks/stacks-global-setup.ts');
  });
});

test('what is new is said in a live region that stood there before', async ({ open }) => {
  const page = await open();
  await draw(page, 'files-offered');
  await page.locator('firelink-file-announcements [aria-live=polite]').filter({ hasText: 'Ana wants to send you holiday.jpg' }).waitFor({ state: 'attached' });
});

const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

/** The one row's transfer goes on to this state. */
function becomes(page: Page, state: TransferState): Promise<void> {
  return page.locator('firelink-files-story').evaluate((story, state) => {
    const { views } = story as unknown as { readonly views: readonly object[] };
    Object.assign(story, { views: views.map((view) => ({ ...view, state })) });
  }, state);
}

/** How a screen reader names what has the focus, '' for the page itself. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    for (let inner = focused; inner; inner = inner.shadowRoot?.activeElement ?? null) focused = inner;
    const root = focused?.getRootNode();
    const named = root instanceof ShadowRoot ? root.getElementById(focused?.getAttribute('aria-labelledby') ?? '') : undefined;
    return focused?.getAttribute('aria-label') ?? named?.textContent ?? '';
  });
}

/** Whether the page can still read what an object URL led to. */
function canBeRead(page: Page, address: string): Promise<boolean> {
  return page.evaluate((from) => fetch(from).then(() => true, () => false), address);
}

import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { FILE_STORIES } from '../../web/src/elements/testing/file-stories.ts';
import { LAPTOP, PHONE, axeFindings, draw, heardOn } from './stories-site.ts';
import { test } from './stories-test.ts';

const PICTURES = fileURLToPath(new URL('../../output/screens/', import.meta.url));
const NAMES = Object.keys(FILE_STORIES);
/** Each part of a row is in one of them, and the longest words. */
const FULLEST = ['files-in-1', 'files-failed', 'files-limit', 'files-long-names'];

describe.each([
  ['390x844', PHONE, { colorScheme: 'light' }, NAMES],
  ['1440x900', LAPTOP, { colorScheme: 'dark' }, NAMES],
  ['320x640', { width: 320, height: 640 }, { colorScheme: 'dark' }, FULLEST],
  // What a laptop at a zoom of 200 % lays out.
  ['zoomed', { width: 720, height: 450 }, { colorScheme: 'light', deviceScaleFactor: 2 }, FULLEST],
  ['forced-colours', PHONE, { forcedColors: 'active' }, FULLEST],
] as const)('the files of a call at %s', (look, viewport, options, names) => {
  let page: Page;
  test.beforeAll(async ({ stories }) => {
    page = await stories.open({ viewport, reducedMotion: 'reduce', ...options });
    return () => page.context().close();
  });

  test.each(names)('%s: axe finds nothing, nothing is cut off, and a finger finds each button', async (name) => {
    await draw(page, name);
    await page.screenshot({ path: `${PICTURES}${name}-${look}.png`, fullPage: name !== 'files-folder' });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    for (const button of (await page.getByRole('button').all()).slice(0, 20)) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
  });
});

test.for(['ja', 'zh-Hans', 'zh-Hant'])('in %s nothing of a row is cut off on a screen 320 wide', async (language, { open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } });
  for (const name of FULLEST) {
    await draw(page, name, [language]);
    if (name === 'files-in-1') await page.screenshot({ path: `${PICTURES}${name}-320x640-${language}.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320);
  }
});

describe('a row', () => {
  let page: Page;
  test.beforeAll(async ({ stories }) => {
    page = await stories.open();
    return () => page.context().close();
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
});

describe('a picture that has arrived', () => {
  test('is seen in the row, and its address ends with the row', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-picture');
    const picture = page.getByRole('img', { name: 'holiday.jpg' });
    await picture.evaluate((image) => (image instanceof HTMLImageElement ? image.decode() : undefined));
    const address = await picture.getAttribute('src') ?? '';
    expect(address).toMatch(/^blob:/);
    expect(await canBeRead(page, address)).toBe(true);
    await draw(page, 'files-none');
    expect(await canBeRead(page, address)).toBe(false);
  });

  test('and can’t be decoded is not shown, and can be saved', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-broken-picture');
    await page.getByRole('img', { name: 'holiday.jpg' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save holiday.jpg' }).click();
    expect(await heardOn(page)).toEqual([{ type: 'firelink-save-file', detail: { id: 'holiday' } }]);
  });
});

describe('many files', () => {
  test('ten thousand are answered by one press, and fifty rows are drawn', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-folder');
    expect(await page.getByRole('listitem').count()).toBe(50);
    await page.getByRole('button', { name: 'Accept all' }).click();
    const [accepted] = await heardOn(page);
    expect(accepted?.detail['ids']).toHaveLength(10_000);
    await page.getByRole('button', { name: 'Show 50 more' }).click();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(100);
  });

  test('stand fifty at once, in the order that they have', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-many');
    expect(await page.getByRole('listitem').count()).toBe(50);
    expect(await page.getByRole('button', { name: 'Show' }).count()).toBe(0);
  });
});

describe('the buttons that send', () => {
  test('give the files that are chosen, several at once', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-none');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Send files' }).click();
    const chooser = await choosing;
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles(['a.txt', 'b.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })));
    expect((await heardOn(page)).at(-1)).toEqual({ type: 'firelink-send-files', detail: { files: ['a.txt', 'b.txt'] } });
  });

  test('give a folder with the places of its files', async ({ open }) => {
    const page = await open();
    await draw(page, 'files-none');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Send a folder' }).click();
    await (await choosing).setFiles(fileURLToPath(new URL('../support/stacks', import.meta.url)));
    const { detail } = (await heardOn(page)).at(-1) ?? {};
    expect(detail?.['files']).toContain('stacks/stacks-global-setup.ts');
  });
});

test('what is new is said in a live region that stood there before', async ({ open }) => {
  const page = await open();
  await draw(page, 'files-offered');
  await page.locator('firelink-file-announcements [aria-live=polite]').filter({ hasText: 'Ana wants to send you holiday.jpg' }).waitFor({ state: 'attached' });
});

/** Whether the page can still read what an object URL led to. */
function canBeRead(page: Page, address: string): Promise<boolean> {
  return page.evaluate((from) => fetch(from).then(() => true, () => false), address);
}

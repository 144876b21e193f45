/** What a call could be held without: notifications, a QR code, how the pictures are arranged. */
import { describe, expect } from 'vitest';
import { makeQr } from '../../web/src/app/manual-qr.ts';
import { LINK } from '../../web/src/ui/testing/drawings.ts';
import { test } from './gallery-test.ts';
import { draw } from './gallery.ts';

describe('waiting', () => {
  test('asks the browser for leave to notify when that is pressed, and says what came of it', async ({ open }) => {
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

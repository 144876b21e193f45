/** What a call could be held without: notifications, a QR code, how the pictures are arranged. */
import { describe, expect } from 'vitest';
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
    await notifyMe.click();
    await page.getByText('Notifications are blocked for this page.').waitFor();
    await draw(page, 'waiting-notified');
    expect([await notifyMe.count(), await page.getByText('A notification will tell you').count()]).toEqual([0, 1]);
  });
});

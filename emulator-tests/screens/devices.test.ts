import { describe, expect } from 'vitest';
import { test } from './gallery-test.ts';
import { draw, heardOn, LAPTOP } from './gallery.ts';

describe('a device that is refused', () => {
  test.for([
    ['lobby-refused-by-system', 'Your system blocks camera and microphone', /^Allow Chrome to use camera and microphone in the privacy settings of your system\./],
    ['lobby-refused-in-a-frame', 'This page may not use a camera', /Open the link in a tab of its own/],
    ['lobby-refused-twice', 'Your camera is blocked', /^Select the icon to the left of the address and allow access\./],
    ['call-insecure', 'No camera or microphone at an address without https', /https:\/\//],
  ] as const)('%s: its next step in this browser is said as soon as the words for it have come', async ([name, title, step], { open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, name);
    const notice = page.locator('.notice', { has: page.getByText(title, { exact: true }) }).locator('p');
    await notice.waitFor();
    expect((await notice.innerText()).replace(title, '').trim()).toMatch(step);
  });
});

test('one sees oneself as in a mirror, through a rear camera as others do, and says how one wants it', async ({ open }) => {
  const page = await open({ viewport: LAPTOP });
  const isMirrored = (): Promise<boolean> => page.getByLabel('Your video', { exact: true }).evaluate((video) => getComputedStyle(video).transform.startsWith('matrix(-1'));
  for (const [name, mirrored] of [['call', true], ['lobby', true], ['call-rear-camera', false]] as const) {
    await draw(page, name);
    expect(await isMirrored(), name).toBe(mirrored);
    await page.getByRole('button', { name: 'Choose devices' }).click();
    await page.getByRole('checkbox', { name: 'Mirror my own picture', checked: mirrored }).click();
    expect((await heardOn(page)).map(({ detail }) => detail)).toEqual([{ isMirrored: !mirrored }]);
  }
});

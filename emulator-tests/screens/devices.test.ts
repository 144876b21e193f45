import { describe, expect } from 'vitest';
import { test } from './stories-test.ts';
import { draw, heardOn, LAPTOP } from './stories-site.ts';

describe('a device that is refused', () => {
  test.for([
    ['lobby-refused-by-system', 'Your system blocks camera and microphone', /Allow Chrome to use camera and microphone in the privacy settings of your system\./],
    ['lobby-refused-in-a-frame', 'This page may not use a camera', /Open the link in a tab of its own/],
    ['lobby-refused-twice', 'Your camera is blocked', /Select the icon to the left of the address and allow access\./],
    ['call-insecure', 'No camera or microphone at an address without https', /https:\/\//],
  ] as const)('%s: its next step in this browser is said as soon as the messages for it have been loaded', async ([name, title, step], { open }) => {
    const page = await open({ viewport: LAPTOP });
    await draw(page, name);
    const notice = page.locator('.notice', { has: page.getByText(title, { exact: true }) }).locator('p');
    // The general messages stand there until then, under a title that may be the same.
    await notice.filter({ hasText: step }).waitFor();
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

describe('one’s own microphone', () => {
  test('has a meter with a name while it is on, and none while it is not', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    const meter = page.getByRole('meter', { name: 'Microphone level' });
    await draw(page, 'call');
    expect(await meter.getAttribute('aria-valuenow')).toBe('63');
    await draw(page, 'lobby');
    expect(await meter.count()).toBe(1);
    await draw(page, 'lobby-off');
    expect(await meter.count()).toBe(0);
  });

  test('of which nothing comes is spoken of before a call and in it, and being muted in it alone, with the key', async ({ open }) => {
    const page = await open({ viewport: LAPTOP });
    for (const name of ['lobby-silent-microphone', 'call-silent-microphone']) {
      await draw(page, name);
      await page.getByText('Nothing is heard from your microphone').waitFor();
    }
    await draw(page, 'call-speaks-muted');
    await page.getByText('You are muted', { exact: true }).waitFor();
    expect(await page.getByText('Nobody hears you. Press M or unmute your microphone to speak.').isVisible()).toBe(true);
    await draw(page, 'lobby-speaks-muted');
    expect(await page.getByText('You are muted').count()).toBe(0);
  });
});

test('the camera is switched by one press where there are two that look another way each', async ({ open }) => {
  const page = await open({ viewport: LAPTOP });
  const flip = page.getByRole('button', { name: 'Switch camera' });
  for (const name of ['lobby-two-cameras', 'call-rear-camera']) {
    await draw(page, name);
    await flip.click();
    expect((await heardOn(page)).map(({ type }) => type), name).toEqual(['firelink-flip-camera']);
  }
  await draw(page, 'call');
  expect(await flip.count()).toBe(0);
});

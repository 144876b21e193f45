import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { LINK, MANUAL_TEXT } from '../../web/src/elements/testing/stories.ts';
import { test } from './stories-test.ts';
import { LAPTOP, axeFindings, draw, heardOn } from './stories-site.ts';

let page: Page;
let isSpoilt = true;
test.beforeEach(async ({ stories }) => {
  // A new page takes a second: only after a test that changed what the browser can do.
  if (!isSpoilt) return;
  isSpoilt = false;
  await page?.context().close();
  page = await stories.open({ viewport: LAPTOP, permissions: ['clipboard-read', 'clipboard-write'] });
});

/** Changes the browser under the screens, for one test. */
async function spoil(change: () => void): Promise<void> {
  isSpoilt = true;
  await page.evaluate(change);
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const status = () => page.getByRole('status').textContent();
/** The one request that the screen has fired. */
const heard = async () => (await heardOn(page)).map(({ type, detail }) => [type, detail]);

describe('home', () => {
  test('asks for a call when "Start a call" is pressed, and for no second one while it is busy', async () => {
    await draw(page, 'home');
    await button('Start a call').click();
    expect(await heard()).toEqual([['firelink-start-call', {}]]);
    await draw(page, 'home-busy');
    await button('Start a call').click({ force: true });
    expect(await heard()).toEqual([]);
  });

  test('opens what was pasted, by the Enter key', async () => {
    await draw(page, 'home');
    await page.getByRole('textbox', { name: 'Link or call ID' }).fill(`  <${LINK}> `);
    await page.keyboard.press('Enter');
    expect(await heard()).toEqual([['firelink-open-link', { text: LINK }]]);
  });

  test('opens nothing from an empty field, and says what belongs there', async () => {
    await draw(page, 'home');
    await button('Open').click();
    expect(await heard()).toEqual([]);
    const field = page.getByRole('textbox', { name: 'Link or call ID' });
    expect(await describedBy(page)).toContain('Paste the link');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  test('puts the focus back into the field after a text that is no link, and says so', async () => {
    await draw(page, 'home-problem');
    expect(await describedBy(page)).toContain('not a call link');
    await page.keyboard.type('x');
    expect(await describedBy(page)).toBe('');
  });
});

describe('waiting', () => {
  test('shows the whole link, to be read only, and selects it', async () => {
    await draw(page, 'waiting');
    const field = page.getByRole('textbox', { name: 'Call link' });
    expect(await field.inputValue()).toBe(LINK);
    expect(await field.isEditable()).toBe(false);
    await field.focus();
    expect(await page.evaluate(() => String(document.getSelection()))).toBe(LINK);
    expect(await status()).toBe('Waiting for someone to join');
    expect(await page.getByText('Waiting for someone to open the link').count()).toBe(1);
  });

  test('copies the link and says so, without a live region', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('something else'));
    await draw(page, 'waiting');
    await button('Copy link').click();
    await page.getByText('Link copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(LINK);
    expect(await status()).toBe('Waiting for someone to join');
  });

  test('copies the old way where there is no clipboard', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('something else'));
    await spoil(() => Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) }));
    await draw(page, 'waiting');
    await button('Copy link').click();
    await page.getByText('Link copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(LINK);
  });

  test('hands the link to the system where it can be shared', async () => {
    await spoil(() =>
      Object.defineProperty(navigator, 'share', {
        configurable: true,
        value: (data: ShareData) => Promise.resolve(Object.assign(globalThis, { shared: data.url })),
      }),
    );
    await draw(page, 'waiting');
    await button('Share link').click();
    expect(await page.evaluate(() => (globalThis as unknown as { shared: string }).shared)).toBe(LINK);
  });

  test('has no link to copy before there is one', async () => {
    await draw(page, 'waiting-preparing');
    expect(await button('Copy link').isDisabled()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Call link' }).getAttribute('aria-busy')).toBe('true');
    expect(await status()).toBe('');
    await button('Hang up').click();
    expect(await heard()).toEqual([['firelink-hang-up', {}]]);
  });
});

describe('the lobby', () => {
  test('lets the callee join, or ask to decline', async () => {
    await draw(page, 'lobby');
    await button('Join call').click();
    await button('Decline').click();
    expect(await heard()).toEqual([['firelink-join-call', {}], ['firelink-decline-call', {}]]);
  });

  test('takes no second press while joining', async () => {
    await draw(page, 'lobby-joining');
    expect(await button('Join call').isDisabled()).toBe(true);
    await button('Join call').click({ force: true });
    expect(await heard()).toEqual([]);
  });

  test('can be joined before the link is opened, once, and has nothing to decline yet', async () => {
    await draw(page, 'lobby-opening');
    await button('Decline').click({ force: true });
    await button('Join call').click();
    expect(await heard()).toEqual([['firelink-join-call', {}]]);
    await draw(page, 'lobby-opening-joining');
    await button('Join call').click({ force: true });
    expect(await heard()).toEqual([]);
  });

  test('asks for a device to be switched, and shows it when it is', async () => {
    await draw(page, 'lobby-off');
    await button('Unmute microphone').click();
    await button('Turn camera on').click();
    expect(await heard()).toEqual([
      ['firelink-switch-device', { device: 'microphone', isOn: true }],
      ['firelink-switch-device', { device: 'camera', isOn: true }],
    ]);
    expect(await button('Unmute microphone').count(), 'still off: nothing has switched it').toBe(1);
  });

  test.each([
    ['lobby-caller-away', 'The person who started this call is away right now. Join, and you will be connected when they come back.'],
    ['lobby-blocked', 'You can join and listen.'],
    ['lobby-problem', 'You are offline'],
  ])('says in %s what is the matter', async (name, sentence) => {
    await draw(page, name);
    expect(await page.getByText(sentence).isVisible()).toBe(true);
    expect(await button('Join call').isEnabled()).toBe(true);
  });
});

describe('connecting by hand', () => {
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });

  test('is reached from home', async () => {
    await draw(page, 'home');
    await button('Connect without a server').click();
    expect(await heard()).toEqual([['firelink-connect-by-hand', {}]]);
  });

  test('begins with an invitation, one’s own or the one that was pasted', async () => {
    await draw(page, 'manual-choosing');
    await button('Make an invitation').click();
    await field('Invitation').fill(MANUAL_TEXT);
    await button('Open invitation').click();
    await button('Back to the start').click();
    expect(await heard()).toEqual([['firelink-make-invitation', {}], ['firelink-read-text', { text: MANUAL_TEXT }], ['firelink-go-home', {}]]);
  });

  test('says at the field what is wrong with a text, until it is mended', async () => {
    await draw(page, 'manual-choosing-problem');
    await button('Open invitation').click();
    expect(await field('Invitation').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByText('Something of this text is missing').isVisible()).toBe(true);
    await field('Invitation').pressSequentially('x');
    expect(await field('Invitation').getAttribute('aria-invalid')).toBeNull();
  });

  test('hands the invitation over: to be read only, copied, or shown as a QR code', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('something else'));
    await draw(page, 'manual-inviting');
    expect(await field('Invitation').inputValue()).toBe(MANUAL_TEXT);
    expect(await field('Invitation').isEditable()).toBe(false);
    await button('Copy').click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(MANUAL_TEXT);
    await button('Show QR code').click();
    await field('Reply').fill('a reply');
    await button('Connect').click();
    expect(await heard()).toEqual([['firelink-show-qr', {}], ['firelink-read-text', { text: 'a reply' }]]);
    await draw(page, 'manual-inviting-problem');
    expect(await page.getByRole('img', { name: 'QR code of this text' }).isVisible()).toBe(true);
  });

  test('makes a reply when the person is ready, and says how long it works', async () => {
    await draw(page, 'manual-invited');
    await button('I am ready').click();
    expect(await heard()).toEqual([['firelink-make-reply', {}]]);
    await draw(page, 'manual-replying');
    expect(await page.getByRole('timer').textContent()).toBe('7 seconds left');
    expect(await field('Reply').inputValue()).toBe(MANUAL_TEXT);
    await draw(page, 'manual-run-out');
    await button('Make a fresh reply').click();
    expect(await heard()).toEqual([['firelink-make-reply', {}]]);
  });
});

describe('the call', () => {
  test('names both videos, the time and the controls', async () => {
    await draw(page, 'call');
    expect(await page.getByLabel('Remote video', { exact: true }).count()).toBe(1);
    const own = page.getByLabel('Your video', { exact: true });
    expect(await own.evaluate((video: HTMLVideoElement) => video.muted)).toBe(true);
    expect(await own.evaluate((video) => getComputedStyle(video).transform)).toBe('matrix(-1, 0, 0, 1, 0, 0)');
    expect(await page.getByRole('timer').textContent()).toBe('12:34');
    expect(await status()).toBe('Connected');
    for (const name of ['Mute microphone', 'Turn camera off', 'Hang up']) expect(await button(name).isVisible(), name).toBe(true);
  });

  test('is worked by the keyboard: M, V, and Tab to "Hang up"', async () => {
    await draw(page, 'call');
    await page.keyboard.press('m');
    await page.keyboard.press('v');
    await page.keyboard.press('Control+m');
    for (let press = 0; press < 6; press++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await heard()).toEqual([
      ['firelink-switch-device', { device: 'microphone', isOn: false }],
      ['firelink-switch-device', { device: 'camera', isOn: false }],
      ['firelink-hang-up', {}],
    ]);
  });

  test('forgets its keys when it is gone', async () => {
    await draw(page, 'call');
    await draw(page, 'home');
    await page.keyboard.press('m');
    expect(await heard()).toEqual([]);
  });

  test('shows that the other person is muted', async () => {
    await draw(page, 'call');
    expect(await page.getByText('Microphone off').count()).toBe(0);
    await draw(page, 'call-remote-off');
    expect(await page.getByText('Microphone off').isVisible()).toBe(true);
    expect(await page.getByText('The other person is muted').count()).toBe(1);
  });

  test('offers the caller to let another person in when the callee has left, and does not offer it to the callee', async () => {
    await draw(page, 'call-left');
    expect(await page.getByText('The other person left. They may come back.').isVisible()).toBe(true);
    expect(await status()).toBe('Reconnecting');
    await button('Let somebody else in').click();
    expect(await heard()).toEqual([['firelink-let-somebody-else-in', {}]]);
    await draw(page, 'call-interrupted');
    expect(await button('Let somebody else in').count()).toBe(0);
  });

  test('asks for a press where the browser plays nothing without one, and plays then', async () => {
    await spoil(() => {
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        return this.muted ? play.call(this) : Promise.reject(new DOMException('a click first', 'NotAllowedError'));
      };
      document.addEventListener('click', () => Object.assign(HTMLMediaElement.prototype, { play }), { capture: true });
    });
    await draw(page, 'call');
    await button('Tap to hear').waitFor();
    const remote = page.getByLabel('Remote video');
    const playing = () => remote.evaluate((video: HTMLVideoElement) => ({ isPaused: video.paused, isMuted: video.muted }));
    expect(await playing(), 'the picture needs no press').toEqual({ isPaused: false, isMuted: true });
    await button('Tap to hear').click();
    await button('Tap to hear').waitFor({ state: 'detached' });
    expect(await playing()).toEqual({ isPaused: false, isMuted: false });
  });

  test('plays with any press on the page, when sound is waiting for one', async () => {
    await spoil(() => {
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        return this.muted ? play.call(this) : Promise.reject(new DOMException('a click first', 'NotAllowedError'));
      };
      // Heard before the video's own, which listens from when it is blocked.
      window.addEventListener('keydown', () => Object.assign(HTMLMediaElement.prototype, { play }), { capture: true });
    });
    await draw(page, 'call');
    await button('Tap to hear').waitFor();
    await page.keyboard.press('m');
    await button('Tap to hear').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Remote video').evaluate((video: HTMLVideoElement) => video.muted)).toBe(false);
  });

  test('goes on when the system has paused the other side', async () => {
    await draw(page, 'call');
    const remote = page.getByLabel('Remote video');
    await remote.evaluate((video: HTMLVideoElement) => {
      const resumed = new Promise((resolve) => {
        video.addEventListener('playing', resolve, { once: true });
      });
      video.pause();
      return resumed;
    });
    expect(await remote.evaluate((video: HTMLVideoElement) => video.paused)).toBe(false);
  });

  test('lets devices be chosen, where there is a choice', async () => {
    await draw(page, 'call-remote-off');
    expect(await button('Choose devices').count()).toBe(0);
    await draw(page, 'call-unplugged');
    await button('Choose devices').click();
    const dialog = page.getByRole('dialog', { name: 'Devices' });
    await dialog.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Camera', { exact: true }).selectOption({ label: 'Front camera' });
    await page.getByLabel('Speaker', { exact: true }).selectOption({ label: 'Desk speakers' });
    expect(await heard()).toEqual([
      ['firelink-choose-device', { kind: 'camera', id: 'front' }],
      ['firelink-choose-device', { kind: 'speaker', id: 'desk' }],
    ]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await button('Choose devices').click();
    await button('Done').click();
    await dialog.waitFor({ state: 'hidden' });
  });

  test('says when devices are gone and come by themselves, and leaves them off on request', async () => {
    await draw(page, 'call-unplugged');
    expect(await page.getByText('Your camera and microphone were disconnected').isVisible()).toBe(true);
    expect(await page.getByText('it comes on by itself').isVisible()).toBe(true);
    await button('Leave both off').click();
    expect(await heard()).toEqual([
      ['firelink-switch-device', { device: 'camera', isOn: false }],
      ['firelink-switch-device', { device: 'microphone', isOn: false }],
    ]);
  });

  test.each([
    ['call-paused', 'Your camera and microphone are paused'],
    ['call-stand-in', 'Now in use: Front camera'],
  ])('says in %s that "%s"', async (name, sentence) => {
    await draw(page, name);
    expect(await page.getByText(sentence).isVisible()).toBe(true);
  });

  test('lets a notice be dismissed', async () => {
    await draw(page, 'call-own-camera-busy');
    await button('Dismiss').click();
    expect(await page.getByText('Your camera is in use elsewhere').count()).toBe(0);
  });
});

describe('the end', () => {
  test.each([
    ['ended-you-hung-up', 'Call ended', 'Start a new call', 'firelink-start-call'],
    ['ended-full', 'This call is full', 'Try again', 'firelink-try-again'],
    ['ended-not-found', 'Call not found', 'Back to the start', 'firelink-go-home'],
    ['ended-expired', 'This link has expired', 'Start a new call', 'firelink-start-call'],
    ['ended-link-incomplete', 'This link is incomplete', 'Back to the start', 'firelink-go-home'],
    ['ended-other-version', 'Call ended', 'Reload the page', 'firelink-reload-page'],
  ])('on %s says "%s" and offers "%s"', async (name, sentence, label, request) => {
    await draw(page, name);
    expect(await status()).toBe(sentence);
    await button(label).click();
    expect(await heard()).toEqual([[request, {}]]);
  });

  test('takes the focus to its heading, since the button that had it is gone', async () => {
    await draw(page, 'call');
    await button('Hang up').click();
    await draw(page, 'ended-you-hung-up');
    const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
    expect(focused).toBe('You hung up');
  });
});

/** What a screen reader adds to the name of the control that has the focus. */
function describedBy(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.activeElement?.shadowRoot;
    const id = root?.activeElement?.getAttribute('aria-describedby');
    return id ? (root?.getElementById(id)?.textContent ?? '') : '';
  });
}

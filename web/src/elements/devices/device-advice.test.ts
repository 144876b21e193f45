import { describe, expect, test } from 'vitest';
import type { DeviceView, LocalView } from '../../../../engine/src/call/call-view.ts';
import { adviceOn } from './device-advice.ts';
import { deviceNotices, needsAdvice } from './device-text.ts';
import { readPlatform, type NavigatorFacts } from '../shared/platform.ts';
import { en } from '../i18n/en.ts';
import { enDevices } from '../i18n/en-devices.ts';
import { ja } from '../i18n/ja.ts';
import type { Refusal } from '../i18n/messages.ts';
import { zhHans } from '../i18n/zh-hans.ts';
import { zhHant } from '../i18n/zh-hant.ts';

const agent = (userAgent: string, maxTouchPoints = 0): NavigatorFacts => ({ userAgent, maxTouchPoints });
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0';
const IPHONE = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${WEBKIT}`;
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)';

const BROWSERS = {
  'Chrome on Windows': agent(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36`),
  'Edge on Windows': agent(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36 Edg/141.0.0.0`),
  'Chrome on macOS': agent(`${MAC} ${BLINK} Safari/537.36`),
  'Chrome on ChromeOS': agent(`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${BLINK} Safari/537.36`),
  'Chrome on Android': agent(`${ANDROID} ${BLINK} Mobile Safari/537.36`, 5),
  'Samsung Internet': agent(`${ANDROID} AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 5),
  'Firefox on macOS': agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0'),
  'Firefox on Linux': agent('Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'),
  'Firefox on Android': agent('Mozilla/5.0 (Android 14; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0', 5),
  'Safari on macOS': agent(`${MAC} ${WEBKIT} Version/18.5 Safari/605.1.15`),
  'Safari on an iPhone': agent(`${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`, 5),
  'Safari on an iPad': agent(`${MAC} ${WEBKIT} Version/18.5 Safari/605.1.15`, 5),
  'Chrome on an iPhone': agent(`${IPHONE} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`, 5),
  'Firefox on an iPhone': agent(`${IPHONE} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`, 5),
  'a chat app on an iPhone': agent(`${IPHONE} Mobile/15E148 Instagram 390.0.0`, 5),
  'a chat app on Android': agent('Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.0.0 Mobile Safari/537.36', 5),
  'a browser that nobody knows': agent('Mozilla/5.0 (Unknown) Something/1.0'),
} as const;

const refused = (refusal: Refusal): DeviceView => ({ isOn: false, isBusy: false, failure: 'permission-denied', refusal });
const textFor = (browser: keyof typeof BROWSERS, refusal: Refusal): string =>
  adviceOn(refused(refusal), 'camera', readPlatform(BROWSERS[browser]), enDevices)?.text ?? '';

describe('a camera that is blocked for the site', () => {
  test.each([
    ['Chrome on Windows', 'Select the icon to the left of the address'],
    ['Edge on Windows', 'Select the icon to the left of the address'],
    ['Chrome on Android', 'Tap the icon to the left of the address, then Permissions'],
    ['Samsung Internet', 'Tap the icon to the left of the address, then Permissions'],
    ['Firefox on Linux', 'Select the crossed-out icon to the left of the address'],
    ['Firefox on Android', 'Tap the icon to the left of the address and allow access'],
    ['Safari on macOS', 'In the menu bar, choose Safari › Settings for this website'],
    ['Safari on an iPhone', 'Website Settings, and allow access. Then reload the page. If that doesn’t help: Open Settings › Apps › Safari, and allow the camera'],
    ['Safari on an iPad', 'Website Settings'],
    ['Chrome on an iPhone', 'If that doesn’t help: Open Settings › Apps › Chrome, and allow the camera'],
    ['Firefox on an iPhone', 'Open Settings › Apps › Firefox'],
    ['a chat app on an iPhone', 'Open Settings › Apps › this browser'],
    ['a chat app on Android', 'Allow access in the browser’s settings for this site'],
    ['a browser that nobody knows', 'Allow access in the browser’s settings for this site'],
  ] as const)('%s: %s', (browser, text) => {
    expect(textFor(browser, 'blocked')).toContain(text);
  });
});

describe('a camera that the system refuses', () => {
  test.each([
    ['Chrome on macOS', 'Open System Settings › Privacy & Security › Camera, and allow Chrome'],
    ['Firefox on macOS', 'Open System Settings › Privacy & Security › Camera, and allow Firefox'],
    ['Edge on Windows', 'Open Settings › Privacy & security › Camera, and allow access for apps and for Edge'],
    ['Chrome on Android', 'Open Settings › Apps › Chrome › Permissions'],
    ['Chrome on ChromeOS', 'Privacy controls'],
    ['Safari on an iPhone', 'Open Settings › Apps › Safari'],
    ['Firefox on Linux', 'Allow Firefox to use the camera in the privacy settings of your system'],
    ['a browser that nobody knows', 'Allow this browser to use the camera'],
  ] as const)('%s: %s', (browser, text) => {
    expect(textFor(browser, 'system')).toContain(text);
  });
});

test('a question that was closed is asked again by the switch, and Firefox, which may mean macOS, has a second advice there', () => {
  expect(textFor('Chrome on Windows', 'dismissed')).toBe(enDevices.dismissed);
  expect(textFor('Firefox on macOS', 'dismissed')).toContain('System Settings');
});

test('a page in a frame is to be opened by itself, and one without https with it', () => {
  expect(textFor('Safari on macOS', 'policy')).toContain('Open the link in a tab of its own');
  expect(textFor('Chrome on macOS', 'insecure')).toContain('https://');
});

test.each([['en', enDevices], ['zh-Hant', zhHant], ['zh-Hans', zhHans], ['ja', ja]] as const)('in %s every refusal has its own title and its own text', (_language, messages) => {
  const refusals: readonly Refusal[] = ['dismissed', 'blocked', 'policy', 'system', 'insecure'];
  const platform = readPlatform(BROWSERS['Chrome on macOS']);
  const said = refusals.map((refusal) => adviceOn(refused(refusal), 'both', platform, messages));
  expect(new Set(said.map((one) => one?.title)).size).toBe(5);
  expect(new Set(said.map((one) => one?.text)).size).toBe(5);
  for (const place of ['macos', 'windows', 'android', 'ios'] as const) expect(messages.system[place]('Chrome', 'both')).toContain('Chrome');
});

describe('the notice', () => {
  const local = (microphone: Refusal, camera: Refusal): LocalView => ({ microphone: refused(microphone), camera: refused(camera) });
  const advice = (device: DeviceView, devices: 'camera' | 'microphone' | 'both') => adviceOn(device, devices, readPlatform(BROWSERS['Chrome on macOS']), enDevices);
  const titles = (view: LocalView): string[] => deviceNotices(view, en.devices, advice).map(({ title }) => title);

  test('is one for both devices when they are refused alike, and one each when not', () => {
    expect(titles(local('system', 'system'))).toEqual(['Your system blocks camera and microphone']);
    expect(titles(local('blocked', 'system'))).toEqual(['Your system blocks the camera', 'Your microphone is blocked']);
  });

  test('says the general messages until these have been loaded, which are asked for when there is a refusal', () => {
    expect(deviceNotices(local('system', 'system'), en.devices).map(({ title }) => title)).toEqual(['Your camera and microphone are blocked']);
    expect(needsAdvice(local('system', 'blocked'))).toBe(true);
    const off: DeviceView = { isOn: false, isBusy: false };
    expect(needsAdvice({ microphone: off, camera: { ...off, failure: 'no-device' } })).toBe(false);
  });
});

/** The page's language, chosen in the page. */
import { expect } from 'vitest';
import { BOB } from '../../participants/cast.ts';
import { test } from '../../browser/fixtures/call-test.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectPicture } from '../../participants/seen-and-heard.ts';

const lang = ({ page }: Participant): Promise<string> => page.evaluate(() => document.documentElement.lang);

test('alice chooses another language at home: all of the screen speaks it at once, and the next page too', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.opensHome();
  await alice.page.getByRole('textbox', { name: 'Link or call ID' }).fill('half a li');
  await alice.page.getByLabel('Language').selectOption('日本語');
  await alice.button('通話を始める').waitFor();
  expect(await lang(alice)).toBe('ja');
  expect(await alice.page.getByRole('textbox', { name: 'リンクまたは通話 ID' }).inputValue()).toBe('half a li');
  await alice.reloads();
  await alice.clicks('通話を始める');
  await alice.button('リンクをコピー').waitFor();
  expect(await lang(alice)).toBe('ja');
});

test('alice changes the language in the call: its screen speaks it, and bob’s picture goes on in the same place', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await alice.video('Remote video').evaluate((video) => void Object.assign(globalThis, { before: video }));
  await alice.page.locator('firelink-in-call').evaluate((screen) => {
    screen.dispatchEvent(Object.assign(new Event('firelink-choose-language', { bubbles: true, composed: true }), { language: 'zh-Hant' }));
  });
  await alice.button('掛斷').waitFor();
  await alice.page.getByRole('status').getByText('已接通', { exact: true }).waitFor();
  const remote = alice.page.getByLabel('對方的視訊', { exact: true });
  expect(await remote.evaluate((video) => video === Reflect.get(globalThis, 'before'))).toBe(true);
  await remote.evaluate((video) => video.setAttribute('aria-label', 'Remote video'));
  await expectPicture(alice, 'Remote video', BOB);
  await bob.isInCall();
});

test('a language that can’t be loaded leaves the page as it was, and says so', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.opensHome();
  const choice = alice.page.getByLabel('Language');
  await choice.waitFor();
  await alice.context.setOffline(true);
  await choice.selectOption('简体中文');
  await alice.reads('简体中文 could not be loaded. Check your connection and choose it again.');
  expect([await choice.inputValue(), await lang(alice)]).toEqual(['en', 'en']);
  await alice.button('Start a call').waitFor();
  await alice.context.setOffline(false);
  await choice.selectOption('日本語');
  await alice.button('通話を始める').waitFor();
});

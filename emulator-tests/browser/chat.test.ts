/** The chat of a call, by the names that its controls have. */
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { call, type Participant } from '../participants/participant.ts';
import { losePathsOnDemand } from '../support/browsers/lost-paths.ts';
import { test } from './fixtures/call-test.ts';
import { keptRecords, logOf, openChat, says, type Said } from './fixtures/chat.ts';

/** Opened by a person who reads: nothing is unread in it. */
async function bothChat(alice: Participant, bob: Participant): Promise<void> {
  await call(alice, bob);
  await Promise.all([alice, bob].map(openChat));
}

async function hasLog(who: Participant, log: readonly Said[]): Promise<void> {
  await expect.poll(() => logOf(who), { message: who.name }).toEqual(log);
}

/** Their page, as a screen reader has it of the chat beside the log: each message that came, once. */
const readOut = ({ page }: Participant): Promise<readonly string[]> => page.locator('firelink-chat').locator('[aria-live=polite] p').allTextContents();

test('alice and bob write to each other: what is markup stays text, links are safe, each message is read out once; it is copied and saved, and also after the end', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await alice.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: cast.stack.url });
  await bob.page.addInitScript(turnsOnDemand);
  await alice.opensHome();
  await alice.isCalled('Ana');
  await call(alice, bob);
  await openChat(alice);
  const hello = 'Hello bob\nhttps://example.org/ javascript:alert(1)';
  await says(alice, hello);
  await bob.button('Open chat, 1 unread').waitFor();
  await hasLog(alice, [`${hello} ✓`]);
  await bob.clicks('Open chat, 1 unread');
  const link = bob.page.getByRole('link', { name: 'https://example.org/' });
  expect(await link.evaluate((found) => [found.getAttribute('rel'), found.getAttribute('target')])).toEqual(['noopener noreferrer', '_blank']);
  expect(await bob.page.getByRole('log').getByRole('link').count()).toBe(1);

  const markup = '<img src=x onerror="document.title=\'broken\'"><b>Hello alice</b>';
  await bob.page.getByRole('textbox', { name: 'Message', exact: true }).pressSequentially('<');
  await alice.reads('The other person is typing…');
  await says(bob, markup);
  await hasLog(alice, [`${hello} ✓`, markup]);
  expect(await alice.page.getByRole('log').locator('img, b').count()).toBe(0);
  expect(await alice.page.title()).not.toBe('broken');
  expect(await alice.page.getByText('The other person is typing…').count()).toBe(0);
  expect([await readOut(alice), await readOut(bob)]).toEqual([[expect.stringContaining(markup)], [expect.stringContaining(hello)]]);

  await says(alice, 'x'.repeat(64 * 1024 + 1));
  await alice.page.getByRole('region', { name: 'Chat' }).getByText('more than 64 KiB').first().waitFor();
  await says(alice, 'x'.repeat(64 * 1024));
  await hasLog(bob, [hello, `${markup} ✓`, 'x'.repeat(64 * 1024)]);

  await turns(bob, 'hidden');
  await says(alice, 'one');
  await says(alice, 'two');
  await expect.poll(() => bob.page.title()).toMatch(/^\(2\) /);
  await turns(bob, 'visible');
  await expect.poll(() => bob.page.title()).not.toMatch(/^\(/);

  await alice.clicks('Copy all');
  await alice.reads('Copied');
  const copied = await alice.page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n').filter((line) => line.startsWith('[')).map((line) => line.replace(/^\[[^\]]*\] /, '').slice(0, 20))).toEqual([
    'You: Hello bob', 'The other person: <i', `You: ${'x'.repeat(15)}`, 'You: one', 'You: two',
  ]);
  expect(await savedBy(alice)).toBe(copied);

  await alice.hangsUp();
  await bob.isTold('Ana hung up');
  expect(await savedBy(alice)).toBe(copied);
  expect((await savedBy(bob)).match(/Ana: (one|two)/g)).toEqual(['Ana: one', 'Ana: two']);
  await hasLog(alice, [`${hello} ✓`, markup, `${'x'.repeat(64 * 1024)} ✓`, 'one ✓', 'two ✓']);
});

test('alice reloads, then bob: both have each message once and in order, also what was written meanwhile; nothing in IndexedDB can be read, and after the end nothing is left', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bothChat(alice, bob);
  await says(alice, 'The word is sesame');
  await says(bob, 'Sesame it is');
  await hasLog(alice, ['The word is sesame ✓', 'Sesame it is']);

  await Promise.all([bob.hasStatus('Reconnecting').then(() => says(bob, 'Where are you?')), alice.reloads()]);
  await alice.isInCall();
  // It lies open, as it did.
  await hasLog(alice, ['The word is sesame ✓', 'Sesame it is', 'Where are you?']);
  await says(alice, 'Here');
  // He has it, and has read it out, before he reloads.
  await hasLog(alice, ['The word is sesame ✓', 'Sesame it is', 'Where are you?', 'Here ✓']);
  await Promise.all([alice.hasStatus('Reconnecting').then(() => says(alice, 'And you?')), bob.reloads()]);
  await bob.isInCall();
  const lines = ['The word is sesame', 'Sesame it is', 'Where are you?', 'Here', 'And you?'];
  const marked = (own: readonly number[]): readonly string[] => lines.map((line, place) => (own.includes(place) ? `${line} ✓` : line));
  await hasLog(bob, marked([1, 2]));
  await hasLog(alice, marked([0, 3, 4]));
  // What was there before the reload is not read out again.
  expect(await readOut(bob)).toEqual([expect.stringContaining('And you?')]);

  for (const who of [alice, bob]) {
    const records = await keptRecords(who.page);
    expect(records.length, who.name).toBeGreaterThanOrEqual(lines.length);
    expect(records.filter((text) => /sesame|Where/i.test(text)), who.name).toEqual([]);
  }

  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  for (const who of [alice, bob]) {
    const later = await who.opensAnotherTab();
    expect(await keptRecords(who.page), who.name).not.toEqual([]);
    await who.closesTab();
    await later.opensHome();
    await expect.poll(() => later.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('firelink-tab-'))), { message: who.name }).toEqual([]);
  }
});

test('bob, whose browser keeps nothing, reloads and is sent the chat again; the connection is lost in mid-conversation, and what both wrote arrives; what alice writes when bob has gone is not delivered, and she is told', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.page.addInitScript(() => {
    const forbid = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(window, 'indexedDB', { get: forbid });
  });
  for (const { page } of [alice, bob]) await page.addInitScript(losePathsOnDemand);
  await bothChat(alice, bob);
  await says(alice, 'one');
  await says(bob, 'two');
  await hasLog(alice, ['one ✓', 'two']);
  await Promise.all([alice.hasStatus('Reconnecting').then(() => says(alice, 'three')), bob.reloads()]);
  await bob.isInCall();
  await hasLog(bob, ['one (again)', 'two ✓ (again)', 'three']);
  await hasLog(alice, ['one ✓', 'two', 'three ✓']);

  const areReconnecting = Promise.all([alice, bob].map((who) => who.hasStatus('Reconnecting')));
  await losesPaths(alice, bob);
  await Promise.all([areReconnecting, says(alice, 'four'), says(bob, 'five')]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expect.poll(async () => (await logOf(alice)).slice(3).sort()).toEqual(['five', 'four ✓']);
  await expect.poll(async () => (await logOf(bob)).slice(3).sort()).toEqual(['five ✓', 'four']);

  await bob.page.close();
  await says(alice, 'six');
  await alice.hangsUp();
  await alice.isTold('You hung up');
  await alice.reads('One message was not delivered.');
  await expect.poll(async () => (await logOf(alice)).at(-1)).toBe('six ✗');
});

async function losesPaths(...people: readonly Participant[]): Promise<void> {
  await Promise.all(people.map(({ page }) => page.evaluate(() => dispatchEvent(new Event('paths-are-lost')))));
}

async function savedBy(who: Participant): Promise<string> {
  const downloading = who.page.waitForEvent('download');
  await who.clicks('Save as text');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^firelink-chat-\d{4}-\d\d-\d\d\.txt$/);
  return readFile(await download.path(), 'utf8');
}

/** In the page: whether it is seen, by the event `turn-…`. */
function turnsOnDemand(): void {
  let state = 'visible';
  Object.defineProperty(document, 'visibilityState', { get: () => state });
  for (const to of ['hidden', 'visible']) {
    addEventListener(`turn-${to}`, () => {
      state = to;
      document.dispatchEvent(new Event('visibilitychange'));
    });
  }
}

const turns = ({ page }: Participant, to: 'hidden' | 'visible'): Promise<unknown> => page.evaluate((to) => dispatchEvent(new Event(`turn-${to}`)), to);

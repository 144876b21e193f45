import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ALICE, BOB, Cast } from './cast.ts';
import { call, type Participant } from './participant.ts';
import { expectPicture } from './seen-and-heard.ts';

let cast: Cast;
beforeAll(async () => {
  cast = await Cast.gather();
});
afterEach(() => cast.goHome());
afterAll(() => cast.disband());

test.each(['alice', 'bob'] as const)('%s reloads in the call: both are back in it, and nobody is told that it is full', async (who) => {
  const people = { alice: await cast.alice(), bob: await cast.bob() };
  await call(people.alice, people.bob);
  await Promise.all([expectPicture(people.alice, 'Remote video', BOB), expectPicture(people.bob, 'Remote video', ALICE)]);
  const other = who === 'alice' ? people.bob : people.alice;
  const [heardHere, heardThere] = [await statusesOf(people[who]), await statusesOf(other)];
  await people[who].reloads();
  await other.hasStatus('Reconnecting');
  await Promise.all([people.alice.isInCall(), people.bob.isInCall()]);
  await Promise.all([expectPicture(people.alice, 'Remote video', BOB), expectPicture(people.bob, 'Remote video', ALICE)]);
  for (const heard of [heardHere(), heardThere()]) expect(heard).toEqual(['Connected', 'Reconnecting', 'Connected']);
});

test('alice reloads while she waits: she goes on waiting at the same link, and bob joins', async () => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await alice.reloads();
  await alice.hasStatus('Waiting for someone to join');
  expect(await alice.page.getByRole('textbox', { name: 'Call link' }).inputValue()).toBe(link);
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('bob reloads in the lobby, and joins', async () => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.isAtTheDoor();
  await bob.reloads();
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('bob mutes himself and reloads: he comes back muted', async () => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await bob.clicks('Mute microphone');
  await alice.reads('The other person is muted');
  await bob.reloads();
  await alice.hasStatus('Reconnecting');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([alice.reads('The other person is muted'), bob.button('Unmute microphone').waitFor()]);
});

test('two tabs of one browser call each other', async () => {
  const alice = await cast.alice();
  const tab = await alice.opensAnotherTab();
  await call(alice, tab);
  await Promise.all([expectPicture(alice, 'Remote video', ALICE), expectPicture(tab, 'Remote video', ALICE)]);
});

test('alice duplicates the tab in which she waits: it is the lobby of her own link, and bob can still join', async () => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  const twin = await duplicate(alice);
  await twin.getByRole('button', { name: 'Decline', disabled: false }).waitFor();
  await alice.hasStatus('Waiting for someone to join');
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await twin.getByRole('heading', { name: 'This call is full' }).waitFor();
});

test('alice duplicates the tab of a call: the twin is told that it is full, and the call goes on', async () => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const heard = await statusesOf(bob);
  const twin = await duplicate(alice);
  await twin.getByRole('heading', { name: 'This call is full' }).waitFor();
  await twin.close();
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  expect(heard()).toEqual(['Connected']);
});

/** A window that a page opens gets a copy of its sessionStorage, as a duplicated tab does. */
async function duplicate({ page, context }: Participant): Promise<Participant['page']> {
  const opened = context.waitForEvent('page');
  await page.evaluate(() => {
    open(location.href);
  });
  return opened;
}

/** Follows the live region, over reloads. @returns what it has said, empty ones left out */
async function statusesOf({ page }: Participant): Promise<() => readonly string[]> {
  const said: string[] = [];
  await page.exposeFunction('heardStatus', (text: string) => {
    if (text !== '' && said.at(-1) !== text) said.push(text);
  });
  // Named: the page is sent the text of it, which calls itself.
  function follow(): void {
    const tell = (globalThis as unknown as { heardStatus: (text: string) => void }).heardStatus;
    const region = document.querySelector('firelink-app')?.shadowRoot?.querySelector('firelink-status')?.shadowRoot;
    if (!region) return void requestAnimationFrame(follow);
    const look = (): void => tell(region.querySelector('[role=status]')?.textContent.trim() ?? '');
    new MutationObserver(look).observe(region, { childList: true, subtree: true, characterData: true });
    look();
  }
  // In the page as it is, and in every one after it.
  await page.evaluate(follow);
  await page.addInitScript(follow);
  return () => said;
}

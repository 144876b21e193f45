/** A screen that is shared, as both sides see and hear it. */
import { expect } from 'vitest';
import { test } from '../fixtures/call-test.ts';
import { ALICES_SCREEN, BOBS_SCREEN, endsByBar, hasScreen, refuses } from '../fixtures/screens.ts';
import { ALICE, BOB, type Look } from '../../participants/cast.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectPicture, expectTone } from '../../participants/seen-and-heard.ts';
import { losePathsOnDemand } from '../../support/browsers/lost-paths.ts';

const hears = (who: Participant, look: Look): Promise<void> => expectTone({ name: who.name, sees: (side) => who.sees(side), hears: () => who.hears('Shared screen') }, look);
const sees = (who: Participant, look: Look): Promise<void> => expectPicture(who, 'Shared screen', look);
/** A screen reader is told so. */
const tells = async ({ page }: Participant, sentence: string): Promise<void> => page.locator('firelink-call-announcements').getByText(sentence, { exact: true }).waitFor({ state: 'attached' });
const isGone = async (who: Participant): Promise<void> => who.video('Shared screen').waitFor({ state: 'detached' });

test('alice shares her screen: bob sees and hears it beside her; he shares his, and both are shown; each ends their own, and nothing is written', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await hasScreen(alice, ALICES_SCREEN);
  await hasScreen(bob, BOBS_SCREEN);
  await call(alice, bob);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  const commits: string[] = [];
  for (const { page } of [alice, bob]) page.on('request', (request) => /:(commit|write)/.test(request.url()) && commits.push(request.url()));
  await alice.clicks('Share screen');
  await sees(bob, ALICES_SCREEN);
  await tells(bob, 'The other person is sharing a screen');
  await hears(bob, ALICES_SCREEN);
  await expectPicture(bob, 'Remote video', ALICE);
  await alice.reads('Sharing your screen');
  expect(await alice.video('Shared screen').count()).toBe(0);
  await bob.clicks('Share screen');
  await Promise.all([sees(alice, BOBS_SCREEN), sees(bob, ALICES_SCREEN)]);
  await bob.clicks('Enlarge the picture of the other person');
  await bob.clicks('Enlarge the shared screen');
  await alice.clicks('Stop sharing');
  await isGone(bob);
  await sees(alice, BOBS_SCREEN);
  await endsByBar(bob);
  await isGone(alice);
  await bob.button('Share screen').waitFor();
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  expect(commits).toEqual([]);
});

test('alice’s screen stays with bob over an ICE restart and over another connection; it ends with the call', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await hasScreen(alice, ALICES_SCREEN);
  for (const { page } of [alice, bob]) await page.addInitScript(losePathsOnDemand);
  await call(alice, bob);
  await alice.page.keyboard.press('s');
  await sees(bob, ALICES_SCREEN);
  await alice.page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
  await sees(bob, ALICES_SCREEN);
  const before = await streamOf(bob);
  for (const { page } of [alice, bob]) await page.evaluate(() => globalThis.dispatchEvent(new Event('paths-are-lost')));
  await expect.poll(() => streamOf(bob)).not.toBe(before);
  await sees(bob, ALICES_SCREEN);
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  expect(await alice.page.getByText('Sharing your screen').count()).toBe(0);
});

test('alice’s system refuses the screen: she reads what to do, bob sees nothing, and at the next press he does; in a call of data alone, too', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await hasScreen(alice, ALICES_SCREEN);
  const link = await alice.startsCall('Start with chat only');
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await refuses(alice, 'NotAllowedError', 'Permission denied by system');
  await alice.clicks('Share screen');
  await alice.reads('Your system keeps the screen from this browser');
  await tells(alice, 'Your system keeps the screen from this browser');
  expect(await bob.video('Shared screen').count()).toBe(0);
  await alice.clicks('Share screen');
  await sees(bob, ALICES_SCREEN);
  expect(await alice.page.getByText('Your system keeps the screen').count()).toBe(0);
});

/** Of the connection that carries it. */
function streamOf(who: Participant): Promise<string> {
  return who.video('Shared screen').evaluate((video) => (video instanceof HTMLVideoElement && video.srcObject instanceof MediaStream ? video.srcObject.id : ''));
}

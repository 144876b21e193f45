import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Cast } from '../../browser/cast.ts';
import { expectTone } from '../../browser/seen-and-heard.ts';
import { areInCall, type Couple, enterBoth, expectMedia, FIONA, launchFionasFirefox } from '../../support/firefox-and-chromium.ts';
import { FirefoxParticipant } from '../../support/firefox-participant.ts';
import { type Firefox, launchFirefox } from '../../support/firefox.ts';

let cast: Cast;
let firefox: Firefox;
let couple: Couple;
beforeAll(async () => {
  [cast, firefox] = await Promise.all([Cast.gather(), launchFionasFirefox()]);
});
afterEach(async () => {
  await Promise.all([cast.goHome(), couple.fiona.leaves()]);
});
afterAll(async () => {
  await Promise.all([cast.disband(), firefox.close()]);
});

async function enter(): Promise<Couple> {
  couple = await enterBoth(cast.alice(), firefox, cast.stack.url);
  return couple;
}

test('two at Firefox call each other', async () => {
  const { fiona } = await enter();
  const fred = await FirefoxParticipant.enter('fred', firefox.browser, cast.stack.url);
  await fred.joinsFrom(await fiona.startsCall());
  await Promise.all([fiona.isInCall(), fred.isInCall()]);
  // Both have the same microphone, and either hears it from the other.
  await Promise.all([expectTone(fiona, FIONA), expectTone(fred, FIONA)]);
  await fred.hangsUp();
  await fiona.isTold('The other person hung up');
  await fred.leaves();
});

test('fiona copies the link', async () => {
  const { fiona } = await enter();
  await fiona.startsCall();
  await fiona.clicks('Copy link');
  await fiona.reads('Link copied');
});

test('fiona’s Firefox has blocked camera and microphone: she is told so, joins with nothing, and sees and hears alice', async () => {
  const { alice } = await enter();
  const strict = await launchFirefox({ isAllowed: false });
  try {
    const felix = await FirefoxParticipant.enter('felix', strict.browser, cast.stack.url);
    await felix.opensLink(await alice.startsCall());
    await felix.isAtTheDoor();
    await felix.reads('Your camera and microphone are blocked');
    await felix.joins();
    await Promise.all([alice.isInCall(), felix.isInCall()]);
    await Promise.all([alice.reads('The other person is muted'), alice.reads('Camera off')]);
    await felix.hangsUp();
    await alice.isTold('The other person hung up');
  } finally {
    await strict.close();
  }
});

test('fiona invites at /manual, and alice, at Chromium, replies', async () => {
  const { alice, fiona } = await enter();
  await Promise.all([fiona.opensPath('/manual'), alice.opensLink(`${cast.stack.url}/manual`)]);
  await fiona.clicks('Make an invitation');
  await alice.page.getByRole('textbox', { name: 'Invitation', exact: true }).fill(await fiona.valueOf('Invitation'));
  await alice.clicks('Open invitation');
  await alice.clicks('I am ready');
  await fiona.fills('Reply', await handedOver(couple, 'Reply'));
  await fiona.clicks('Connect');
  await areInCall(couple);
  await expectMedia(couple);
});

test('alice invites at /manual, and fiona, at Firefox, replies', async () => {
  const { alice, fiona } = await enter();
  await Promise.all([fiona.opensPath('/manual'), alice.opensLink(`${cast.stack.url}/manual`)]);
  await alice.clicks('Make an invitation');
  await fiona.fills('Invitation', await handedOver(couple, 'Invitation'));
  await fiona.clicks('Open invitation');
  await fiona.clicks('I am ready');
  await alice.page.getByRole('textbox', { name: 'Reply', exact: true }).fill(await fiona.valueOf('Reply'));
  await alice.clicks('Connect');
  await areInCall(couple);
  await expectMedia(couple);
});

/** The text that alice is to hand over, once it is there. */
async function handedOver({ alice }: Couple, name: 'Invitation' | 'Reply'): Promise<string> {
  const field = alice.page.getByRole('textbox', { name, exact: true });
  await expect.poll(() => field.inputValue(), { timeout: 25_000 }).toMatch(/^FL1.*\.$/);
  return field.inputValue();
}

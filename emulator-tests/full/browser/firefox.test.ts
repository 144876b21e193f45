import { test } from '../../browser/fixtures/couple-test.ts';
import { handsOver } from '../../browser/fixtures/manual-site.ts';
import { expectTone } from '../../participants/seen-and-heard.ts';
import { areInCall, expectMedia, FIONA } from '../../participants/firefox-and-chromium.ts';
import { FirefoxParticipant } from '../../participants/firefox-participant.ts';
import { launchFirefox } from '../../support/browsers/firefox.ts';

test('two at Firefox call each other', async ({ couple: { fiona }, firefox, stack }) => {
  const fred = await FirefoxParticipant.enter('fred', firefox.browser, stack.url);
  await fred.joinsFrom(await fiona.startsCall());
  await Promise.all([fiona.isInCall(), fred.isInCall()]);
  // Both have the same microphone, and either hears it from the other.
  await Promise.all([expectTone(fiona, FIONA), expectTone(fred, FIONA)]);
  await fred.hangsUp();
  await fiona.isTold('The other person hung up');
  await fred.leaves();
});

test('fiona copies the link', async ({ couple: { fiona } }) => {
  await fiona.startsCall();
  await fiona.clicks('Copy link');
  await fiona.reads('Link copied');
});

test('fiona’s Firefox has blocked camera and microphone: she is told so, joins with nothing, and sees and hears alice', async ({ couple: { alice }, stack }) => {
  const strict = await launchFirefox({ isAllowed: false });
  try {
    const felix = await FirefoxParticipant.enter('felix', strict.browser, stack.url);
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

test('fiona invites at /manual, and alice, at Chromium, replies', async ({ couple, stack }) => {
  const { alice, fiona } = couple;
  await Promise.all([fiona.opensPath('/manual'), alice.opensLink(`${stack.url}/manual`)]);
  await fiona.clicks('Make an invitation');
  await alice.page.getByRole('textbox', { name: 'Invitation', exact: true }).fill(await fiona.valueOf('Invitation'));
  await alice.clicks('Open invitation');
  await alice.clicks('I am ready');
  await fiona.fills('Reply', await handsOver(alice, 'Reply'));
  await fiona.clicks('Connect');
  await areInCall(couple);
  await expectMedia(couple);
});

test('alice invites at /manual, and fiona, at Firefox, replies', async ({ couple, stack }) => {
  const { alice, fiona } = couple;
  await Promise.all([fiona.opensPath('/manual'), alice.opensLink(`${stack.url}/manual`)]);
  await alice.clicks('Make an invitation');
  await fiona.fills('Invitation', await handsOver(alice, 'Invitation'));
  await fiona.clicks('Open invitation');
  await fiona.clicks('I am ready');
  await alice.page.getByRole('textbox', { name: 'Reply', exact: true }).fill(await fiona.valueOf('Reply'));
  await alice.clicks('Connect');
  await areInCall(couple);
  await expectMedia(couple);
});

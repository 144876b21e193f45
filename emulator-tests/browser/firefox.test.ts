import { expect } from 'vitest';
import { areInCall, codesOf, connect, expectMedia, FIONA } from '../participants/firefox-and-chromium.ts';
import { ALICE } from '../participants/cast.ts';
import { test } from './fixtures/couple-test.ts';
import { expectSilence, expectTone } from '../participants/seen-and-heard.ts';

test('fiona calls from Firefox and alice joins in Chromium: they see and hear each other, and read the same code', async ({ couple }) => {
  const { alice, fiona } = couple;
  await connect(couple, 'fiona');
  await Promise.all([expectMedia(couple), expectTone(alice, FIONA)]);
  const [hers, theirs] = await codesOf(couple);
  expect(hers).toMatch(/^\d{3} \d{3}$/);
  expect(theirs).toBe(hers);

  await fiona.clicks('Mute microphone');
  await Promise.all([alice.reads('The other person is muted'), expectSilence(alice)]);
  await fiona.clicks('Turn camera off');
  await Promise.all([alice.reads('Camera off'), alice.placeholder('Remote video').waitFor()]);
  await fiona.clicks('Unmute microphone');
  await fiona.clicks('Turn camera on');
  await Promise.all([expectMedia(couple), expectTone(alice, FIONA)]);

  await fiona.hangsUp();
  await Promise.all([fiona.isTold('You hung up'), alice.isTold('The other person hung up')]);
});

test('alice calls from Chromium and fiona joins in Firefox: either reloads, and both are back in the call', async ({ couple }) => {
  const { alice, fiona } = couple;
  await connect(couple, 'alice');
  await Promise.all([expectMedia(couple), expectTone(alice, FIONA)]);
  await alice.clicks('Mute microphone');
  await Promise.all([fiona.reads('The other person is muted'), expectSilence(fiona)]);
  await alice.clicks('Turn camera off');
  await fiona.reads('Camera off');
  await alice.clicks('Unmute microphone');
  await alice.clicks('Turn camera on');
  await expectTone(fiona, ALICE);

  await Promise.all([alice.hasStatus('Reconnecting'), fiona.reloads()]);
  await areInCall(couple);
  await expectMedia(couple);
  await Promise.all([fiona.hasStatus('Reconnecting'), alice.reloads()]);
  await areInCall(couple);
  await Promise.all([expectMedia(couple), expectTone(alice, FIONA)]);
  const [hers, theirs] = await codesOf(couple);
  expect(theirs).toBe(hers);

  await alice.hangsUp();
  await Promise.all([alice.isTold('You hung up'), fiona.isTold('The other person hung up')]);
});

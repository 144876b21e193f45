import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { ALICE, BOB, type Look } from '../../participants/cast.ts';
import { furnish, inRoom } from '../../participants/device-room.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectPicture, expectSilence, expectTone } from '../../participants/seen-and-heard.ts';
import { makeBill } from '../../browser/wire-meter/bill.ts';
import { readRuleLookups } from '../../browser/wire-meter/rule-lookups.ts';
import { throughPort } from '../../browser/wire-meter/through.ts';
import { test as wireTest } from '../../browser/fixtures/wire-test.ts';

/** What alice looks and sounds like through her second camera and microphone: green, and a tone of its own. */
const SECOND: Look = { rgb: { r: 30, g: 160, b: 60 }, hz: 700 };
/** Two cameras; the browser asks for permission as browsers do, and tells when it is taken back. */
const TWO_CAMERAS = {
  fakeUi: false,
  args: ['--use-fake-device-for-media-stream=device-count=2'],
};

const lookups = readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8'));

/** Alice, with two cameras, and bob, who sees and hears her, in a call. `writes` counts what either has written to Firestore. */
const test = wireTest.extend('inACall', async ({ cast, wire }) => {
  const alice = await throughPort(await cast.somebody('alice with two cameras', TWO_CAMERAS, { permissions: ['camera', 'microphone'] }), cast.stack, wire.port);
  const bob = await throughPort(await cast.bob(), cast.stack, wire.port);
  await furnish(alice, [ALICE, SECOND]);
  await call(alice, bob);
  await expectPicture(bob, 'Remote video', ALICE);
  await expectTone(bob, ALICE);
  // Candidates that came late have been written by now, or are never needed.
  return { alice, bob, writes: () => makeBill(wire.exchanges(), lookups).writes };
});

test('alice unplugs her camera: bob sees her through the other one, and through the first when it is back, without any negotiation', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  await inRoom(alice, (room) => room.unplug('videoinput', 0));
  await alice.reads('Now in use: fake_device_1');
  await expectPicture(bob, 'Remote video', SECOND);
  await inRoom(alice, (room) => room.plug('videoinput', 0));
  await alice.reads('It is connected again.');
  await expectPicture(bob, 'Remote video', ALICE);
  await expectTone(bob, ALICE);
  expect(writes()).toBe(before);
});

test('alice unplugs both cameras: she is told what to do, bob sees that hers is off, and either one brings her back', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  await inRoom(alice, async (room) => {
    await room.unplug('videoinput', 1);
    await room.unplug('videoinput', 0);
  });
  await alice.reads('Your camera was disconnected');
  await alice.reads('Connect it again, or another one: it comes on by itself.');
  await Promise.all([bob.reads('Camera off'), bob.placeholder('Remote video').waitFor()]);
  await inRoom(alice, (room) => room.plug('videoinput', 1));
  await expectPicture(bob, 'Remote video', SECOND);
  expect(writes()).toBe(before);
});

test('alice unplugs both cameras and leaves hers off: it stays off when one is back', async ({ inACall: { alice, bob } }) => {
  await inRoom(alice, async (room) => {
    await room.unplug('videoinput', 1);
    await room.unplug('videoinput', 0);
  });
  await alice.clicks('Leave camera off');
  await bob.reads('Camera off');
  const before = await inRoom(alice, (room) => room.asked());
  await inRoom(alice, async (room) => {
    await room.plug('videoinput', 0);
    await room.plug('videoinput', 1);
  });
  // The look that lists them is the one that would ask for one.
  await alice.clicks('Choose devices');
  await alice.page.getByRole('option', { name: 'fake_device_1' }).waitFor({ state: 'attached' });
  expect(await inRoom(alice, (room) => room.asked())).toBe(before);
  await alice.clicks('Done');
  await alice.clicks('Turn camera on');
  await expectPicture(bob, 'Remote video', ALICE);
});

test('another program takes alice’s camera and lets go of it: bob sees her again, and she has pressed nothing', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  await inRoom(alice, (room) => room.take('videoinput', 0));
  await alice.reads('Your camera is in use elsewhere');
  await bob.reads('Camera off');
  await inRoom(alice, (room) => room.free('videoinput', 0));
  await expectPicture(bob, 'Remote video', ALICE);
  await alice.page.getByText('Your camera is in use elsewhere').waitFor({ state: 'detached' });
  expect(writes()).toBe(before);
});

test('alice’s default microphone becomes another: bob hears that, and the first again after it', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  await inRoom(alice, (room) => room.makeDefault(1));
  await alice.reads('The system now has this one as its default.');
  await expectTone(bob, SECOND);
  await inRoom(alice, (room) => room.makeDefault(0));
  await expectTone(bob, ALICE);
  await expectPicture(bob, 'Remote video', ALICE);
  expect(writes()).toBe(before);
});

test('alice takes the camera’s permission back: her sound goes on, she is told, and the picture is back when the permission is', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  const permit = await permissions(alice);
  await permit('denied');
  await alice.reads('Your camera is blocked');
  await bob.reads('Camera off');
  // Chromium ends the microphone with the camera: it was asked for together with it.
  await expectTone(bob, ALICE);
  await permit('granted');
  await expectPicture(bob, 'Remote video', ALICE);
  expect(writes()).toBe(before);
});

test('a phone call interrupts alice: bob is told, and after it each sees and hears the other as before', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  await inRoom(alice, (room) => room.beginPhoneCall());
  await alice.reads('Your camera and microphone are paused');
  await Promise.all([bob.reads('The other person is muted'), bob.reads('Camera off')]);
  await inRoom(alice, (room) => room.endPhoneCall());
  await Promise.all([expectPicture(bob, 'Remote video', ALICE), expectPicture(alice, 'Remote video', BOB), expectPicture(alice, 'Your video', ALICE)]);
  await expectTone(bob, ALICE);
  await expectTone(alice, BOB);
  await bob.page.getByText('The other person is muted').waitFor({ state: 'detached' });
  expect(writes()).toBe(before);
});

test('alice chooses another camera, microphone and speaker: bob sees and hears those, and she has all three in the next call, too', async ({ inACall: { alice, bob, writes } }) => {
  const before = writes();
  await alice.clicks('Choose devices');
  await alice.page.getByLabel('Camera', { exact: true }).selectOption({ label: 'fake_device_1' });
  await expectPicture(bob, 'Remote video', SECOND);
  await alice.page.getByLabel('Microphone', { exact: true }).selectOption({ label: 'Fake Audio Input 2' });
  await expectTone(bob, SECOND);
  const speaker = (): Promise<string> => alice.video('Remote video').evaluate((video: HTMLVideoElement) => video.sinkId);
  expect(await speaker()).toBe('');
  await alice.page.getByLabel('Speaker', { exact: true }).selectOption({ label: 'Fake Audio Output 2' });
  await expect.poll(speaker).not.toBe('');
  const chosen = await speaker();
  expect(writes()).toBe(before);
  await alice.clicks('Done');
  await alice.hangsUp();
  await call(alice, bob);
  await expect.poll(speaker).toBe(chosen);
  await expectPicture(bob, 'Remote video', SECOND);
  await expectTone(bob, SECOND);
});

test('bob’s browser plays no sound before a press: he sees alice, and hears her when he taps', async ({ cast }) => {
  const alice = await cast.alice();
  const bob = await cast.somebody('bob, unpressed', { fakeUi: false, args: ['--autoplay-policy=document-user-activation-required'] });
  const link = await alice.startsCall();
  // Whatever a test asks of a page counts as a press: so the page joins by itself, and is not asked until it has.
  await bob.page.addInitScript(() => {
    const press = (): void => {
      const find = (root: Document | ShadowRoot): HTMLElement | undefined => {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element instanceof HTMLButtonElement && element.textContent.includes('Join call')) return element;
          const within = element.shadowRoot ? find(element.shadowRoot) : undefined;
          if (within) return within;
        }
        return undefined;
      };
      const button = find(document);
      if (button) button.click();
      else setTimeout(press, 100);
    };
    press();
  });
  await bob.opensLink(link);
  await alice.isInCall();
  await expect.poll(() => bob.button('Tap to hear').count()).toBe(1);
  await expectPicture(bob, 'Remote video', ALICE);
  const isMuted = (): Promise<boolean> => bob.video('Remote video').evaluate((video: HTMLVideoElement) => video.muted || video.paused);
  expect(await isMuted()).toBe(true);
  await bob.clicks('Tap to hear');
  await bob.button('Tap to hear').waitFor({ state: 'detached' });
  expect(await isMuted()).toBe(false);
  await expectTone(bob, ALICE);
  await expectSilence(alice);
});

/** @returns sets the camera's permission, as a person does in the browser's own settings */
async function permissions({ page, context }: Participant): Promise<(setting: 'granted' | 'denied') => Promise<void>> {
  const cdp = await context.newCDPSession(page);
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  const browser = await context.browser()!.newBrowserCDPSession();
  return async (setting) => {
    await browser.send('Browser.setPermission', {
      permission: { name: 'camera' }, setting, origin: new URL(page.url()).origin,
      ...(targetInfo.browserContextId !== undefined && { browserContextId: targetInfo.browserContextId }),
    });
  };
}

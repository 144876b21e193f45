import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BrowserOptions } from '../support/browsers/browser.ts';
import { openBlankPage } from './blank-page.ts';

/** In a browser of its own. */
async function open(options?: BrowserOptions): Promise<Page> {
  const { page, close } = await openBlankPage(options);
  onTestFinished(close);
  return page;
}

describe('in Chromium with a camera and a microphone', () => {
  it('both come on with one prompt, mute and unmute, and the camera is let go and taken again', async () => {
    const page = await open();
    const seen = await page.evaluate(async () => {
      const media = lab.createLocalMedia(new lab.Scope(), lab.browserMediaDevices());
      const told: string[] = [];
      media.observe(({ microphone, camera }) => told.push(`${microphone.kind} ${camera.kind}`));
      await media.start({ microphone: true, camera: true });
      const { camera, microphone } = media.state;
      await media.setMicrophone(false);
      await media.setMicrophone(true);
      await media.setCamera(false);
      const wasLetGo = camera.kind === 'on' && camera.track.readyState === 'ended';
      await media.setCamera(true);
      media.stop();
      const settings = microphone.kind === 'on' ? microphone.track.getSettings() : {};
      return {
        told, wasLetGo,
        labels: [microphone, camera].map((state) => (state.kind === 'on' ? state.label !== '' : false)),
        echoCancellation: settings.echoCancellation,
        hasEnded: microphone.kind === 'on' && microphone.track.readyState === 'ended',
        missing: lab.missingBrowserFeatures(),
        isSupported: lab.isMediaSupported(),
      };
    });
    expect(seen).toEqual({
      told: ['off off', 'starting starting', 'on on', 'muted on', 'on on', 'on off', 'on starting', 'on on', 'off off'],
      wasLetGo: true,
      labels: [true, true],
      echoCancellation: true,
      hasEnded: true,
      missing: [],
      isSupported: true,
    });
  });
});

describe('in Chromium without a camera', () => {
  it('sound alone comes on, and the camera says that there is none', async () => {
    const page = await open({ args: ['--use-fake-device-for-media-stream=device-count=0'] });
    const seen = await page.evaluate(async () => {
      const media = lab.createLocalMedia(new lab.Scope(), lab.browserMediaDevices());
      await media.start({ microphone: true, camera: true });
      const { microphone, camera } = media.state;
      media.stop();
      return { microphone: microphone.kind, camera };
    });
    expect(seen).toEqual({ microphone: 'on', camera: { kind: 'failed', failure: 'no-device' } });
  });
});

describe('in Chromium with a person who says no', () => {
  it('both inputs say that permission was denied, and nothing is thrown', async () => {
    const page = await open({ fakeUi: false, args: ['--use-fake-ui-for-media-stream=deny'] });
    const seen = await page.evaluate(async () => {
      const media = lab.createLocalMedia(new lab.Scope(), lab.browserMediaDevices());
      await media.start({ microphone: true, camera: true });
      return media.state;
    });
    const denied = { kind: 'failed', failure: 'permission-denied', refusal: 'blocked' };
    expect(seen).toEqual({ microphone: denied, camera: denied });
  });

  it('to the camera alone: sound comes on', async () => {
    const page = await open({ fakeUi: false });
    await page.context().grantPermissions(['microphone'], { origin: new URL(page.url()).origin });
    const seen = await page.evaluate(async () => {
      const media = lab.createLocalMedia(new lab.Scope(), lab.browserMediaDevices());
      await media.start({ microphone: true, camera: true });
      const { microphone, camera } = media.state;
      media.stop();
      return { microphone: microphone.kind, camera };
    });
    expect(seen).toEqual({ microphone: 'on', camera: { kind: 'failed', failure: 'permission-denied', refusal: 'blocked' } });
  });
});

describe('in Chromium whose person changes their mind in the browser’s own settings', () => {
  it('the camera goes and says why, the microphone that went with it is back, and the camera is once it may be', async () => {
    const page = await open({ fakeUi: false });
    const { origin } = new URL(page.url());
    await page.context().grantPermissions(['camera', 'microphone'], { origin });
    const browser = await page.context().browser()!.newBrowserCDPSession();
    const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo');
    const { browserContextId = '' } = targetInfo;
    const permit = (setting: 'denied' | 'granted') => browser.send('Browser.setPermission', { permission: { name: 'camera' }, setting, origin, browserContextId });
    await page.evaluate(async () => {
      const media = lab.createLocalMedia(new lab.Scope(), lab.browserMediaDevices());
      const told: string[] = [];
      media.observe(({ microphone, camera }) => told.push(`${microphone.kind} ${camera.kind === 'failed' ? camera.failure : camera.kind}`));
      await media.start({ microphone: true, camera: true });
      Object.assign(globalThis, { told });
    });
    const last = (): Promise<string | undefined> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told.at(-1));
    expect(await last()).toBe('on on');
    await permit('denied');
    await expect.poll(last).toBe('on permission-denied');
    await permit('granted');
    await expect.poll(last).toBe('on on');
  });
});

describe('in Chromium with two cameras', () => {
  it('the other one is taken when it is chosen, by the list’s names, and the first is let go', async () => {
    const page = await open({ args: ['--use-fake-device-for-media-stream=device-count=2'] });
    const seen = await page.evaluate(async () => {
      const media = lab.createLocalMedia(new lab.Scope(), lab.browserMediaDevices());
      const listed = new Promise<void>((resolve) => {
        const stop = media.observeList(() => {
          if (media.list.camera.length < 2 || media.list.camera[1]?.label === '') return;
          stop();
          resolve();
        });
      });
      await media.start({ microphone: true, camera: true });
      await listed;
      const first = media.state.camera;
      const [, second] = media.list.camera;
      await media.choose('camera', second?.id ?? '');
      const now = media.state.camera;
      const result = {
        isOther: now.kind === 'on' && now.track.getSettings().deviceId === second?.id && now.label === second?.label,
        hasLetGo: first.kind === 'on' && first.track.readyState === 'ended',
        chosen: media.chosen('camera') === second?.id,
        microphone: media.chosen('microphone'),
        listsSpeakers: media.list.speaker.length > 0,
      };
      media.stop();
      return result;
    });
    expect(seen).toEqual({ isOther: true, hasLetGo: true, chosen: true, microphone: 'default', listsSpeakers: true });
  });
});

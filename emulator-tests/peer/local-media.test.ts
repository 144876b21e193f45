import { afterEach, describe, expect, it } from 'vitest';
import type { BrowserOptions } from '../support/browser.ts';
import { openBlankPage, type BlankPage } from './blank-page.ts';

let blank: BlankPage | undefined;
afterEach(async () => {
  await blank?.close();
  blank = undefined;
});
const open = async (options?: BrowserOptions): Promise<BlankPage['page']> => {
  blank = await openBlankPage(options);
  return blank.page;
};

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
    const denied = { kind: 'failed', failure: 'permission-denied' };
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
    expect(seen).toEqual({ microphone: 'on', camera: { kind: 'failed', failure: 'permission-denied' } });
  });
});

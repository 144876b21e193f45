import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { settle } from '../../base/testing/manual-clock.ts';
import { FakeDevices } from '../../media/testing/fake-devices.ts';
import { ClientMedia, type MediaUse } from './client-media.ts';
import type { TrackTaker } from './own-devices.ts';

let devices: FakeDevices;
vi.mock('../../media/devices/media-devices.ts', async (original) => ({ ...(await original<object>()), browserMediaDevices: () => devices }));

beforeEach(() => {
  devices = new FakeDevices(() => '');
  // Of neither is more looked at than that it is there.
  const Element = function made(): void {};
  vi.stubGlobal('MediaStream', Element);
  vi.stubGlobal('HTMLMediaElement', Element);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(() => vi.unstubAllGlobals());

/** A call that uses the devices, and what it has been given. */
class InCall {
  readonly use: MediaUse;
  camera: MediaStreamTrack | null = null;

  constructor(media: ClientMedia) {
    const session: TrackTaker = {
      setTrack: (slot, track) => {
        if (slot === 'camera') this.camera = track;
      },
      tellDevices: () => {},
    };
    this.use = media.use(() => this.use.tell(session));
  }
}

const lights = (): readonly string[] => devices.tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind);

it('two calls send the same tracks, and ask once; the camera stays on when one hangs up, and goes off with the last', async () => {
  const media = new ClientMedia(silentLogger);
  const [first, second] = [new InCall(media), new InCall(media)];
  first.use.start();
  second.use.start();
  await settle();
  expect([devices.asked, lights()]).toEqual([['microphone+camera'], ['audio', 'video']]);
  expect(first.camera).not.toBeNull();
  expect(second.camera).toBe(first.camera);
  first.use.stop();
  first.use.end();
  expect([lights(), media.view.camera.isOn]).toEqual([['audio', 'video'], true]);
  second.use.stop();
  expect([lights(), media.view.camera.isOn]).toEqual([[], false]);
});

it('what was switched off in one call is off in the next that begins beside it', async () => {
  const media = new ClientMedia(silentLogger);
  const first = new InCall(media);
  first.use.start();
  await settle();
  media.switchDevice('camera', false);
  const second = new InCall(media);
  second.use.start();
  await settle();
  expect([devices.asked.length, media.view.camera.isOn, second.camera]).toEqual([1, false, null]);
  // The browser remembers, for the next test too.
  media.switchDevice('camera', true);
  await settle();
  expect(second.camera).not.toBeNull();
});

it('a page shows its camera without a call, in a call, and after it, until it has had enough', async () => {
  const media = new ClientMedia(silentLogger);
  const seen: boolean[] = [];
  media.observe(({ camera }) => seen.push(camera.isOn));
  media.start();
  media.start();
  await settle();
  const call = new InCall(media);
  call.use.start();
  call.use.stop();
  call.use.end();
  expect([devices.asked, lights(), seen.at(-1)]).toEqual([['microphone+camera'], ['audio', 'video'], true]);
  media.stop();
  expect([lights(), seen.at(-1)]).toEqual([[], false]);
});

it('devices that are switched on without a call go off with the last call, or when the client is closed', async () => {
  const media = new ClientMedia(silentLogger);
  media.switchDevice('camera', true);
  await settle();
  expect(lights()).toEqual(['video']);
  const call = new InCall(media);
  call.use.end();
  expect(lights()).toEqual([]);
  media.switchDevice('camera', true);
  await settle();
  media.close();
  expect(lights()).toEqual([]);
});

it('a call that has ended asks for nothing any more', async () => {
  const media = new ClientMedia(silentLogger);
  const call = new InCall(media);
  call.use.end();
  call.use.start();
  await settle();
  expect(devices.asked).toEqual([]);
});

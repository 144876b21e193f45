import { afterEach, describe, expect, it, vi } from 'vitest';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { listDevices } from './device-list.ts';
import { browserMediaDevices, TELLING_MS, type MediaDevicesPort } from './media-devices.ts';
import { ALL, call } from '../testing/call-room.ts';

afterEach(() => vi.unstubAllGlobals());

const CAMERA = { kind: 'videoinput', deviceId: 'wide', groupId: '', label: 'camera2 1, facing front' } as const;

/** A browser that tells what these give. */
function browser(query: () => Promise<{ state: string }>, enumerateDevices: () => Promise<unknown>): { clock: ManualClock; devices: MediaDevicesPort } {
  vi.stubGlobal('navigator', { userAgent: '', permissions: { query }, mediaDevices: { getUserMedia() {}, enumerateDevices } });
  const clock = new ManualClock();
  return { clock, devices: browserMediaDevices(clock)! };
}

describe('what a browser tells of devices', () => {
  it('is handed on, and no timer stays', async () => {
    const { clock, devices } = browser(async () => ({ state: 'prompt' }), async () => [CAMERA]);
    expect([await devices.permission('camera'), (await devices.list())?.camera.map(({ id }) => id), clock.pending]).toEqual(['prompt', ['wide'], 0]);
  });

  it('is unknown where it fails, and where it isn’t told in time', async () => {
    const failing = browser(() => Promise.reject(new TypeError('no such name')), () => Promise.reject(new Error('no')));
    expect([await failing.devices.permission('camera'), await failing.devices.list()]).toEqual(['unknown', undefined]);
    const { clock, devices } = browser(() => new Promise(() => {}), () => new Promise(() => {}));
    const heard: unknown[] = [];
    void devices.permission('camera').then((permission) => heard.push(permission));
    void devices.list().then((list) => heard.push(list));
    await clock.advance(TELLING_MS - 1);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual(['unknown', undefined]);
  });

  it('and can’t tell of one of them leaves the others in the list, and that one as its name says', () => {
    const gone = (): MediaTrackCapabilities => {
      throw new DOMException('gone', 'InvalidStateError');
    };
    const { camera } = listDevices([{ ...CAMERA, getCapabilities: gone }, { ...CAMERA, deviceId: 'narrow' }]);
    expect(camera.map(({ id, facing }) => [id, facing])).toEqual([['wide', 'front'], ['narrow', 'front']]);
  });
});

it('a list that isn’t told is not an empty one: what was listed stays', async () => {
  const { devices, media } = await call();
  devices.tellsList = false;
  devices.tell('devices');
  await settle();
  expect(media.list).toEqual(ALL);
});

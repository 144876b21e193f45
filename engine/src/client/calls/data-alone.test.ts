import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import type { KeyValues } from '../../base/storage/key-values.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { createClient } from '../../client.ts';
import { FakeDevices } from '../../media/testing/fake-devices.ts';
import { createCallId, createLinkSecret, parseCallLink } from '../../signaling/link/call-link.ts';
import { ClientMedia } from '../devices/client-media.ts';
import { OwnName } from '../participant/own-name.ts';
import { DataChannels } from './data-channels.ts';
import { LiveCall } from './live-call.ts';
import { MediaChoice } from './media-choice.ts';

let devices: FakeDevices;
vi.mock('../../media/devices/media-devices.ts', async (original) => ({ ...(await original<object>()), browserMediaDevices: () => devices }));
vi.mock('../../media/devices/browser-features.ts', async (original) => ({ ...(await original<object>()), whyNoCalls: () => undefined }));

beforeEach(() => {
  devices = new FakeDevices(() => '');
  const Element = function made(): void {};
  vi.stubGlobal('MediaStream', Element);
  vi.stubGlobal('HTMLMediaElement', Element);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(() => vi.unstubAllGlobals());

const callId = createCallId();

/** A call of one's own, of which the store is never reached. */
function start(media: ClientMedia, storage: KeyValues): LiveCall {
  return new LiveCall({
    parts: { clock: new ManualClock(), logger: silentLogger, connect: () => new Promise(() => {}), certificate: { current: async () => undefined }, media, network: { observe: () => () => {} }, ownName: new OwnName('', () => {}) },
    linkCallId: callId, callId, secret: createLinkSecret(), link: '', nextCall: { offer: () => '', take: () => {}, renew: () => {} },
    isNew: true, opening: {}, isJoinPressed: () => false, mediaChoice: new MediaChoice(callId, 'none', storage), dataChannels: new DataChannels(silentLogger), onChange: () => {}, onCodeMissing: async () => {},
  });
}

it('a call of data alone asks for no device and lists none, and its link says so to whoever opens it', async () => {
  const client = createClient(async () => new Promise(() => {}), { origin: 'https://host', logger: silentLogger });
  const call = client.startCall({ media: 'none' });
  expect([parseCallLink(call.link), call.media]).toMatchObject([{ media: 'none' }, 'none']);
  expect(client.openCall(call.link)).toMatchObject({ link: call.link, media: 'none' });
  expect(client.openCall(call.link, { media: 'devices' })).toMatchObject({ link: call.link, media: 'devices' });
  await settle();
  expect(client.startCall()).toMatchObject({ media: 'devices' });
  client.close();
});

it('alice tries her camera beside a call of data alone, and sends what she has on from the press on', async () => {
  const storage = memoryKeyValues();
  const media = new ClientMedia(silentLogger);
  const call = start(media, storage);
  await settle();
  expect([devices.asked, media.view.camera.isOn]).toEqual([[], false]);
  media.switchDevice('camera', true);
  await settle();
  expect([devices.asked, new MediaChoice(callId, 'none', storage).media]).toEqual([['camera'], 'none']);
  call.useMedia();
  await settle();
  // Taken up as they are: the microphone is not asked for because the camera is.
  expect([devices.asked, new MediaChoice(callId, 'none', storage).media]).toEqual([['camera'], 'devices']);
  call.hangUp();
  expect(media.view.camera.isOn).toBe(false);
});

it('after a reload, and in the next call of the link, what was on is on again, and nothing else is asked for', async () => {
  const storage = memoryKeyValues();
  const before = new ClientMedia(silentLogger);
  const first = start(before, storage);
  before.switchDevice('camera', true);
  before.switchDevice('microphone', true);
  await settle();
  first.useMedia();
  before.switchDevice('microphone', false);
  before.switchDevice('camera', true);
  await settle();
  first.hangUp();
  devices = new FakeDevices(() => '');
  start(new ClientMedia(silentLogger), storage);
  await settle();
  expect(devices.asked).toEqual(['camera']);
});

it('devices are taken up once, and not after the end', async () => {
  const storage = memoryKeyValues();
  const media = new ClientMedia(silentLogger);
  const call = start(media, storage);
  call.hangUp();
  call.useMedia();
  await settle();
  expect([devices.asked, new MediaChoice(callId, 'none', storage).media]).toEqual([[], 'none']);
});

it('what a call with devices has on is no matter of its link: the browser’s wishes count', () => {
  const choice = new MediaChoice(callId, 'devices', memoryKeyValues());
  choice.keep({ microphone: false, camera: true });
  expect([choice.media, choice.wished]).toEqual(['devices', undefined]);
});

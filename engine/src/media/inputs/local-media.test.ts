import { describe, expect, it, vi } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { createLocalMedia, type LocalMedia } from './local-media.ts';
import { trackOf, type InputState } from './local-media-state.ts';
import { FakeDevices, type FakeTrack } from '../testing/fake-devices.ts';

const word = (state: InputState): string => {
  if (state.kind === 'failed') return state.failure;
  return state.kind === 'muted' ? `muted by ${state.by}` : state.kind;
};

interface Room {
  readonly media: LocalMedia;
  readonly devices: FakeDevices;
  readonly scope: Scope;
  readonly told: string[];
  readonly last: () => string | undefined;
}

function room(devices = new FakeDevices()): Room {
  const scope = new Scope();
  const media = createLocalMedia(scope, devices);
  const told: string[] = [];
  media.observe(({ microphone, camera }) => told.push(`${word(microphone)}, ${word(camera)}`));
  return { media, devices, scope, told, last: () => told.at(-1) };
}

/** Microphone and camera are on. */
async function running(): Promise<Room & { readonly sound: FakeTrack; readonly picture: FakeTrack }> {
  const made = room();
  const started = made.media.start({ microphone: true, camera: true });
  const [sound, picture] = made.devices.grant();
  await started;
  return { ...made, sound: sound!, picture: picture! };
}

describe('starting', () => {
  it('goes over starting to on, both at once, with the devices\' names', async () => {
    const { told, media, sound } = await running();
    expect(told).toEqual(['off, off', 'starting, starting', 'on, on']);
    expect(media.state.microphone).toEqual({ kind: 'on', track: sound, label: 'Fake microphone' });
    expect(trackOf(media.state.microphone)).toBe(sound);
  });

  it('with sound alone leaves the camera alone, and lets go of one that was on', async () => {
    const { media, devices, picture, last } = await running();
    await media.start({ microphone: true, camera: false });
    expect(last()).toBe('on, off');
    expect(picture.readyState).toBe('ended');
    expect(devices.asked).toEqual(['microphone+camera']);
  });

  it('never throws: a refusal is a state, from which it can be asked again', async () => {
    const { media, devices, last } = room();
    const started = media.start({ microphone: true, camera: true });
    devices.refuse('NotAllowedError');
    await started;
    expect(last()).toBe('permission-denied, permission-denied');
    const again = media.setCamera(true);
    expect(last()).toBe('permission-denied, starting');
    devices.grant();
    await again;
    expect(last()).toBe('permission-denied, on');
  });
});

describe('the microphone', () => {
  it('mutes at once, holds its device, and is heard again without a prompt', async () => {
    const { media, devices, sound, last } = await running();
    void media.setMicrophone(false);
    expect([last(), sound.enabled, sound.readyState]).toEqual(['muted by user, on', false, 'live']);
    expect(trackOf(media.state.microphone)).toBe(sound);
    void media.setMicrophone(true);
    expect([last(), sound.enabled]).toEqual(['on, on', true]);
    expect(devices.asked).toHaveLength(1);
  });

  it('that was muted while it was starting comes muted', async () => {
    const { media, devices, last } = room();
    const started = media.start({ microphone: true, camera: false });
    void media.setMicrophone(false);
    expect(last()).toBe('starting, off');
    const [sound] = devices.grant();
    await started;
    expect([last(), sound?.enabled]).toEqual(['muted by user, off', false]);
  });

  it('that is off stays off when it is muted, also while a device that was called off is on its way', async () => {
    const { media, devices, last } = room();
    await media.setMicrophone(false);
    expect(last()).toBe('off, off');
    const started = media.start({ microphone: true, camera: false });
    media.stop();
    void media.setMicrophone(false);
    const [sound] = devices.grant();
    await started;
    expect([last(), sound?.readyState]).toEqual(['off, off', 'ended']);
  });

  it('that the system mutes says so, and the person\'s own mute goes before', async () => {
    const { media, sound, last } = await running();
    sound.muteBySystem(true);
    expect(last()).toBe('muted by system, on');
    void media.setMicrophone(false);
    expect(last()).toBe('muted by user, on');
    void media.setMicrophone(true);
    expect(last()).toBe('muted by system, on');
    sound.muteBySystem(false);
    expect(last()).toBe('on, on');
  });
});

describe('the camera', () => {
  it('is let go when it is switched off, and asked for again when on', async () => {
    const { media, devices, picture, told } = await running();
    void media.setCamera(false);
    expect(picture.readyState).toBe('ended');
    const on = media.setCamera(true);
    devices.grant();
    await on;
    expect(told.slice(3)).toEqual(['on, off', 'on, starting', 'on, on']);
    expect(devices.asked).toEqual(['microphone+camera', 'camera']);
  });

  it('switched off while it is starting is off at once, and let go when it comes', async () => {
    const { media, devices, last } = room();
    const on = media.setCamera(true);
    void media.setCamera(false);
    expect(last()).toBe('off, off');
    const [picture] = devices.grant();
    await on;
    expect([last(), picture?.readyState]).toEqual(['off, off', 'ended']);
  });

  it('toggled on, off and on again asks once and keeps what comes', async () => {
    const { media, devices, last } = room();
    void media.setCamera(true);
    void media.setCamera(false);
    const on = media.setCamera(true);
    expect([devices.open, last()]).toEqual([1, 'off, starting']);
    const [picture] = devices.grant();
    await on;
    expect([last(), picture?.readyState, devices.asked.length]).toEqual(['off, on', 'live', 1]);
  });

  it('switched off in the prompt for both: the microphone comes alone', async () => {
    const { media, devices, last } = room();
    const started = media.start({ microphone: true, camera: true });
    void media.setCamera(false);
    const [sound, picture] = devices.grant();
    await started;
    expect([last(), sound?.readyState, picture?.readyState]).toEqual(['on, off', 'live', 'ended']);
  });

  it('that is refused after it was switched off says nothing about it', async () => {
    const { media, devices, told } = room();
    const on = media.setCamera(true);
    void media.setCamera(false);
    devices.refuse('NotReadableError');
    await on;
    expect(told).toEqual(['off, off', 'off, starting', 'off, off']);
  });
});

describe('a device that goes by itself', () => {
  it('shows as missing, and can be asked for again', async () => {
    const { media, devices, picture, last } = await running();
    picture.endByItself();
    expect(last()).toBe('on, unplugged');
    await settle();
    expect(last()).toBe('on, unplugged');
    const on = media.setCamera(true);
    devices.grant();
    await on;
    expect(last()).toBe('on, on');
  });

  it('shows as denied when the permission went with it', async () => {
    const { devices, sound, last } = await running();
    devices.permissions.set('microphone', 'denied');
    sound.endByItself();
    await settle();
    expect(last()).toBe('permission-denied, on');
  });

  it('does not overwrite what happened while the permission was looked up', async () => {
    const { media, devices, picture, last } = await running();
    devices.permissions.set('camera', 'denied');
    picture.endByItself();
    void media.setCamera(true);
    await settle();
    expect(last()).toBe('on, starting');
  });

  it('and had gone before it was looked at, shows as missing too', async () => {
    const { media, devices, last } = room();
    const on = media.setCamera(true);
    devices.grant()[0]?.stop();
    await on;
    expect(last()).toBe('off, unplugged');
  });
});

describe('the end', () => {
  it('stop releases both, and what comes late is let go', async () => {
    const { media, devices, sound, picture, last } = await running();
    void media.setCamera(false);
    const on = media.setCamera(true);
    media.stop();
    const [late] = devices.grant();
    await on;
    expect([sound, picture, late].map((track) => track?.readyState)).toEqual(['ended', 'ended', 'ended']);
    expect(last()).toBe('off, off');
  });

  it('of the scope releases both, calls no listener, and nothing starts afterwards', async () => {
    const { media, devices, scope, sound, picture, told } = await running();
    const before = told.length;
    scope.end();
    sound.endByItself();
    await media.start({ microphone: true, camera: true });
    media.observe(() => told.push('observed'));
    expect([sound.readyState, picture.readyState]).toEqual(['ended', 'ended']);
    expect(told).toHaveLength(before);
    expect([devices.open, devices.asked.length]).toEqual([0, 1]);
  });

  it('of the scope while a prompt is open lets go of what it grants', async () => {
    const { media, devices, scope } = room();
    const started = media.start({ microphone: true, camera: true });
    scope.end();
    const tracks = devices.grant();
    await started;
    expect(tracks.map((track) => track.readyState)).toEqual(['ended', 'ended']);
  });
});

describe('listeners', () => {
  it('are told of a change once, and not after they have stopped', async () => {
    const { media, devices } = room();
    const told: string[] = [];
    const stop = media.observe(({ camera }) => told.push(camera.kind));
    const on = media.setCamera(true);
    stop();
    devices.grant();
    await on;
    expect(told).toEqual(['off', 'starting']);
  });

  it('that throw keep no other from hearing, and the device is had all the same', async () => {
    const devices = new FakeDevices();
    const errors: unknown[] = [];
    const media = createLocalMedia(new Scope(), devices, { onError: (error) => errors.push(error) });
    const seen: string[] = [];
    media.observe(({ camera }) => { if (camera.kind === 'on') throw new TypeError('broken'); });
    media.observe(({ camera }) => seen.push(camera.kind));
    const on = media.setCamera(true);
    devices.grant();
    await on;
    expect([media.state.camera.kind, seen, errors]).toEqual(['on', ['off', 'starting', 'on'], [new TypeError('broken')]]);
  });

  it('hear of a device also where a refresh of the others breaks, and the next is made all the same', async () => {
    const devices = new FakeDevices();
    const errors: unknown[] = [];
    const media = createLocalMedia(new Scope(), devices, { onError: (error) => errors.push(error) });
    const list = vi.spyOn(devices, 'list').mockRejectedValueOnce(new TypeError('broken'));
    const on = media.setCamera(true);
    devices.grant();
    await on;
    await settle();
    expect([media.state.camera.kind, errors]).toEqual(['on', [new TypeError('broken')]]);
    await media.choose('microphone', 'none');
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('that ask for a change while they are told leave every listener with the latest', async () => {
    const { media, devices } = room();
    const seen: string[] = [];
    media.observe(({ camera }) => {
      if (camera.kind === 'on') void media.setCamera(false);
    });
    media.observe(({ camera }) => seen.push(camera.kind));
    const on = media.setCamera(true);
    devices.grant();
    await on;
    expect(seen).toEqual(['off', 'starting', 'off']);
  });
});

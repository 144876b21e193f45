import { describe, expect, it } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { REPLACEMENT_SHOWN_MS, DEVICE_RETRIES_MS } from './device-keeper.ts';
import { ALL, call, DESK, HEADSET, NARROW, standing, WIDE, word } from '../testing/call-room.ts';

describe('a camera that is unplugged', () => {
  it('gives way to another, without a question, and says so for a while', async () => {
    const { devices, clock, picture, camera, unplug } = await call();
    unplug(picture, 'camera');
    await settle();
    expect(devices.asked).toEqual(['camera']);
    devices.grant();
    await settle();
    expect(camera()).toBe('The narrow (stand-in)');
    await clock.advance(REPLACEMENT_SHOWN_MS);
    expect(camera()).toBe('The narrow');
  });

  it('is taken again when it is back, and the other is let go only when it has come', async () => {
    const { devices, media, picture, camera, sent, unplug, plug } = await call();
    unplug(picture, 'camera');
    await settle();
    const [other] = devices.grant();
    const asTold: string[] = [];
    media.observe((state) => {
      if (word(state.camera).startsWith('The wide')) asTold.push(other!.readyState);
    });
    await settle();
    plug({ camera: [WIDE, NARROW] });
    await settle();
    expect([devices.asked.length, sent('camera'), other?.readyState]).toEqual([2, other, 'live']);
    const [again] = devices.grant();
    await settle();
    expect([camera(), sent('camera'), asTold, other?.readyState]).toEqual(['The wide (back)', again, ['live'], 'ended']);
  });

  it('and can’t be replaced is still one that was unplugged', async () => {
    const { devices, picture, camera, unplug } = await call();
    unplug(picture, 'camera');
    await settle();
    devices.refuse('NotFoundError');
    await settle();
    expect(camera()).toBe('unplugged, will recover');
  });

  it('is asked for once by a browser that gives another', async () => {
    const { devices, picture, camera, unplug, plug } = await call();
    unplug(picture, 'camera');
    await settle();
    devices.grant();
    await settle();
    plug({ camera: [NARROW, WIDE] });
    await settle();
    devices.plugged = { ...ALL, camera: [NARROW] };
    devices.grant();
    devices.plugged = ALL;
    await settle();
    expect([camera(), devices.asked]).toEqual(['The narrow (back)', ['camera', 'camera']]);
  });

  it.each([['at once', 0], ['a moment later', 100]])('by itself %s, each time it has come, is asked for ever more rarely, and taken for good when it stays', async (_when, lifeMs) => {
    const { devices, picture, camera, clock } = await call();
    // Its first end by itself is mended at once, as any.
    const comesAndGoes = async (): Promise<void> => {
      const [track] = devices.grant();
      if (lifeMs === 0) track!.readyState = 'ended';
      await settle();
      await clock.advance(lifeMs);
      track!.endByItself();
      await settle();
    };
    picture.endByItself();
    await settle();
    expect(devices.asked.length).toBe(1);
    await comesAndGoes();
    for (const afterMs of DEVICE_RETRIES_MS.slice(0, 5)) {
      const before = devices.asked.length;
      expect(camera()).toBe('device-busy, will recover');
      await clock.advance(afterMs - 1);
      expect(devices.asked.length).toBe(before);
      await clock.advance(1);
      expect(devices.asked.length).toBe(before + 1);
      await comesAndGoes();
    }
    await clock.advance(DEVICE_RETRIES_MS[5]);
    devices.grant();
    await clock.advance(60_000);
    expect(camera()).toBe('The wide');
  });

  it('and was the only one is shown, waited for, and taken when one is there', async () => {
    const { devices, picture, camera, unplug, plug, clock } = await call();
    devices.plugged = { ...ALL, camera: [WIDE] };
    unplug(picture, 'camera');
    await clock.advance(600_000);
    expect([camera(), devices.asked]).toEqual(['unplugged, will recover', []]);
    plug({ camera: [NARROW] });
    await settle();
    devices.grant();
    await settle();
    expect(camera()).toBe('The narrow (stand-in)');
  });

  it('is not replaced where the browser would ask: a press brings it', async () => {
    const { devices, media, picture, camera, unplug } = await call('prompt');
    unplug(picture, 'camera');
    await settle();
    expect([camera(), devices.asked]).toEqual(['unplugged', []]);
    const pressed = media.setCamera(true);
    await settle();
    devices.grant();
    await pressed;
    expect([camera(), devices.asked]).toEqual(['The narrow', ['camera', 'camera']]);
  });

  it('is not replaced in a browser that permits a device, not a kind, and is taken when it is back', async () => {
    const { devices, picture, camera, unplug, plug } = await call();
    devices.grants = 'device';
    unplug(picture, 'camera');
    await settle();
    expect([camera(), devices.asked]).toEqual(['unplugged', []]);
    plug({ camera: [WIDE, NARROW] });
    await settle();
    devices.grant();
    await settle();
    expect([camera(), devices.asked]).toEqual(['The wide', ['camera']]);
  });

  it('while it was off is no loss, and stays off when it is back', async () => {
    const { devices, media, camera, plug } = await call();
    await media.setCamera(false);
    plug({ camera: [] });
    plug({ camera: [WIDE, NARROW] });
    await settle();
    expect([camera(), devices.asked]).toEqual(['off', []]);
  });

  it('and left off on request does not come on when it is back', async () => {
    const { devices, media, picture, camera, unplug, plug } = await call();
    devices.plugged = { ...ALL, camera: [WIDE] };
    unplug(picture, 'camera');
    await settle();
    await media.setCamera(false);
    plug({ camera: [WIDE] });
    await settle();
    expect([camera(), devices.asked]).toEqual(['off', []]);
  });

  it('is let go when it comes after it was left off', async () => {
    const { devices, media, picture, camera, unplug } = await call();
    unplug(picture, 'camera');
    await settle();
    void media.setCamera(false);
    const [late] = devices.grant();
    await settle();
    expect([camera(), late?.readyState]).toEqual(['off', 'ended']);
  });
});

describe('a microphone that is unplugged', () => {
  it('while its owner was muted comes back muted', async () => {
    const { devices, media, sound, microphone, sent, unplug, plug } = await call();
    void media.setMicrophone(false);
    unplug(sound, 'microphone');
    plug({ microphone: [standing('desk'), DESK] });
    await settle();
    devices.grant();
    await settle();
    expect([microphone(), sent('microphone')?.enabled]).toEqual(['The desk, muted by user', false]);
  });

  it('and muted while it is gone is off', async () => {
    const { devices, media, sound, microphone, plug } = await call();
    devices.plugged = { ...ALL, microphone: [] };
    sound.endByItself();
    await settle();
    expect(microphone()).toBe('unplugged, will recover');
    await media.setMicrophone(false);
    plug(ALL);
    await settle();
    expect([microphone(), devices.asked]).toEqual(['off', []]);
  });
});

describe('the default microphone', () => {
  it('is followed, by the name of the device behind it, and said for a while', async () => {
    const { devices, sound, microphone, sent, wanted, plug } = await call();
    plug({ microphone: [standing('desk'), HEADSET, DESK] });
    await settle();
    expect(wanted()).toMatchObject({ audio: { deviceId: { exact: 'desk' } } });
    expect(sent('microphone'), 'heard until the other is there').toBe(sound);
    const [now] = devices.grant();
    await settle();
    expect([microphone(), sent('microphone'), sound.readyState]).toEqual(['The desk (default)', now, 'ended']);
  });

  it('is followed again, and once each time', async () => {
    const { devices, microphone, plug } = await call();
    for (const id of ['desk', 'headset']) {
      plug({ microphone: [standing(id), HEADSET, DESK] });
      await settle();
      devices.grant();
      await settle();
      expect(microphone()).toBe(`The ${id} (default)`);
      devices.tell('devices');
      await settle();
    }
    expect(devices.asked).toEqual(['microphone', 'microphone']);
  });

  it('is nothing to who has chosen another', async () => {
    const { devices, media, microphone, plug } = await call();
    const chosen = media.choose('microphone', 'desk');
    devices.grant();
    await chosen;
    expect([microphone(), media.chosen('microphone')]).toEqual(['The desk', 'desk']);
    devices.asked.length = 0;
    plug({ microphone: [standing('desk'), HEADSET, DESK] });
    await settle();
    expect(devices.asked).toEqual([]);
  });

  it('is followed while its owner is muted, and stays muted', async () => {
    const { devices, media, microphone, sent, plug } = await call();
    void media.setMicrophone(false);
    plug({ microphone: [standing('desk'), HEADSET, DESK] });
    await settle();
    devices.grant();
    await settle();
    expect([microphone(), sent('microphone')?.enabled]).toEqual(['The desk, muted by user (default)', false]);
  });

  it('that can’t be had leaves the one that works', async () => {
    const { devices, sound, sent, plug } = await call();
    plug({ microphone: [standing('desk'), HEADSET, DESK] });
    await settle();
    devices.refuse('NotReadableError');
    await settle();
    expect([sent('microphone'), sound.readyState]).toEqual([sound, 'live']);
  });
});

describe('a camera that another program has taken', () => {
  it('is tried again ever more rarely, unseen, until it is free', async () => {
    const { devices, clock, picture, camera } = await call();
    picture.endByItself();
    await settle();
    for (const delayMs of DEVICE_RETRIES_MS.slice(0, 4)) {
      devices.refuse('NotReadableError');
      await clock.advance(delayMs - 1);
      expect([camera(), devices.open]).toEqual(['device-busy, will recover', 0]);
      await clock.advance(1);
      expect([camera(), devices.open]).toEqual(['device-busy, will recover', 1]);
    }
    devices.grant();
    await settle();
    expect(camera()).toBe('The wide');
  });

  it('is not tried for ever, but again when the person is back', async () => {
    const { devices, clock, picture, camera } = await call();
    picture.endByItself();
    await settle();
    for (const delayMs of DEVICE_RETRIES_MS) {
      devices.refuse('NotReadableError');
      await clock.advance(delayMs);
    }
    devices.refuse('NotReadableError');
    await clock.advance(3_600_000);
    expect([devices.open, clock.pending]).toEqual([0, 0]);
    devices.tell('returned');
    await settle();
    devices.refuse('NotReadableError');
    await clock.advance(DEVICE_RETRIES_MS[0]);
    devices.grant();
    await settle();
    expect(camera()).toBe('The wide');
  });

  it('is not exchanged for another camera, which shows another picture', async () => {
    const { picture, wanted } = await call();
    picture.endByItself();
    await settle();
    expect(wanted()).toMatchObject({ video: { deviceId: { exact: 'wide' } } });
  });

  it('already before the call is taken when it is free', async () => {
    const { devices, clock, media, camera } = await call();
    await media.setCamera(false);
    const pressed = media.setCamera(true);
    devices.refuse('NotReadableError');
    await pressed;
    await settle();
    expect(camera()).toBe('device-busy, will recover');
    await clock.advance(DEVICE_RETRIES_MS[0]);
    devices.grant();
    await settle();
    expect(camera()).toBe('The wide');
  });
});

describe('a permission that is taken back', () => {
  it('is reported, not asked for, and taken up when it is given again', async () => {
    const { devices, clock, picture, camera, permit } = await call();
    permit('camera', 'denied');
    picture.endByItself();
    await clock.advance(600_000);
    expect([camera(), devices.asked]).toEqual(['permission-denied', []]);
    permit('camera', 'granted');
    await settle();
    devices.grant();
    await settle();
    expect(camera()).toBe('The wide');
  });

  it('and forgotten, not refused, is said as well: a press asks', async () => {
    const { devices, media, picture, camera, permit } = await call();
    permit('camera', 'prompt');
    picture.endByItself();
    await settle();
    expect([camera(), devices.asked]).toEqual(['permission-denied', []]);
    void media.setCamera(true);
    expect(devices.asked).toEqual(['camera']);
  });

  it('from the camera takes the microphone along in Chromium, which comes back at once', async () => {
    const { devices, sound, picture, microphone, permit } = await call();
    permit('camera', 'denied');
    picture.endByItself();
    sound.endByItself();
    await settle();
    expect(devices.asked).toEqual(['microphone']);
    devices.grant();
    await settle();
    expect(microphone()).toBe('The headset');
  });

  it('and given again to who has left the device off is not made use of', async () => {
    const { devices, media, picture, camera, permit } = await call();
    permit('camera', 'denied');
    picture.endByItself();
    await settle();
    await media.setCamera(false);
    permit('camera', 'granted');
    await settle();
    expect([camera(), devices.asked]).toEqual(['off', []]);
  });
});

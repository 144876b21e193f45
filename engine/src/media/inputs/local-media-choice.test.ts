import { describe, expect, it } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { createLocalMedia } from './local-media.ts';
import { ALL, call, DESK, HEADSET, standing, word } from '../testing/call-room.ts';
import { FakeDevices } from '../testing/fake-devices.ts';

describe('a device that is chosen', () => {
  it('is taken at once, and the one before is let go', async () => {
    const { devices, media, picture, camera, sent } = await call();
    const chosen = media.choose('camera', 'narrow');
    expect(sent('camera')).toBe(picture);
    devices.grant();
    await chosen;
    expect([camera(), picture.readyState, media.chosen('camera')]).toEqual(['The narrow', 'ended', 'narrow']);
  });

  it('while it is off is the one that comes on', async () => {
    const { devices, media, camera, wanted } = await call();
    await media.setCamera(false);
    await media.choose('camera', 'narrow');
    expect(devices.asked).toEqual([]);
    const on = media.setCamera(true);
    expect(wanted()).toMatchObject({ video: { deviceId: { exact: 'narrow' } } });
    devices.grant();
    await on;
    expect(camera()).toBe('The narrow');
  });

  it('and can’t be had leaves what there was, and says that it is that', async () => {
    const { devices, media, camera, picture, sent } = await call();
    const chosen = media.choose('camera', 'narrow');
    devices.refuse('NotReadableError');
    await chosen;
    expect([camera(), sent('camera'), media.chosen('camera')]).toEqual(['The wide', picture, 'wide']);
  });

  it('is the default again when the default is chosen, and is followed again', async () => {
    const { devices, media, microphone, plug } = await call();
    const chosen = media.choose('microphone', 'desk');
    devices.grant();
    await chosen;
    const back = media.choose('microphone', 'default');
    devices.grant();
    await back;
    expect([microphone(), media.chosen('microphone')]).toEqual(['The headset', 'default']);
    plug({ microphone: [standing('desk'), HEADSET, DESK] });
    await settle();
    devices.grant();
    await settle();
    expect(microphone()).toBe('The desk (default)');
  });

  it('at an earlier time is asked for first', async () => {
    const devices = new FakeDevices();
    devices.plugged = ALL;
    const media = createLocalMedia(new Scope(), devices, { chosen: { camera: 'narrow' } });
    const started = media.start({ microphone: true, camera: true });
    devices.grant();
    await started;
    expect(word(media.state.camera)).toBe('The narrow');
  });

  it('is asked for without a wish beside it: a rear camera is the one that comes, off and on, and after a reload', async () => {
    const { devices, media, camera, wanted } = await call();
    devices.facings.set('wide', 'user').set('narrow', 'environment');
    const chosen = media.choose('camera', 'narrow');
    devices.grant();
    await chosen;
    await media.setCamera(false);
    const on = media.setCamera(true);
    devices.grant();
    await on;
    expect([camera(), media.chosen('camera')]).toEqual(['The narrow', 'narrow']);
    expect(wanted()).toEqual({ video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, deviceId: { exact: 'narrow' } } });
    const reloaded = createLocalMedia(new Scope(), devices, { chosen: { camera: 'narrow' } });
    const started = reloaded.start({ microphone: true, camera: true });
    devices.grant();
    await started;
    expect(word(reloaded.state.camera)).toBe('The narrow');
  });

  it('at an earlier time and is gone gives way to any other, with one question', async () => {
    const devices = new FakeDevices();
    devices.plugged = ALL;
    const media = createLocalMedia(new Scope(), devices, { chosen: { camera: 'sold', microphone: 'desk' } });
    const started = media.start({ microphone: true, camera: true });
    await settle();
    expect([devices.open, new Set(devices.asked)]).toEqual([1, new Set(['microphone+camera'])]);
    devices.grant();
    await started;
    expect([word(media.state.microphone), word(media.state.camera)]).toEqual(['The desk', 'The wide']);
  });

  it.each([
    ['camera', { camera: 'sold', microphone: 'desk' }, ['The desk', 'The narrow']],
    ['microphone', { camera: 'wide', microphone: 'sold' }, ['Default - The headset', 'The wide']],
    ['microphone and camera', { camera: 'sold', microphone: 'sold' }, ['Default - The headset', 'The narrow']],
  ] as const)('of which the %s is gone: another camera is the one at the person, one that is there stays', async (_what, chosen, given) => {
    const devices = new FakeDevices();
    devices.plugged = ALL;
    devices.facings.set('wide', 'environment').set('narrow', 'user');
    const media = createLocalMedia(new Scope(), devices, { chosen });
    const started = media.start({ microphone: true, camera: true });
    await settle();
    expect(devices.open).toBe(1);
    devices.grant();
    await started;
    expect([word(media.state.microphone), word(media.state.camera)]).toEqual(given);
  });
});

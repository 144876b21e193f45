import { describe, expect, it } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { STALE_MS } from './device-keeper.ts';
import { call } from '../testing/call-room.ts';

describe('a phone call', () => {
  it('silences, and when it is over and the page is back the microphone is asked for anew', async () => {
    const { devices, clock, sound, microphone, sent } = await call();
    devices.tell('hidden');
    sound.muteBySystem(true);
    expect(microphone()).toBe('Default - The headset, muted by system');
    sound.muteBySystem(false);
    devices.tell('returned');
    await clock.advance(STALE_MS);
    expect(devices.asked).toEqual(['microphone']);
    const [anew] = devices.grant();
    await settle();
    expect([sent('microphone'), sound.readyState]).toEqual([anew, 'ended']);
    devices.tell('returned');
    await clock.advance(STALE_MS);
    expect(devices.asked, 'once').toEqual(['microphone']);
  });

  it('silences before the page is hidden, too', async () => {
    const { devices, clock, sound } = await call();
    sound.muteBySystem(true);
    devices.tell('hidden');
    sound.muteBySystem(false);
    devices.tell('returned');
    await clock.advance(STALE_MS);
    expect(devices.asked).toEqual(['microphone']);
  });

  it('that ended the track is over when the page is back', async () => {
    const { devices, sound, microphone } = await call();
    devices.tell('hidden');
    sound.endByItself();
    await settle();
    devices.refuse('InvalidStateError');
    await settle();
    expect(microphone()).toBe('failed, will recover');
    devices.tell('returned');
    await settle();
    devices.grant();
    await settle();
    expect(microphone()).toBe('The headset');
  });

  it('that ended the track without an event is noticed when the page is back, or at a press', async () => {
    const { devices, media, sound, picture, microphone, camera } = await call();
    for (const track of [sound, picture]) track.stop();
    void media.setCamera(true);
    expect([devices.asked, camera()]).toEqual([['camera'], 'starting']);
    devices.grant();
    await settle();
    devices.tell('returned');
    await settle();
    expect(devices.asked).toEqual(['camera', 'microphone']);
    devices.grant();
    await settle();
    expect([microphone(), camera()]).toEqual(['The headset', 'The wide']);
  });

  it('that leaves the microphone silent: a press asks for it', async () => {
    const { devices, media, sound, microphone } = await call('prompt');
    sound.muteBySystem(true);
    void media.setMicrophone(true);
    expect(devices.asked).toEqual(['microphone']);
    devices.grant();
    await settle();
    expect(microphone()).toBe('Default - The headset');
  });

  it('that silences for a moment, with the page in view, replaces nothing', async () => {
    const { devices, clock, sound, microphone } = await call();
    sound.muteBySystem(true);
    sound.muteBySystem(false);
    devices.tell('returned');
    await clock.advance(STALE_MS);
    expect([microphone(), devices.asked]).toEqual(['Default - The headset', []]);
  });
});

describe('the end of the call', () => {
  it('leaves no timer, no listener and no device', async () => {
    const { devices, clock, scope, sound, picture } = await call();
    picture.endByItself();
    await settle();
    devices.refuse('NotReadableError');
    await settle();
    expect(clock.pending).toBe(1);
    scope.end();
    devices.tell('devices');
    devices.tell('returned');
    await clock.advance(600_000);
    expect([clock.pending, devices.open, sound.readyState]).toEqual([0, 0, 'ended']);
  });

  it('lets go of a repair that comes too late', async () => {
    const { devices, scope, picture } = await call();
    picture.endByItself();
    await settle();
    scope.end();
    const [late] = devices.grant();
    await settle();
    expect(late?.readyState).toBe('ended');
  });
});

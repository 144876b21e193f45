import { expect, it } from 'vitest';
import type { CallState } from '../../../../engine/src/call/machine/state.ts';
import type { LocalView } from '../../../../engine/src/call/call-view.ts';
import { NO_CALL, NO_DEVICES } from '../../elements/shared/no-devices.ts';
import { CallDevices } from './call-devices.ts';

const CONNECTED = { phase: 'connected', role: 'caller', exchange: { round: 1 }, since: 0, isInterrupted: false } as unknown as CallState;
const ENDED = { phase: 'ended', reason: 'you-hung-up' } as const;

/** A page in a call, and what its devices and the call were asked. */
function page(media: 'devices' | 'none') {
  const asked: string[] = [];
  const call = { media, view: NO_CALL, useMedia: () => { asked.push('use'); call.media = 'devices'; } };
  const local: LocalView = { ...NO_DEVICES, camera: { isOn: true, isBusy: false } };
  const devices = new CallDevices(call, {
    view: local,
    switchDevice: (device, isOn) => asked.push(`${device} ${isOn ? 'on' : 'off'}`),
    chooseDevice: (kind, id) => asked.push(`${kind} ${id}`),
    flipCamera: () => asked.push('flip'), mirror: () => asked.push('mirror'), stop: () => asked.push('stop'),
  }, () => {});
  /** What the dialog says. */
  const answer = (isYes: boolean): void => {
    const [, hear] = devices.draw()?.values ?? [];
    if (typeof hear === 'function') Reflect.apply(hear, undefined, [Object.assign(new Event('firelink-answer'), { isYes })]);
  };
  return { asked, call, devices, local, answer };
}

it('in a call with devices they are switched, and no dialog comes', () => {
  const { asked, devices, local } = page('devices');
  devices.follow(CONNECTED);
  devices.switchDevice('camera', true);
  expect([asked, devices.view, devices.draw()]).toEqual([['camera on'], local, undefined]);
});

it('in a call of data alone the screen has no devices', () => {
  const { asked, devices } = page('none');
  devices.follow(CONNECTED);
  devices.switchDevice('camera', false);
  expect([asked, devices.view, devices.draw()]).toEqual([[], { ...NO_DEVICES, isUnused: true }, undefined]);
});

it('a camera that is turned on is tried first, and given to the call by the answer', () => {
  const { asked, devices, answer, local } = page('none');
  devices.follow(CONNECTED);
  devices.switchDevice('camera', true);
  devices.switchDevice('microphone', true);
  devices.chooseDevice('camera', 'wide');
  expect([devices.draw()?.values[0], devices.view.isUnused]).toEqual([local, true]);
  answer(true);
  expect([asked, devices.draw(), devices.view]).toEqual([['camera on', 'microphone on', 'camera wide', 'use'], undefined, local]);
});

it.each(['Cancel', 'the end of the call'])('%s lets go of what was tried, and the call gets none of it', (how) => {
  const { asked, devices, answer } = page('none');
  devices.switchDevice('camera', true);
  if (how === 'Cancel') answer(false);
  else devices.follow(ENDED);
  expect([asked, devices.draw(), devices.view.isUnused]).toEqual([['camera on', 'stop'], undefined, true]);
});

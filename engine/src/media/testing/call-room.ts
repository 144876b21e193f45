/** A person in a call, with devices that a test plugs in and out. */
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Device, DeviceList } from '../devices/device-list.ts';
import { createLocalMedia } from '../inputs/local-media.ts';
import { trackOf, type InputState } from '../inputs/local-media-state.ts';
import { FakeDevices, type FakeTrack } from './fake-devices.ts';

const device = (id: string): Device => ({ id, label: `The ${id}`, group: `group of ${id}` });
/** As Chromium lists the default, beside the device itself. */
export const standing = (id: string): Device => ({ id: 'default', label: `Default - The ${id}`, group: `group of ${id}` });
export const [HEADSET, DESK, WIDE, NARROW] = [device('headset'), device('desk'), device('wide'), device('narrow')];
export const ALL: DeviceList = { microphone: [standing('headset'), HEADSET, DESK], camera: [WIDE, NARROW], speaker: [] };

export function word(state: InputState): string {
  if (state.kind === 'failed') return state.willRecover ? `${state.failure}, will recover` : state.failure;
  if (state.kind !== 'on' && state.kind !== 'muted') return state.kind;
  const what = state.kind === 'on' ? state.label : `${state.label}, muted by ${state.by}`;
  return state.replacement ? `${what} (${state.replacement})` : what;
}

/** A person in a call, by default with microphone and camera on, in a browser that has been told to allow both. */
export async function call(permission: PermissionState | 'unknown' = 'granted') {
  const devices = new FakeDevices();
  const clock = new ManualClock();
  const scope = new Scope();
  devices.plugged = ALL;
  if (permission !== 'unknown') for (const input of ['microphone', 'camera'] as const) devices.permissions.set(input, permission);
  const media = createLocalMedia(scope, devices, { clock });
  const started = media.start({ microphone: true, camera: true });
  const [sound, picture] = devices.grant();
  await started;
  await settle();
  devices.asked.length = 0;
  return {
    devices, clock, scope, media,
    sound: sound!, picture: picture!,
    microphone: () => word(media.state.microphone),
    camera: () => word(media.state.camera),
    /** The track that goes into the call. */
    sent: (input: 'microphone' | 'camera') => trackOf(media.state[input]) as unknown as FakeTrack | null,
    /** What was asked for since, and by which id. */
    wanted: () => devices.constraints.at(-1),
    unplug(track: FakeTrack, input: 'microphone' | 'camera') {
      devices.plugged = { ...devices.plugged, [input]: devices.plugged[input].filter(({ id }) => id !== track.deviceId) };
      track.endByItself();
      devices.tell('devices');
    },
    plug(list: Partial<DeviceList>) {
      devices.plugged = { ...devices.plugged, ...list };
      devices.tell('devices');
    },
    permit(input: 'microphone' | 'camera', state: PermissionState) {
      devices.permissions.set(input, state);
      devices.tell('permission');
    },
  };
}

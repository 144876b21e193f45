import { contained, uncaught } from '../base/contained.ts';
import type { Scope } from '../base/scope.ts';
import { listDevices, NO_DEVICES_LISTED, type DeviceList } from './device-list.ts';
import { INPUTS, type Input, type InputFailure } from './local-media-state.ts';

/** What may mean that a device can be used again, or no more. */
export type DeviceHint =
  /** One was connected or disconnected, or another is the default. */
  | 'devices'
  | 'permission'
  /** The page is looked at again: another program may have let go of a device, a phone call may be over. */
  | 'returned'
  | 'hidden';

/** As much of navigator.mediaDevices and navigator.permissions as is needed; a test fakes it in ten lines. */
export interface MediaDevicesPort {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** What the browser would say without asking; 'unknown' where it doesn't tell beforehand. Never rejects. */
  permission(input: Input): Promise<PermissionState | 'unknown'>;
  /** Never rejects: what can't be listed is empty. */
  list(): Promise<DeviceList>;
  /**
   * What a permission is for. Firefox gives one for a device, for once, and says 'granted' from then on: it asks again
   * for any other, but not for the same one in the same tab.
   */
  readonly grants: 'kind' | 'device';
  watch(scope: Scope, onHint: (hint: DeviceHint) => void): void;
}

/** The browser's own, or undefined where there is none: a page without https, some in-app browsers. */
export function browserMediaDevices(): MediaDevicesPort | undefined {
  // Typed as always there, and missing outside a secure context.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (typeof devices?.getUserMedia !== 'function') return undefined;
  return {
    getUserMedia: (constraints) => devices.getUserMedia(constraints),
    async permission(input) {
      try {
        return (await navigator.permissions.query({ name: input })).state;
      } catch {
        return 'unknown'; // Older Firefox and Safari don't know these names.
      }
    },
    async list() {
      try {
        return listDevices(await devices.enumerateDevices());
      } catch {
        return NO_DEVICES_LISTED;
      }
    },
    // Not FxiOS, which is Safari within. Nothing else tells: the answer to a query is the same in all of them.
    grants: navigator.userAgent.includes('Firefox/') ? 'device' : 'kind',
    watch(scope, onHint) {
      scope.listen(devices, 'devicechange', () => onHint('devices'));
      scope.listen(document, 'visibilitychange', () => onHint(document.visibilityState === 'visible' ? 'returned' : 'hidden'));
      scope.listen(window, 'focus', () => onHint('returned'));
      for (const input of INPUTS) contained(watchPermission(scope, input, () => onHint('permission')), uncaught);
    },
  };
}

async function watchPermission(scope: Scope, name: Input, onChange: () => void): Promise<void> {
  try {
    // The scope's listener keeps the status: one that nobody holds may be collected, and says nothing any more.
    scope.listen(await navigator.permissions.query({ name }), 'change', onChange);
  } catch {
    // Not told beforehand, not told later: `permission` says 'unknown'.
  }
}

/** A call without a headset: the other side's voice comes out of the speakers and must not go back. */
const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * `ideal` only, so that no camera is refused. 720p at 30 is what the encoder of a phone does without getting hot;
 * the browser sends less when the path or the processor asks for it.
 */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: { ideal: 'user' },
};

/** Which device: `exact` that or none (a repair that wants the one and no other), `ideal` that before others. */
export interface WantedDevice {
  readonly id: string;
  readonly how: 'exact' | 'ideal';
}

export type WantedDevices = Readonly<Partial<Record<Input, WantedDevice>>>;

export function constraintsFor(inputs: readonly Input[], wanted: WantedDevices = {}): MediaStreamConstraints {
  return {
    ...(inputs.includes('microphone') ? { audio: { ...MICROPHONE, ...deviceOf(wanted.microphone) } } : {}),
    ...(inputs.includes('camera') ? { video: { ...CAMERA, ...deviceOf(wanted.camera) } } : {}),
  };
}

function deviceOf(wanted: WantedDevice | undefined): MediaTrackConstraints {
  return wanted ? { deviceId: { [wanted.how]: wanted.id } } : {};
}

/** What getUserMedia threw, named (W3C Media Capture, 10.2; Firefox says AbortError where others say NotReadableError). */
export function inputFailureOf(thrown: unknown): InputFailure {
  switch (nameOf(thrown)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'permission-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-device';
    case 'NotReadableError':
    case 'AbortError':
      return 'device-busy';
    case 'TypeError':
      return 'unsupported-browser';
    default:
      return 'failed';
  }
}

/** DOMException is an Error only in newer browsers; OverconstrainedError is neither everywhere. */
function nameOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';
}

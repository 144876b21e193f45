import { systemClock, within } from '../../base/clock.ts';
import { contained, uncaught } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import { listDevices, type DeviceList } from './device-list.ts';
import { INPUTS, type InputKind, type InputFailure } from '../inputs/local-media-state.ts';

/** What may mean that a device can be used again, or no more. */
export type DeviceHint =
  /** One was connected or disconnected, or another is the default. */
  | 'devices'
  | 'permission'
  /** The page is looked at again: another program may have let go of a device, a phone call may be over. */
  | 'returned'
  | 'hidden';

export type Policy = 'allows' | 'forbids' | 'unknown';

/** As much of navigator.mediaDevices and navigator.permissions as is needed; a test fakes it in ten lines. */
export interface MediaDevicesPort {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** What the browser would say without asking; 'unknown' where it doesn't tell beforehand. Never rejects. */
  permission(input: InputKind): Promise<PermissionState | 'unknown'>;
  /** Whether the page, or the one around it, lets itself have such a device; 'unknown' in a frame where the browser doesn't tell. */
  policy(input: InputKind): Policy;
  /** undefined where the browser doesn't tell, or not in time. Never rejects. */
  list(): Promise<DeviceList | undefined>;
  /**
   * What a permission is for. Firefox gives one for a device, for once, and says 'granted' from then on: it asks again
   * for any other, but not for the same one in the same tab.
   */
  readonly grants: 'kind' | 'device';
  watch(scope: Scope, onHint: (hint: DeviceHint) => void): void;
}

/**
 * A browser tells permission and list at once, or after a wait without a bound: it may list devices
 * only once the page is in view (Media Capture). Meanwhile a person waits for a camera to start.
 */
export const TELLING_MS = 2_000;

/** The browser's own, or undefined where there is none: a page without https, some in-app browsers. */
export function browserMediaDevices(clock = systemClock): MediaDevicesPort | undefined {
  // Typed as always there, and missing outside a secure context.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (typeof devices?.getUserMedia !== 'function') return undefined;
  return {
    getUserMedia: (constraints) => devices.getUserMedia(constraints),
    async permission(input) {
      try {
        return await within(clock, TELLING_MS, navigator.permissions.query({ name: input }).then(({ state }) => state), () => 'unknown' as const);
      } catch {
        return 'unknown'; // Older Firefox and Safari don't know these names.
      }
    },
    policy: readPolicy,
    async list() {
      try {
        return await within(clock, TELLING_MS, devices.enumerateDevices().then(listDevices), () => undefined);
      } catch {
        return undefined;
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

/**
 * Whether a microphone stays open while its track is muted. Chromium keeps it so; Firefox and Safari close it, and its
 * light goes out. Told by an interface that Chromium alone has.
 */
export function staysOpenMuted(): boolean {
  return 'userAgentData' in navigator;
}

/** Permissions Policy: Chromium tells by the interface's old name, and others not at all. */
function readPolicy(input: InputKind): Policy {
  const told = document.permissionsPolicy ?? document.featurePolicy;
  if (told) return told.allowsFeature(input) ? 'allows' : 'forbids';
  // A page's own server wants it to have them; only a page around it may not.
  return window.top === window.self ? 'allows' : 'unknown';
}

async function watchPermission(scope: Scope, name: InputKind, onChange: () => void): Promise<void> {
  try {
    // The scope's listener holds the status: an unreferenced one may be collected, and then raises no event.
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
};

/** For who has chosen none. */
const AT_THE_PERSON: MediaTrackConstraints = { facingMode: { ideal: 'user' } };

/** Which device: `exact` that or none (a repair that wants the one and no other), `ideal` any other only where that is gone. */
export interface WantedDevice {
  readonly id: string;
  readonly how: 'exact' | 'ideal';
}

export type WantedDevices = Readonly<Partial<Record<InputKind, WantedDevice>>>;

/**
 * Where one looks is wished for only beside no other wish that can come true: the two would weigh the same, and the
 * front camera would do as well as the one that was chosen.
 *
 * @param missing what is wanted of these has turned out not to be there: others will do
 */
export function constraintsFor(inputs: readonly InputKind[], wanted: WantedDevices = {}, missing: readonly InputKind[] = []): MediaStreamConstraints {
  const deviceOf = (input: InputKind): MediaTrackConstraints => {
    const device = wanted[input];
    const isMissing = missing.includes(input);
    return {
      ...(device && { deviceId: isMissing ? { ideal: device.id } : { exact: device.id } }),
      ...(input === 'camera' && (!device || isMissing) && AT_THE_PERSON),
    };
  };
  return {
    ...(inputs.includes('microphone') ? { audio: { ...MICROPHONE, ...deviceOf('microphone') } } : {}),
    ...(inputs.includes('camera') ? { video: { ...CAMERA, ...deviceOf('camera') } } : {}),
  };
}

/**
 * Whose device to do without next, of those that are wanted only before others. Which of two is not there isn't told: the
 * microphone goes first, as its wish loses nothing by that, and a camera that is there stays the one.
 */
export function nextMissing(thrown: unknown, inputs: readonly InputKind[], wanted: WantedDevices, missing: readonly InputKind[]): InputKind | undefined {
  if (nameOf(thrown) !== 'OverconstrainedError') return undefined;
  return INPUTS.find((input) => inputs.includes(input) && wanted[input]?.how === 'ideal' && !missing.includes(input));
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

interface PolicyOfDocument {
  allowsFeature(feature: string): boolean;
}

declare global {
  interface Document {
    readonly featurePolicy?: PolicyOfDocument;
    readonly permissionsPolicy?: PolicyOfDocument;
  }
}

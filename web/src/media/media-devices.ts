import type { Input, InputFailure } from './local-media-state.ts';

/** As much of navigator.mediaDevices and navigator.permissions as is needed; a test fakes it in ten lines. */
export interface MediaDevicesPort {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** What the browser would say without asking; 'unknown' where it doesn't tell beforehand. Never rejects. */
  permission(input: Input): Promise<PermissionState | 'unknown'>;
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
  };
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

export function constraintsFor(inputs: readonly Input[]): MediaStreamConstraints {
  return {
    ...(inputs.includes('microphone') ? { audio: MICROPHONE } : {}),
    ...(inputs.includes('camera') ? { video: CAMERA } : {}),
  };
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

/** What a screen needs to know of a call; the session makes a new one at every change. */
import type { CallState } from './state.ts';

/** A device as it really is, never as it was asked to be. */
export interface DeviceView {
  readonly isOn: boolean;
  /** A request is under way: the control shows it and takes no second one. */
  readonly isBusy: boolean;
  /** Why it can't be used at present. */
  readonly failure?: 'permission-denied' | 'no-device' | 'device-busy' | 'unsupported-browser' | 'failed';
}

export interface LocalView {
  /** One's own picture; undefined while the camera is off. */
  readonly stream?: MediaStream;
  readonly microphone: DeviceView;
  readonly camera: DeviceView;
}

export interface RemoteView {
  /** Picture and sound of the other side; undefined until the first track. */
  readonly stream?: MediaStream;
  /** What the other side says of its devices. */
  readonly isMicrophoneOn: boolean;
  readonly isCameraOn: boolean;
}

export interface CallView {
  readonly state: CallState;
  readonly remote: RemoteView;
  /** The whole link, with its key, once the call can be joined. Caller only. */
  readonly link?: string;
  /** Six digits that are the same on both sides, while connected. */
  readonly code?: string;
  /** Whether a relay was configured: an `unreachable` call says which it was. */
  readonly hasRelay: boolean;
}

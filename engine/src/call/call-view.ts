/** What a screen needs to know of a call; the session makes a new one at every change. */
import type { CallQuality } from '../stats/call-quality.ts';
import type { CallState } from './machine/state.ts';
import type { ParticipantRecord } from './participant/participant-record.ts';

/** A device as it really is, never as it was asked to be. */
export interface DeviceView {
  readonly isOn: boolean;
  /** A request is under way: the control shows it and takes no second one. */
  readonly isBusy: boolean;
  /** Why it can't be used at present. */
  readonly failure?: 'permission-denied' | 'no-device' | 'unplugged' | 'device-busy' | 'unsupported-browser' | 'failed';
  /** Why it was refused, as far as the browser says: what to do about it differs. */
  readonly refusal?: 'dismissed' | 'blocked' | 'policy' | 'system' | 'insecure';
  /** It has failed, and comes on by itself once it can. */
  readonly willRecover?: true;
  /** It is held, and the system keeps it silent or black: a phone call, a key on the device. */
  readonly isPaused?: true;
  /** Another one than before is in use, which the person has not chosen; for a moment. */
  readonly replacement?: DeviceReplacement;
  /** Of a microphone: it brings no sound although it is on; or the person speaks while it is muted. */
  readonly hint?: 'silent' | 'speaks-muted';
}

/** Another device than before is in use, without a choice of the person. */
export interface DeviceReplacement {
  /** The device that is in use now, by its maker's name. */
  readonly label: string;
  /** The one before is gone, or is there again, or the system has another default. */
  readonly why: 'stand-in' | 'back' | 'default';
}

/** What can be chosen for one purpose. */
export interface DeviceChoices {
  readonly devices: readonly { readonly id: string; readonly label: string }[];
  /** The one that is in use, or would be. */
  readonly current: string;
}

/** This side as its person sees it: devices, picture, name. Another object after each change. */
export interface LocalView {
  /** The name that the other side is shown; '' or left out for none. */
  readonly displayName?: string;
  /** In a call of data alone, until the devices are taken up: none has been asked for. */
  readonly isUnused?: true;
  /** One's own picture; undefined while the camera is off. */
  readonly stream?: MediaStream;
  /** Whether it is shown as in a mirror; undefined without one. */
  readonly isMirrored?: boolean;
  readonly microphone: DeviceView;
  readonly camera: DeviceView;
  /** How loud the microphone is, from 0 to 1: told ten times a second while it is on, without a new view. Undefined until its code has loaded. */
  readonly sound?: { observe(listener: (level: number) => void): () => void };
  /** Only what there are two or more of, and what the browser lets one choose. */
  readonly choices?: Readonly<Partial<Record<'microphone' | 'camera' | 'speaker', DeviceChoices>>>;
  /** There is a camera that looks the other way, on something that is held in the hand. */
  readonly canFlip?: true;
  /** Where the other side is heard: an id for setSinkId, '' for the system's default. */
  readonly speaker?: string;
}

/** The other side as far as it is known; all of it is what that side says of itself. */
export interface RemoteView {
  /** What the other side's person says they are called, safe to show on one line; left out for none. */
  readonly displayName?: string;
  /** Picture and sound of the other side; undefined until the first track. */
  readonly stream?: MediaStream;
  /** The screen that the other side shares, with its sound; left out while it shares none. */
  readonly screen?: MediaStream;
  /** All that the other side says of itself; missing where a page makes up a view. */
  readonly record?: ParticipantRecord;
  /** What the other side says of its devices. */
  readonly isMicrophoneOn: boolean;
  readonly isCameraOn: boolean;
}

/** What two people compare to learn whether there is a person in the middle. */
export type Verification =
  /** Six digits that are the same on both sides. */
  | { readonly code: string; readonly isUnverifiable?: undefined }
  /** What the code is made of is missing or doesn't fit, which no Firelink does by itself. */
  | { readonly code?: undefined; readonly isUnverifiable: true };

/** While connected, once it can be told, with a verification. */
export type CallView = CallViewBase & (Verification | { readonly code?: undefined; readonly isUnverifiable?: undefined });

interface CallViewBase {
  readonly state: CallState;
  readonly remote: RemoteView;
  /** The whole link, with its key, once the call can be joined. Caller only. */
  readonly link?: string;
  /** How good the call is and why, while connected; missing until it can be told. */
  readonly quality?: CallQuality;
  /** Whether a relay was configured: an `unreachable` call says which it was. */
  readonly hasRelay: boolean;
}

/** The view of a call in `state`, whose other side is `remote`. */
export function viewOf(
  state: CallState,
  { view, verification, quality }: { readonly view: RemoteView; readonly verification: Verification | undefined; readonly quality: CallQuality | undefined },
  { link, hasRelay }: { readonly link: string; readonly hasRelay: boolean },
): CallView {
  const { phase } = state;
  const isCaller = 'role' in state && state.role === 'caller';
  return {
    state,
    remote: view,
    hasRelay,
    ...(isCaller && phase !== 'preparing' && { link }),
    ...(phase === 'connected' && verification),
    ...(phase === 'connected' && quality && { quality }),
  };
}

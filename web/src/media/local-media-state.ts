import type { Failure } from '../base/errors.ts';

export const INPUTS = ['microphone', 'camera'] as const;
export type Input = (typeof INPUTS)[number];

/** The failures that asking for a device can have. */
export type InputFailure = Extract<Failure, 'permission-denied' | 'no-device' | 'device-busy' | 'unsupported-browser' | 'failed'>;

/**
 * What an input really does, never what was asked of it.
 *
 *         ask              granted
 *   off ───────▶ starting ────────▶ on ◀──────▶ muted
 *    ▲              │                │            │
 *    │              ▼  refused       ▼  taken away, unplugged
 *    └─────────── failed ◀───────────┴────────────┘      (from every state, switching off leads to off)
 */
export type InputState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  /** `label` is the device's name, in the words of its maker. */
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly label: string }
  /** The device is held and sends silence or black. By the system: a phone call, a key on the device. */
  | { readonly kind: 'muted'; readonly track: MediaStreamTrack; readonly label: string; readonly by: 'user' | 'system' }
  | { readonly kind: 'failed'; readonly failure: InputFailure };

export type LocalMediaState = Readonly<Record<Input, InputState>>;

/** The track to put into the call, or null where there is none. */
export function trackOf(state: InputState): MediaStreamTrack | null {
  return state.kind === 'on' || state.kind === 'muted' ? state.track : null;
}

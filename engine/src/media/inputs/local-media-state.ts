import type { Failure } from '../../base/errors.ts';

/** What a call sends of this side. */
export const INPUTS = ['microphone', 'camera'] as const;
/** One of INPUTS. */
export type InputKind = (typeof INPUTS)[number];

/** The failures that a device can have. `unplugged`: it was in use and is gone; `no-device`: there was none to begin with. */
export type InputFailure = Extract<Failure, 'permission-denied' | 'no-device' | 'device-busy' | 'unsupported-browser' | 'failed'> | 'unplugged';

/** Why a device was refused, as far as the browser says (refusal.ts). */
export type Refusal =
  /** The browser's question was closed without an answer: it can be asked again. */
  | 'dismissed'
  /** The browser has been told not to let this site have it. */
  | 'blocked'
  /** The page around this one, or the browser's own administration, doesn't let it have any. */
  | 'policy'
  /** The browser would, and the system doesn't let it. */
  | 'system'
  /** A page without https has no devices. */
  | 'insecure';

/** What a person wants of an input. It outlasts a failure: what was wished for is taken up when it can be again. */
export type Wish = 'off' | 'muted' | 'on';

/** Why another device is in use than the one before, when the person did not choose it. */
export type ReplacementReason =
  /** The one before is gone. */
  | 'stand-in'
  /** The one before is there again. */
  | 'back'
  /** The system has another default, and the default was in use. */
  | 'default';

/**
 * What an input really does, never what was asked of it.
 *
 *         ask               granted         mute, by the person or the system
 *   off ───────▶ starting ──────────▶ on ◀────────────────────▶ muted
 *    ▲              │               ▲ │ ⟲ another device          │ ⟲
 *    │              │ refused       │ │ unplugged, taken away,    │
 *    │              ▼      repaired │ ▼ permission withdrawn      │
 *    └─────────── failed ───────────┴─◀───────────────────────────┘
 *
 * Switching off leads to `off` from every state. A press on a failed input leads to `starting`; a repair, without a
 * prompt, leads from `failed` straight to `on` or `muted`, whichever was wished. ⟲ is one track in another's
 * place: the listeners hear of the new one before the old one is let go.
 */
export type InputState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  /** `label` is the device's name, in the words of its maker. */
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly label: string; readonly replacement?: ReplacementReason }
  /** The device is held and sends silence or black. By the system: a phone call, a key on the device. */
  | { readonly kind: 'muted'; readonly track: MediaStreamTrack; readonly label: string; readonly by: 'user' | 'system'; readonly replacement?: ReplacementReason }
  /** `willRecover`: it comes on by itself once it can. Otherwise only a press brings it. */
  | { readonly kind: 'failed'; readonly failure: InputFailure; readonly refusal?: Refusal; readonly willRecover?: true };

export type LocalMediaState = Readonly<Record<InputKind, InputState>>;

/** The track to put into the call, or null where there is none. */
export function trackOf(state: InputState): MediaStreamTrack | null {
  return state.kind === 'on' || state.kind === 'muted' ? state.track : null;
}

export function isSameState(a: InputState, b: InputState): boolean {
  switch (a.kind) {
    case 'off':
    case 'starting':
      return a.kind === b.kind;
    case 'failed':
      return b.kind === 'failed' && a.failure === b.failure && a.refusal === b.refusal && a.willRecover === b.willRecover;
    case 'on':
      return b.kind === 'on' && a.track === b.track && a.replacement === b.replacement;
    case 'muted':
      return b.kind === 'muted' && a.track === b.track && a.by === b.by && a.replacement === b.replacement;
  }
}

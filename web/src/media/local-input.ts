import { Scope } from '../base/scope.ts';
import type { Acquired } from './acquire.ts';
import type { InputState } from './local-media-state.ts';

export type Desired = 'off' | 'muted' | 'on';

const OFF: InputState = { kind: 'off' };

/**
 * One input. `request` says what is wished and `settle` what came of asking for the device; a device that comes after
 * the wish is gone is let go at once, and one that is still under way serves the next wish, so nobody is asked twice.
 */
export class LocalInput {
  readonly #onChange: () => void;
  /** The track ended by itself, and the state says no-device until somebody knows better. */
  readonly #onLost: () => void;
  #desired: Desired = 'off';
  #isPending = false;
  #state: InputState = OFF;
  #held: { readonly track: MediaStreamTrack; readonly scope: Scope } | undefined;

  constructor(onChange: () => void, onLost: () => void) {
    this.#onChange = onChange;
    this.#onLost = onLost;
  }

  get state(): InputState {
    return this.#state;
  }

  /** @returns whether the device must be asked for now, the result being owed to `settle` */
  request(desired: Desired): boolean {
    // Muting what is off must not switch it on: a device on its way may have been called off.
    if (desired === 'muted' && this.#desired === 'off') desired = 'off';
    this.#desired = desired;
    if (desired === 'off') {
      this.#release();
      this.#become(OFF);
      return false;
    }
    if (this.#held) {
      this.#held.track.enabled = desired === 'on';
      this.#follow(this.#held.track);
      return false;
    }
    const mustAsk = !this.#isPending;
    this.#isPending = true;
    this.#become({ kind: 'starting' });
    return mustAsk;
  }

  settle(result: Acquired): void {
    this.#isPending = false;
    if (this.#desired === 'off') {
      if (result.kind === 'track') result.track.stop();
    } else if (result.kind === 'failed') {
      this.#desired = 'off';
      this.#become(result);
    } else {
      this.#hold(result.track);
    }
  }

  /** Says a better reason for the loss that was reported last, if nothing has happened since. */
  explainLoss(lost: InputState, failure: Extract<InputState, { kind: 'failed' }>['failure']): void {
    if (this.#state === lost) this.#become({ kind: 'failed', failure });
  }

  #hold(track: MediaStreamTrack): void {
    const scope = new Scope();
    scope.own(() => track.stop());
    scope.listen(track, 'mute', () => this.#follow(track));
    scope.listen(track, 'unmute', () => this.#follow(track));
    scope.listen(track, 'ended', () => this.#lose());
    this.#held = { track, scope };
    track.enabled = this.#desired === 'on';
    // It may have gone between the grant and this line.
    if (track.readyState === 'ended') this.#lose();
    else this.#follow(track);
  }

  #lose(): void {
    this.#desired = 'off';
    this.#release();
    this.#become({ kind: 'failed', failure: 'no-device' });
    this.#onLost();
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.scope.end(); // stop() fires no `ended`, and the listeners are gone before it.
  }

  #follow(track: MediaStreamTrack): void {
    const { label } = track;
    if (!track.enabled) this.#become({ kind: 'muted', track, label, by: 'user' });
    else if (track.muted) this.#become({ kind: 'muted', track, label, by: 'system' });
    else this.#become({ kind: 'on', track, label });
  }

  #become(state: InputState): void {
    if (isSame(this.#state, state)) return;
    this.#state = state;
    this.#onChange();
  }
}

function isSame(a: InputState, b: InputState): boolean {
  switch (a.kind) {
    case 'off':
    case 'starting':
      return a.kind === b.kind;
    case 'failed':
      return b.kind === 'failed' && a.failure === b.failure;
    case 'on':
      return b.kind === 'on' && a.track === b.track;
    case 'muted':
      return b.kind === 'muted' && a.track === b.track && a.by === b.by;
  }
}

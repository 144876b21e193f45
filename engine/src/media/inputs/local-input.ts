import { Scope } from '../../base/scope.ts';
import type { Acquired } from './acquire.ts';
import { isSameState, type InputFailure, type InputState, type Refusal, type ReplacementReason, type Wish } from './local-media-state.ts';
import type { Held } from './repair.ts';

const OFF: InputState = { kind: 'off' };

interface Holding {
  readonly track: MediaStreamTrack;
  readonly scope: Scope;
  readonly deviceId: string | undefined;
  replacement: ReplacementReason | undefined;
  defaultIdentity: string | undefined;
  isStale: boolean;
}

export interface InputReports {
  readonly onChange: () => void;
  /** The track ended by itself; the state says `unplugged` until `explain` knows better. */
  readonly onLost: (deviceId: string | undefined) => void;
  /** The system has silenced the device, or lets it be heard again. */
  readonly onSystemMute: () => void;
}

/**
 * One input. `request` sets the wish and `apply` the result of asking for the device. A device that comes after
 * the wish is gone is released at once; a request under way serves the next wish, so that the browser prompts once.
 */
export class LocalInput {
  readonly #reports: InputReports;
  #wish: Wish = 'off';
  #isPending = false;
  #state: InputState = OFF;
  #held: Holding | undefined;
  /** Replaced, and still live until every listener has heard of its successor. */
  #former: Holding | undefined;

  constructor(reports: InputReports) {
    this.#reports = reports;
  }

  get state(): InputState {
    return this.#state;
  }

  get wish(): Wish {
    return this.#wish;
  }

  get isPending(): boolean {
    return this.#isPending;
  }

  get held(): Held | undefined {
    return this.#held;
  }

  get failure(): InputFailure | undefined {
    return this.#state.kind === 'failed' ? this.#state.failure : undefined;
  }

  get refusal(): Refusal | undefined {
    return this.#state.kind === 'failed' ? this.#state.refusal : undefined;
  }

  /** @returns whether the device must be asked for now, the result being owed to `apply` */
  request(wish: Wish): boolean {
    // The track ended without an event, as may happen while a page sleeps: it can't be switched on any more.
    if (this.#held?.track.readyState === 'ended') this.#release();
    // Muting what is off, or what failed, must not switch it on: a device on its way may have been called off.
    if (wish === 'muted' && !this.#held && this.#state.kind !== 'starting') wish = 'off';
    this.#wish = wish;
    if (wish === 'off') {
      this.#release();
      this.#become(OFF);
      return false;
    }
    const isSilenced = this.#state.kind === 'muted' && this.#state.by === 'system';
    if (this.#held) {
      this.#held.track.enabled = wish === 'on';
      this.#follow(this.#held);
      // Pressed although the system keeps it silent: a device that is asked for anew may be heard.
      return isSilenced && wish === 'on' && this.beginRepair();
    }
    const mustAsk = this.beginRepair();
    this.#become({ kind: 'starting' });
    return mustAsk;
  }

  /** As `request`, with nothing to be seen of it until it has come. @returns false where one is under way already */
  beginRepair(): boolean {
    if (this.#isPending) return false;
    this.#isPending = true;
    return true;
  }

  /** Before another one is asked for, where two can't be open at once; what comes is owed to `apply`. */
  letGoFirst(): void {
    this.#release();
    this.#become({ kind: 'starting' });
  }

  /** @param replacement why a device is used that the person has not chosen */
  apply(result: Acquired, replacement?: ReplacementReason): void {
    this.#isPending = false;
    if (result.kind === 'track') {
      if (this.#wish === 'off') result.track.stop();
      else this.#hold(result.track, replacement);
    } else if (this.#wish !== 'off' && !this.#held) {
      // A repair of what can still be used that fails leaves it as it is; one of what is gone finds nothing new in that.
      const isNew = this.#state.kind === 'starting' || result.failure !== 'no-device';
      if (isNew) this.#become(result);
    }
  }

  /** Says a better reason for what has failed, and whether it will come by itself. */
  explain(failure: InputFailure, willRecover: boolean, refusal?: Refusal): void {
    if (this.#state.kind === 'failed') this.#become({ kind: 'failed', failure, ...(refusal && { refusal }), ...(willRecover && { willRecover }) });
  }

  /** Which default it is that is held: what the list said as it came. */
  recogniseDefault(identity: string | undefined): void {
    if (this.#held) this.#held.defaultIdentity ??= identity;
  }

  /** The page was hidden: what is silenced at the time is not to be trusted afterwards. */
  markStale(): void {
    if (this.#held?.track.muted) this.#held.isStale = true;
  }

  /** A track may end without an event while the page sleeps. */
  notice(): void {
    if (this.#held?.track.readyState === 'ended') this.#lose(this.#held);
  }

  /** The notice about `track` has been shown for long enough. */
  forgetReplacement(track: MediaStreamTrack): void {
    if (this.#held?.track !== track) return;
    this.#held.replacement = undefined;
    this.#follow(this.#held);
  }

  /** Its successor is where it was: the call went over from one to the other without a gap. */
  letGoOfFormer(): void {
    this.#former?.scope.end();
    this.#former = undefined;
  }

  #hold(track: MediaStreamTrack, replacement: ReplacementReason | undefined): void {
    this.letGoOfFormer();
    this.#former = this.#held;
    const scope = new Scope();
    scope.own(() => track.stop());
    const { deviceId } = track.getSettings();
    const held: Holding = { track, scope, deviceId, replacement, defaultIdentity: undefined, isStale: false };
    for (const type of ['mute', 'unmute']) {
      scope.listen(track, type, () => {
        this.#follow(held);
        this.#reports.onSystemMute();
      });
    }
    scope.listen(track, 'ended', () => this.#lose(held));
    this.#held = held;
    track.enabled = this.#wish === 'on';
    // It may have gone between the grant and this line.
    if (track.readyState === 'ended') this.#lose(held);
    else this.#follow(held);
  }

  #lose({ deviceId }: Holding): void {
    this.#release();
    this.#become({ kind: 'failed', failure: 'unplugged' });
    this.#reports.onLost(deviceId);
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    this.letGoOfFormer();
    held?.scope.end(); // stop() fires no `ended`, and the listeners are gone before it.
  }

  #follow({ track, replacement }: Holding): void {
    const common = { track, label: track.label, ...(replacement && { replacement }) };
    if (!track.enabled) this.#become({ kind: 'muted', ...common, by: 'user' });
    else if (track.muted) this.#become({ kind: 'muted', ...common, by: 'system' });
    else this.#become({ kind: 'on', ...common });
  }

  #become(state: InputState): void {
    if (isSameState(this.#state, state)) return;
    this.#state = state;
    this.#reports.onChange();
  }
}

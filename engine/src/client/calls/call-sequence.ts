/**
 * The calls of one link: its own, and those in which the two call again, one after the other.
 *
 *   live ──ends──► Call again ──search──┬─ the other one has called ──► joins it
 *     ▲                                 └─ has not ─────► starts the next
 *     └──────────────────────────────────────┴──────────┘
 *
 * Two who press at once start the same call; the store lets one of them, and the other one's search finds it.
 */
import type { Clock } from '../../base/clock.ts';
import { contained, uncaught } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import type { KeyValues } from '../../base/storage/key-values.ts';
import type { CallView } from '../../call/call-view.ts';
import type { NextCallChoice } from '../../call/ending/choose-next-call.ts';
import { reasonFor, type EndedReason } from '../../call/machine/reasons.ts';
import type { Opening } from '../../call/call-ports.ts';
import type { LinkSecret, NextCall } from '../../signaling/link/next-calls.ts';
import { isAfterACall, isCrossed, isOver } from './after-a-call.ts';
import type { LiveCall, LiveCallOptions } from './live-call.ts';
import { NextCallFinder } from './next-call-finder.ts';
import { NextCallMemory } from './next-call-memory.ts';
import { openingView } from '../opening-view.ts';
import type { Search } from './search-next-call.ts';

export interface CallSequenceOptions {
  readonly link: LinkSecret;
  readonly isNew: boolean;
  readonly opening: Opening;
  /** Join was pressed before there was a call to tell. */
  readonly isJoining?: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Puts one of the link's calls together. */
  readonly begin: (call: Pick<LiveCallOptions, 'callId' | 'secret' | 'isNew' | 'opening' | 'isJoinPressed' | 'nextCall' | 'onChange'>) => Live;
  /** Looks up which call comes next. Rejects where the code for that can't be loaded. */
  readonly search: (search: Search) => Promise<NextCallChoice>;
  readonly storage?: KeyValues;
  readonly onChange: () => void;
}

export type Live = Pick<LiveCall, 'view' | 'isRunning' | 'join' | 'decline' | 'letSomebodyElseIn' | 'useMedia' | 'screen' | 'hand' | 'hangUp' | 'leave' | 'dispose'>;

/** How the page enters a call that begins. */
interface Entry {
  readonly isNew: boolean;
  readonly opening: Opening;
  /** It is entered at once: Join was pressed, or Call again. */
  readonly joins?: boolean;
  /** This browser has started it: its page goes on in it. Where another tab is in it, the person is told of that first. */
  readonly rejoins?: boolean;
  /** When there is reason to look whether the other side has started another one, ms after the call rings. */
  readonly recheckAfterMs?: readonly number[];
}

const MAX_CROSSINGS = 3;

/** A call that is over is deleted within seconds: a search that still sees it, and skips it, rechecks after these. */
const RECHECK_AFTER_MS: readonly number[] = [2_000, 6_000];

export class CallSequence {
  readonly #options: CallSequenceOptions;
  readonly #memory: NextCallMemory;
  readonly #finder: NextCallFinder;
  #live!: Live;
  /** Of the present call: ends when another one follows. */
  #scope = new Scope();
  #entry: Entry;
  #step = 0;
  #hasBegun = false;
  #hasSearched = false;
  #crossings = 0;
  #search: 'none' | 'on-opening' | 'on-press' = 'none';
  /** Join, or Call again, was pressed: kept here alone, for whichever of the link's calls there is to enter. */
  #isJoining: boolean;
  #isUsedUp = false;
  #told: EndedReason | undefined;
  /** Of the other person, '' for none: the two of a call alone can come to the next one. */
  #otherName = '';

  constructor(options: CallSequenceOptions) {
    this.#options = options;
    this.#isJoining = options.isJoining ?? false;
    this.#memory = new NextCallMemory(options.link.callId, options.storage);
    this.#finder = new NextCallFinder(options.link, this.#memory, options.search);
    this.#entry = { isNew: options.isNew, opening: options.opening };
    const current = options.isNew ? undefined : this.#memory.current;
    this.#begin(current ?? { ...options.link, step: 0 }, this.#entry);
  }

  /** The one that the page is in, or was in last. */
  get live(): Live {
    return this.#live;
  }

  get view(): CallView {
    if (this.#told) return { ...this.#live.view, state: { phase: 'ended', reason: this.#told } };
    // The end of the link's own call is not told while there may be another, nor that of a start which was crossed.
    return this.#search === 'on-opening' || (this.isCallingAgain && this.#crossings > 0) ? openingView({ isNew: false, resumes: false, isJoining: this.#isJoining }) : this.#named(this.#live.view);
  }

  /** While the next call waits, its other person has the name of the call before. */
  #named(view: CallView): CallView {
    const isWaited = this.isNext && view.state.phase === 'ringing' && this.#otherName !== '';
    return isWaited ? { ...view, remote: { ...view.remote, displayName: this.#otherName } } : view;
  }

  get isNext(): boolean {
    return this.#step > 0;
  }

  get canCallAgain(): boolean {
    const { state } = this.#live.view;
    if (state.phase !== 'ended' || !(isAfterACall(state.reason) || this.#isUnstarted)) return false;
    return this.#finder.canFind && !this.#isUsedUp && this.#told !== 'page-incomplete';
  }

  /** It was asked for, and the start came to nothing, whatever the reason. */
  get #isUnstarted(): boolean {
    return this.isNext && this.#entry.isNew && !this.#hasBegun;
  }

  get isCallingAgain(): boolean {
    return this.#search === 'on-press';
  }

  /** Also before it is known which of the link's calls there is to join. */
  join(): void {
    this.#isJoining = true;
    this.#live.join();
  }

  callAgain(): void {
    if (this.#scope.isEnded || !this.canCallAgain || this.isCallingAgain) return;
    this.#crossings = 0;
    this.#isJoining = true;
    this.#searchAgain();
  }

  dispose(): void {
    this.#scope.end();
    this.#live.dispose();
  }

  #begin({ step, callId, secret }: NextCall, entry: Entry): void {
    this.#scope.end();
    const scope = new Scope();
    this.#scope = scope;
    this.#entry = entry;
    this.#step = step;
    this.#hasBegun = false;
    this.#hasSearched = false;
    this.#search = 'none';
    this.#told = undefined;
    this.#live = this.#options.begin({
      callId, secret, isNew: entry.isNew, opening: entry.opening, nextCall: this.#memory.valueAt(step),
      // One that this tab has started itself is rejoined once it is known that no other tab is in it.
      isJoinPressed: () => this.#isJoining && !entry.isNew && entry.rejoins !== true,
      // Called while the constructor still runs, too.
      onChange: () => queueMicrotask(() => {
        if (!scope.isEnded) this.#follow();
      }),
    });
  }

  #follow(): void {
    const { state, remote } = this.#live.view;
    if (state.phase === 'connected') this.#otherName = remote.displayName ?? '';
    const hadBegun = this.#hasBegun;
    this.#hasBegun ||= state.phase !== 'idle' && state.phase !== 'preparing' && state.phase !== 'ended';
    if (state.phase === 'returning' && !hadBegun && this.#entry.rejoins) this.#live.join();
    if (state.phase === 'ringing' && !hadBegun) this.#recheck(this.#entry.recheckAfterMs ?? []);
    if (state.phase === 'ended' && !this.#hasBegun && !this.#hasSearched) this.#cameToNothing(state.reason);
    this.#options.onChange();
  }

  #cameToNothing(reason: EndedReason): void {
    if (this.#entry.isNew && this.isNext && isCrossed(reason) && this.#crossings++ < MAX_CROSSINGS) return this.#searchAgain();
    if (!this.#entry.isNew && !this.#entry.joins && isOver(reason) && this.#finder.canFind) this.#searchOnOpening();
  }

  #searchAgain(): void {
    this.#ask('on-press', (choice) => {
      switch (choice.kind) {
        case 'open': return this.#goInto(choice);
        case 'start': return this.#turnTo(choice.call, { isNew: true, opening: {}, ...(choice.skips && { recheckAfterMs: RECHECK_AFTER_MS }) });
        // The screen still says why the last one ended, and that the link no longer works.
        case 'used-up': this.#isUsedUp = true; return;
        case 'lost': return this.#tell(reasonFor(choice.failure));
      }
    });
  }

  #searchOnOpening(): void {
    this.#ask('on-opening', (choice) => {
      if (choice.kind === 'open') this.#turnTo(choice.call, { isNew: false, opening: {}, joins: this.#isJoining });
    });
  }

  /** A call that is over was skipped: the other side may have started that one anew. */
  #recheck([afterMs, ...later]: readonly number[]): void {
    if (afterMs === undefined) return;
    const scope = this.#scope;
    scope.own(this.#options.clock.after(afterMs, () => contained(this.#finder.find().then((choice) => {
      if (scope.isEnded || this.#live.view.state.phase !== 'ringing') return;
      if (choice.kind === 'open' && choice.call.step < this.#step) {
        this.#live.hangUp();
        this.#goInto(choice);
      } else this.#recheck(later);
    }), uncaught)));
  }

  #ask(search: 'on-opening' | 'on-press', act: (choice: NextCallChoice) => void): void {
    const scope = this.#scope;
    this.#search = search;
    this.#hasSearched = true;
    this.#told = undefined;
    contained(this.#finder.find(this.#hasBegun ? this.#step : 0).then((choice) => {
      if (scope.isEnded) return;
      this.#search = 'none';
      act(choice);
      this.#options.onChange();
    }, (error: unknown) => {
      if (scope.isEnded) return;
      this.#options.logger.log('error', 'the next call could not be looked up', error);
      this.#search = 'none';
      this.#tell('page-incomplete');
    }), uncaught);
    this.#options.onChange();
  }

  #goInto({ call, isOwn }: Extract<NextCallChoice, { kind: 'open' }>): void {
    this.#turnTo(call, { isNew: false, opening: {}, ...(isOwn ? { rejoins: true } : { joins: true }) });
  }

  #turnTo(call: NextCall, entry: Entry): void {
    this.#live.dispose();
    this.#memory.current = call;
    this.#begin(call, entry);
  }

  #tell(reason: EndedReason): void {
    this.#told = reason;
    this.#options.onChange();
  }
}

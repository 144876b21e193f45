/**
 * The local candidates of one round on their way out, in as few documents as serve.
 *
 *   collecting ──first()──▶ holding ──window closes, or gathering ends──▶ trickling ──gathering ends──▶ done
 *                                                                           │  ▲
 *                                                                           ▼  │ a window closes: one document
 *                                                                          waiting
 */
import { MAX_BATCHES } from '#protocol/limits.ts';
import type { Clock } from '../base/clock.ts';
import type { Scope } from '../base/scope.ts';
import { MAX_CANDIDATES } from './seal/messages.ts';

export interface OutboxWindows {
  /** How long the description waits for candidates to go with it, ms from when it is ready. */
  readonly firstMs: number;
  /** The description goes sooner if none has come for so long, ms: what was gathered ahead comes all at once. */
  readonly quietMs?: number;
  /** How long a late candidate waits for others, ms. */
  readonly laterMs: number;
}

/** No callee waits for an offer yet: the link is still to be sent. STUN answers within 400 ms nearly everywhere, so one commit is enough. */
export const CALLER_WINDOWS: OutboxWindows = { firstMs: 400, laterMs: 250 };

/** A call hangs on it: what local sockets and a near server bring at once goes along, the rest follows. */
export const REPLACEMENT_WINDOWS: OutboxWindows = { firstMs: 100, laterMs: 150 };

/** The caller waits for the answer: it carries the candidates that were gathered in the lobby, or that a local socket brings at once. */
export const CALLEE_WINDOWS: OutboxWindows = { firstMs: 20, quietMs: 6, laterMs: 250 };

export class CandidateOutbox {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #windows: OutboxWindows;
  readonly #flush: (index: number, candidates: readonly RTCIceCandidateInit[]) => void;
  readonly #waiting: RTCIceCandidateInit[] = [];
  #stage: 'collecting' | 'holding' | 'trickling' = 'collecting';
  #hasGathered = false;
  #nextIndex = 0;
  #first: Promise<readonly RTCIceCandidateInit[]> | undefined;
  #settleFirst: ((candidates: readonly RTCIceCandidateInit[]) => void) | undefined;
  #closeWindow: (() => void) | undefined;
  #cancelQuiet: () => void = () => {};

  /**
   * @param scope ends the outbox with it
   * @param flush sends late candidates as the batch `index`; never called before the first ones were given out
   */
  constructor(scope: Scope, clock: Clock, windows: OutboxWindows, flush: (index: number, candidates: readonly RTCIceCandidateInit[]) => void) {
    this.#scope = scope.child();
    this.#clock = clock;
    this.#windows = windows;
    this.#flush = flush;
    this.#scope.own(() => {
      this.#waiting.length = 0;
      this.#settleFirst?.([]); // Its awaiter finds the scope ended, and does not wait for ever.
    });
  }

  /** @param candidate null when gathering has ended */
  add(candidate: RTCIceCandidateInit | null): void {
    if (this.#scope.isEnded || this.#hasGathered) return;
    if (candidate === null) {
      this.#hasGathered = true;
      if (this.#stage !== 'collecting') this.#close();
      return;
    }
    // An empty line marks the end of one m-line's candidates (W3C WebRTC section 4.8.2); with BUNDLE it has no meaning.
    if (!candidate.candidate) return;
    this.#waiting.push(candidate);
    if (this.#stage === 'trickling') this.#openWindow(this.#windows.laterMs);
    if (this.#stage === 'holding') this.#awaitQuiet();
  }

  /** The candidates that go with the description, inside it or as batch 0 beside it. Asked again, the same. */
  first(): Promise<readonly RTCIceCandidateInit[]> {
    this.#first ??= new Promise((resolve) => {
      this.#settleFirst = resolve;
      if (this.#scope.isEnded) {
        resolve([]);
        return;
      }
      this.#stage = 'holding';
      if (this.#hasGathered) return this.#close();
      this.#openWindow(this.#windows.firstMs);
      if (this.#waiting.length > 0) this.#awaitQuiet();
    });
    return this.#first;
  }

  /** Nothing more goes out: the round is over. */
  end(): void {
    this.#scope.end();
  }

  #openWindow(delayMs: number): void {
    if (this.#closeWindow) return;
    // The last batch takes all later candidates, and so waits for the end of gathering.
    if (this.#stage === 'trickling' && this.#nextIndex >= MAX_BATCHES - 1) return;
    this.#closeWindow = this.#scope.own(this.#clock.after(delayMs, () => this.#close()));
  }

  #awaitQuiet(): void {
    if (this.#windows.quietMs === undefined) return;
    this.#cancelQuiet();
    this.#cancelQuiet = this.#scope.own(this.#clock.after(this.#windows.quietMs, () => {
      if (this.#stage === 'holding') this.#close();
    }));
  }

  #close(): void {
    this.#cancelQuiet();
    this.#closeWindow?.();
    this.#closeWindow = undefined;
    if (this.#stage === 'holding') {
      this.#stage = 'trickling';
      const first = this.#take();
      if (first.length > 0) this.#nextIndex = 1;
      this.#settleFirst?.(first);
    }
    while (this.#waiting.length > 0 && this.#nextIndex < MAX_BATCHES) {
      const index = this.#nextIndex++;
      this.#flush(index, this.#take());
    }
    if (this.#hasGathered) this.#scope.end();
  }

  #take(): readonly RTCIceCandidateInit[] {
    return this.#waiting.splice(0, MAX_CANDIDATES);
  }
}

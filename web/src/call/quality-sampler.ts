import type { Clock } from '../base/clock.ts';
import { contained } from '../base/contained.ts';
import type { Scope } from '../base/scope.ts';
import type { Peer } from '../peer/peer.ts';
import type { CallQuality } from './call-quality.ts';
import { NO_QUALITY, qualityOf, takeReading, type QualityState } from './quality-policy.ts';
import { readStats } from './quality-reading.ts';

/** A report costs a browser 1 to 3 ms; the other side's come every second (picture) to five (sound). */
const SAMPLE_MS = 2_000;

/** Not at once: when a connection has come about, the browser is busy drawing its first picture. */
const FIRST_SAMPLE_MS = 1_000;

/** Asks the connection that carries the call how it is, for as long as that connection lasts. */
export class QualitySampler {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => void;
  #peer: Pick<Peer, 'getStats'> | undefined;
  #state: QualityState = NO_QUALITY;
  #cancel: () => void = () => {};

  constructor(clock: Clock, onChange: () => void, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#onError = onError;
  }

  get quality(): CallQuality | undefined {
    return qualityOf(this.#state);
  }

  /** From now on this connection is asked, until its scope ends or another one is followed. */
  follow(scope: Scope, peer: Pick<Peer, 'getStats'>): void {
    this.#cancel();
    this.#peer = peer;
    this.#state = NO_QUALITY;
    this.#sampleLater(scope, peer, FIRST_SAMPLE_MS);
  }

  async #sample(scope: Scope, peer: Pick<Peer, 'getStats'>): Promise<void> {
    const report = await peer.getStats().catch(() => undefined);
    if (scope.isEnded || peer !== this.#peer) return;
    if (report) this.#take(report);
    this.#sampleLater(scope, peer, SAMPLE_MS);
  }

  #sampleLater(scope: Scope, peer: Pick<Peer, 'getStats'>, delayMs: number): void {
    const release = scope.own(this.#clock.after(delayMs, () => {
      release();
      contained(this.#sample(scope, peer), (error) => this.#giveUp(peer, error));
    }));
    this.#cancel = release;
  }

  /** Numbers that can't be read are nothing that the next ones would mend, and no reason to end a call. */
  #giveUp(peer: Pick<Peer, 'getStats'>, error: unknown): void {
    if (peer === this.#peer) this.#state = NO_QUALITY;
    this.#onError(error);
  }

  #take(report: RTCStatsReport): void {
    const before = this.quality;
    this.#state = takeReading(this.#state, readStats(report));
    if (this.quality !== undefined || before !== undefined) this.#onChange();
  }
}

import type { Clock } from '../base/clock.ts';
import { contained } from '../base/contained.ts';
import type { Scope } from '../base/scope.ts';
import type { Peer } from '../peer/peer.ts';
import type { CallQuality, PathMeasure } from './call-quality.ts';
import type { QualityState } from './quality-policy.ts';
import type * as qualityRules from './quality-rules.ts';

type QualityRules = typeof qualityRules;

/** A report costs a browser 1 to 3 ms; the other side's come every second (picture) to five (sound). */
const SAMPLE_MS = 2_000;

/** Not at once: after connecting, the browser is busy drawing the first picture. */
const FIRST_SAMPLE_MS = 1_000;

/** Asks the connection that carries the call how it is, for as long as that connection lasts. */
export class QualitySampler {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => void;
  #peer: Pick<Peer, 'getStats'> | undefined;
  readonly #load: () => Promise<QualityRules>;
  /** What reads the numbers and rates them: loaded with the first connection, which is after Join. */
  #rules: QualityRules | undefined;
  #state: QualityState | undefined;
  #cancel: () => void = () => {};

  constructor(
    clock: Clock, onChange: () => void, onError: (error: unknown) => void, load: () => Promise<QualityRules> = () => import('./quality-rules.ts'),
  ) {
    this.#load = load;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#onError = onError;
  }

  get quality(): CallQuality | undefined {
    return this.#state && this.#rules?.qualityOf(this.#state);
  }

  /** Of the connection that is followed, as far as it has been measured. */
  get path(): Omit<PathMeasure, 'bytesPerSecond'> | undefined {
    return this.#state && this.#rules?.pathOf(this.#state);
  }

  /** From now on this connection is asked, until its scope ends or another one is followed. */
  follow(scope: Scope, peer: Pick<Peer, 'getStats'>): void {
    this.#cancel();
    this.#peer = peer;
    this.#state = undefined;
    this.#sampleLater(scope, peer, FIRST_SAMPLE_MS);
  }

  async #sample(scope: Scope, peer: Pick<Peer, 'getStats'>): Promise<void> {
    this.#rules ??= await this.#load();
    const report = await peer.getStats().catch(() => undefined);
    if (scope.isEnded || peer !== this.#peer) return;
    if (report) this.#take(this.#rules, report);
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
    if (peer === this.#peer) this.#state = undefined;
    this.#onError(error);
  }

  #take({ takeReading, readStats, NO_QUALITY }: QualityRules, report: RTCStatsReport): void {
    const before = this.quality;
    this.#state = takeReading(this.#state ?? NO_QUALITY, readStats(report));
    if (this.quality !== undefined || before !== undefined) this.#onChange();
  }
}

/**
 * A picture as a browser sends it, by Google's congestion control in outline (draft-ietf-rmcat-gcc-02, and Chromium's trendline
 * estimator in place of its filter): growing delay is overuse, and takes it down to 0.85 of what arrives; else it grows.
 */

/** Of Chromium's estimator: points of the line, and what the slope is multiplied by before it is compared. */
const POINTS = 20;
const SMOOTHING = 0.9;
const GAIN = 4;
const MAX_DELTAS = 60;
const GROUP_MS = 5;
const ACKED_MS = 500;
/** A frame goes out at so much more than its share. */
const PACING = 2.5;
const FRAME_MS = 1_000 / 15;

export class PictureSender {
  /** Bytes a second that the picture would use. */
  wants: number;
  /** Bytes a second that it is allowed. */
  estimate: number;
  overuses = 0;
  readonly #points: { readonly at: number; readonly ms: number }[] = [];
  readonly #acked: { readonly at: number; readonly bytes: number }[] = [];
  #smoothed = 0;
  #deltas = 0;
  #threshold = 12.5;
  #lastTrend = 0;
  #groupAt = -Infinity;
  #lastDelay: number | undefined;
  #grownAt = 0;
  #nextFrame = 0;
  #toSend = 0;

  constructor(wants: number, estimate = wants) {
    this.wants = wants;
    this.estimate = estimate;
  }

  get rate(): number {
    return Math.min(this.wants, this.estimate);
  }

  /** @returns bytes that go out in this ms */
  step(nowMs: number): number {
    if (nowMs >= this.#nextFrame) {
      this.#toSend += (this.rate * FRAME_MS) / 1_000;
      this.#nextFrame = nowMs + FRAME_MS;
    }
    const bytes = Math.min(this.#toSend, (this.rate * PACING) / 1_000);
    this.#toSend -= bytes;
    return bytes;
  }

  /** What was sent has arrived, `delayMs` after it went; told some time later. */
  arrived(bytes: number, delayMs: number, nowMs: number): void {
    this.#acked.push({ at: nowMs, bytes });
    while ((this.#acked[0]?.at ?? nowMs) < nowMs - ACKED_MS) this.#acked.shift();
    if (nowMs - this.#groupAt < GROUP_MS) return;
    this.#groupAt = nowMs;
    this.#look(delayMs, nowMs);
  }

  #look(delayMs: number, nowMs: number): void {
    const before = this.#lastDelay ?? delayMs;
    this.#lastDelay = delayMs;
    this.#deltas = Math.min(MAX_DELTAS, this.#deltas + 1);
    this.#smoothed = SMOOTHING * this.#smoothed + (1 - SMOOTHING) * delayMs;
    this.#points.push({ at: nowMs, ms: this.#smoothed });
    if (this.#points.length > POINTS) this.#points.shift();
    const elapsed = Math.min(100, nowMs - this.#grownAt);
    this.#grownAt = nowMs;
    const trend = this.#deltas * slopeOf(this.#points) * GAIN;
    const isOver = trend > this.#threshold && trend >= this.#lastTrend && delayMs >= before - 1;
    this.#lastTrend = trend;
    if (Math.abs(trend) < this.#threshold + 15) {
      const gain = Math.abs(trend) < this.#threshold ? 0.039 : 0.0087;
      this.#threshold = Math.min(600, Math.max(6, this.#threshold + gain * (Math.abs(trend) - this.#threshold) * elapsed));
    }
    const received = (this.#acked.reduce((sum, { bytes }) => sum + bytes, 0) * 1_000) / ACKED_MS;
    if (isOver) {
      if (0.85 * received < this.estimate) {
        this.estimate = 0.85 * received;
        this.overuses++;
      }
    } else if (trend > -this.#threshold) this.estimate = Math.min(Math.max(this.estimate, 1.5 * received + 1_250), this.estimate * 1.08 ** (elapsed / 1_000));
  }
}

function slopeOf(points: readonly { readonly at: number; readonly ms: number }[]): number {
  const n = points.length;
  if (n < POINTS) return 0;
  const [meanAt, meanMs] = [points.reduce((sum, { at }) => sum + at, 0) / n, points.reduce((sum, { ms }) => sum + ms, 0) / n];
  const up = points.reduce((sum, { at, ms }) => sum + (at - meanAt) * (ms - meanMs), 0);
  const down = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  return down === 0 ? 0 : up / down;
}

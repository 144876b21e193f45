/**
 * How long the queue on the path is: a mark goes among the chunks, the other side sends it back at once, and what it takes longer
 * than the fastest is queue, of this browser or of the link. The call's own reports come once a second to five: too late for a
 * sender that fills a queue of 300 ms in less. Pure, with the time passed in.
 */

/** Ten a second are 8 kbit/s each way with their heads. */
const MARK_MS = 100;
/** How many of the latest are kept. */
const MAX_LATEST = 10;
/** The path as it is without a queue: the least of ten minutes, so that another path is learnt (RFC 6817, BASE_HISTORY). */
const BASE_MINUTES = 10;
const MINUTE_MS = 60_000;
/** A page that was busy answers within less. */
const AWAY_MS = 500;
/** Marks that are not back, at most: more are not sent, and the eldest tells by its age. */
const MAX_OUT = 32;

export class PathProbe {
  #number = 0;
  #markedAt = -Infinity;
  /** When each mark that is not back went. */
  readonly #out = new Map<number, number>();
  readonly #latest: number[] = [];
  /** The least of each minute, the latest last. */
  readonly #bases: { readonly minute: number; least: number }[] = [];

  /** @returns the number of a mark that is to be sent now */
  next(nowMs: number): number | undefined {
    return nowMs - this.#markedAt < MARK_MS || this.#out.size >= MAX_OUT ? undefined : this.#number + 1;
  }

  sent(number: number, nowMs: number): void {
    this.#number = number;
    this.#markedAt = nowMs;
    this.#out.set(number, nowMs);
  }

  /** @returns false for a mark that is not out */
  back(number: number, nowMs: number): boolean {
    const sentAt = this.#out.get(number);
    if (sentAt === undefined) return false;
    // They come back in order: what went before it was not answered, and never is.
    for (const before of this.#out.keys()) if (before <= number) this.#out.delete(before);
    this.#take(nowMs - sentAt, nowMs);
    return true;
  }

  /** By the least of the latest `count` marks (RFC 6817, CURRENT_FILTER). @returns ms; undefined until a mark is back */
  queueMs(nowMs: number, count: number): number | undefined {
    const base = Math.min(...this.#bases.map(({ least }) => least));
    if (base === Infinity) return undefined;
    const [eldest = nowMs] = this.#out.values();
    const ageMs = nowMs - eldest - base;
    // A mark that stays away is at least as late as it is old.
    return ageMs > AWAY_MS ? ageMs : Math.min(...this.#latest.slice(-count)) - base;
  }

  /** Another connection, or marks that were lost with theirs. */
  reset(): void {
    this.#out.clear();
    this.#latest.length = 0;
    this.#bases.length = 0;
    this.#markedAt = -Infinity;
  }

  #take(ms: number, nowMs: number): void {
    this.#latest.push(ms);
    if (this.#latest.length > MAX_LATEST) this.#latest.shift();
    const minute = Math.floor(nowMs / MINUTE_MS);
    const latest = this.#bases.at(-1);
    if (latest?.minute === minute) latest.least = Math.min(latest.least, ms);
    else this.#bases.push({ minute, least: ms });
    if (this.#bases.length > BASE_MINUTES) this.#bases.shift();
  }
}

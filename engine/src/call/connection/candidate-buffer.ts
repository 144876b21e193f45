/**
 * Remote candidates by generation (RFC 8838 section 2): 0 is the description of the connection's round, n that of its
 * n-th ICE restart. A candidate waits until the description of its generation is applied: earlier, the browser refuses it
 * for want of a description; later, it names ICE credentials that no longer count.
 */

/** ICE agents form at most 100 pairs by default (RFC 8445 section 6.1.2.5); a side that names more is broken or hostile. */
export const MAX_CANDIDATES_PER_GENERATION = 100;

/**
 * The restart under way and the next: no honest side is further ahead of its descriptions. The other side chooses the
 * numbers, so that without a limit each new one would take up room.
 */
export const MAX_WAITING_GENERATIONS = 2;

export class CandidateBuffer {
  #released = -1;
  readonly #generations = new Map<number, Map<string, RTCIceCandidateInit>>();

  /** How many generations take up room. */
  get generations(): number {
    return this.#generations.size;
  }

  /** @returns those that may go to the browser now; candidates seen before, or of an older generation, are dropped */
  add(generation: number, candidates: readonly RTCIceCandidateInit[]): readonly RTCIceCandidateInit[] {
    if (generation < this.#released) return [];
    const seen = this.#generations.get(generation) ?? this.#open(generation);
    const fresh: RTCIceCandidateInit[] = [];
    for (const candidate of candidates) {
      const key = keyOf(candidate);
      if (seen.has(key) || seen.size >= MAX_CANDIDATES_PER_GENERATION) continue;
      seen.set(key, candidate);
      fresh.push(candidate);
    }
    return generation === this.#released ? fresh : [];
  }

  /** The remote description of `generation` is applied. @returns what waited for it; a repeated or older release gives nothing */
  release(generation: number): readonly RTCIceCandidateInit[] {
    if (generation <= this.#released) return [];
    this.#released = generation;
    for (const older of this.#generations.keys()) if (older < generation) this.#generations.delete(older);
    return [...(this.#generations.get(generation)?.values() ?? [])];
  }

  /** Another generation that waits leaves room for one less: the oldest goes, whose description is the least likely to come. */
  #open(generation: number): Map<string, RTCIceCandidateInit> {
    const opened = new Map<string, RTCIceCandidateInit>();
    this.#generations.set(generation, opened);
    const waiting = [...this.#generations.keys()].filter((one) => one > this.#released).toSorted((one, other) => one - other);
    for (const oldest of waiting.slice(0, -MAX_WAITING_GENERATIONS)) this.#generations.delete(oldest);
    return opened;
  }
}

function keyOf({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidateInit): string {
  return `${sdpMid ?? ''} ${sdpMLineIndex ?? ''} ${candidate ?? ''}`;
}

/**
 * Remote candidates, held back by round. A candidate belongs to the description of its round: earlier, the browser
 * refuses it for want of a description; later, it names ICE credentials that no longer count.
 */

/** ICE agents form at most 100 pairs by default (RFC 8445 section 6.1.2.5); a side that names more is broken or hostile. */
export const MAX_CANDIDATES_PER_ROUND = 100;

/**
 * The restart under way and the next: nobody who means well is further ahead of the descriptions. Rounds are whatever
 * the other side says, so that without a limit each new number would take up room.
 */
export const MAX_WAITING_ROUNDS = 2;

export class CandidateBuffer {
  #released = 0;
  readonly #rounds = new Map<number, Map<string, RTCIceCandidateInit>>();

  /** How many rounds take up room. */
  get rounds(): number {
    return this.#rounds.size;
  }

  /** @returns those that may go to the browser now; candidates seen before, or of an older round, are dropped */
  add(round: number, candidates: readonly RTCIceCandidateInit[]): readonly RTCIceCandidateInit[] {
    if (round < this.#released) return [];
    const seen = this.#rounds.get(round) ?? this.#open(round);
    const fresh: RTCIceCandidateInit[] = [];
    for (const candidate of candidates) {
      const key = keyOf(candidate);
      if (seen.has(key) || seen.size >= MAX_CANDIDATES_PER_ROUND) continue;
      seen.set(key, candidate);
      fresh.push(candidate);
    }
    return round === this.#released ? fresh : [];
  }

  /** The remote description of `round` stands. @returns what waited for it; a repeated or older release gives nothing */
  release(round: number): readonly RTCIceCandidateInit[] {
    if (round <= this.#released) return [];
    this.#released = round;
    for (const older of this.#rounds.keys()) if (older < round) this.#rounds.delete(older);
    return [...(this.#rounds.get(round)?.values() ?? [])];
  }

  /** Another round that waits is room for one less: the oldest goes, whose description is the least likely to come. */
  #open(round: number): Map<string, RTCIceCandidateInit> {
    const opened = new Map<string, RTCIceCandidateInit>();
    this.#rounds.set(round, opened);
    const waiting = [...this.#rounds.keys()].filter((one) => one > this.#released).toSorted((one, other) => one - other);
    for (const oldest of waiting.slice(0, -MAX_WAITING_ROUNDS)) this.#rounds.delete(oldest);
    return opened;
  }
}

function keyOf({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidateInit): string {
  return `${sdpMid ?? ''} ${sdpMLineIndex ?? ''} ${candidate ?? ''}`;
}

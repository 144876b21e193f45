/** The local candidates of one connection on their way out: which of them count, and which wait for their answer to be given. */
import type { PeerEvent } from '../peer.ts';
import { iceFragments, isActiveTcp } from '../sdp.ts';

export class LocalCandidates {
  readonly #report: (event: PeerEvent) => void;
  /** The credentials of the description made last: a candidate of other ones is late, and of no use to the other side. */
  #fragments: ReadonlySet<string> = new Set();
  /** This machine's own addresses, as its host candidates name them. */
  readonly #hosts = new Set<string>();
  #hasGathered = false;
  /** Those of a description that were not handed out yet. */
  #held: (RTCIceCandidateInit | null)[] | undefined;
  #tellGathered: () => void = () => {};

  constructor(report: (event: PeerEvent) => void) {
    this.#report = report;
  }

  /** Before setLocalDescription: the first candidates may come while it runs. `isHeld`: until `release`. */
  begin(sdp: string, { isHeld }: { readonly isHeld: boolean }): void {
    this.#fragments = iceFragments(sdp);
    this.#hasGathered = false;
    this.#held = isHeld ? [] : undefined;
    this.#tellGathered = () => {};
  }

  /** Those that are held, once gathering has ended. */
  async gathered(): Promise<readonly RTCIceCandidateInit[]> {
    if (!this.#held?.includes(null)) {
      await new Promise<void>((resolve) => {
        this.#tellGathered = resolve;
      });
    }
    return this.#held?.filter((candidate) => candidate !== null) ?? [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const candidate of held) this.#report({ type: 'candidate', candidate });
  }

  /** @param candidate as the browser names it; null when gathering has ended */
  take(candidate: RTCIceCandidate | null): void {
    if (candidate === null) {
      this.#hasGathered = true;
      return this.#give(null);
    }
    // Firefox marks the end of each medium with an empty candidate; with one transport, null says the same.
    if (candidate.candidate === '' || isActiveTcp(candidate.candidate)) return;
    const { usernameFragment } = candidate; // Missing in older browsers.
    if (typeof usernameFragment === 'string' && !this.#fragments.has(usernameFragment)) return;
    this.#give(candidate.toJSON());
    this.#watchHost(candidate);
  }

  #give(candidate: RTCIceCandidateInit | null): void {
    if (!this.#held) return this.#report({ type: 'candidate', candidate });
    // Another network has come up since gathering ended, and the reader of an end reads no further.
    if (candidate) this.#held = this.#held.filter((one) => one !== null);
    this.#held.push(candidate);
    if (candidate === null) this.#tellGathered();
  }

  /** Chromium and Safari go on gathering: one that comes after the end is of a network that has just come up. */
  #watchHost({ type, address }: RTCIceCandidate): void {
    if (type !== 'host' || address === null) return;
    const isNew = !this.#hosts.has(address);
    this.#hosts.add(address);
    if (isNew && this.#hasGathered) this.#report({ type: 'network-changed' });
  }
}

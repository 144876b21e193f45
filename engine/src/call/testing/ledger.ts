/**
 * What every peer of a world made and was given: a call under attack is judged by it. Descriptions are entered when
 * they are handed to a peer, whether or not it would take them.
 */
import type { Peer, PeerFactory } from '../../peer/peer.ts';

interface Given {
  readonly to: string;
  /** Which of that person's peers, in the order they were made. */
  readonly peer: number;
  readonly what: 'description' | 'candidate';
  readonly text: string;
}

export class Ledger {
  /** Texts by who made them. */
  readonly #made = new Map<string, Set<string>>();
  readonly given: Given[] = [];
  #peers = 0;

  /** Peers of `who`, whose every coming and going is entered. */
  keep(who: string, createPeer: PeerFactory): PeerFactory {
    return (scope, { onEvent, ...options }) => {
      const number = ++this.#peers;
      const peer = createPeer(scope, {
        ...options,
        onEvent: (event) => {
          if (event.type === 'candidate' && event.candidate) this.#make(who, nameOf(event.candidate));
          onEvent(event);
        },
      });
      const give = (what: Given['what'], text: string): void => void this.given.push({ to: who, peer: number, what, text });
      return this.#watch(peer, who, give);
    };
  }

  /** Everything that was given to `reader` and not made by `maker`, or was given twice to one peer. */
  faults(reader: string, maker: string): readonly string[] {
    const seen = new Set<string>();
    return this.given.filter(({ to }) => to === reader).flatMap(({ peer, what, text }) => {
      const name = `${peer} ${text}`;
      const isTwice = seen.has(name);
      seen.add(name);
      return [
        ...(this.#made.get(maker)?.has(text) ? [] : [`${reader} was given a ${what} that ${maker} did not make: ${text}`]),
        ...(isTwice ? [`${reader}'s peer ${peer} was given a ${what} twice: ${text}`] : []),
      ];
    });
  }

  /** How many descriptions a page's peers were given. */
  descriptionsOf(who: string): number {
    return this.given.filter(({ to, what }) => to === who && what === 'description').length;
  }

  #make(who: string, text: string): string {
    this.#made.set(who, (this.#made.get(who) ?? new Set()).add(text));
    return text;
  }

  #watch(peer: Peer, who: string, give: (what: Given['what'], text: string) => void): Peer {
    return {
      createOffer: async (options) => this.#make(who, await peer.createOffer(options)),
      answer: async () => this.#make(who, await peer.answer()),
      acceptOffer: (sdp) => {
        give('description', sdp);
        return peer.acceptOffer(sdp);
      },
      gathered: () => peer.gathered(),
      acceptAnswer: (sdp, candidates = []) => {
        give('description', sdp);
        for (const candidate of candidates) give('candidate', nameOf(candidate));
        return peer.acceptAnswer(sdp, candidates);
      },
      addRemoteCandidates: (candidates) => {
        for (const candidate of candidates) give('candidate', nameOf(candidate));
        peer.addRemoteCandidates(candidates);
      },
      setTrack: (slot, track) => peer.setTrack(slot, track),
      limitSenders: () => peer.limitSenders(),
      setIceServers: (servers) => peer.setIceServers(servers),
      send: (kind, data) => peer.send(kind, data),
      get bytesPerSecond() { return peer.bytesPerSecond; },
      isWritable: (kind) => peer.isWritable(kind),
      getStats: () => peer.getStats(),
      countReceived: () => peer.countReceived(),
      close: () => peer.close(),
    };
  }
}

function nameOf({ candidate = '', usernameFragment }: RTCIceCandidateInit): string {
  return `${candidate} ${usernameFragment ?? ''}`;
}

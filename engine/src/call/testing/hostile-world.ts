/**
 * Calls over a hostile store: sessions as they are, with the real seal, over fake peers whose every description is
 * entered in a ledger.
 */
import type { CallId } from '#protocol/identifiers.ts';
import { createLogger, type LogEntry, type Logger } from '../../base/logger.ts';
import { createFakePeers } from '../../peer/testing/fake-peer.ts';
import { createCallId, createLinkSecret, formatCallLink } from '../../signaling/link/call-link.ts';
import { createMemoryStore } from '../../signaling/memory/memory-channel.ts';
import { MemoryFaults } from '../../signaling/memory/memory-faults.ts';
import { CryptoClock } from '../../signaling/testing/hostile-clock.ts';
import { HostileStore, type HostileChannel, type Place, type Tampering } from '../../signaling/testing/hostile-store.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { CallSession } from '../session.ts';
import type { CallView } from '../call-view.ts';
import { Ledger } from './ledger.ts';
import './world.ts'; // For its MediaStream, which Node has none of.

export interface HostilePage {
  readonly who: string;
  readonly session: CallSession;
  readonly channel: HostileChannel;
  readonly log: readonly LogEntry[];
  /** What was handed to the log, before it withholds anything. */
  readonly told: readonly unknown[];
  readonly views: readonly CallView[];
  /** Every phase it went through, an end with its reason. */
  readonly story: readonly string[];
}

export class HostileWorld {
  readonly clock = new CryptoClock();
  readonly hostile = new HostileStore();
  readonly ledger = new Ledger();
  readonly secret = createLinkSecret();
  readonly callId = createCallId();
  readonly #store = createMemoryStore(this.clock);
  readonly peers = createFakePeers(this.clock);
  readonly #delayMs: number;

  /** @param delayMs what a way to the store takes: a store that spoils every round would be asked without end at once */
  constructor(delayMs = 0) {
    this.#delayMs = delayMs;
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  page(who: string, { callId = this.callId, secret = this.secret }: { readonly callId?: CallId; readonly secret?: Uint8Array } = {}): HostilePage {
    const faults = new MemoryFaults();
    faults.delayMs = this.#delayMs;
    const channel = this.hostile.wrap(this.#store.channel(callId, who, faults));
    const [log, told, views, story]: [LogEntry[], unknown[], CallView[], string[]] = [[], [], [], []];
    const session = new CallSession({
      callId, channel, clock: this.clock,
      link: formatCallLink('https://calls.example', callId, secret),
      logger: listeningIn(createLogger((entry) => log.push(entry)), told),
      seal: this.clock.watch(createWebCryptoSeal(secret)),
      createPeer: this.ledger.keep(who, this.peers.createPeer),
      iceServers: async () => [],
      ownAddresses: async () => '',
      roles: { take: async () => true, remembered: () => undefined, keepStood: () => {}, hasStood: () => false, seat: () => 0, freeSeat: () => {}, letGo: () => {}, release: () => {} },
    });
    session.observe((view) => {
      views.push(view);
      const { state } = view;
      const now = state.phase === 'ended' ? `ended: ${state.reason}` : state.phase;
      if (story.at(-1) !== now) story.push(now);
    });
    return { who, session, channel, log, told, views, story };
  }

  /** The store's channel of a person who knows the call's id and has no link. */
  stranger(who: string): SignalChannel {
    return this.#store.channel(this.callId, who);
  }

  async caller(who = 'alice', options: { readonly callId?: CallId } = {}): Promise<HostilePage> {
    const page = this.page(who, options);
    page.session.dispatch({ type: 'start' });
    await this.run(1_000);
    return page;
  }

  /** Opens the link and asks to join, whatever comes of it. */
  async visitor(who = 'bob', options: { readonly callId?: CallId; readonly tampering?: Tampering } = {}): Promise<HostilePage> {
    const page = this.page(who, options);
    if (options.tampering) page.channel.tamper(options.tampering);
    page.session.open();
    await this.run(1_000);
    page.session.dispatch({ type: 'join' });
    await this.run(1_000);
    return page;
  }

  /** Another call, so that there is something to replay from; under the same secret, as no two calls are. */
  async otherCall(): Promise<void> {
    const callId = createCallId();
    const carol = await this.caller('carol', { callId });
    const dave = await this.visitor('dave', { callId });
    if (carol.session.state.phase !== 'connected' || dave.session.state.phase !== 'connected') throw new Error('the other call did not come about');
    // As many rounds as a call can come to that is spoilt in each.
    for (const _ of [2, 3]) {
      carol.session.dispatch({ type: 'peer-silent' });
      await this.run(1_000);
    }
    carol.session.dispatch({ type: 'hang-up' });
    await this.run(5_000);
  }

  /** Whatever alice or bob was given that the other did not make, or twice. */
  faults(): readonly string[] {
    return [...this.ledger.faults('alice', 'bob'), ...this.ledger.faults('bob', 'alice')];
  }

  async end(...pages: readonly HostilePage[]): Promise<void> {
    for (const { session } of pages) session.dispatch({ type: 'hang-up' });
    await this.run(400_000);
  }
}

/** `tamper`, done to one place alone. */
export const at = (place: Place, tamper: Tampering): Tampering => (message, archive) => (message.place === place ? tamper(message, archive) : [message]);

function listeningIn(logger: Logger, told: unknown[]): Logger {
  return {
    log(level, message, details) {
      told.push(message, details);
      logger.log(level, message, details);
    },
    part: (name) => listeningIn(logger.part(name), told),
  };
}

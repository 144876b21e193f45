/** The runner: keeps a call's state, performs the effects of its transitions, and reports what comes of them. */
import { otherRole, type CallId, type Role } from '#protocol/identifiers.ts';
import { delay, type Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { Scope } from '../base/scope.ts';
import type { Peer, PeerEvent, PeerFactory, Slot } from '../peer/peer.ts';
import type { Seal } from '../signaling/seal.ts';
import { commitAndSettle, type Settled } from '../signaling/settle.ts';
import type { SignalChannel, SignalWrite, Stop } from '../signaling/signal-channel.ts';
import { CallWatch } from './call-watch.ts';
import type { CallView } from './call-view.ts';
import { CalleeRounds } from './callee-rounds.ts';
import { CallerRounds } from './caller-rounds.ts';
import { Conversation } from './conversation.ts';
import type { CallEffect } from './effects.ts';
import type { CallEvent } from './events.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import type { PeerLine } from './peer-line.ts';
import { RemoteMedia } from './remote-media.ts';
import type { RoleKeeper } from './role-keeper.ts';
import { Rounds } from './rounds.ts';
import { KnownCodes } from './spoken-code.ts';
import type { CallState } from './state.ts';
import { TimerSet } from './timer-set.ts';
import { timersOf } from './timers.ts';
import { END_RETRIES_MS, HANG_UP_LINGER_MS } from './timings.ts';
import { transition } from './transition.ts';

export interface CallPorts {
  readonly callId: CallId;
  /** The whole link, shown to the caller once the call stands. */
  readonly link: string;
  readonly channel: SignalChannel;
  readonly seal: Seal;
  readonly createPeer: PeerFactory;
  /** Bounded in time by whoever provides it; an empty list is a valid answer. */
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly roles: RoleKeeper;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class CallSession {
  readonly #ports: CallPorts;
  /** What belongs to the call as it is used: ends when the call does. */
  readonly #scope = new Scope();
  /** The connection and the store, which linger until the goodbye has been delivered and written. */
  readonly #farewell = new Scope();
  readonly #listeners = new Set<(view: CallView) => void>();
  readonly #timers: TimerSet;
  readonly #lease: LeaseKeeper;
  readonly #remote: RemoteMedia;
  readonly #watch: CallWatch;
  readonly #tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly #events: CallEvent[] = [];
  #devices = { microphone: false, camera: false };
  #state: CallState = { phase: 'idle' };
  #rounds: Rounds | undefined;
  #caller: CallerRounds | undefined;
  #callee: CalleeRounds | undefined;
  #conversation: Conversation | undefined;
  #role: Role = 'caller';
  #isObservingBatches = false;
  #writes: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> = Promise.resolve();
  #code: string | undefined;
  readonly #codes = new KnownCodes();
  #hasRelay = false;
  #isDispatching = false;
  #hasSaidHangUp = false;

  constructor(ports: CallPorts) {
    this.#ports = ports;
    this.#timers = new TimerSet(this.#scope, ports.clock, (name) => this.dispatch({ type: 'timer', name }));
    this.#remote = new RemoteMedia(() => this.#changed());
    this.#lease = new LeaseKeeper(this.#scope, ports.clock, {
      extend: () => void this.#write({ intent: 'extend' }),
      lapse: () => this.dispatch({ type: 'lease-ended' }),
    });
    this.#watch = new CallWatch(this.#scope, {
      callId: ports.callId, channel: ports.channel, roles: ports.roles, clock: ports.clock,
      state: () => this.#state,
      sentAnswer: () => this.#callee?.sentAnswer,
      hasSentOffer: (offer) => this.#caller?.hasSent(offer) ?? false,
      report: (event) => this.dispatch(event),
      onDocument: () => this.#followLease(),
    });
    this.#farewell.own(() => ports.channel.close());
  }

  get state(): CallState {
    return this.#state;
  }

  get view(): CallView {
    const { phase } = this.#state;
    const isCaller = 'role' in this.#state && this.#state.role === 'caller';
    return {
      state: this.#state,
      remote: this.#remote.view,
      hasRelay: this.#hasRelay,
      ...(isCaller && phase !== 'preparing' && { link: this.#ports.link }),
      ...(phase === 'connected' && this.#code !== undefined && { code: this.#code }),
    };
  }

  /** Calls back at every change until stopped. */
  observe(listener: (view: CallView) => void): Stop {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the call that the link names; a tab that had a role in it takes it up again. */
  open(): void {
    this.dispatch({ type: 'open', resumes: this.#ports.roles.remembered(this.#ports.callId) !== undefined });
  }

  /** Puts a local track into its slot, now and in every connection to come. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#tracks.get(slot) === track) return;
    this.#tracks.set(slot, track);
    const peer = this.#rounds?.line?.peer;
    if (peer) this.#putTrack(peer, slot, track);
  }

  /** What the other side is told of this side's devices. */
  tellDevices(devices: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#devices = devices;
    this.#conversation?.tellMedia(devices);
  }

  /** The page goes (pagehide), perhaps to come back: says so where it can still be heard, and never that the call has ended. */
  leave(): void {
    const state = this.#state;
    if (!('exchange' in state) || state.phase === 'preparing' || state.phase === 'answering') return;
    if (this.#conversation?.say({ type: 'goodbye' })) return;
    this.#ports.channel.commitOnLeaving({ intent: 'away', role: state.role, round: state.exchange.round });
  }

  /** Events are taken one after the other; one that an effect dispatches waits until the effects of this one have begun. */
  dispatch(event: CallEvent): void {
    this.#events.push(event);
    if (this.#isDispatching) return;
    this.#isDispatching = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) this.#take(next);
    } finally {
      this.#isDispatching = false;
    }
  }

  #take(event: CallEvent): void {
    const before = this.#state;
    const { state, effects } = transition(before, event);
    this.#state = state;
    if ('role' in state) this.#role = state.role;
    if (isTakingSeat(before, state)) void this.#ports.roles.take(this.#ports.callId, this.#role);
    if (state.phase !== before.phase) this.#ports.logger.log('info', `${before.phase} → ${state.phase}`, { event: event.type });
    this.#timers.keep(this.#scope.isEnded ? [] : timersOf(state));
    this.#followLease();
    for (const effect of effects) this.#perform(effect);
    this.#observeBatches();
    if (state !== before) this.#changed();
  }

  #perform(effect: CallEffect): void {
    switch (effect.type) {
      case 'observe': return this.#watch.start();
      case 'make-offer': return void this.#asCaller().makeOffer(effect);
      case 'read-answer': {
        const answer = this.#watch.description('answer', effect.round);
        return void (answer && this.#asCaller().readAnswer(answer));
      }
      case 'read-offer': {
        const offer = this.#watch.description('offer', effect.round);
        return void (offer && this.#asCallee().readOffer(offer));
      }
      case 'warm': return this.#ports.channel.warm();
      case 'publish-answer': return void this.#asCallee().publishAnswer(effect.round, effect.claims);
      case 'want': return void this.#want(effect.round, effect.fresh);
      case 'decline': return void this.#write({ intent: 'decline' });
      case 'end': return this.#end(effect.reason);
      case 'tear-down': return this.#tearDown();
    }
  }

  #makeRounds(): Rounds {
    const { callId, channel, seal, createPeer, iceTransportPolicy, clock, logger } = this.#ports;
    const rounds = new Rounds(this.#farewell.child(), this.#role, {
      callId, channel, seal, createPeer, clock, logger: logger.part('rounds'),
      ...(iceTransportPolicy && { iceTransportPolicy }),
      iceServers: () => this.#iceServers(),
      write: (write) => this.#write(write),
      report: (event) => this.dispatch(event),
      onPeerEvent: (event) => this.#onPeerEvent(event),
      onLine: (line) => this.#onLine(line),
    });
    this.#rounds = rounds;
    return rounds;
  }

  /** Batches can be listened to once the call's document is there, and by whoever has a role in it or may take one. */
  #observeBatches(): void {
    const { phase } = this.#state;
    if (this.#isObservingBatches || !this.#watch.call || phase === 'preparing' || phase === 'ended') return;
    this.#isObservingBatches = true;
    const rounds = this.#rounds ?? this.#makeRounds();
    this.#scope.own(this.#ports.channel.observeBatches(otherRole(this.#role), (batches) => rounds.takeBatches(batches)));
  }

  /** A page has one role for as long as it lives; what belongs to it is made at its first effect. */
  #asCaller(): CallerRounds {
    return (this.#caller ??= new CallerRounds(this.#rounds ?? this.#makeRounds()));
  }

  #asCallee(): CalleeRounds {
    return (this.#callee ??= new CalleeRounds(this.#rounds ?? this.#makeRounds()));
  }

  async #iceServers(): Promise<readonly RTCIceServer[]> {
    const servers = await this.#ports.iceServers();
    this.#hasRelay = servers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')));
    return servers;
  }

  #onLine(line: PeerLine): void {
    this.#remote.reset();
    this.#code = undefined;
    this.#conversation = new Conversation(line.scope, this.#ports.clock, line.peer, {
      onMedia: (media) => this.#remote.setDevices(media),
      onOpen: () => {
        if (this.#role === 'caller') this.#conversation?.say({ type: 'reveal', nonce: line.code.nonce });
        void this.#showCode(line);
      },
      onReveal: (nonce) => void this.#reveal(line, nonce),
      onHangUp: () => this.dispatch({ type: 'said-hang-up' }),
      onGoodbye: () => this.dispatch({ type: 'said-goodbye' }),
      onSilent: () => this.dispatch({ type: 'peer-silent' }),
      onHeard: () => {
        if (this.#state.phase === 'reconnecting') this.dispatch({ type: 'peer-heard', at: this.#ports.clock.now() });
      },
    });
    this.#conversation.tellMedia(this.#devices);
    for (const [slot, track] of this.#tracks) this.#putTrack(line.peer, slot, track);
  }

  async #reveal(line: PeerLine, nonce: string): Promise<void> {
    if (await line.code.revealed(nonce)) return this.#showCode(line);
    this.#ports.logger.log('error', 'the nonce of the spoken code is not the one that was committed to');
  }

  async #showCode(line: PeerLine): Promise<void> {
    const digits = await line.code.digits();
    if (digits === undefined || line.scope.isEnded) return;
    this.#code = this.#codes.keep(line.code.pair, digits);
    this.#changed();
  }

  #onPeerEvent(event: PeerEvent): void {
    switch (event.type) {
      case 'track': return this.#remote.addTrack(event.slot, event.track);
      case 'channel': return this.#conversation?.setOpen(event.isOpen);
      case 'message': return this.#conversation?.hear(event.text);
      case 'connection': return this.#onConnection(event.state);
      case 'candidate':
    }
  }

  #onConnection(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.dispatch({ type: 'peer-connected', at: this.#ports.clock.now() });
    if (state === 'disconnected') this.dispatch({ type: 'peer-interrupted' });
    if (state === 'failed') this.dispatch({ type: 'peer-failed' });
  }

  #putTrack(peer: Peer, slot: Slot, track: MediaStreamTrack | null): void {
    peer.setTrack(slot, track).catch((error: unknown) => {
      this.#ports.logger.log('warn', 'a track could not be put into its slot', { slot, error });
    });
  }

  async #want(round: number, fresh: boolean): Promise<void> {
    const settled = await this.#write({ intent: 'want', wanted: { round, fresh } });
    if (settled.kind !== 'landed') this.dispatch({ type: 'want-failed', round });
  }

  /** One write after the other: each is judged by a document in which the one before has come out. */
  #write(write: SignalWrite): Promise<Settled> {
    const settled = this.#writes.then(() => commitAndSettle(this.#ports.channel, this.#ports.clock, write));
    this.#writes = settled;
    return settled;
  }

  #end(reason: Extract<CallEffect, { type: 'end' }>['reason']): void {
    this.#hasSaidHangUp = this.#conversation?.say({ type: 'hang-up', reason }) ?? false;
    this.#ending = this.#writeEnd({ intent: 'end', by: this.#role, reason });
  }

  /** Whoever hangs up while the store is away has ended all the same; the other side reads it once it can be written. */
  async #writeEnd(write: SignalWrite): Promise<void> {
    for (const waitMs of END_RETRIES_MS) {
      const settled = await this.#write(write);
      if (settled.kind !== 'lost') return;
      await delay(this.#ports.clock, waitMs);
    }
  }

  #tearDown(): void {
    this.#ports.roles.release(this.#ports.callId);
    this.#rounds?.begin(); // What is under way comes to nothing.
    this.#scope.end();
    void this.#sayFarewell();
  }

  /** Closing at once would throw away the hang-up that is still in the channel's buffer, and the write on its way. */
  async #sayFarewell(): Promise<void> {
    if (this.#hasSaidHangUp) await delay(this.#ports.clock, HANG_UP_LINGER_MS);
    this.#rounds?.line?.scope.end();
    await this.#ending;
    await this.#writes;
    this.#farewell.end();
  }

  #followLease(): void {
    const { call } = this.#watch;
    if (call && !this.#scope.isEnded) this.#lease.follow(call.expiresAt, this.#state.phase === 'connected');
  }

  #changed(): void {
    const { view } = this;
    for (const listener of this.#listeners) listener(view);
  }
}

/** A new call, or a claim that came out: from now on the role is this page's. */
function isTakingSeat(before: CallState, after: CallState): boolean {
  const isNewCall = before.phase === 'idle' && after.phase === 'preparing' && after.role === 'caller';
  return isNewCall || (before.phase === 'answering' && (after.phase === 'connecting' || after.phase === 'connected'));
}

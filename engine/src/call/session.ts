/** The runner: keeps a call's state, performs the effects of its transitions, and reports what comes of them. */
import { otherRole, type Role } from '#protocol/identifiers.ts';
import { Observers } from '../base/observers.ts';
import { Scope } from '../base/scope.ts';
import type { Slot } from '../peer/peer.ts';
import type { Stop } from '../signaling/signal-channel.ts';
import { AddressWatch } from './negotiation/address-watch.ts';
import { BatchWatch } from './negotiation/batch-watch.ts';
import type { CallPorts } from './call-ports.ts';
import { CallWatch } from './negotiation/call-watch.ts';
import { CallWrites } from './negotiation/call-writes.ts';
import type { CallView } from './call-view.ts';
import { CalleeRounds } from './negotiation/callee-rounds.ts';
import { CallerRounds } from './negotiation/caller-rounds.ts';
import { Containment } from './containment.ts';
import type { CallEffect } from './machine/effects.ts';
import type { CallEvent } from './machine/events.ts';
import { CallTeardown } from './ending/call-teardown.ts';
import { LeaseKeeper } from './negotiation/lease-keeper.ts';
import { RemoteParticipant } from './connection/remote-participant.ts';
import { end, stay, type Step } from './machine/phases/step.ts';
import { Rounds } from './negotiation/rounds.ts';
import type { CallState } from './machine/state.ts';
import { TimerSet } from './machine/timer-set.ts';
import { timersOf } from './machine/timers.ts';
import { transition } from './machine/transition.ts';

/** How a page comes to the call of a link. */
export interface Opening {
  /** It was just reloaded: what its tab did before goes on. */
  readonly isReloaded?: boolean;
  /** The person wants to go on here with what another page of this browser holds. */
  readonly takesOver?: boolean;
}

export class CallSession {
  readonly #ports: CallPorts;
  readonly #containment: Containment;
  /** What belongs to the call as it is used: ends when the call does. */
  readonly #scope = new Scope();
  readonly #teardown: CallTeardown;
  readonly #observers: Observers<CallView>;
  readonly #timers: TimerSet;
  readonly #lease: LeaseKeeper;
  readonly #writes: CallWrites;
  readonly #remote: RemoteParticipant;
  readonly #watch: CallWatch;
  readonly #batches: BatchWatch;
  readonly #addresses: AddressWatch;
  readonly #events: CallEvent[] = [];
  #state: CallState = { phase: 'idle' };
  #rounds: Rounds | undefined;
  #caller: CallerRounds | undefined;
  #callee: CalleeRounds | undefined;
  #role: Role = 'caller';
  /** No other page had this side before: it has opened the call, or taken the free seat. */
  #isFirst = false;
  #hasRelay = false;
  #isDispatching = false;
  #takesOver = false;
  #isDeparted = false;
  /** This page has, or had, a role in the call. */
  #hasPart = false;

  constructor(ports: CallPorts) {
    const containment = new Containment(ports.logger, () => this.dispatch({ type: 'broke', reason: 'failed' }));
    const clock = containment.clock(ports.clock);
    this.#containment = containment;
    this.#ports = { ...ports, clock, createPeer: containment.peers(ports.createPeer) };
    this.#observers = new Observers(containment.tolerated('telling an observer'));
    this.#timers = new TimerSet(this.#scope, clock, (name) => this.dispatch({ type: 'timer', name }));
    this.#writes = new CallWrites(ports.channel, clock, ports.logger);
    this.#remote = new RemoteParticipant({
      clock, logger: ports.logger,
      report: (event) => this.dispatch(event),
      onPromoted: (connection) => this.#rounds?.promote(connection),
      onChange: () => this.#changed(),
      onBroken: containment.broke,
    });
    this.#lease = new LeaseKeeper(this.#scope, clock, ports.channel, {
      extend: () => containment.work(() => this.#writes.write({ intent: 'extend' })),
      lapse: () => this.dispatch({ type: 'lease-ended' }),
      broke: containment.broke,
    });
    this.#watch = new CallWatch(this.#scope, {
      clock, channel: ports.channel, roles: ports.roles,
      state: () => this.#state,
      sentAnswer: () => this.#callee?.sentAnswer,
      hasSentOffer: (offer) => this.#caller?.hasSent(offer) ?? false,
      takesOver: () => this.#takesOver,
      onTakenOver: () => this.dispatch({ type: 'taken-over' }),
      report: (event) => this.dispatch(event),
      onDocument: () => this.#followLease(),
      containment,
    });
    this.#batches = new BatchWatch(ports.channel, containment, () => this.#rounds?.connection?.remoteCandidates.look());
    this.#addresses = new AddressWatch(this.#scope, clock, {
      read: ports.ownAddresses,
      isWaiting: () => PHASES_OF_WAITING.has(this.#state.phase),
      onChanged: () => this.dispatch({ type: 'network-changed' }),
      onBroken: containment.broke,
    });
    this.#teardown = new CallTeardown({
      channel: ports.channel, clock, writes: this.#writes,
      say: (message) => this.#remote.say(message),
      closeConnections: () => this.#rounds?.closeConnections(),
      slots: () => (this.#isFirst ? 'known' : 'all'),
      ...(ports.pendingCleanups && { pendingCleanups: ports.pendingCleanups }),
    });
  }

  get state(): CallState {
    return this.#state;
  }

  get view(): CallView {
    const { phase } = this.#state;
    const isCaller = 'role' in this.#state && this.#state.role === 'caller';
    const { quality } = this.#remote;
    return {
      state: this.#state,
      remote: this.#remote.view,
      hasRelay: this.#hasRelay,
      ...(isCaller && phase !== 'preparing' && { link: this.#ports.link }),
      ...(phase === 'connected' && this.#remote.verification),
      ...(phase === 'connected' && quality && { quality }),
    };
  }

  /** Calls back at every change until stopped. */
  observe(listener: (view: CallView) => void): Stop {
    return this.#observers.add(listener);
  }

  /**
   * Opens the call that the link names. A page that was just reloaded takes its role up again; one that comes back in
   * another way waits for a press (`returning`).
   */
  open({ isReloaded = false, takesOver = false }: Opening = {}): void {
    this.#takesOver = takesOver;
    let hadRole = false;
    this.#containment.tolerate('remembering a role', () => {
      hadRole = this.#ports.roles.remembered() !== undefined;
    });
    this.dispatch({ type: 'open', resumes: takesOver || (isReloaded && hadRole) });
  }

  /** Puts a local track into its slot, now and in every connection to come. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#containment.run(() => this.#remote.setTrack(slot, track));
  }

  /** What the other side is told of this side's devices. */
  tellDevices(devices: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#containment.run(() => this.#remote.tellDevices(devices));
  }

  /**
   * The page goes (pagehide), perhaps to come back: says so where it can still be heard, and never that the call has ended.
   *
   * @returns whether it was said to the other side's page, on a channel that goes with this one
   */
  leave(): boolean {
    let isSaid = false;
    this.#containment.tolerate('saying goodbye', () => {
      isSaid = this.#sayGoodbye();
    });
    return isSaid;
  }

  #sayGoodbye(): boolean {
    const state = this.#state;
    if (!('exchange' in state) || state.phase === 'preparing' || state.phase === 'answering' || state.phase === 'returning') return false;
    if (this.#remote.say({ type: 'goodbye' })) return true;
    this.#ports.channel.commitOnLeaving({ intent: 'away', role: state.role, round: state.exchange.round });
    return false;
  }

  /** The person turns to something else within the page: as when the page goes, and what belongs to the call is let go here. */
  depart(): void {
    const isSaid = this.leave();
    this.#isDeparted = true;
    this.#containment.tolerate('letting the role go', () => this.#ports.roles.letGo());
    this.#rounds?.begin();
    this.#containment.tolerate('departing', () => this.#scope.end());
    this.#containment.tolerate('departing', () => this.#teardown.depart(isSaid));
  }

  /** Events are taken one after the other; one that an effect dispatches waits until the effects of this one have begun. */
  dispatch(event: CallEvent): void {
    if (this.#isDeparted) return;
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
    const { state, effects } = this.#decide(before, event);
    this.#state = state;
    this.#containment.run(() => this.#follow(before, event));
    // Each by itself: what breaks one must not keep the call from being torn down.
    for (const effect of effects) this.#containment.run(() => this.#perform(effect));
    this.#containment.run(() => this.#observeBatches());
    if (state !== before) this.#containment.run(() => this.#changed());
  }

  /** A machine that can't say what follows has broken; where it can't even say how to end, it ends. */
  #decide(before: CallState, event: CallEvent): Step {
    try {
      return transition(before, event);
    } catch (error) {
      this.#containment.broke(error);
      return event.type === 'broke' ? end('failed') : stay(before);
    }
  }

  /** What goes with every step, whatever its effects are. */
  #follow(before: CallState, event: CallEvent): void {
    const state = this.#state;
    const { roles, pendingCleanups, callId, logger } = this.#ports;
    if ('role' in state) this.#role = state.role;
    if (before.phase === 'idle' && state.phase === 'preparing') this.#addresses.start();
    if (event.type === 'network-changed') this.#addresses.forget();
    // Once more, since the channel may have opened after the offer was begun.
    if (event.type === 'offer-landed') {
      this.#remote.say({ type: 'announce-round', round: event.round });
      this.#containment.tolerate('remembering that the call stood', () => roles.keepStood());
    }
    if (!this.#hasPart && isTakingPart(state)) {
      this.#hasPart = true;
      this.#containment.tolerate('remembering the call', () => pendingCleanups?.remember(callId));
    }
    if (isTakingSeat(before, state)) {
      this.#containment.tolerate('taking the role', () => roles.take(this.#role, { isSeated: true, takesOver: false, onTakenOver: () => this.dispatch({ type: 'taken-over' }) }));
    }
    if (state.phase !== before.phase) logger.log('info', `${before.phase} → ${state.phase}`, { event: event.type });
    this.#timers.keep(this.#scope.isEnded ? [] : timersOf(state));
    this.#followLease();
  }

  #perform(effect: CallEffect): void {
    switch (effect.type) {
      case 'observe': return this.#watch.start();
      case 'make-offer':
        this.#isFirst ||= effect.opens;
        if (effect.freesSeat) this.#ports.nextCall?.renew();
        this.#remote.say({ type: 'announce-round', round: effect.round });
        return this.#containment.work(() => this.#asCaller().makeOffer(effect));
      case 'read-answer': {
        const answer = this.#watch.description('answer', effect.round);
        if (answer) this.#containment.work(() => this.#asCaller().readAnswer(answer));
        return;
      }
      case 'read-offer': {
        const offer = this.#watch.description('offer', effect.round);
        if (offer) this.#containment.work(() => this.#asCallee().readOffer(offer));
        return;
      }
      case 'warm': return this.#ports.channel.warm();
      case 'recheck': return this.#remote.recheck();
      case 'probe': return this.#remote.probe();
      case 'refresh': return this.#ports.channel.refresh();
      case 'publish-answer':
        this.#isFirst ||= effect.claims;
        return this.#containment.work(() => this.#asCallee().publishAnswer(effect.round, effect.claims));
      case 'want': return this.#containment.work(() => this.#want(effect.round));
      case 'look-again': return this.#watch.again();
      case 'decline':
        this.#isFirst = true;
        return this.#containment.work(() => this.#writes.write({ intent: 'decline' }));
      case 'mark-returning':
        return this.#containment.work(() => this.#writes.write({ intent: 'returning', role: this.#role, round: effect.round }));
      case 'end': return this.#teardown.say(this.#role, effect.reason);
      case 'tear-down': return this.#tearDown();
    }
  }

  #makeRounds(): Rounds {
    const { callId, channel, seal, createPeer, iceTransportPolicy, nextCall, clock, logger } = this.#ports;
    const rounds = new Rounds(this.#teardown.scope.child(), this.#role, {
      callId, channel, seal, createPeer, nextCall, clock, logger: logger.part('rounds'),
      ...(iceTransportPolicy && { iceTransportPolicy }),
      iceServers: () => this.#iceServers(),
      write: (write) => this.#writes.write(write),
      writeBeside: (write, isWanted) => this.#writes.writeBeside(write, isWanted),
      report: (event) => this.dispatch(event),
      batches: () => this.#batches.batches,
      onEvent: (connection, event) => this.#remote.take(connection, event),
      onConnection: (connection) => this.#remote.attach(connection),
    });
    this.#rounds = rounds;
    return rounds;
  }

  /** Batches can be listened to once the call's document is there, by a page that has a role in it or may take one. */
  #observeBatches(): void {
    const { phase } = this.#state;
    if (!this.#watch.call || phase === 'preparing' || phase === 'ended') return;
    // Where the parties clean up, as long as the call lingers: what was on its way when it ended goes with the rest.
    this.#batches.start(this.#ports.pendingCleanups ? this.#teardown.scope : this.#scope, otherRole(this.#role));
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

  async #want(round: number): Promise<void> {
    this.#remote.say({ type: 'announce-round', round });
    const settled = await this.#writes.write({ intent: 'want', wanted: { round, fresh: true } });
    if (settled.kind !== 'landed') this.dispatch({ type: 'want-failed', round });
  }

  #tearDown(): void {
    this.#containment.tolerate('releasing the role', () => this.#ports.roles.release());
    this.#rounds?.begin(); // What is under way comes to nothing.
    this.#containment.run(() => this.#scope.end());
    const state = this.#state;
    if (state.phase !== 'ended') return;
    this.#containment.work(() => this.#teardown.complete(this.#hasPart ? this.#role : undefined, state.reason));
  }

  #followLease(): void {
    const { call } = this.#watch;
    if (call && !this.#scope.isEnded) this.#lease.follow(call.expiresAt, this.#state.phase === 'connected');
  }

  #changed(): void {
    this.#observers.tell(this.view);
  }
}

/** Without media, whose silence would tell of another network. */
const PHASES_OF_WAITING: ReadonlySet<CallState['phase']> = new Set(['preparing', 'returning', 'ringing', 'answering']);

/** Whether the document names this page's user, or will. */
function isTakingPart(state: CallState): boolean {
  const isNewCall = state.phase === 'preparing' && state.role === 'caller';
  return isNewCall || state.phase === 'ringing' || state.phase === 'returning' || state.phase === 'connecting' || state.phase === 'connected' || state.phase === 'reconnecting';
}

/** A new call, or a claim that came out: from now on the role is this page's. */
function isTakingSeat(before: CallState, after: CallState): boolean {
  const isNewCall = after.phase === 'preparing' && after.role === 'caller' && !(before.phase === 'preparing' && before.role === 'caller');
  return isNewCall || (before.phase === 'answering' && (after.phase === 'connecting' || after.phase === 'connected'));
}

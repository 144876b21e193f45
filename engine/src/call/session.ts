/** The runner: performs the effects of a call's transitions, and reports their outcomes as events. */
import { Observers } from '../base/observers.ts';
import { Scope } from '../base/scope.ts';
import type { ChannelKind } from '../peer/channels/channel-kinds.ts';
import type { Slot } from '../peer/peer.ts';
import type { Stop } from '../signaling/signal-channel.ts';
import type { CallPorts, Opening } from './call-ports.ts';
import { viewOf, type CallView } from './call-view.ts';
import type { CallChannel, ChannelDefinition } from './channels/call-channels.ts';
import { RemoteParticipant } from './connection/remote-participant.ts';
import { Containment } from './containment.ts';
import { CallTeardown } from './ending/call-teardown.ts';
import { exchangeNextCall } from './ending/next-call-exchange.ts';
import { CallMachine, type Transition } from './machine/call-machine.ts';
import type { CallEffect } from './machine/effects.ts';
import type { CallEvent } from './machine/events.ts';
import type { CallState } from './machine/state.ts';
import { TimerSet } from './machine/timer-set.ts';
import { timersOf } from './machine/timers.ts';
import { AddressWatch, PHASES_OF_WAITING } from './negotiation/address-watch.ts';
import { ANNOUNCE_ROUND } from './negotiation/announce-round.ts';
import { CallWatch } from './negotiation/call-watch.ts';
import { CallWrites } from './negotiation/call-writes.ts';
import { LeaseKeeper } from './negotiation/lease-keeper.ts';
import { Negotiation } from './negotiation/negotiation.ts';
import { OwnParticipant } from './participant/own-participant.ts';
import type { ParticipantRecord } from './participant/participant-record.ts';
import { exchangeRecords, tellRecord } from './participant/record-exchange.ts';
import { RoleClaim } from './role-claim.ts';

export class CallSession {
  readonly #ports: CallPorts;
  readonly #containment: Containment;
  readonly #machine: CallMachine;
  /** What belongs to the call as it is used: ends when the call does. */
  readonly #scope = new Scope();
  readonly #observers: Observers<CallView>;
  readonly #timers: TimerSet;
  readonly #claim: RoleClaim;
  readonly #writes: CallWrites;
  readonly #own: OwnParticipant;
  readonly #remote: RemoteParticipant;
  readonly #teardown: CallTeardown;
  readonly #negotiation: Negotiation;
  readonly #watch: CallWatch;
  readonly #lease: LeaseKeeper;
  readonly #addresses: AddressWatch;
  #takesOver = false;

  constructor(ports: CallPorts) {
    const { channel, roles, pendingCleanups, logger } = ports;
    const containment = new Containment(logger, () => this.dispatch({ type: 'broke', reason: 'failed' }));
    const clock = containment.clock(ports.clock);
    const report = (event: CallEvent): void => this.dispatch(event);
    const onTakenOver = (): void => report({ type: 'taken-over' });
    this.#ports = ports;
    this.#containment = containment;
    this.#machine = new CallMachine(containment, (transition) => this.#take(transition));
    this.#observers = new Observers(containment.tolerated('telling an observer'));
    this.#timers = new TimerSet(this.#scope, clock, (name) => report({ type: 'timer', name }));
    this.#claim = new RoleClaim({ callId: ports.callId, roles, pendingCleanups, onTakenOver, containment });
    this.#writes = new CallWrites(channel, clock, logger);
    this.#own = new OwnParticipant((record) => this.#tell(record));
    this.#remote = new RemoteParticipant(this.#scope, {
      clock, logger, report,
      seat: () => this.#claim.seat,
      createId: () => ports.seal.createNonce(),
      onPromoted: (connection) => this.#negotiation.promote(connection),
      onChange: () => this.#observers.tell(this.view),
      onBroken: containment.broke,
    });
    exchangeRecords(this.#remote, this.#own);
    if (ports.nextCall) exchangeNextCall(this.#remote.channels, ports.nextCall, () => this.#claim.role);
    this.#teardown = new CallTeardown({
      channel, clock, writes: this.#writes, pendingCleanups,
      say: (type, message) => this.#remote.say(type, message),
      closeConnections: () => this.#negotiation.closeConnections(),
      batches: () => (this.#claim.isFirst ? 'known' : 'all'),
    });
    this.#negotiation = new Negotiation(this.#teardown.scope, {
      ...ports, clock, report, containment, logger: logger.part('negotiation'),
      createPeer: containment.peers(ports.createPeer),
      role: () => this.#claim.role,
      write: (write) => this.#writes.write(write),
      writeBeside: (write, isWanted) => this.#writes.writeBeside(write, isWanted),
      // Texts that people carry by hand don't grow by it: the channel tells it.
      ownRecord: () => (channel.isOneRound ? undefined : this.#own.record),
      onEvent: (connection, event) => this.#remote.take(connection, event),
      onConnection: (connection) => this.#remote.attach(connection),
    });
    this.#watch = new CallWatch(this.#scope, {
      clock, channel, roles, report, onTakenOver, containment,
      state: () => this.state,
      sentAnswer: () => this.#negotiation.sentAnswer,
      hasSentOffer: (offer) => this.#negotiation.hasSent(offer),
      takesOver: () => this.#takesOver,
      onDocument: () => this.#followLease(),
    });
    this.#lease = new LeaseKeeper(this.#scope, clock, channel, {
      extend: () => containment.work(() => this.#writes.write({ intent: 'extend' })),
      lapse: () => report({ type: 'lease-ended' }),
      broke: containment.broke,
    });
    this.#addresses = new AddressWatch(this.#scope, clock, {
      read: ports.ownAddresses,
      isWaiting: () => PHASES_OF_WAITING.has(this.state.phase),
      onChanged: () => report({ type: 'network-changed' }),
      onBroken: containment.broke,
    });
  }

  get state(): CallState {
    return this.#machine.state;
  }

  get view(): CallView {
    return viewOf(this.state, this.#remote, { link: this.#ports.link, hasRelay: this.#negotiation.hasRelay });
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
    this.dispatch({ type: 'open', resumes: takesOver || (isReloaded && this.#claim.wasHeld()) });
  }

  /** Puts a local track into its slot, now and in every connection to come. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#containment.run(() => this.#remote.setTrack(slot, track));
  }

  /** A feature's channel to the other side, for as long as the call lives. Each kind is opened once. */
  openChannel(kind: ChannelKind, definition: ChannelDefinition): CallChannel {
    return this.#remote.channels.open(kind, definition);
  }

  /** What the other side is told of this side's devices. */
  tellDevices(devices: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#containment.run(() => this.#own.setDevices(devices));
  }

  /** Whether the other side is to show what comes in the screen's slots. */
  tellScreen(isShared: boolean): void {
    this.#containment.run(() => this.#own.setScreen(isShared));
  }

  /** Whether this side's person has raised a hand. */
  tellHand(isRaised: boolean): void {
    this.#containment.run(() => this.#own.setHand(isRaised));
  }

  /** How this side's person is called from now on, made safe; '' for no name. In the lobby of the other side, too. */
  setDisplayName(name: string): void {
    this.#containment.run(() => this.#own.setDisplayName(name));
  }

  #tell(record: ParticipantRecord): void {
    tellRecord(this.#remote.channels, record);
    this.#negotiation.redescribe();
    this.#followName();
  }

  /**
   * The page goes (pagehide), perhaps to come back: says so where it can still be heard, and never that the call has ended.
   *
   * @returns whether it was sent to the other side's page, on a channel that ends with this page
   */
  leave(): boolean {
    let isSaid = false;
    this.#containment.tolerate('saying goodbye', () => {
      isSaid = this.#teardown.sayGoodbye(this.state);
    });
    return isSaid;
  }

  /** The person turns to something else within the page: as when the page goes, and what belongs to the call is let go here. */
  depart(): void {
    const isSaid = this.leave();
    this.#machine.stop();
    this.#claim.letGo();
    this.#negotiation.abandon();
    this.#containment.tolerate('departing', () => this.#scope.end());
    this.#containment.tolerate('departing', () => this.#teardown.depart(isSaid));
  }

  /** Events are taken one after the other, also those that effects dispatch. */
  dispatch(event: CallEvent): void {
    this.#machine.dispatch(event);
  }

  #take({ event, before, state, effects }: Transition): void {
    this.#containment.run(() => this.#follow(before, event));
    // Each by itself: what breaks one must not keep the call from being torn down.
    for (const effect of effects) this.#containment.run(() => this.#perform(effect));
    this.#containment.run(() => this.#observeBatches());
    if (state !== before) this.#containment.run(() => this.#observers.tell(this.view));
  }

  /** What goes with every transition, beside its effects. */
  #follow(before: CallState, event: CallEvent): void {
    const { state } = this;
    this.#claim.follow(before, state);
    if (before.phase === 'idle' && state.phase === 'preparing') this.#addresses.start();
    if (event.type === 'network-changed') this.#addresses.forget();
    if (event.type === 'offer-landed') {
      // Once more, since the channel may have opened after the offer was begun.
      this.#announce(event.round);
      this.#claim.keepStood();
    }
    if (state.phase === 'ended' && before.phase !== 'ended') this.#remote.remember();
    if (state.phase !== before.phase) this.#ports.logger.log('info', `${before.phase} → ${state.phase}`, { event: event.type });
    this.#timers.keep(this.#scope.isEnded ? [] : timersOf(state));
    this.#followLease();
    this.#followName();
  }

  #perform(effect: CallEffect): void {
    const { channel } = this.#ports;
    switch (effect.type) {
      case 'observe': return this.#watch.start();
      case 'make-offer':
        if (effect.opens) this.#claim.markFirst();
        if (effect.freesSeat) this.#letGo();
        this.#announce(effect.round);
        return this.#containment.work(() => this.#negotiation.makeOffer(effect));
      case 'read-answer': return this.#containment.work(() => this.#negotiation.readAnswer(this.#watch.description('answer', effect.round)));
      case 'read-offer': return this.#containment.work(() => this.#negotiation.readOffer(this.#watch.description('offer', effect.round)));
      case 'warm': return channel.warm();
      case 'recheck': return this.#remote.recheck();
      case 'probe': return this.#remote.probe();
      case 'refresh': return channel.refresh();
      case 'publish-answer':
        if (effect.claims) this.#claim.markFirst();
        return this.#containment.work(() => this.#negotiation.publishAnswer(effect.round, effect.claims));
      case 'request-round':
        this.#announce(effect.round);
        return this.#containment.work(() => this.#negotiation.requestRound(effect.round));
      case 'read': return this.#watch.read();
      case 'look-again': return this.#watch.again();
      case 'decline':
        this.#claim.markFirst();
        return this.#containment.work(() => this.#writes.write({ intent: 'decline' }));
      case 'mark-returning':
        return this.#containment.work(() => this.#writes.write({ intent: 'returning', role: this.#claim.role, round: effect.round }));
      case 'end': return this.#teardown.sayEnd(this.#claim.role, effect.reason);
      case 'tear-down': return this.#tearDown();
    }
  }

  /** While media flows, a round counts for the other side only if it has been announced. */
  #announce(round: number): void {
    this.#remote.say(ANNOUNCE_ROUND, { round });
  }

  /** Batches can be listened to once the call's document is there, by a page that has a role in it or may take one. */
  #observeBatches(): void {
    const { phase } = this.state;
    if (!this.#watch.call || phase === 'preparing' || phase === 'ended') return;
    // Where the parties clean up, as long as the call lingers: what was on its way when it ended goes with the rest.
    this.#negotiation.observeBatches(this.#ports.pendingCleanups ? this.#teardown.scope : this.#scope);
  }

  /** Another person may take the seat, and is told nothing that was meant for the one who had it. */
  #letGo(): void {
    this.#ports.nextCall?.renew();
    this.#claim.freeSeat();
    this.#remote.letGo();
  }

  #tearDown(): void {
    const { state } = this;
    this.#claim.release();
    this.#negotiation.abandon();
    this.#containment.run(() => this.#scope.end());
    if (state.phase === 'ended') this.#containment.work(() => this.#teardown.complete(this.#claim.part, state.reason));
  }

  /** The offer that stands says who is calling: another name is another round. One on its way is looked at when it stands. */
  #followName(): void {
    if (this.state.phase !== 'ringing') return;
    const { round, offerInFlight, unsent } = this.state.exchange;
    if (!offerInFlight && !unsent && this.#negotiation.isOutdated(round)) this.dispatch({ type: 'renamed' });
  }

  #followLease(): void {
    const { call } = this.#watch;
    if (call && !this.#scope.isEnded) this.#lease.follow(call.expiresAt, this.state.phase === 'connected');
  }
}

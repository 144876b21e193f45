/**
 * The other side, over whichever connection carries the call. While a new connection is being built the standing one
 * goes on; the new one takes its place when it is connected, and not before:
 *
 *   nothing ──attach──► next ──connected──► standing ──attach──► standing + next ──next connected──► standing (the new one)
 */
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { ControlMessage } from '../../peer/channels/control-messages.ts';
import type { PeerEvent, Slot } from '../../peer/peer.ts';
import type { CallQuality } from '../../stats/call-quality.ts';
import type { RemoteView, Verification } from '../call-view.ts';
import { Contact } from './contact.ts';
import type { CallEvent } from '../machine/events.ts';
import type { NextCallValue } from '../ending/next-call-value.ts';
import type { PeerLine } from './peer-line.ts';
import { QualitySampler } from '../../stats/quality-sampler.ts';
import { SasCache } from './sas-exchange.ts';
import { LIMITS_MS } from '../machine/timings.ts';

export interface RemoteParticipantPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly nextCall?: NextCallValue | undefined;
  readonly report: (event: CallEvent) => void;
  /** This connection carries the call from now on; the one before may go. */
  readonly onStanding: (line: PeerLine) => void;
  /** What is seen of the other side has changed. */
  readonly onChange: () => void;
  readonly onBroken: (error: unknown) => void;
}

const NOBODY: RemoteView = { isMicrophoneOn: true, isCameraOn: true };

export class RemoteParticipant {
  readonly #ports: RemoteParticipantPorts;
  readonly #tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly #codes = new SasCache();
  readonly #verifications = new Map<PeerLine, Verification>();
  readonly #quality: QualitySampler;
  #devices = { microphone: false, camera: false };
  #standing: Contact | undefined;
  #next: Contact | undefined;

  constructor(ports: RemoteParticipantPorts) {
    this.#ports = ports;
    this.#quality = new QualitySampler(ports.clock, ports.onChange, (error) => ports.logger.log('warn', 'the quality can’t be told', error));
  }

  get view(): RemoteView {
    return (this.#standing ?? this.#next)?.media.view ?? NOBODY;
  }

  /** What the spoken code of the connection that there is has come to; undefined until that is known. */
  get verification(): Verification | undefined {
    return this.#standing && this.#verifications.get(this.#standing.line);
  }

  /** How good the connection is that carries the call; undefined until that can be told. */
  get quality(): CallQuality | undefined {
    return this.#quality.quality;
  }

  /** Another connection is being built: it is given the local tracks, and waits for its turn. */
  attach(line: PeerLine, role: Role): void {
    const contact: Contact = new Contact(line, role, {
      clock: this.#ports.clock, logger: this.#ports.logger, iceServers: this.#ports.iceServers, nextCall: this.#ports.nextCall,
      onChange: () => this.#ports.onChange(),
      // Whoever is let in where somebody was let go finds no connection of theirs.
      devices: (this.#standing ?? this.#next)?.media.devices,
      onDigits: (pair, digits) => this.#verified(line, { code: this.#codes.keep(pair, digits) }),
      onUnverifiable: () => this.#verified(line, { isUnverifiable: true }),
      events: {
        onHangUp: (reason) => this.#ports.report({ type: 'said-hang-up', reason }),
        onGoodbye: (isSaid) => this.#left(contact, isSaid),
        onChannelLost: (isAgain) => this.#ofStanding(contact, { type: 'channel-lost', at: this.#ports.clock.now(), isAgain }),
        onRoundAnnounced: (round) => this.#ofStanding(contact, { type: 'round-announced', round }),
        onSilent: () => this.#ofStanding(contact, { type: 'peer-silent' }),
        onBroken: (error) => this.#ports.onBroken(error),
        onHeard: () => this.#ofStanding(contact, { type: 'peer-heard', at: this.#ports.clock.elapsed() }),
      },
    });
    this.#next = contact;
    line.scope.own(() => this.#forget(contact));
    contact.conversation.tellMedia(this.#devices);
    for (const [slot, track] of this.#tracks) contact.setTrack(slot, track);
  }

  take(line: PeerLine, event: PeerEvent): void {
    const contact = [this.#standing, this.#next].find((one) => one?.line === line);
    if (!contact) return;
    if (event.type === 'connection') this.#takeState(contact, event.state);
    else if (event.type === 'network-changed') this.#ports.report(event);
    else contact.take(event);
  }

  /** Puts a local track into its slot, now and in every connection to come. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#tracks.get(slot) === track) return;
    this.#tracks.set(slot, track);
    for (const contact of this.#contacts()) contact.setTrack(slot, track);
  }

  tellDevices(devices: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#devices = devices;
    for (const { conversation } of this.#contacts()) conversation.tellMedia(devices);
  }

  /** @returns false when nobody can hear it */
  say(message: ControlMessage): boolean {
    return this.#contacts().map(({ conversation }) => conversation.say(message) && !conversation.isSilent).includes(true);
  }

  /** The path may have changed: asks whether somebody still hears, and has ICE look anew. */
  recheck(): void {
    this.probe();
    this.#standing?.restart.begin();
  }

  /** Asks whether somebody still hears. */
  probe(): void {
    this.#standing?.conversation.probe();
  }

  #verified(line: PeerLine, verification: Verification): void {
    this.#verifications.set(line, verification);
    this.#ports.onChange();
  }

  #contacts(): readonly Contact[] {
    return [this.#standing, this.#next].filter((contact) => contact !== undefined);
  }

  #takeState(contact: Contact, state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      if (contact !== this.#standing) this.#promote(contact);
      this.#ports.report({ type: 'peer-connected', at: this.#ports.clock.elapsed() });
    } else if (contact === this.#standing) {
      if (state === 'disconnected') this.#ports.report({ type: 'peer-interrupted' });
      if (state === 'failed') this.#ports.report({ type: 'peer-failed' });
    } else if (state === 'failed') {
      this.#ports.report({ type: 'attempt-failed' });
    }
  }

  #promote(contact: Contact): void {
    this.#standing = contact;
    this.#next = undefined;
    contact.begin();
    this.#quality.follow(contact.line.scope, contact.line.peer);
    this.#limitSenders(contact);
    this.#ports.onStanding(contact.line);
    this.#ports.onChange();
  }

  #limitSenders({ line }: Contact): void {
    const release = line.scope.own(this.#ports.clock.after(LIMITS_MS, () => {
      release();
      contained(line.peer.limitSenders(), (error) => this.#ports.logger.log('warn', 'the senders were not limited', error));
    }));
  }

  #ofStanding(contact: Contact, event: CallEvent): void {
    if (contact === this.#standing) this.#ports.report(event);
  }

  /**
   * A channel that closed without a word, while another connection is on its way, may just have been given up for that
   * one; after a silence it is our own browser that gave up (Firefox closes it with the connection that has failed).
   */
  #left(contact: Contact, isSaid: boolean): void {
    if (contact !== this.#standing) return;
    const hasLeft = isSaid || (!this.#next && !contact.conversation.isSilent);
    this.#ports.report(hasLeft ? { type: 'said-goodbye' } : { type: 'peer-silent' });
  }

  #forget(contact: Contact): void {
    this.#verifications.delete(contact.line);
    if (this.#next === contact) this.#next = undefined;
    if (this.#standing === contact) this.#standing = undefined;
  }
}

/**
 * The other side, over whichever connection carries the call. While a replacement is being built the current
 * connection goes on; the replacement takes its place when it is connected, and not before:
 *
 *   none ──attach──► replacement ──connected──► current ──attach──► current + replacement ──connected──► current (the new one)
 */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import { CHANNEL_KINDS } from '../../peer/channels/channel-kinds.ts';
import type { Slot } from '../../peer/peer.ts';
import type { CallQuality } from '../../stats/call-quality.ts';
import { QualitySampler } from '../../stats/quality-sampler.ts';
import type { RemoteView, Verification } from '../call-view.ts';
import { CallChannels } from '../channels/call-channels.ts';
import type { StreamId } from '../channels/frames.ts';
import type { MessageType } from '../channels/message-registry.ts';
import type { CallEvent } from '../machine/events.ts';
import { UNKNOWN_PARTICIPANT, type ParticipantRecord } from '../participant/participant-record.ts';
import type { ConnectionEvent } from './connection-ports.ts';
import type { Connection } from './connection.ts';
import type { RemoteMedia } from './remote-media.ts';
import { SasCache } from './sas-exchange.ts';

export interface RemoteParticipantPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names a stream of a reliable channel: 16 random bytes, base64url. */
  readonly createId: () => StreamId;
  /** How many persons have been let go in this call. */
  readonly seat: () => number;
  readonly report: (event: CallEvent) => void;
  /** This connection carries the call from now on; the one before may go. */
  readonly onPromoted: (connection: Connection) => void;
  /** What is seen of the other side has changed. */
  readonly onChange: () => void;
  readonly onBroken: (error: unknown) => void;
}

export class RemoteParticipant {
  /** What is told over them arrives, over whichever connection carries the call. */
  readonly channels: CallChannels;
  readonly #ports: RemoteParticipantPorts;
  readonly #tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly #codes = new SasCache();
  readonly #verifications = new Map<Connection, Verification>();
  readonly #quality: QualitySampler;
  /** What it has said last over the control channel: newer than any description. */
  #record: ParticipantRecord | undefined;
  #current: Connection | undefined;
  #replacement: Connection | undefined;

  /** @param scope of the call */
  constructor(scope: Scope, ports: RemoteParticipantPorts) {
    this.#ports = ports;
    this.channels = new CallChannels(scope, {
      ...ports,
      path: () => this.#current && { bytesPerSecond: this.#current.peer.bytesPerSecond, ...this.#quality.path },
    });
    this.#quality = new QualitySampler(ports.clock, ports.onChange, (error) => ports.logger.log('warn', 'the quality can’t be told', error));
  }

  get view(): RemoteView {
    const media = this.#media;
    const record = this.#record ?? media?.described ?? UNKNOWN_PARTICIPANT;
    const { displayName, microphone, camera, screen } = record;
    return {
      isMicrophoneOn: microphone, isCameraOn: camera, record,
      ...(displayName !== undefined && { displayName }),
      ...(media?.stream && { stream: media.stream }),
      ...(screen && media?.screen && { screen: media.screen }),
    };
  }

  /** The outcome of the current connection's short authentication string; undefined until that is known. */
  get verification(): Verification | undefined {
    return this.#current && this.#verifications.get(this.#current);
  }

  /** How good the current connection is; undefined until that can be told. */
  get quality(): CallQuality | undefined {
    return this.#quality.quality;
  }

  /** Another connection is being built: it is given the local tracks, and waits for its turn. */
  attach(connection: Connection): void {
    this.#replacement = connection;
    connection.scope.own(() => this.#forget(connection));
    for (const [slot, track] of this.#tracks) connection.setTrack(slot, track);
  }

  /** Puts a local track into its slot, now and in every connection to come. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#tracks.get(slot) === track) return;
    this.#tracks.set(slot, track);
    for (const connection of this.#connections()) connection.setTrack(slot, track);
  }

  setRecord(record: ParticipantRecord): void {
    this.#record = record;
    this.#ports.onChange();
  }

  /** The call is over, and its connections close: it can still be said who left. */
  remember(): void {
    this.#record ??= this.#media?.described;
  }

  /** Another person may come: nothing of this one is theirs. */
  letGo(): void {
    this.channels.letGo();
    this.#record = undefined;
  }

  /** Says a message of a connection on each that there is. @returns false when it can't be heard */
  say<Message extends object>(type: MessageType<Message>, message: Message): boolean {
    return this.#connections().map(({ conversation }) => conversation.say(type, message) && !conversation.isSilent).includes(true);
  }

  /** The path may have changed: probes it, and has ICE look anew. */
  recheck(): void {
    this.probe();
    this.#current?.iceRestart.begin();
  }

  /** Finds out at once whether the other side still hears. */
  probe(): void {
    this.#current?.conversation.probe();
  }

  take(connection: Connection, event: ConnectionEvent): void {
    const { report, clock, onBroken } = this.#ports;
    switch (event.type) {
      case 'broken': return onBroken(event.error);
      case 'connection': return this.#takeState(connection, event.state);
      case 'network-changed': return report(event);
      case 'channel':
        if (connection === this.#current) this.channels.bind(event.kind, connection.link(event.kind));
        return;
      case 'frame':
        if (connection === this.#current) this.channels.hear(event.kind, event.frame);
        return;
      case 'writable':
        if (connection === this.#current) this.channels.resumeSending(event.kind);
        return;
      case 'media-changed': return this.#ports.onChange();
      case 'digits': return this.#verified(connection, { code: this.#codes.keep(event.certificates, event.digits) });
      case 'unverifiable': return this.#verified(connection, { isUnverifiable: true });
      case 'hang-up': return report({ type: 'said-hang-up', reason: event.reason });
      case 'goodbye': return this.#left(connection, event.isSaid);
      case 'channel-lost': return this.#ofCurrent(connection, { ...event, at: clock.now() });
      case 'round-announced': return this.#ofCurrent(connection, event);
      case 'silent': return this.#ofCurrent(connection, { type: 'peer-silent' });
      case 'alive':
        if (connection === this.#current) this.#bind(connection);
        return this.#ofCurrent(connection, { type: 'peer-heard', at: clock.elapsed() });
    }
  }

  #verified(connection: Connection, verification: Verification): void {
    this.#verifications.set(connection, verification);
    this.#ports.onChange();
  }

  get #media(): RemoteMedia | undefined {
    return (this.#current ?? this.#replacement)?.media;
  }

  #connections(): readonly Connection[] {
    return [this.#current, this.#replacement].filter((connection) => connection !== undefined);
  }

  #takeState(connection: Connection, state: RTCPeerConnectionState): void {
    const { report, clock } = this.#ports;
    if (state === 'connected') {
      if (connection !== this.#current) this.#promote(connection);
      // Its path is there again, and the page on the other side may not be: ICE is the browser's.
      else if (connection.conversation.isGone) return;
      else connection.conversation.expectSigns();
      report({ type: 'peer-connected', at: clock.elapsed() });
    } else if (connection === this.#current) {
      if (state === 'disconnected') report({ type: 'peer-interrupted' });
      if (state === 'failed') report({ type: 'peer-failed' });
    } else if (state === 'failed') {
      report({ type: 'attempt-failed' });
    }
  }

  #promote(connection: Connection): void {
    this.#current?.retire();
    this.#current = connection;
    this.#replacement = undefined;
    connection.promoted();
    this.#bind(connection);
    this.#quality.follow(connection.scope, connection.peer);
    this.#ports.onPromoted(connection);
    this.#ports.onChange();
  }

  #bind(connection: Connection): void {
    for (const kind of CHANNEL_KINDS) this.channels.bind(kind, connection.link(kind));
  }

  #ofCurrent(connection: Connection, event: CallEvent): void {
    if (connection === this.#current) this.#ports.report(event);
  }

  /**
   * A channel that closed without a word, while a replacement is on its way, may just have been given up for that
   * one; after a silence it is our own browser that gave up (Firefox closes it with the connection that has failed).
   */
  #left(connection: Connection, isSaid: boolean): void {
    const hasLeft = isSaid || (!this.#replacement && !connection.conversation.isSilent);
    // What is sent to a page that is gone waits for the next one.
    if (hasLeft && connection === this.#current) for (const kind of CHANNEL_KINDS) this.channels.bind(kind, undefined);
    this.#ofCurrent(connection, hasLeft ? { type: 'said-goodbye' } : { type: 'peer-silent' });
  }

  #forget(connection: Connection): void {
    this.#verifications.delete(connection);
    if (this.#replacement === connection) this.#replacement = undefined;
    if (this.#current === connection) this.#current = undefined;
  }
}

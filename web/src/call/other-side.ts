/** What this page shows and tells the other one, and hears and sees of it, over whichever connection there is at the moment. */
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { ControlMessage } from '../peer/control-messages.ts';
import type { Peer, PeerEvent, Slot } from '../peer/peer.ts';
import type { RemoteView } from './call-view.ts';
import { Conversation } from './conversation.ts';
import type { CallEvent } from './events.ts';
import type { PeerLine } from './peer-line.ts';
import { RemoteMedia } from './remote-media.ts';
import { KnownCodes } from './spoken-code.ts';

export interface OtherSidePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly report: (event: CallEvent) => void;
  /** What is seen of the other side has changed. */
  readonly onChange: () => void;
}

export class OtherSide {
  readonly #ports: OtherSidePorts;
  readonly #media: RemoteMedia;
  readonly #tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly #codes = new KnownCodes();
  #devices = { microphone: false, camera: false };
  #line: PeerLine | undefined;
  #conversation: Conversation | undefined;
  #code: string | undefined;

  constructor(ports: OtherSidePorts) {
    this.#ports = ports;
    this.#media = new RemoteMedia(ports.onChange);
  }

  get view(): RemoteView {
    return this.#media.view;
  }

  /** The spoken code of the connection that there is. */
  get code(): string | undefined {
    return this.#code;
  }

  /** Another connection: it is given the local tracks, and what came over the one before is void. */
  attach(line: PeerLine, role: Role): void {
    this.#line = line;
    this.#media.reset();
    this.#code = undefined;
    this.#conversation = new Conversation(line.scope, this.#ports.clock, line.peer, {
      onOpen: () => {
        if (role === 'caller') this.say({ type: 'reveal', nonce: line.code.nonce });
        void this.#showCode(line);
      },
      onReveal: (nonce) => void this.#check(line, nonce),
      onMedia: (media) => this.#media.setDevices(media),
      onHangUp: () => this.#ports.report({ type: 'said-hang-up' }),
      onGoodbye: () => this.#ports.report({ type: 'said-goodbye' }),
      onSilent: () => this.#ports.report({ type: 'peer-silent' }),
      onHeard: () => this.#ports.report({ type: 'peer-heard', at: this.#ports.clock.now() }),
    });
    this.#conversation.tellMedia(this.#devices);
    for (const [slot, track] of this.#tracks) this.#put(line.peer, slot, track);
  }

  take(event: PeerEvent): void {
    switch (event.type) {
      case 'track': return this.#media.addTrack(event.slot, event.track);
      case 'channel': return this.#conversation?.setOpen(event.isOpen);
      case 'message': return this.#conversation?.hear(event.text);
      case 'connection': return this.#takeState(event.state);
      case 'candidate': // The line's own matter.
    }
  }

  /** Puts a local track into its slot, now and in every connection to come. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#tracks.get(slot) === track) return;
    this.#tracks.set(slot, track);
    if (this.#line) this.#put(this.#line.peer, slot, track);
  }

  tellDevices(devices: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#devices = devices;
    this.#conversation?.tellMedia(devices);
  }

  /** @returns false when nobody can hear it */
  say(message: ControlMessage): boolean {
    return this.#conversation?.say(message) ?? false;
  }

  #takeState(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.#ports.report({ type: 'peer-connected', at: this.#ports.clock.now() });
    if (state === 'disconnected') this.#ports.report({ type: 'peer-interrupted' });
    if (state === 'failed') this.#ports.report({ type: 'peer-failed' });
  }

  #put(peer: Peer, slot: Slot, track: MediaStreamTrack | null): void {
    peer.setTrack(slot, track).catch((error: unknown) => {
      this.#ports.logger.log('warn', 'a track could not be put into its slot', { slot, error });
    });
  }

  async #check(line: PeerLine, nonce: string): Promise<void> {
    if (await line.code.revealed(nonce)) return this.#showCode(line);
    this.#ports.logger.log('error', 'the nonce of the spoken code is not the one that was committed to');
  }

  async #showCode(line: PeerLine): Promise<void> {
    const digits = await line.code.digits();
    if (digits === undefined || line.scope.isEnded) return;
    this.#code = this.#codes.keep(line.code.pair, digits);
    this.#ports.onChange();
  }
}

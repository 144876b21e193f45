/** One connection as the other side is met over it: what is said on its channel, seen and heard, and its spoken code. */
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../base/clock.ts';
import { contained } from '../base/contained.ts';
import type { Logger } from '../base/logger.ts';
import type { PeerEvent, Slot } from '../peer/peer.ts';
import { Conversation, type ConversationEvents } from './conversation.ts';
import { LineRestart } from './line-restart.ts';
import type { PeerLine } from './peer-line.ts';
import { RemoteMedia, type RemoteDevices } from './remote-media.ts';

export interface ContactPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly onChange: () => void;
  /** What the other side has said over the connection before, if there is one. */
  readonly devices: RemoteDevices | undefined;
  /** The digits can be computed: both nonces are known. */
  readonly onDigits: (pair: string, digits: string) => void;
  readonly events: Pick<ConversationEvents, 'onHangUp' | 'onGoodbye' | 'onRenewing' | 'onSilent' | 'onHeard' | 'onBroken'>;
}

export class Contact {
  readonly line: PeerLine;
  readonly media: RemoteMedia;
  readonly conversation: Conversation;
  readonly restart: LineRestart;
  readonly #ports: ContactPorts;

  constructor(line: PeerLine, role: Role, ports: ContactPorts) {
    this.line = line;
    this.#ports = ports;
    this.media = new RemoteMedia(ports.onChange, ports.devices);
    this.conversation = new Conversation(line.scope, ports.clock, line.peer, {
      ...ports.events,
      onOpen: () => {
        if (role === 'caller') this.conversation.say({ type: 'reveal', nonce: line.code.nonce });
        contained(this.#showCode(), this.#noCode);
      },
      onReveal: (nonce) => contained(this.#check(nonce), this.#noCode),
      onMedia: (media) => this.media.setDevices(media),
      onRestart: (message) => this.restart.take(message),
    });
    this.restart = new LineRestart(line, role, {
      clock: ports.clock, logger: ports.logger, iceServers: ports.iceServers, say: (message) => this.conversation.say(message),
    });
  }

  /** Events of the connection but its state, and news of this machine, which are for whoever knows which connection counts. */
  take(event: Exclude<PeerEvent, { type: 'connection' | 'network-changed' }>): void {
    switch (event.type) {
      case 'track': return this.media.addTrack(event.slot, event.track);
      case 'channel': return this.conversation.setOpen(event.isOpen);
      case 'message': return this.conversation.hear(event.text);
      case 'candidate': // The line's own matter.
    }
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.line.peer.setTrack(slot, track).catch((error: unknown) => {
      this.#ports.logger.log('warn', 'a track could not be put into its slot', { slot, error });
    });
  }

  readonly #noCode = (error: unknown): void => this.#ports.logger.log('error', 'the spoken code can’t be computed', error);

  async #check(nonce: string): Promise<void> {
    if (await this.line.code.revealed(nonce)) return this.#showCode();
    this.#ports.logger.log('error', 'the nonce of the spoken code is not the one that was committed to');
  }

  async #showCode(): Promise<void> {
    const digits = await this.line.code.digits();
    if (digits !== undefined && !this.line.scope.isEnded) this.#ports.onDigits(this.line.code.pair, digits);
  }
}

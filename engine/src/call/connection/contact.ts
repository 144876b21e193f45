/** One connection as the other side is met over it: what is said on its channel, seen and heard, and its spoken code. */
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { PeerEvent, Slot } from '../../peer/peer.ts';
import { Conversation, type ConversationEvents } from './conversation.ts';
import type { NextCallValue } from '../ending/next-call-value.ts';
import { IceRestart } from './ice-restart.ts';
import type { PeerLine } from './peer-line.ts';
import { RemoteMedia, type RemoteDevices } from './remote-media.ts';
import { CODE_MS } from '../machine/timings.ts';

export interface ContactPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly onChange: () => void;
  /** What the other side has said over the connection before, if there is one. */
  readonly devices: RemoteDevices | undefined;
  /** The digits can be computed: both nonces are known. */
  readonly onDigits: (pair: string, digits: string) => void;
  /** They can't, or could have been long ago. */
  readonly onUnverifiable: () => void;
  /** Where the link can lead to another call. */
  readonly nextCall?: NextCallValue | undefined;
  readonly events: Pick<ConversationEvents, 'onHangUp' | 'onGoodbye' | 'onChannelLost' | 'onRoundAnnounced' | 'onSilent' | 'onHeard' | 'onBroken'>;
}

export class Contact {
  readonly line: PeerLine;
  readonly media: RemoteMedia;
  readonly conversation: Conversation;
  readonly restart: IceRestart;
  readonly #ports: ContactPorts;
  #hasCode = false;

  constructor(line: PeerLine, role: Role, ports: ContactPorts) {
    this.line = line;
    this.#ports = ports;
    this.media = new RemoteMedia(ports.onChange, ports.devices);
    this.conversation = new Conversation(line.scope, ports.clock, line.peer, {
      ...ports.events,
      onOpen: () => {
        if (role === 'caller') {
          this.conversation.say({ type: 'reveal', nonce: line.code.nonce });
          if (ports.nextCall) this.conversation.say({ type: 'next-call', value: ports.nextCall.offer() });
        }
        contained(this.#showCode(), this.#noCode);
      },
      onNextCall: (value) => {
        if (role === 'callee') ports.nextCall?.take(value);
      },
      onReveal: (nonce) => contained(this.#check(nonce), this.#noCode),
      onMedia: (media) => this.media.setDevices(media),
      onRestart: (message) => this.restart.take(message),
    });
    this.restart = new IceRestart(line, role, {
      clock: ports.clock, logger: ports.logger, iceServers: ports.iceServers, say: (message) => this.conversation.say(message),
    });
  }

  /** This connection carries the call from now on: signs of life and the code are to be expected. */
  begin(): void {
    this.conversation.begin();
    this.#awaitCode();
  }

  /** Events of the connection but its state, and news of this machine, which are for whoever knows which connection counts. */
  take(event: Exclude<PeerEvent, { type: 'connection' | 'network-changed' }>): void {
    switch (event.type) {
      case 'track': return this.media.addTrack(event.slot, event.track);
      case 'channel':
        if (event.kind === 'control') this.conversation.setOpen(event.isOpen);
        return;
      case 'message':
        if (event.kind === 'control' && typeof event.data === 'string') this.conversation.hear(event.data);
        return;
      case 'writable': return;
      case 'candidate': // The line's own matter.
    }
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.line.peer.setTrack(slot, track).catch((error: unknown) => {
      this.#ports.logger.log('warn', 'a track could not be put into its slot', { slot, error });
    });
  }

  /** Whoever sits in between and says no nonce at all would go unnoticed otherwise. What comes late is taken all the same. */
  #awaitCode(): void {
    const release = this.line.scope.own(this.#ports.clock.after(CODE_MS, () => {
      release();
      if (this.#hasCode) return;
      if (this.conversation.isSilent) this.#awaitCode();
      else this.#ports.onUnverifiable();
    }));
  }
  readonly #noCode = (error: unknown): void => this.#ports.logger.log('error', 'the spoken code can’t be computed', error);

  async #check(nonce: string): Promise<void> {
    if (!(await this.line.code.acceptReveal(nonce))) {
      this.#ports.logger.log('error', 'the nonce of the spoken code is not the one that was committed to');
    }
    return this.#showCode();
  }

  async #showCode(): Promise<void> {
    const { code, scope } = this.line;
    const digits = await code.digits();
    if (scope.isEnded) return;
    if (code.hasFailed) this.#ports.onUnverifiable();
    else if (digits !== undefined) {
      this.#hasCode = true;
      this.#ports.onDigits(code.pair, digits);
    }
  }
}

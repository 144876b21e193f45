/** One try to connect by hand: a session as in any other call, over a channel that hands out one text. Ends with `end`. */
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { CallView } from '../../call/call-view.ts';
import type { RoleKeeper } from '../../call/role-keeper.ts';
import { CallSession } from '../../call/session.ts';
import { rtcPeerFactory } from '../../peer/rtc-peer.ts';
import { ManualChannel } from '../../signaling/manual/manual-channel.ts';
import { formatInvitation, formatReply, type HandedMessage, type Invitation, type Reply } from '../../signaling/manual/manual-text.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { forOneConnection, gatherFirst } from './manual-peer.ts';

/** What attempts of one page share. */
export interface ManualSettings {
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  /** Of the page; undefined where the browser makes none. */
  readonly identity: RTCCertificate | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One attempt: of the inviting page, or with `invitation` of the invited one. */
export interface AttemptOptions extends ManualSettings {
  readonly callId: CallId;
  readonly secret: Uint8Array<ArrayBuffer>;
  /** Given to the invited page; the inviting page has none. */
  readonly invitation?: Invitation;
  readonly onText: (text: string) => void;
  readonly onChange: (view: CallView) => void;
}

/** A page that is reloaded has lost the text's other half: there is no role to take up again. */
const NO_MEMORY: RoleKeeper = {
  take: async () => true, remembered: () => undefined, keepStood: () => {}, hasStood: () => false, seat: () => 0, freeSeat: () => {}, letGo: () => {}, release: () => {},
};

/** One attempt to connect without a server: `onText` hands out the text to carry to the other side. */
export class ManualAttempt {
  readonly session: CallSession;
  readonly #channel: ManualChannel;
  readonly #stop: () => void;

  constructor({ callId, secret, invitation, onText, onChange, ...settings }: AttemptOptions) {
    const { iceServers, iceTransportPolicy, identity, clock, logger } = settings;
    this.#channel = new ManualChannel({
      callId, uid: invitation ? 'callee' : 'caller', clock, onHandOut: (message) => onText(textOf(message, secret)),
    });
    if (invitation) this.#channel.take(invitation);
    this.session = new CallSession({
      callId, link: '', clock, logger: logger.part('call'),
      channel: this.#channel,
      seal: forOneConnection(createWebCryptoSeal(secret)),
      // The invited page may answer more than once, and its checks arrive before any answer: nothing of an earlier one may be kept.
      createPeer: gatherFirst(rtcPeerFactory({ logger, answersAs: 'passive', ...(identity && { certificates: [identity] }) }), clock),
      iceServers: async () => iceServers,
      iceTransportPolicy,
      // Another text can't follow the one that was handed over: so a change of the network can't be answered.
      ownAddresses: async () => '',
      roles: NO_MEMORY,
    });
    this.#stop = this.session.observe(onChange);
    if (invitation) this.session.open();
    else this.session.dispatch({ type: 'start' });
  }

  /** @returns false when the channel has no use for it */
  take(reply: Reply): boolean {
    return this.#channel.take(reply);
  }

  /** Hangs up; nothing is reported any more. */
  end(): void {
    this.#stop();
    if (this.session.state.phase !== 'ended') this.session.dispatch({ type: 'hang-up' });
  }
}

function textOf(message: HandedMessage, secret: Uint8Array): string {
  return message.kind === 'reply' ? formatReply(message) : formatInvitation(message, secret);
}

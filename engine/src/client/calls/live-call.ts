/** One call with everything it uses, put together: devices, store, session. Ends with its scope. */
import type { CallId } from '#protocol/identifiers.ts';
import { contained, uncaught } from '../../base/contained.ts';
import { toAppError } from '../../base/errors.ts';
import { Scope } from '../../base/scope.ts';
import type { CallPorts, Opening } from '../../call/call-ports.ts';
import type { CallView } from '../../call/call-view.ts';
import type { NextCallValue } from '../../call/ending/next-call-value.ts';
import { reasonFor } from '../../call/machine/reasons.ts';
import type { RoleKeeper } from '../../call/role-keeper.ts';
import type { CallState } from '../../call/machine/state.ts';
import { RaisedHand, type HandControls } from '../../call/participant/raised-hand.ts';
import { CallSession } from '../../call/session.ts';
import { whyNoCalls } from '../../media/devices/browser-features.ts';
import { browserScreens, ScreenShare } from '../../media/screen/screen-share.ts';
import type { ScreenControls } from '../../media/screen/screen-view.ts';
import { readOwnAddresses } from '../../peer/candidates/own-addresses.ts';
import { rtcPeerFactory } from '../../peer/rtc-peer.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { CodeMissing } from '../backend-source.ts';
import type { ClientParts } from '../client-parts.ts';
import type { Backend } from '../firebase/backend.ts';
import { openingView } from '../opening-view.ts';
import type { MediaUse } from '../devices/client-media.ts';
import { ProgressMarks, stepReached } from '../progress-marks.ts';
import type { DataChannels } from './data-channels.ts';
import type { MediaChoice } from './media-choice.ts';
import { createWebRoleKeeper } from './web-role-keeper.ts';

export interface LiveCallOptions {
  readonly parts: ClientParts;
  /** Of the link's own call, by which its calls are remembered. */
  readonly linkCallId: CallId;
  readonly callId: CallId;
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly link: string;
  readonly nextCall: NextCallValue;
  /** A call of one's own, or the one that the link names. */
  readonly isNew: boolean;
  readonly opening: Opening;
  /** Whether Join was pressed: kept by the owner of the link's calls, because the press counts for whichever of them exists. */
  readonly isJoinPressed: () => boolean;
  /** Without media no camera or microphone is asked for, nor is one listed. */
  readonly mediaChoice: MediaChoice;
  /** A part of the code could not be loaded. Resolves once that is dealt with; the call ends then. */
  readonly onCodeMissing: () => Promise<void>;
  readonly onChange: () => void;
  /** What the app has opened beside the media. */
  readonly dataChannels: Pick<DataChannels, 'carryBy'>;
}

/** The page asks for devices only once the call is known to exist, and to be open to this person. */
const IN_PREPARATION: ReadonlySet<CallState['phase']> = new Set(['idle', 'preparing', 'returning']);

/** There is something to come back to. */
const IN_THE_CALL: ReadonlySet<CallState['phase']> = new Set(['returning', 'ringing', 'connecting', 'connected', 'reconnecting']);

/** There is, or was a moment ago, a connection: of the slots of a screen, and of the channel by which a hand is told. */
const STANDS: ReadonlySet<CallState['phase']> = new Set(['connected', 'reconnecting']);

export class LiveCall {
  readonly #scope = new Scope();
  readonly #options: LiveCallOptions;
  #media: MediaUse | undefined;
  readonly #roles: RoleKeeper;
  readonly #marks = new ProgressMarks();
  readonly #screen = new ScreenShare(browserScreens(), () => this.#screenChanged());
  readonly #hand = new RaisedHand({ tell: (isRaised) => this.#session?.tellHand(isRaised), onChange: () => this.#options.onChange() });
  #session: CallSession | undefined;
  #view: CallView;

  constructor(options: LiveCallOptions) {
    this.#options = options;
    this.#roles = createWebRoleKeeper(options.linkCallId);
    // A page that comes back shows that from its first frame on.
    this.#view = this.#openingView();
    if (options.mediaChoice.media === 'devices') this.#media = this.#makeUse();
    this.#scope.own(() => this.#media?.end());
    this.#scope.own(() => this.#screen.end());
    contained(this.#begin(), (error) => this.#cannotBegin(error));
  }

  get view(): CallView {
    return this.#view;
  }

  get screen(): ScreenControls {
    const share = this.#screen;
    return {
      view: share.view,
      share: () => {
        if (STANDS.has(this.#view.state.phase)) contained(share.start(), uncaught);
      },
      showAs: (content) => share.setContent(content),
      stop: () => share.stop(),
    };
  }

  get hand(): HandControls {
    return this.#hand;
  }

  /** Leaving is asked about first. */
  get isRunning(): boolean {
    const { phase } = this.#view.state;
    return phase !== 'returning' && IN_THE_CALL.has(phase);
  }

  /** Before there is a session, it is told as it begins. */
  join(): void {
    if (this.#session) this.#session.dispatch({ type: 'join' });
    else if (this.#view.state.phase === 'preparing') this.#show(this.#openingView());
  }

  decline(): void {
    this.#session?.dispatch({ type: 'decline' });
  }

  letSomebodyElseIn(): void {
    this.#session?.dispatch({ type: 'let-in' });
  }

  /** The slots for the tracks are in each connection from the start: nothing is negotiated. */
  useMedia(): void {
    if (this.#media || this.#isOver) return;
    this.#media = this.#makeUse();
    this.#media.takeOver();
    this.#options.mediaChoice.keep(this.#media.wished);
    this.#tellDevices();
    this.#options.onChange();
  }

  /** Without a session there is no receiver. */
  hangUp(): void {
    if (this.#session) this.#session.dispatch({ type: 'hang-up' });
    else this.#show({ ...this.#view, state: { phase: 'ended', reason: 'you-hung-up' } });
  }

  /** The page goes; it may come back. @returns whether a goodbye is on its way in this page's process */
  leave(): boolean {
    return this.#session?.leave() ?? false;
  }

  /** The screen goes: a call that runs is left as it is when the page goes, and its person may come back. */
  dispose(): void {
    const { phase } = this.#view.state;
    if (this.#session && phase !== 'ended') {
      if (IN_THE_CALL.has(phase)) this.#session.depart();
      else this.hangUp();
    }
    this.#scope.end();
  }

  #openingView(): CallView {
    const { isNew, isJoinPressed } = this.#options;
    return openingView({ isNew, resumes: this.#resumes(), isJoining: isJoinPressed() });
  }

  #resumes(): boolean {
    const { opening: { isReloaded, takesOver } } = this.#options;
    return takesOver === true || (isReloaded === true && this.#roles.remembered() !== undefined);
  }

  async #begin(): Promise<void> {
    const { isNew, parts, onCodeMissing } = this.#options;
    const obstacle = whyNoCalls();
    if (obstacle) return this.#show({ ...this.#view, state: { phase: 'ended', reason: obstacle } });
    // A caller's click asks for the devices; a callee's page asks once the call is known to exist.
    if (isNew) this.#startMedia();
    try {
      const [backend, identity] = await Promise.all([parts.connect(), parts.certificate.current()]);
      // Given up meanwhile: a connection of its own would be opened for nothing, or on a client that is closed.
      if (this.#isOver) return;
      this.#marks.reach('signed-in');
      const channel = await backend.openChannel(this.#options.callId);
      if (this.#isOver) channel.close();
      else this.#openSession(backend, channel, identity);
    } catch (error) {
      if (error instanceof CodeMissing) await onCodeMissing();
      this.#cannotBegin(toAppError(error, 'unavailable'));
    }
  }

  get #isOver(): boolean {
    return this.#scope.isEnded || this.#view.state.phase === 'ended';
  }

  #cannotBegin(error: unknown): void {
    this.#options.parts.logger.log('error', 'the call could not begin', error);
    this.#show({ ...this.#view, state: { phase: 'ended', reason: reasonFor(toAppError(error).failure) } });
  }

  #openSession(backend: Backend, channel: SignalChannel, identity: RTCCertificate | undefined): void {
    const { isNew, opening, isJoinPressed, parts: { network, ownName } } = this.#options;
    const session = new CallSession(portsOf(this.#options, this.#roles, backend, channel, identity));
    this.#session = session;
    this.#options.dataChannels.carryBy(session, this.#options.callId);
    session.observe((view) => this.#show(view));
    this.#scope.own(network.observe((event) => session.dispatch({ type: event === 'lost' ? 'network-lost' : 'network-changed' })));
    this.#tellDevices();
    session.setDisplayName(ownName.name);
    this.#scope.own(ownName.observe((name) => session.setDisplayName(name)));
    if (isNew) session.dispatch({ type: 'start' });
    else session.open(opening);
    if (isJoinPressed()) session.dispatch({ type: 'join' });
  }

  #show(view: CallView): void {
    const before = this.#view.state.phase;
    this.#view = view;
    this.#marks.reach(stepReached(view.state));
    const { phase } = view.state;
    if (!IN_PREPARATION.has(phase) && IN_PREPARATION.has(before) && phase !== 'ended' && !this.#options.isNew) this.#startMedia();
    this.#hand.follow(STANDS.has(phase));
    // The camera's light goes out with the last call.
    if (phase === 'ended' && before !== 'ended') {
      this.#media?.stop();
      this.#screen.end();
    }
    this.#options.onChange();
  }

  #makeUse(): MediaUse {
    return this.#options.parts.media.use(() => this.#devicesChanged());
  }

  #startMedia(): void {
    this.#media?.start(this.#options.mediaChoice.wished);
  }

  #devicesChanged(): void {
    // What goes off as a call ends is on again in the next one.
    if (this.#media?.isStarted) this.#options.mediaChoice.keep(this.#media.wished);
    this.#tellDevices();
  }

  #screenChanged(): void {
    const { picture, sound } = this.#screen.tracks;
    this.#session?.setTrack('screen', picture);
    this.#session?.setTrack('screenSound', sound);
    this.#session?.tellScreen(picture !== null);
    this.#options.onChange();
  }

  #tellDevices(): void {
    if (!this.#session) return;
    if (this.#media) this.#media.tell(this.#session);
    else this.#session.tellDevices({ microphone: false, camera: false });
  }
}

function portsOf(
  { callId, link, nextCall, secret, parts: { clock, logger } }: LiveCallOptions, roles: RoleKeeper, backend: Backend, channel: SignalChannel, identity: RTCCertificate | undefined,
): CallPorts {
  return {
    callId, link, channel, nextCall, roles, clock, logger: logger.part('call'),
    seal: createWebCryptoSeal(secret),
    createPeer: rtcPeerFactory({ logger, ...(identity && { certificates: [identity] }) }),
    iceServers: backend.iceServers,
    iceTransportPolicy: backend.iceTransportPolicy,
    ownAddresses: () => readOwnAddresses(clock),
    ...(backend.pendingCleanups && { pendingCleanups: backend.pendingCleanups }),
  };
}

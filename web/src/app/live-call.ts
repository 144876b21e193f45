/** One call with everything it uses, put together: devices, store, session. Ends with its scope. */
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../base/clock.ts';
import { contained } from '../base/contained.ts';
import { toAppError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { Scope } from '../base/scope.ts';
import type { CallView, LocalView } from '../call/call-view.ts';
import { reasonFor } from '../call/reasons.ts';
import { CallSession } from '../call/session.ts';
import { missingBrowserFeatures } from '../media/browser-features.ts';
import type { DeviceRole } from '../media/device-list.ts';
import type { Input } from '../media/local-media-state.ts';
import { readOwnAddresses } from '../peer/own-addresses.ts';
import { rtcPeerFactory } from '../peer/rtc-peer.ts';
import { createWebCryptoSeal } from '../signaling/webcrypto-seal.ts';
import type { Backend } from './backend.ts';
import type { AppConfig } from './config.ts';
import { openingView } from './opening-view.ts';
import { OwnDevices } from './own-devices.ts';
import { ProgressMarks, stepReached } from './progress-marks.ts';
import { watchNetwork } from './watch-network.ts';
import { createWebRoleKeeper, sessionStorageIfAllowed } from './web-role-keeper.ts';

export interface LiveCallOptions {
  readonly callId: CallId;
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly link: string;
  /** A call of one's own, or the one that the link names. */
  readonly isNew: boolean;
  readonly config: Promise<AppConfig>;
  readonly backend: Promise<Backend>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onChange: () => void;
}

export class LiveCall {
  readonly #scope = new Scope();
  readonly #options: LiveCallOptions;
  readonly #devices: OwnDevices;
  readonly #roles = createWebRoleKeeper(sessionStorageIfAllowed(), navigator.locks);
  readonly #marks = new ProgressMarks();
  #session: CallSession | undefined;
  #view: CallView;

  constructor(options: LiveCallOptions) {
    this.#options = options;
    // A page that comes back shows that from its first frame on.
    this.#view = openingView({ isNew: options.isNew, resumes: this.#roles.remembered(options.callId) !== undefined });
    this.#devices = new OwnDevices(this.#scope, options.logger, () => this.#followDevices());
    contained(this.#begin(), (error) => this.#cannotBegin(error));
  }

  get view(): CallView {
    return this.#view;
  }

  get local(): LocalView {
    return this.#devices.view;
  }

  /** Also before there is a session, whose first news it is then. */
  join(): void {
    const { state } = this.#view;
    if (this.#session) this.#session.dispatch({ type: 'join' });
    else if (state.phase === 'preparing') this.#show({ ...this.#view, state: { ...state, isJoining: true } });
  }

  decline(): void {
    this.#session?.dispatch({ type: 'decline' });
  }

  letSomebodyElseIn(): void {
    this.#session?.dispatch({ type: 'let-in' });
  }

  /** Before there is a session there is nobody to tell. */
  hangUp(): void {
    if (this.#session) this.#session.dispatch({ type: 'hang-up' });
    else this.#show({ ...this.#view, state: { phase: 'ended', reason: 'you-hung-up' } });
  }

  switchDevice(device: Input, isOn: boolean): void {
    this.#devices.switch(device, isOn);
  }

  chooseDevice(role: DeviceRole, id: string): void {
    this.#devices.choose(role, id);
    this.#options.onChange();
  }

  /** The page goes; it may come back. @returns whether something was said that leaves with this page's process */
  leave(): boolean {
    return this.#session?.leave() ?? false;
  }

  /** The screen goes: whatever still runs ends. */
  dispose(): void {
    if (this.#view.state.phase !== 'ended') this.hangUp();
    this.#scope.end();
  }

  async #begin(): Promise<void> {
    // Sound or picture missing is the lobby's matter: one can join with nothing.
    const missing = missingBrowserFeatures().filter((feature) => feature !== 'getUserMedia');
    if (missing.length > 0) return this.#show({ ...this.#view, state: { phase: 'ended', reason: 'unsupported-browser' } });
    // A caller's click asks for the devices; whoever opens a link is asked once the call is known to be there.
    if (this.#options.isNew) this.#devices.start();
    try {
      const [backend, config, identity] = await Promise.all([this.#options.backend, this.#options.config, pageCertificate()]);
      this.#marks.reach('signed-in');
      if (!this.#scope.isEnded && this.#view.state.phase !== 'ended') this.#openSession(backend, config, identity);
    } catch (error) {
      this.#cannotBegin(toAppError(error, 'unavailable'));
    }
  }

  #cannotBegin(error: unknown): void {
    this.#options.logger.log('error', 'the call could not begin', error);
    this.#show({ ...this.#view, state: { phase: 'ended', reason: reasonFor(toAppError(error).failure) } });
  }

  #openSession(backend: Backend, config: AppConfig, identity: RTCCertificate): void {
    const { callId, secret, link, isNew, clock, logger } = this.#options;
    const session = new CallSession({
      callId, link, clock, logger: logger.part('call'),
      channel: backend.openChannel(callId),
      seal: createWebCryptoSeal(secret),
      createPeer: rtcPeerFactory({ logger, certificates: [identity] }),
      iceServers: backend.iceServers,
      iceTransportPolicy: config.iceTransportPolicy,
      ownAddresses: () => readOwnAddresses(clock),
      roles: this.#roles,
      ...(backend.leftovers && { leftovers: backend.leftovers }),
    });
    this.#session = session;
    const isJoining = this.#view.state.phase === 'preparing' && this.#view.state.isJoining;
    session.observe((view) => this.#show(view));
    watchNetwork(this.#scope, clock, globalThis, {
      onLost: () => session.dispatch({ type: 'network-lost' }),
      onChanged: () => session.dispatch({ type: 'network-changed' }),
    });
    this.#followDevices();
    if (isNew) session.dispatch({ type: 'start' });
    else session.open();
    if (isJoining) session.dispatch({ type: 'join' });
  }

  #show(view: CallView): void {
    const before = this.#view.state.phase;
    this.#view = view;
    this.#marks.reach(stepReached(view.state));
    const { phase } = view.state;
    if (before === 'preparing' && phase !== 'preparing' && phase !== 'ended' && !this.#options.isNew) this.#devices.start();
    // The camera's light goes out with the call.
    if (phase === 'ended' && before !== 'ended') this.#devices.stop();
    this.#options.onChange();
  }

  #followDevices(): void {
    this.#devices.tell(this.#session);
    this.#options.onChange();
  }
}

let certificate: Promise<RTCCertificate> | undefined;

/** One certificate a page: the spoken code is about certificates, and outlives a connection that is rebuilt. */
function pageCertificate(): Promise<RTCCertificate> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
  return (certificate ??= RTCPeerConnection.generateCertificate(algorithm));
}

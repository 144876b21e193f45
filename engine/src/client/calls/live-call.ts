/** One call with everything it uses, put together: devices, store, session. Ends with its scope. */
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import { toAppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import type { CallView, LocalView } from '../../call/call-view.ts';
import type { NextCallValue } from '../../call/ending/next-call-value.ts';
import { reasonFor } from '../../call/machine/reasons.ts';
import type { RoleKeeper } from '../../call/role-keeper.ts';
import type { CallState } from '../../call/machine/state.ts';
import { CallSession, type Opening } from '../../call/session.ts';
import { whyNoCalls } from '../../media/devices/browser-features.ts';
import type { DeviceRole } from '../../media/devices/device-list.ts';
import type { Input } from '../../media/inputs/local-media-state.ts';
import { readOwnAddresses } from '../../peer/candidates/own-addresses.ts';
import { rtcPeerFactory } from '../../peer/rtc-peer.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import type { Backend } from '../firebase/backend.ts';
import type { AppConfig } from '../config.ts';
import { openingView } from '../opening-view.ts';
import { OwnDevices, type LoadSoundWatch } from '../devices/own-devices.ts';
import { pageCertificate } from '../page-certificate.ts';
import { ProgressMarks, stepReached } from '../progress-marks.ts';
import { watchNetwork } from '../watch-network.ts';
import { createWebRoleKeeper } from './web-role-keeper.ts';

export interface LiveCallOptions {
  /** Of the link's own call, by which its calls are remembered. */
  readonly linkCallId: CallId;
  readonly callId: CallId;
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly link: string;
  readonly nextCall: NextCallValue;
  /** A call of one's own, or the one that the link names. */
  readonly isNew: boolean;
  readonly opening: Opening;
  readonly config: Promise<AppConfig>;
  readonly backend: Promise<Backend>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onChange: () => void;
  /** What the page does around a call: told of each state, ends with the scope. */
  readonly around?: (scope: Scope) => { follow(state: CallState): void };
  readonly loadSoundWatch?: LoadSoundWatch;
}

/** Nobody's devices are asked for before the call is known to be there, and to be theirs to enter. */
const IN_PREPARATION: ReadonlySet<CallState['phase']> = new Set(['idle', 'preparing', 'returning']);

/** There is something to come back to. */
const IN_THE_CALL: ReadonlySet<CallState['phase']> = new Set(['returning', 'ringing', 'connecting', 'connected', 'reconnecting']);

export class LiveCall {
  readonly #scope = new Scope();
  readonly #options: LiveCallOptions;
  readonly #devices: OwnDevices;
  readonly #roles: RoleKeeper;
  readonly #marks = new ProgressMarks();
  readonly #around: { follow(state: CallState): void } | undefined;
  #session: CallSession | undefined;
  #view: CallView;

  constructor(options: LiveCallOptions) {
    this.#options = options;
    this.#roles = createWebRoleKeeper(options.linkCallId);
    this.#around = options.around?.(this.#scope);
    // A page that comes back shows that from its first frame on.
    this.#view = openingView({ isNew: options.isNew, resumes: this.#resumes() });
    this.#devices = new OwnDevices(this.#scope, options.logger, () => this.#followDevices(), options.loadSoundWatch);
    contained(this.#begin(), (error) => this.#cannotBegin(error));
  }

  get view(): CallView {
    return this.#view;
  }

  /** Leaving is asked about first. */
  get isRunning(): boolean {
    const { phase } = this.#view.state;
    return phase !== 'returning' && IN_THE_CALL.has(phase);
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

  flipCamera(): void {
    this.#devices.flip();
  }

  mirror(isMirrored: boolean): void {
    this.#devices.mirror(isMirrored);
    this.#options.onChange();
  }

  /** The page goes; it may come back. @returns whether something was said that leaves with this page's process */
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
    this.#devices.stop();
    this.#scope.end();
  }

  #resumes(): boolean {
    const { opening: { isReloaded, takesOver } } = this.#options;
    return takesOver === true || (isReloaded === true && this.#roles.remembered() !== undefined);
  }

  async #begin(): Promise<void> {
    const obstacle = whyNoCalls();
    if (obstacle) return this.#show({ ...this.#view, state: { phase: 'ended', reason: obstacle } });
    // A caller's click asks for the devices; whoever opens a link is asked once the call is known to be there.
    if (this.#options.isNew) this.#devices.start();
    try {
      const [backend, config, identity] = await Promise.all([this.#options.backend, this.#options.config, pageCertificate.current()]);
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

  #openSession(backend: Backend, config: AppConfig, identity: RTCCertificate | undefined): void {
    const { callId, secret, link, nextCall, isNew, clock, logger } = this.#options;
    const session = new CallSession({
      callId, link, nextCall, clock, logger: logger.part('call'),
      channel: backend.openChannel(callId),
      seal: createWebCryptoSeal(secret),
      createPeer: rtcPeerFactory({ logger, ...(identity && { certificates: [identity] }) }),
      iceServers: backend.iceServers,
      iceTransportPolicy: config.iceTransportPolicy,
      ownAddresses: () => readOwnAddresses(clock),
      roles: this.#roles,
      ...(backend.pendingCleanups && { pendingCleanups: backend.pendingCleanups }),
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
    else session.open(this.#options.opening);
    if (isJoining) session.dispatch({ type: 'join' });
  }

  #show(view: CallView): void {
    const before = this.#view.state.phase;
    this.#view = view;
    this.#marks.reach(stepReached(view.state));
    this.#around?.follow(view.state);
    const { phase } = view.state;
    if (!IN_PREPARATION.has(phase) && IN_PREPARATION.has(before) && phase !== 'ended' && !this.#options.isNew) this.#devices.start();
    // The camera's light goes out with the call.
    if (phase === 'ended' && before !== 'ended') this.#devices.stop();
    this.#options.onChange();
  }

  #followDevices(): void {
    this.#devices.tell(this.#session);
    this.#options.onChange();
  }
}

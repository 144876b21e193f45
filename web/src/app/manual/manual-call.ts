/**
 * A call without a server: the inviting page makes a text, the invited page makes a reply to it when both are ready.
 *
 *   choosing ─┬─► inviting ──────────────── reply pasted ──► in the call
 *             └─► invited ─► replying ───── connected ─────► in the call
 *                    ▲           │
 *                    └───────────┘ the reply was not pasted in time: a fresh attempt, and another text
 */
import { type Clock, contained, type Logger, Scope, toAppError, uncaught } from 'firelink/base';
import { type CallState, type CallView, type LocalView, reasonFor } from 'firelink/call';
import { type DeviceKind, type InputKind, whyNoCalls } from 'firelink/media';
import { createNameMemory } from 'firelink/preload';
import { createCallId, createLinkSecret } from 'firelink/link';
import { type AttemptOptions, ManualAttempt, type ManualSettings, OwnDevices, readManualText, type Reply } from 'firelink/manual';
import type { ManualProblem, ManualStep, ManualView, QrPicture } from '../../elements/manual/firelink-manual-view.ts';
import { AroundCall } from '../around/around-call.ts';
import { refuseDrops } from '../around/refuse-drops.ts';
import { closeChat } from '../chat/chat-of-call.ts';
import { NO_CALL } from '../../elements/shared/no-devices.ts';
import { AskBeforeLeaving } from './ask-before-leaving.ts';
import { losesByLeaving } from './manual-loss.ts';
import { ManualTalk } from './manual-talk.ts';
import { MANUAL_PATH } from '../shell/routes.ts';

/** How long a reply is shown as good: enough for a waiting person to paste it. */
export const REPLY_SHOWN_MS = 10_000;

/** Firefox fails for good when it has been answering for 12 s without the caller, Chromium after 15. */
export const REPLY_LIFE_MS = 12_000;

/** Older than any reply can be that still connects; what is left of it is for clocks that differ. */
const STALE_REPLY_MS = 30_000;

export interface ManualCallOptions {
  /** Asked for at each try: an invitation may be read on a page that has been open for weeks. */
  readonly settings: () => Promise<ManualSettings>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly drawQr: (text: string) => Promise<QrPicture | 'too-long'>;
  readonly onChange: () => void;
}

type Parties = Pick<AttemptOptions, 'callId' | 'secret' | 'invitation'>;

export class ManualCall {
  /** Its chat and its files, over all attempts. */
  readonly talk: ManualTalk;
  readonly #options: ManualCallOptions;
  readonly #scope = new Scope();
  readonly #devices: OwnDevices;
  readonly #around: AroundCall;
  readonly #leaving: AskBeforeLeaving;
  #step: ManualStep = { kind: 'choosing' };
  #problem: ManualProblem | undefined;
  #qr: QrPicture | 'too-long' | undefined;
  #parties: Parties | undefined;
  #attempt: ManualAttempt | undefined;
  #call: CallView | undefined;
  #staleReply = '';
  #cancelLife: () => void = () => {};

  constructor(options: ManualCallOptions) {
    this.#options = options;
    this.talk = new ManualTalk(options.logger, () => this.#call ?? NO_CALL, options.onChange);
    refuseDrops(this.#scope);
    this.#around = new AroundCall(this.#scope, options.logger);
    this.#leaving = new AskBeforeLeaving(this.#scope, globalThis);
    this.#devices = new OwnDevices(this.#scope, options.logger, () => this.#followDevices(), () => import('../call/device-controls.ts'));
  }

  get view(): ManualView {
    return { step: this.#step, ...(this.#problem && { problem: this.#problem }), ...(this.#qr && { qr: this.#qr }) };
  }

  get local(): LocalView {
    return this.#devices.view;
  }

  /** The call as other screens draw it, once the texts have done their work, or it is over. */
  get call(): CallView | undefined {
    const phase = this.#call?.state.phase;
    const isBegun = phase === 'connected' || phase === 'reconnecting' || phase === 'ended' || (phase === 'connecting' && !this.#parties?.invitation);
    return isBegun ? this.#call : undefined;
  }

  /** There is something that leaving would lose. */
  get isRunning(): boolean {
    return this.#step.kind !== 'choosing' && this.state.phase !== 'ended';
  }

  get state(): CallState {
    return this.#call?.state ?? { phase: 'idle' };
  }

  invite(): void {
    if (this.#step.kind !== 'choosing' || this.#isUnsupported()) return;
    this.#begin({ callId: createCallId(), secret: createLinkSecret() }, { kind: 'inviting' });
  }

  /** An invitation, or the reply to one's own. */
  read(text: string): void {
    const read = readManualText(text, this.#options.clock.now());
    if (text.trim() === '') this.#complain('empty');
    else if (read.kind === 'problem') this.#complain(read.problem);
    else if (this.#step.kind === 'inviting') this.#complain(read.kind === 'reply' ? this.#readReply(read.reply, text) : 'not-a-reply');
    else if (read.kind === 'reply') this.#complain('not-an-invitation');
    else if (!this.#isUnsupported()) {
      const { invitation, secret } = read;
      this.#begin({ callId: invitation.callId, secret, invitation }, { kind: 'invited', isMaking: false, hasRunOut: false });
    }
  }

  /** Makes the reply: from now on the browser tries to reach the caller, and gives up soon. */
  makeReply(): void {
    if (this.#step.kind !== 'invited' || this.#step.isMaking) return;
    this.#show({ ...this.#step, isMaking: true });
    this.#attempt?.session.dispatch({ type: 'join' });
  }

  async showQr(): Promise<void> {
    const step = this.#step;
    if (!('text' in step) || step.text === undefined) return;
    // A phone's own camera opens an address; of a reply it shows the text.
    const qr = await this.#options.drawQr(step.kind === 'inviting' ? `${location.origin}${MANUAL_PATH}#${step.text}` : step.text);
    if (this.#step !== step) return;
    this.#qr = qr;
    this.#options.onChange();
  }

  hangUp(): void {
    if (this.#attempt) this.#attempt.session.dispatch({ type: 'hang-up' });
    else this.#over('you-hung-up');
  }

  /** Told over the channel: the texts that are carried by hand are as short without it. */
  rename(name: string): void {
    this.#attempt?.session.setDisplayName(name);
  }

  switchDevice(device: InputKind, isOn: boolean): void {
    this.#devices.switch(device, isOn);
  }

  chooseDevice(kind: DeviceKind, id: string): void {
    this.#devices.choose(kind, id);
    this.#options.onChange();
  }

  flipCamera(): void {
    this.#devices.flip();
  }

  mirror(isMirrored: boolean): void {
    this.#devices.mirror(isMirrored);
    this.#options.onChange();
  }

  /** The page goes. @returns whether a goodbye is on its way in this page's process */
  leave(): boolean {
    return this.#attempt?.session.leave() ?? false;
  }

  dispose(): void {
    this.#cancelLife();
    this.#attempt?.end();
    closeChat(this.talk);
    this.#scope.end();
  }

  #begin(parties: Parties, step: ManualStep): void {
    this.#parties = parties;
    this.#devices.start();
    this.#show(step);
    contained(this.#try(parties), uncaught);
  }

  async #try(parties: Parties): Promise<void> {
    try {
      const settings = await this.#options.settings();
      if (this.#scope.isEnded || this.#call?.state.phase === 'ended') return;
      this.#attempt?.end();
      const attempt = new ManualAttempt({
        ...settings, ...parties,
        onText: (text) => this.#handOut(text),
        onChange: (view) => this.#follow(view),
      });
      this.#attempt = attempt;
      this.talk.carryBy(attempt, parties.callId);
      this.rename(createNameMemory().name());
      this.#followDevices();
    } catch (error) {
      this.#options.logger.log('error', 'the call could not begin', error);
      this.#over(reasonFor(toAppError(error).failure));
    }
  }

  #handOut(text: string): void {
    if (!this.#parties?.invitation) return this.#show({ kind: 'inviting', text });
    const { clock } = this.#options;
    this.#show({ kind: 'replying', text, runsOutAt: clock.now() + REPLY_SHOWN_MS });
    this.#cancelLife = this.#scope.own(clock.after(REPLY_LIFE_MS, () => this.#renew()));
  }

  /** The reply was not pasted: the connection that it belongs to is of no use any more. */
  #renew(): void {
    if (this.#step.kind !== 'replying' || this.call || !this.#parties) return;
    this.#show({ kind: 'invited', isMaking: false, hasRunOut: true });
    contained(this.#try(this.#parties), uncaught);
  }

  #readReply(reply: Reply, text: string): ManualProblem | undefined {
    if (reply.callId !== this.#parties?.callId) return 'other-call';
    // Once: if both say that it is fresh, one of the two clocks is wrong, and trying it does no harm then.
    const isStale = this.#options.clock.now() - reply.madeAt > STALE_REPLY_MS && this.#staleReply !== text;
    this.#staleReply = text;
    if (isStale) return 'reply-too-old';
    return this.#attempt?.take(reply) ? undefined : 'used';
  }

  #follow(view: CallView): void {
    const hasEnded = view.state.phase === 'ended' && this.#call?.state.phase !== 'ended';
    this.#call = view;
    this.talk.follow(view);
    this.#tellAround();
    // The camera's light goes out with the call.
    if (hasEnded) this.#devices.stop();
    this.#joinOnceAtTheDoor(view.state);
    this.#options.onChange();
  }

  /** "I am ready" may have been pressed while the invitation was still being read. */
  #joinOnceAtTheDoor(state: CallState): void {
    if (this.#step.kind !== 'invited' || !this.#step.isMaking || state.phase !== 'answering') return;
    if (state.problem !== undefined) this.#show({ ...this.#step, isMaking: false });
    else if (!state.isJoining) this.#attempt?.session.dispatch({ type: 'join' });
  }

  #followDevices(): void {
    this.#devices.tell(this.#attempt?.session);
    this.#options.onChange();
  }

  /** The person has left the page to send the reply. */
  #tellAround(): void {
    this.#around.follow(this.state, this.state.phase === 'ringing' || this.#step.kind === 'replying');
    this.#leaving.follow(losesByLeaving(this.#step, this.state));
  }

  #isUnsupported(): boolean {
    const obstacle = whyNoCalls();
    if (obstacle) this.#over(obstacle);
    return obstacle !== undefined;
  }

  #complain(problem: ManualProblem | undefined): void {
    this.#problem = problem;
    this.#options.onChange();
  }

  #show(step: ManualStep): void {
    this.#step = step;
    this.#problem = undefined;
    this.#qr = undefined;
    this.#tellAround();
    this.#options.onChange();
  }

  #over(reason: Extract<CallState, { phase: 'ended' }>['reason']): void {
    this.#follow({ state: { phase: 'ended', reason }, remote: { isMicrophoneOn: true, isCameraOn: true }, hasRelay: false });
  }
}

/** Which screen a call's state is drawn by: one template a screen, for all its states (lobby-screen.ts has why). */
import { html, type TemplateResult } from 'lit';
import type { CallState, CallView, EndedReason, LocalView } from 'firelink/call';
import { deviceNotices, needsAdvice } from '../../elements/devices/device-text.ts';
import '../../elements/ended/firelink-ended.ts';
import { isFirstReason } from '../../elements/ended/ended-text.ts';
import { NO_DEVICES } from '../../elements/shared/no-devices.ts';
import { followTranslation } from '../../elements/shared/translated-text.ts';
import { endMessages, messages } from '../../elements/i18n/index.ts';
import type * as callScreens from './call-screens.ts';
import type { Call } from 'firelink';
import { drawLobby } from './lobby-screen.ts';

// From here on what is drawn changes in its place.
followTranslation();

export type CallScreens = typeof callScreens;

/** As much of a link's calls as is drawn. */
export type CallsView = Pick<Call, 'canCallAgain' | 'isCallingAgain' | 'isNext'> & Partial<Pick<Call, 'screen' | 'hand'>>;

/** Without a server there is no link that leads to another. */
const ONE_CALL: CallsView = { canCallAgain: false, isCallingAgain: false, isNext: false };

type RunningState = Exclude<CallState, { readonly phase: 'ended' }>;

/** @param screens undefined while their code is on its way */
export function drawCall(screens: CallScreens | undefined, view: CallView, local: LocalView = NO_DEVICES, calls: CallsView = ONE_CALL, isKeyExposed = false): TemplateResult {
  const { state, hasRelay } = view;
  if (state.phase === 'ended' && !canSayWhy(state.reason)) return html``;
  if (state.phase === 'ended') {
    return html`
      <firelink-ended .reason=${state.reason} .other=${view.remote.displayName ?? ''} .hasRelay=${hasRelay} .canCallAgain=${calls.canCallAgain} .isCallingAgain=${calls.isCallingAgain}>${screens?.drawKeptChat(calls)}</firelink-ended>
    `;
  }
  loadDeviceNotice(local);
  const screen = screenOf(state);
  if (screen === 'lobby' || (!screens && hasBeenInLobby(state))) return drawLobby(view, local, isKeyExposed);
  if (!screens) return html``;
  return screen === 'waiting' ? screens.drawWaiting(view, local, calls.isNext) : screens.drawInCall(view, local, calls);
}

let isNoticeAsked = false;

/** A screen seldom has anything to say of devices: the notice is loaded with the first, in the lobby and behind it. */
function loadDeviceNotice(local: LocalView): void {
  if (isNoticeAsked || !(needsAdvice(local) || deviceNotices(local, messages().devices).length > 0)) return;
  isNoticeAsked = true;
  import('../../elements/devices/firelink-device-notice.ts').catch(() => {
    isNoticeAsked = false;
  });
}

let areEndMessagesMissing = false;

/** The messages of an end, or of a try to join that failed. Where they can't be loaded, general ones are shown. */
export async function loadEndMessages(): Promise<void> {
  try {
    await import('../../elements/i18n/end-messages.ts');
  } catch {
    areEndMessagesMissing = true;
  }
}

export function needsEndMessages(state: CallState): boolean {
  const isOver = state.phase === 'ended' || (state.phase === 'answering' && state.problem !== undefined);
  return isOver && endMessages() === undefined && !areEndMessagesMissing;
}

function canSayWhy(reason: EndedReason): boolean {
  return isFirstReason(reason) || endMessages() !== undefined || areEndMessagesMissing;
}

/** Whether the screens behind the lobby are wanted, or will be in a moment. */
export function needsCallScreens(state: CallState): boolean {
  if (state.phase === 'ended') return false;
  return screenOf(state) !== 'lobby' || ('isJoining' in state && state.isJoining);
}

function screenOf(state: RunningState): 'waiting' | 'lobby' | 'in-call' {
  switch (state.phase) {
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return 'in-call';
    case 'answering':
    case 'returning':
      return 'lobby';
    case 'preparing':
      // A caller sees the place of the link, a callee the lobby, a reloaded page the call.
      if (state.resumes) return 'in-call';
      return state.role === 'callee' ? 'lobby' : 'waiting';
    case 'ringing':
    case 'idle':
      return 'waiting';
  }
}

/** A callee that was quicker than the code of the next screen keeps the one it has. */
function hasBeenInLobby(state: RunningState): boolean {
  return (state.phase === 'connecting' || state.phase === 'connected') && state.role === 'callee';
}

/** Which screen a call's state is drawn by: one template a screen, whatever the state (lobby-screen.ts has why). */
import { html, type TemplateResult } from 'lit';
import type { CallView, LocalView } from '../call/call-view.ts';
import type { CallState } from '../call/state.ts';
import '../ui/firelink-ended.ts';
import '../ui/firelink-in-call.ts';
import '../ui/firelink-waiting.ts';
import { NO_DEVICES } from '../ui/no-devices.ts';
import { drawQr } from './draw-qr.ts';
import { drawLobby } from './lobby-screen.ts';
import { pictureMemory } from './picture-memory.ts';

type Screen = 'waiting' | 'lobby' | 'in-call';
type RunningState = Exclude<CallState, { readonly phase: 'ended' }>;

const TEMPLATES: Record<Screen, (view: CallView, local: LocalView) => TemplateResult> = {
  'waiting': (view, local) => html`<firelink-waiting .view=${view} .local=${local} .drawQr=${drawQr}></firelink-waiting>`,
  'lobby': drawLobby,
  'in-call': (view, local) => html`<firelink-in-call .view=${view} .local=${local} .pictures=${pictureMemory}></firelink-in-call>`,
};

export function drawCall(view: CallView, local: LocalView = NO_DEVICES): TemplateResult {
  const { state, hasRelay } = view;
  if (state.phase === 'ended') return html`<firelink-ended .reason=${state.reason} .hasRelay=${hasRelay}></firelink-ended>`;
  return TEMPLATES[screenOf(state)](view, local);
}

function screenOf(state: RunningState): Screen {
  switch (state.phase) {
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return 'in-call';
    case 'answering':
      return 'lobby';
    case 'preparing':
      // A caller sees where the link will be; whoever opened one, the lobby to be; whoever reloaded, the call to be.
      if (state.resumes) return 'in-call';
      return state.role === 'callee' ? 'lobby' : 'waiting';
    case 'ringing':
    case 'idle':
      return 'waiting';
  }
}

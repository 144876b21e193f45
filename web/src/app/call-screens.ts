/** The screens behind the lobby, in a chunk of their own: whoever opens a link loads it when Join is pressed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CallView, LocalView } from '../call/call-view.ts';
import type { CallState } from '../call/state.ts';
import '../ui/firelink-in-call.ts';
import '../ui/firelink-question.ts';
import '../ui/firelink-waiting.ts';
import { callWords } from '../ui/words/call-words.ts';
import '../ui/words/end-words.ts';
import type { QuestionWords } from '../ui/words/words.ts';
import { drawQr } from './draw-qr.ts';
import { pictureMemory } from './picture-memory.ts';

/** @param isNext the two call again: the link leads nobody else here */
export function drawWaiting(view: CallView, local: LocalView, isNext: boolean): TemplateResult {
  return html`<firelink-waiting .view=${view} .local=${local} .isNext=${isNext} .drawQr=${drawQr}></firelink-waiting>`;
}

/**
 * Over the screen, for as long as there is something to leave or to decline: the call goes on behind it.
 * @param isByHand a call without a server, which nothing leads back to
 */
export function drawQuestion(asked: 'leave' | 'decline', phase: CallState['phase'], isByHand = false): TemplateResult | typeof nothing {
  const isOver = asked === 'decline' ? phase !== 'answering' : phase === 'ended';
  if (isOver) return nothing;
  const { leave, decline } = callWords();
  const words: QuestionWords = asked === 'decline' ? decline : isByHand ? { ...leave, text: leave.byHand } : leave;
  return html`<firelink-question .words=${words}></firelink-question>`;
}

/** @param isNext the two call again: there is nobody else to let in */
export function drawInCall(view: CallView, local: LocalView, isNext: boolean): TemplateResult {
  return html`<firelink-in-call .view=${view} .local=${local} .isNext=${isNext} .pictures=${pictureMemory}></firelink-in-call>`;
}

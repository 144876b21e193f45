/** The screens behind the lobby, in a chunk of their own: whoever opens a link loads it when Join is pressed. */
import { html, type TemplateResult } from 'lit';
import type { CallView, LocalView } from '../call/call-view.ts';
import '../ui/firelink-in-call.ts';
import '../ui/firelink-leave-question.ts';
import '../ui/firelink-waiting.ts';
import '../ui/words/end-words.ts';
import { drawQr } from './draw-qr.ts';
import { pictureMemory } from './picture-memory.ts';

/** @param isNext the two call again: the link leads nobody else here */
export function drawWaiting(view: CallView, local: LocalView, isNext: boolean): TemplateResult {
  return html`<firelink-waiting .view=${view} .local=${local} .isNext=${isNext} .drawQr=${drawQr}></firelink-waiting>`;
}

/** @param isByHand a call without a server, which nothing leads back to */
export function drawLeaveQuestion(isByHand: boolean): TemplateResult {
  return html`<firelink-leave-question .isByHand=${isByHand}></firelink-leave-question>`;
}

export function drawInCall(view: CallView, local: LocalView): TemplateResult {
  return html`<firelink-in-call .view=${view} .local=${local} .pictures=${pictureMemory}></firelink-in-call>`;
}

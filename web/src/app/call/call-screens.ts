/** The screens behind the lobby, in a chunk of their own: a page with a link loads it when Join is pressed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CallState, CallView, LocalView } from 'firelink/call';
import '../../elements/in-call/firelink-in-call.ts';
import type { RaiseHandEvent } from '../../elements/hand/hand-events.ts';
import '../../elements/shared/firelink-question.ts';
import { isolated } from '../../elements/shared/isolated.ts';
import type { ShowScreenAsEvent } from '../../elements/screen-share/screen-events.ts';
import '../../elements/waiting/firelink-waiting.ts';
import { callMessages } from '../../elements/i18n/call-messages.ts';
import type { QuestionMessages } from '../../elements/i18n/messages.ts';
import { chatOf } from '../chat/chat-of-call.ts';
export { closeChat } from '../chat/chat-of-call.ts';
import { drawQr } from '../manual/draw-qr.ts';
import { keyMemory } from '../choices/key-memory.ts';
import { pictureMemory } from '../choices/picture-memory.ts';
import type { CallsView } from './draw-call.ts';

/** @param isNext the two call again: the link leads no other person here */
export function drawWaiting(view: CallView, local: LocalView, isNext: boolean): TemplateResult {
  return html`<firelink-waiting .view=${view} .local=${local} .isNext=${isNext} .drawQr=${drawQr}></firelink-waiting>`;
}

/**
 * Over the screen, as long as the person can leave or decline: the call goes on behind it.
 * @param other the other person's name, where it is known
 * @param isByHand a call without a server, which nothing leads back to
 */
export function drawQuestion(asked: 'leave' | 'decline', phase: CallState['phase'], other?: string, isByHand = false): TemplateResult | typeof nothing {
  const isOver = asked === 'decline' ? phase !== 'answering' : phase === 'ended';
  if (isOver) return nothing;
  const { leave, decline } = callMessages();
  const messages: QuestionMessages = asked === 'decline' ? decline : { ...leave, text: isByHand ? leave.byHand : leave.text(other === undefined ? undefined : isolated(other)) };
  return html`<firelink-question .messages=${messages}></firelink-question>`;
}

/** What the two have written and sent, on the screen after the end. */
export function drawKeptChat(calls: CallsView): TemplateResult | typeof nothing {
  const chat = chatOf(calls, 'ended');
  return chat?.view ? html`<firelink-kept-chat .chat=${chat}></firelink-kept-chat>` : nothing;
}

export function drawInCall(view: CallView, local: LocalView, calls: CallsView): TemplateResult {
  const chat = chatOf(calls, view.state.phase);
  // What is asked of screens is heard here: the first screens need not carry it.
  return html`<firelink-in-call
    .view=${view} .local=${local} .screen=${calls.screen?.view} .isHandRaised=${calls.hand?.isRaised} .keys=${keyMemory} .isNext=${calls.isNext} .pictures=${pictureMemory} .chat=${chat}
    @firelink-share-screen=${() => calls.screen?.share()}
    @firelink-raise-hand=${({ isRaised }: RaiseHandEvent) => (isRaised ? calls.hand?.raise() : calls.hand?.lower())}
    @firelink-stop-sharing=${() => calls.screen?.stop()}
    @firelink-show-screen-as=${({ content }: ShowScreenAsEvent) => calls.screen?.showAs(content)}
  ></firelink-in-call>`;
}

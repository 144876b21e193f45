/** What the page does around a call besides drawing it: put together here, loaded by around-call.ts. */
import { type Clock, contained, type Scope, systemClock, uncaught } from 'firelink/base';
import type { CallState } from 'firelink/call';
import { LANGUAGE_CHANGED } from '../../elements/shared/redraw.ts';
import { callMessages } from '../../elements/i18n/call-messages.ts';
import { messages } from '../../elements/i18n/index.ts';
import { ArrivalNotice } from './arrival-notice.ts';
import { Arrivals } from './arrivals.ts';
import { Chime, openMessageSound } from './chime.ts';
import { ChatNewsEvent } from '../chat/chat-news.ts';
import { KeepAwake } from './keep-awake.ts';
import { MessageSound } from './message-sound.ts';
import { PageSign } from './page-sign.ts';

export class PageAroundCall {
  readonly #awake: KeepAwake;
  readonly #arrivals: Arrivals;
  readonly #sign: PageSign;
  readonly #chime: Chime;
  readonly #notice: ArrivalNotice;
  #state: CallState | undefined;

  constructor(scope: Scope, clock: Clock = systemClock) {
    this.#awake = new KeepAwake(scope, 'wakeLock' in navigator ? navigator.wakeLock : undefined, document, clock);
    this.#arrivals = new Arrivals(clock);
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]') ?? undefined;
    this.#sign = new PageSign(scope, document, icon, messages().product);
    this.#chime = new Chime(scope, { clock });
    this.#notice = new ArrivalNotice(scope, document, 'Notification' in globalThis ? Notification : undefined, () => window.focus());
    const messageSound = new MessageSound(new Chime(scope, { clock, open: openMessageSound }), clock);
    scope.listen(document, ChatNewsEvent.type, (told) => {
      if (!(told instanceof ChatNewsEvent)) return;
      this.#sign.count(told.unread);
      if (told.hasArrived) messageSound.hear();
    });
    scope.listen(document, LANGUAGE_CHANGED, () => {
      if (this.#state) this.#sign.reword(stateInTitle(this.#state), callMessages().tab.joined);
    });
  }

  follow(state: CallState, isAwaiting: boolean): void {
    const { phase } = state;
    this.#state = state;
    this.#awake.want(phase === 'ringing' || phase === 'connecting' || phase === 'connected' || phase === 'reconnecting');
    this.#sign.show(stateInTitle(state));
    if (this.#arrivals.follow(state, isAwaiting)) this.#announce();
  }

  #announce(): void {
    const { tab } = callMessages();
    this.#sign.announce(tab.joined);
    this.#notice.show(tab.joinedSentence);
    contained(this.#chime.ring(), uncaught);
  }
}

function stateInTitle({ phase }: CallState): string {
  const { status } = messages();
  switch (phase) {
    case 'ringing': return callMessages().tab.waiting;
    case 'connected': return callMessages().tab.inCall;
    case 'connecting':
    case 'reconnecting':
    case 'ended': return status[phase];
    default: return '';
  }
}

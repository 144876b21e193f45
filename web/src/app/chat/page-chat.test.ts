import { expect, test } from 'vitest';
import type { ChatMessage, ChatOutcome } from '../../../../engine/src/transfer/chat/chat-message.ts';
import { memoryKeyValues } from '../../../../engine/src/base/storage/testing/memory-key-values.ts';
import { DraftEvent, OpenChatEvent, SaveChatEvent, SendMessageEvent, TypingEvent } from '../../elements/chat/chat-events.ts';
import { ChatNewsEvent } from './chat-news.ts';
import { PageChat, type PageLog } from './page-chat.ts';
import { pageNotes, tabNotes } from './tab-notes.ts';

class FakeLog implements PageLog {
  messages: readonly ChatMessage[] = [];
  typing: readonly string[] = [];
  unread = 0;
  readonly asked: unknown[] = [];
  outcome: ChatOutcome = { kind: 'sent', id: 'a.1' };
  readonly #listeners = new Set<() => void>();

  get size(): number {
    return this.#listeners.size;
  }

  observe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  receive(text: string): void {
    this.messages = [...this.messages, { id: `b.${this.messages.length}`, from: 'other', text, at: 0 }];
    this.unread++;
    for (const listener of this.#listeners) listener();
  }

  send(text: string): ChatOutcome {
    this.asked.push(text);
    return this.outcome;
  }

  setTyping(isTyping: boolean): void {
    this.asked.push(isTyping);
  }

  markRead(): void {
    this.unread = 0;
    for (const listener of this.#listeners) listener();
  }
}

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  turns(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function begin(notes = pageNotes()) {
  const [log, page, host, saved, told] = [new FakeLog(), new FakePage(), new EventTarget(), [] as string[], [] as (readonly [number, boolean])[]];
  page.addEventListener(ChatNewsEvent.type, (event) => {
    if (event instanceof ChatNewsEvent) told.push([event.unread, event.hasArrived]);
  });
  const chat = new PageChat(log, { page: page as unknown as Document, save: (text) => saved.push(text), notes });
  let draws = 0;
  const detach = chat.attach(host, () => draws++);
  return { log, page, host, chat, saved, told, detach, draws: () => draws };
}

test('messages are unread while the chat is closed, and read once alice opens it', () => {
  const { log, chat, host, told, draws } = begin();
  log.receive('one');
  log.receive('two');
  expect([chat.view.unread, chat.view.messages.length, told, draws()]).toEqual([2, 2, [[1, true], [2, true]], 2]);
  host.dispatchEvent(new OpenChatEvent(true));
  expect([chat.view.isOpen, chat.view.unread, log.unread, told.at(-1)]).toEqual([true, 0, 0, [0, false]]);
});

test('what comes into the open chat is read at once, without a sound; while the page is hidden it is not', () => {
  const { log, page, chat, host, told } = begin();
  host.dispatchEvent(new OpenChatEvent(true));
  log.receive('seen');
  expect(told.filter(([unread, hasArrived]) => unread > 0 || hasArrived)).toEqual([]);
  page.turns('hidden');
  log.receive('unseen');
  expect([chat.view.unread, told.at(-1)]).toEqual([1, [1, true]]);
  page.turns('visible');
  expect([chat.view.unread, told.at(-1)]).toEqual([0, [0, false]]);
});

test('a message goes to the log, and the field is told what became of it', () => {
  const { log, host } = begin();
  const sent = new SendMessageEvent('hello');
  host.dispatchEvent(sent);
  log.outcome = { kind: 'refused', why: 'full' };
  const refused = new SendMessageEvent('again');
  host.dispatchEvent(refused);
  host.dispatchEvent(new TypingEvent(true));
  expect([log.asked, sent.outcome.kind, refused.outcome]).toEqual([['hello', 'again', true], 'sent', { kind: 'refused', why: 'full' }]);
});

test('the text of all messages is saved', () => {
  const { host, saved } = begin();
  host.dispatchEvent(new SaveChatEvent('all'));
  expect(saved).toEqual(['all']);
});

test('when the screen has gone nothing is heard any more, and the tab says nothing of the chat; the next screen has it all', () => {
  const { log, host, chat, told, detach, draws } = begin();
  log.receive('one');
  detach();
  host.dispatchEvent(new SendMessageEvent('hello'));
  log.receive('two');
  expect([told.at(-1), draws(), log.asked, log.size]).toEqual([[0, false], 1, [], 0]);
  chat.attach(new EventTarget(), () => {});
  expect([chat.view.messages.length, chat.view.unread]).toEqual([2, 2]);
});

test('what is typed and not sent stands in the field of the next screen, also after a reload, and the chat lies open as it did; both are forgotten with the chat', () => {
  const storage = memoryKeyValues();
  const { host } = begin(tabNotes('call', storage));
  host.dispatchEvent(new DraftEvent('half a sent'));
  host.dispatchEvent(new OpenChatEvent(true));
  const { chat } = begin(tabNotes('call', storage));
  const another = begin(tabNotes('another', storage)).chat;
  expect([chat, another].map(({ view }) => [view.draft, view.isOpen])).toEqual([['half a sent', true], ['', false]]);
  tabNotes('call', storage).forget();
  expect(begin(tabNotes('call', storage)).chat.view.draft).toBe('');
});

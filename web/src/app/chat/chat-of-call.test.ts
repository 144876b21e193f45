import { expect, test } from 'vitest';
import { settle } from '../../../../engine/src/base/testing/manual-clock.ts';
import { ChatOfCall, chatOf, type LoadedChat } from './chat-of-call.ts';

function fakeChat(): { chat: LoadedChat; heard: string[] } {
  const heard: string[] = [];
  const chat: LoadedChat = {
    view: { isOpen: false, messages: [], isOtherTyping: false, unread: 0 },
    attach() {
      heard.push('attached');
      return () => heard.push('detached');
    },
    close: () => heard.push('closed'),
  };
  return { chat, heard };
}

test('the chat is loaded once the call is connected, once, and the screen that stands is drawn with it', async () => {
  const { chat, heard } = fakeChat();
  let loads = 0;
  const source = new ChatOfCall(async () => {
    loads++;
    return chat;
  });
  const detach = source.attach(new EventTarget(), () => heard.push('drawn'));
  source.follow('connecting');
  expect([loads, source.view]).toEqual([0, undefined]);
  source.follow('connected');
  source.follow('connected');
  await settle();
  source.follow('connected');
  expect([loads, heard, source.view]).toEqual([1, ['attached', 'drawn'], chat.view]);
  detach();
  expect(heard.at(-1)).toBe('detached');
});

test('what could not be loaded is loaded at the next change', async () => {
  const { chat } = fakeChat();
  let loads = 0;
  const source = new ChatOfCall(async () => {
    if (++loads === 1) throw new TypeError('offline');
    return chat;
  });
  source.follow('connected');
  await settle();
  source.follow('reconnecting');
  expect(source.view).toBeUndefined();
  source.follow('connected');
  await settle();
  expect(source.view).toBe(chat.view);
});

test('a screen that has gone before the code came is not joined to it, and the next one is', async () => {
  const { chat, heard } = fakeChat();
  const loaded = Promise.withResolvers<LoadedChat>();
  const source = new ChatOfCall(() => loaded.promise);
  source.follow('connected');
  source.attach(new EventTarget(), () => {})();
  loaded.resolve(chat);
  await settle();
  expect(heard).toEqual([]);
  source.attach(new EventTarget(), () => {})();
  expect(heard).toEqual(['attached', 'detached']);
});

test('the page turns to something else: the chat is closed, also one whose code is still on its way, and none is loaded any more', async () => {
  const { chat, heard } = fakeChat();
  const loaded = Promise.withResolvers<LoadedChat>();
  let loads = 0;
  const source = new ChatOfCall(() => {
    loads++;
    return loaded.promise;
  });
  source.follow('connected');
  source.close();
  loaded.resolve(chat);
  await settle();
  source.follow('connected');
  expect([heard, loads]).toEqual([['closed'], 1]);
});

test('a call without channels has no chat', () => {
  expect(chatOf({ isNext: false }, 'connected')).toBeUndefined();
});

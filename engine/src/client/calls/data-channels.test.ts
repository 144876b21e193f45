import { expect, it } from 'vitest';
import { AppError } from '../../base/errors.ts';
import { silentLogger } from '../../base/logger.ts';
import type { CallChannel, ChannelDefinition } from '../../call/channels/call-channels.ts';
import { DataChannels } from './data-channels.ts';

function session() {
  const opened: string[] = [];
  const sent: unknown[] = [];
  let hear: (data: string | Uint8Array) => void = () => {};
  return {
    opened, sent,
    hear: (data: string | Uint8Array) => hear(data),
    openChannel(kind: string, definition: ChannelDefinition): CallChannel {
      opened.push(kind);
      hear = definition.onMessage;
      return { hasMet: true, send: (data) => ({ kind: 'taken', number: sent.push(data) }) };
    },
  };
}

it('alice opens a channel before there is a call: it refuses what she sends until the call carries it', () => {
  const channels = new DataChannels(silentLogger);
  const chat = channels.channel('chat');
  expect([chat.hasMet, chat.send('early')]).toEqual([false, { kind: 'refused', why: 'not-open' }]);
  const call = session();
  channels.carryBy(call);
  expect([chat.hasMet, chat.send('hello'), call.sent]).toEqual([true, { kind: 'taken', number: 1 }, ['hello']]);
});

it('a channel that is opened during the call is carried at once, and is the same one when it is asked for again', () => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call);
  const chat = channels.channel('chat');
  expect([channels.channel('chat') === chat, call.opened]).toEqual([true, ['chat']]);
});

it('alice and bob call again: what he says in the next call reaches the same listener, until it is stopped', () => {
  const channels = new DataChannels(silentLogger);
  const [first, next] = [session(), session()];
  const heard: unknown[] = [];
  const chat = channels.channel('chat');
  const stop = chat.onMessage((data) => heard.push(data));
  channels.carryBy(first);
  first.hear('one');
  channels.carryBy(next);
  next.hear(Uint8Array.of(2));
  chat.send('to the next');
  stop();
  next.hear('three');
  expect([heard, first.sent, next.sent]).toEqual([['one', Uint8Array.of(2)], [], ['to the next']]);
});

it.each(['control', 'talk', undefined, '__proto__'])('a page without types that asks for the kind %s is told at once, and its call goes on', (kind) => {
  const channels = new DataChannels(silentLogger);
  expect(() => channels.channel(kind as 'chat')).toThrow(AppError);
  const call = session();
  channels.carryBy(call);
  expect(call.opened).toEqual([]);
});

it.each([new ArrayBuffer(2), 7, undefined, { length: 2 }, new Uint16Array(2)])('a page without types that sends %o is told at once: nothing else goes out for it', (data) => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call);
  expect(() => channels.channel('chat').send(data as string)).toThrow(AppError);
  expect(call.sent).toEqual([]);
});

it('a listener that throws keeps no other from hearing', () => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call);
  const heard: unknown[] = [];
  channels.channel('chat').onMessage(() => {
    throw new Error('broken');
  });
  channels.channel('chat').onMessage((data) => heard.push(data));
  call.hear('hello');
  expect(heard).toEqual(['hello']);
});

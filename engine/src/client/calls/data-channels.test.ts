import { expect, it } from 'vitest';
import { AppError } from '../../base/errors.ts';
import { silentLogger } from '../../base/logger.ts';
import type { CallChannel, ChannelDefinition } from '../../call/channels/call-channels.ts';
import type { ParticipantChannel } from '../../transfer/participant-channel.ts';
import { MemoryJournal } from '../../call/channels/journal.ts';
import { DataChannels } from './data-channels.ts';

function session() {
  const opened: string[] = [];
  const sent: unknown[] = [];
  const definitions: ChannelDefinition[] = [];
  return {
    opened, sent,
    hear: (data: string | Uint8Array) => definitions.at(-1)?.onMessage(data),
    definition: () => definitions.at(-1) ?? expect.fail('it carries nothing'),
    openChannel(kind: string, definition: ChannelDefinition): CallChannel {
      opened.push(kind);
      definitions.push(definition);
      return { hasMet: true, isFlowing: true, path: undefined, sendRaw: () => true, send: (data) => ({ kind: 'taken', number: sent.push(data) }) };
    },
  };
}

it('alice opens a channel before there is a call: it refuses what she sends until the call carries it', () => {
  const channels = new DataChannels(silentLogger);
  const chat = channels.channel('chat');
  expect([chat.hasMet, chat.send('early')]).toEqual([false, { kind: 'refused', why: 'not-open' }]);
  const call = session();
  channels.carryBy(call, 'c1');
  expect([chat.hasMet, chat.send('hello'), call.sent]).toEqual([true, { kind: 'taken', number: 1 }, ['hello']]);
});

it('a channel that is opened during the call is carried at once, and is the same one when it is asked for again', () => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call, 'c1');
  const chat = channels.channel('chat');
  expect([channels.channel('chat') === chat, call.opened]).toEqual([true, ['chat']]);
});

it('alice and bob call again: what he says in the next call reaches the same listener, until it is stopped', () => {
  const channels = new DataChannels(silentLogger);
  const [first, next] = [session(), session()];
  const heard: unknown[] = [];
  const chat = channels.channel('chat');
  const stop = chat.onMessage((data) => heard.push(data));
  channels.carryBy(first, 'c1');
  first.hear('one');
  channels.carryBy(next, 'c2');
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
  channels.carryBy(call, 'c1');
  expect(call.opened).toEqual([]);
});

it.each([new ArrayBuffer(2), 7, undefined, { length: 2 }, new Uint16Array(2)])('a page without types that sends %o is told at once: nothing else goes out for it', (data) => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call, 'c1');
  expect(() => channels.channel('chat').send(data as string)).toThrow(AppError);
  expect(call.sent).toEqual([]);
});

it('is what a feature of the page holds of a participant, which is told of each thing that happens, all of its listeners', () => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call, 'c1');
  const chat: ParticipantChannel = channels.channel('chat');
  const told: unknown[] = [];
  for (const name of ['one', 'other']) {
    chat.onMessage((data) => told.push([name, data]));
    chat.onAcknowledged((number) => told.push([name, number]));
    chat.onMeet((meeting) => told.push([name, meeting]));
    chat.onFlow((isFlowing) => told.push([name, isFlowing]));
    chat.onEnd(() => told.push([name, 'end']));
    chat.onRaw((frame) => told.push([name, frame]));
    const stop = chat.onWritable(() => told.push([name, 'writable']));
    if (name === 'one') stop();
  }
  const { onMessage, onAcknowledged, onMeet, onFlow, onRaw, onWritable, onEnd, onBroken } = call.definition();
  onMessage('hello');
  onAcknowledged?.(7);
  onMeet?.(true);
  onFlow?.(false);
  onRaw?.(Uint8Array.of(0x18));
  onWritable?.();
  onEnd?.();
  onBroken(new Error('the disk is full'));
  const each = (name: string) => ['hello', 7, { isFirst: true }, false, Uint8Array.of(0x18), 'end', 'end'].map((value) => [name, value]);
  expect(told.filter((one) => JSON.stringify(one).includes('one'))).toEqual(each('one'));
  expect(told.filter((one) => JSON.stringify(one).includes('other'))).toEqual([...each('other').slice(0, -2), ['other', 'writable'], ...each('other').slice(-2)]);
});

it('asks the app for a journal for each call and for each person who takes the seat, with the options of the first time', () => {
  const channels = new DataChannels(silentLogger);
  const asked: unknown[] = [];
  const journal = new MemoryJournal(() => '');
  const limits = { bytes: 10, frames: 1 };
  const chat = channels.channel('chat', { limits, createJournal: (place) => (asked.push(place), journal) });
  expect(channels.channel('chat', { limits: { bytes: 0, frames: 0 } })).toBe(chat);
  const call = session();
  channels.carryBy(call, 'c1');
  const { createJournal, limits: given } = call.definition();
  expect([createJournal(0), createJournal(1), given]).toEqual([journal, journal, limits]);
  expect(asked).toEqual([{ kind: 'chat', callId: 'c1', seat: 0 }, { kind: 'chat', callId: 'c1', seat: 1 }]);
});

it.each([Uint8Array.of(), Uint8Array.of(0x17), Uint8Array.of(0x20), new Uint8Array(16 * 1024 + 33).fill(0x18), 'text'])('a frame without a number that is %o is refused at once: it would be taken for another', (frame) => {
  const channels = new DataChannels(silentLogger);
  channels.carryBy(session(), 'c1');
  expect(() => channels.channel('files').sendRaw(frame as Uint8Array)).toThrow(AppError);
  expect(channels.channel('files').sendRaw(Uint8Array.of(0x1f))).toBe(true);
});

it('a listener that throws keeps no other from hearing', () => {
  const channels = new DataChannels(silentLogger);
  const call = session();
  channels.carryBy(call, 'c1');
  const heard: unknown[] = [];
  channels.channel('chat').onMessage(() => {
    throw new Error('broken');
  });
  channels.channel('chat').onMessage((data) => heard.push(data));
  call.hear('hello');
  expect(heard).toEqual(['hello']);
});

/** Alice's page, whose other participants a test plays. */
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { toBase64Url } from '../../base/bytes.ts';
import type { ChatArchive } from './chat-archive.ts';
import type { TextFrame } from './chat-frames.ts';
import { ChatLog, type ReadMark } from './chat-log.ts';
import { MAX_TEXT_BYTES } from './chat-message.ts';
import { splitText } from './text-parts.ts';
import { FakeChannel } from './testing/fake-channel.ts';

const BOB = toBase64Url(new Uint8Array(16).fill(2));
const CAROL = toBase64Url(new Uint8Array(16).fill(3));

function text(number: number, words: string, more: Partial<TextFrame> = {}): TextFrame {
  return { type: 'text', pageId: BOB, number, part: 0, parts: 1, bytes: new TextEncoder().encode(words), ...more };
}

async function setUp({ archive, count = 1, readMark }: { readonly archive?: ChatArchive; readonly count?: number; readonly readMark?: ReadMark } = {}) {
  const [clock, scope] = [new ManualClock(), new Scope()];
  const log = new ChatLog(scope, { clock, ...(readMark && { readMark }) });
  let changes = 0;
  log.observe(() => changes++);
  const channels = Array.from({ length: count }, () => new FakeChannel());
  const detach = channels.map((channel, index) => log.attach(['bob', 'carol'][index] ?? '', channel, () => ({ own: 'Alice', other: ['Bob', 'Carol'][index] ?? '' }), archive));
  await settle();
  for (const channel of channels) channel.meet(true);
  const [bob = new FakeChannel(), carol = new FakeChannel()] = channels;
  const [ask] = bob.look();
  carol.look();
  return { clock, scope, log, bob, carol, detach, own: ask?.type === 'ask' ? ask.pageId : '', shown: () => log.messages.map((one) => one.text), changes: () => changes };
}

describe('a message of Alice', () => {
  it('is in her log at once, and delivered when bob has it', async () => {
    const { log, bob, own, clock } = await setUp();
    expect(log.send('Hello\r\nBob ')).toEqual({ kind: 'sent', id: `${own}.1` });
    expect(log.messages).toEqual([{ id: `${own}.1`, text: 'Hello\nBob', at: clock.now(), name: 'Alice', delivery: 'sending' }]);
    expect(bob.look()).toMatchObject([{ type: 'text', pageId: own, number: 1, part: 0, parts: 1 }]);
    bob.acknowledge();
    expect(log.messages).toMatchObject([{ delivery: 'delivered' }]);
  });

  it('of 64 KiB goes in parts, and is delivered with the last', async () => {
    const { log, bob } = await setUp();
    log.send('文'.repeat(MAX_TEXT_BYTES / 3));
    const frames = bob.look();
    expect(frames).toHaveLength(5);
    bob.acknowledge(5);
    expect(log.messages).toMatchObject([{ delivery: 'sending' }]);
    bob.acknowledge();
    expect(log.messages).toMatchObject([{ delivery: 'delivered' }]);
  });

  it.each([
    ['', 'empty'], [' \n\t ', 'empty'], ['\u200b\u2060\u202e', 'empty'],
    ['x'.repeat(MAX_TEXT_BYTES + 1), 'too-long'], ['文'.repeat(MAX_TEXT_BYTES / 3 + 1), 'too-long'], ['x'.repeat(10 * MAX_TEXT_BYTES), 'too-long'],
  ])('is refused by name where it can’t be sent', async (words, why) => {
    const { log, bob, changes } = await setUp();
    const before = changes();
    expect([log.send(words), log.messages, bob.look(), changes() - before]).toEqual([{ kind: 'refused', why }, [], [], 0]);
  });

  it('is refused while half a MiB is not delivered, and taken again afterwards', async () => {
    const { log, bob } = await setUp();
    for (let count = 0; count < 8; count++) expect(log.send('x'.repeat(MAX_TEXT_BYTES)).kind).toBe('sent');
    expect(log.send('x')).toEqual({ kind: 'refused', why: 'full' });
    bob.acknowledge();
    expect(log.send('x').kind).toBe('sent');
  });

  it('waits for a channel that is full', async () => {
    const { log, bob } = await setUp();
    bob.refusal = 'full';
    log.send('later');
    expect(bob.look()).toEqual([]);
    bob.refusal = undefined;
    bob.acknowledge(0);
    expect(bob.look()).toMatchObject([{ type: 'text' }]);
  });

  it('is not delivered when the call ends before, and then no more is taken until the next call', async () => {
    const { log, bob } = await setUp();
    log.send('one');
    bob.acknowledge();
    log.send('two');
    bob.end();
    expect(log.messages.map(({ delivery }) => delivery)).toEqual(['delivered', 'not-delivered']);
    expect(log.send('three')).toEqual({ kind: 'refused', why: 'ended' });
    bob.meet(true);
    expect(log.send('four').kind).toBe('sent');
    bob.acknowledge();
    expect(log.messages.map(({ delivery }) => delivery)).toEqual(['delivered', 'not-delivered', 'delivered']);
  });

  it('is not delivered over a channel that has ended before the page listened', async () => {
    const { log, bob } = await setUp();
    bob.refusal = 'not-open';
    log.send('one');
    expect([log.messages[0]?.delivery, log.send('two')]).toEqual(['not-delivered', { kind: 'refused', why: 'ended' }]);
  });

  it('to a room is delivered when it has come to all, and refused where one participant is too far behind', async () => {
    const { log, bob, carol, detach } = await setUp({ count: 2 });
    log.send('one');
    bob.acknowledge();
    expect(log.messages).toMatchObject([{ delivery: 'sending' }]);
    carol.acknowledge();
    expect(log.messages).toMatchObject([{ delivery: 'delivered' }]);
    for (let count = 0; count < 8; count++) log.send('x'.repeat(MAX_TEXT_BYTES));
    bob.acknowledge();
    expect(log.send('x')).toEqual({ kind: 'refused', why: 'full' });
    detach[1]?.();
    expect([log.messages.at(-1)?.delivery, log.send('x').kind]).toEqual(['not-delivered', 'sent']);
  });
});

describe('a message of bob', () => {
  it('is shown with his name, cleaned, and counted until it is read', async () => {
    const { log, bob, clock } = await setUp();
    await clock.advance(1_000);
    bob.say(text(1, 'He\u0000llo\u202e\u2028e\u0301'));
    expect(log.messages).toEqual([{ id: `${BOB}.1`, from: 'bob', name: 'Bob', text: 'Hello\né', at: clock.now() }]);
    expect(log.unread).toBe(1);
    log.markRead();
    expect(log.unread).toBe(0);
  });

  it('of several parts is shown once it is whole, however often a part comes', async () => {
    const { bob, shown } = await setUp();
    const [one, two, three] = splitText({ pageId: BOB, number: 1 }, new TextEncoder().encode('é'.repeat(20_000)));
    if (!one || !two || !three) throw new Error('three parts');
    for (const part of [two, one, one, two, two]) bob.say(part);
    bob.say(three);
    bob.say(three);
    expect(shown()).toEqual(['é'.repeat(20_000)]);
  });

  it('is shown once, though he sends it twice, and not at all in the name of Alice or of carol', async () => {
    const { bob, carol, shown, own } = await setUp({ count: 2 });
    bob.say(text(1, 'hello'));
    bob.say(text(1, 'hello again'));
    carol.say(text(1, 'I am carol', { pageId: CAROL }));
    bob.say(text(2, 'I am carol, too', { pageId: CAROL }));
    bob.say(text(9, 'I am Alice', { pageId: own }));
    expect(shown()).toEqual(['hello', 'I am carol']);
  });
});

describe('a page of bob’s that has lost its chat', () => {
  it('is sent all that Alice has, hers and his, marked as sent again, and then that it was all', async () => {
    const { log, bob, own, clock } = await setUp();
    log.send('from Alice');
    bob.acknowledge();
    bob.say(text(1, 'from bob'));
    await clock.advance(5_000);
    bob.look();
    bob.meet(false);
    bob.look();
    bob.say({ type: 'ask', pageId: CAROL });
    expect(bob.look()).toEqual([
      text(1, 'from Alice', { pageId: own, repeated: { ageMs: 5_000, author: 'sender' } }),
      text(1, 'from bob', { repeated: { ageMs: 5_000, author: 'recipient' } }),
      { type: 'end', pageId: CAROL },
    ]);
    bob.say({ type: 'ask', pageId: CAROL });
    expect(bob.look()).toEqual([]);
  });

  it('is sent a message of several parts anew, since the page before may have had some', async () => {
    const { log, bob } = await setUp();
    log.send('short');
    log.send('x'.repeat(40_000));
    bob.look();
    bob.acknowledge(3);
    bob.meet(false);
    expect(bob.look().filter(({ type }) => type === 'text')).toMatchObject([0, 1, 2].map((part) => ({ number: 2, part })));
    bob.acknowledge(5);
    expect(log.messages.map(({ delivery }) => delivery)).toEqual(['delivered', 'sending']);
    bob.acknowledge();
    expect(log.messages.map(({ delivery }) => delivery)).toEqual(['delivered', 'delivered']);
  });

  it('is answered a little at a time, and what Alice writes goes between', async () => {
    const { log, bob } = await setUp();
    for (let count = 0; count < 600; count++) bob.say(text(count + 1, 'x'.repeat(1_000)));
    bob.say({ type: 'ask', pageId: CAROL });
    expect(bob.look().length).toBeLessThan(140);
    log.send('now');
    expect(bob.look()).toMatchObject([{ number: 1 }]);
    let repeated = 0;
    for (let turns = 0; turns < 10; turns++) {
      bob.acknowledge();
      repeated += bob.look().length;
    }
    expect(repeated).toBeGreaterThan(450);
  });

  it('is sent nothing of what was said with the person before it in this seat', async () => {
    const { log, bob } = await setUp();
    log.send('for bob');
    bob.acknowledge();
    bob.end();
    bob.meet(true);
    bob.look();
    bob.say({ type: 'ask', pageId: CAROL });
    expect(bob.look()).toEqual([{ type: 'end', pageId: CAROL }]);
  });
});

describe('Alice’s page that has lost its chat', () => {
  it('asks for it, and shows what it is sent again by its age, before what is new, uncounted and marked', async () => {
    const { log, bob, own, clock } = await setUp();
    bob.say(text(7, 'new'));
    const repeated = (ageMs: number, author: 'sender' | 'recipient') => ({ repeated: { ageMs, author } });
    bob.say(text(5, 'from bob', repeated(90_000, 'sender')));
    bob.say(text(1, 'from Alice', { pageId: CAROL, ...repeated(80_000, 'recipient') }));
    bob.say(text(6, 'a clock was set', repeated(99_000, 'sender')));
    bob.say({ type: 'end', pageId: own });
    bob.say(text(4, 'after the end', repeated(1, 'sender')));
    expect(log.messages).toMatchObject([
      { text: 'from bob', from: 'bob', isRepeated: true, at: clock.now() - 90_000 },
      { text: 'from Alice', delivery: 'delivered', name: 'Alice', isRepeated: true },
      { text: 'a clock was set', at: clock.now() - 80_000 },
      { text: 'new' },
    ]);
    expect([log.messages.length, log.unread, log.messages[3]?.isRepeated]).toEqual([4, 1, undefined]);
  });

  it('shows what its archive has, asks for nothing, takes nothing that is sent again, and knows what is delivered', async () => {
    const own = toBase64Url(new Uint8Array(16).fill(9));
    const before = new FakeChannel();
    const keep = (frame: TextFrame) => ({ data: splitAndFormat(before, frame), at: 5 });
    const archive: ChatArchive = {
      read: async () => [
        { direction: 'out', number: 1, isAcknowledged: true, ...keep(text(1, 'had come', { pageId: own })) },
        { direction: 'in', number: 1, isAcknowledged: false, ...keep(text(1, 'from bob')) },
        { direction: 'out', number: 2, isAcknowledged: false, ...keep(text(2, 'on its way', { pageId: own })) },
      ],
    };
    const { log, bob } = await setUp({ archive });
    expect(log.messages.map(({ isArchived }) => isArchived)).toEqual([true, true, true]);
    expect(bob.look()).toEqual([]);
    expect(log.messages).toMatchObject([{ text: 'had come', at: 5, delivery: 'delivered' }, { text: 'from bob', from: 'bob' }, { text: 'on its way', delivery: 'sending' }]);
    bob.say(text(2, 'words in a mouth', { repeated: { ageMs: 1, author: 'recipient' } }));
    bob.acknowledge(2);
    expect(log.messages.map(({ delivery }) => delivery)).toEqual(['delivered', undefined, 'delivered']);
    expect(log.unread).toBe(0);
  });

  it.each([[undefined, 3], [`${BOB}.1`, 2], [`${BOB}.3`, 0]])('counts as unread what has come after the message that was read last, %s: %i', async (read, unread) => {
    const before = new FakeChannel();
    const archive: ChatArchive = {
      read: async () => [1, 2, 3].map((number) => ({ direction: 'in', number, isAcknowledged: false, data: splitAndFormat(before, text(number, 'a word')), at: 5 } as const)),
    };
    const readMark = { read };
    const { log } = await setUp({ archive, readMark });
    expect(log.unread).toBe(unread);
    log.markRead();
    expect([log.unread, readMark.read]).toEqual([0, `${BOB}.3`]);
  });

  it('hears what comes while its archive is read, after what the archive has', async () => {
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<ChatArchive['read']>>>();
    const { bob, shown } = await setUp({ archive: { read: () => promise } });
    bob.say(text(2, 'new'));
    expect(shown()).toEqual([]);
    resolve([{ direction: 'in', number: 1, isAcknowledged: false, data: splitAndFormat(new FakeChannel(), text(1, 'old')), at: 5 }]);
    await settle();
    expect(shown()).toEqual(['old', 'new']);
  });

  it('goes on without an archive that can’t be read', async () => {
    const { bob, shown } = await setUp({ archive: { read: () => Promise.reject(new Error('the disk')) } });
    bob.say(text(1, 'hello'));
    expect(shown()).toEqual(['hello']);
  });
});

describe('the hint that bob writes', () => {
  it('is shown until he stops, sends, is away, or says nothing for six seconds', async () => {
    const { log, bob, clock } = await setUp();
    const endings: readonly (() => unknown)[] = [() => bob.sayTyping(false), () => bob.say(text(1, 'hello')), () => bob.end(), () => clock.advance(6_000)];
    for (const ending of endings) {
      await clock.advance(1_000);
      bob.sayTyping(true);
      expect(log.typing).toEqual(['bob']);
      await ending();
      expect(log.typing).toEqual([]);
    }
  });

  it('does not flicker, whatever he sends', async () => {
    const { log, bob, changes } = await setUp();
    const before = changes();
    for (let count = 0; count < 1_000; count++) bob.sayTyping(count % 2 === 0);
    bob.sayRaw(Uint8Array.of(0x18));
    bob.sayRaw(Uint8Array.of(0x18, 7));
    bob.sayRaw(Uint8Array.of(0x19, 1));
    expect([changes() - before, log.typing]).toEqual([2, []]);
  });

  it('of Alice is said at the first key, from time to time, and when she stops', async () => {
    const { log, bob, clock } = await setUp();
    for (let second = 0; second < 6; second++) {
      log.setTyping(true);
      await clock.advance(1_000);
    }
    log.setTyping(false);
    log.setTyping(false);
    expect(bob.typing).toEqual([true, true, false]);
    log.setTyping(true);
    log.send('hello');
    log.setTyping(false);
    expect(bob.typing).toEqual([true, true, false, true]);
  });
});

it('the log holds ten thousand messages, and says how many it has dropped', async () => {
  const { log, bob } = await setUp();
  for (let count = 1; count <= 10_003; count++) bob.say(text(count, 'x'));
  expect([log.messages.length, log.dropped, log.messages[0]?.id]).toEqual([10_000, 3, `${BOB}.4`]);
});

it('the log holds 32 MiB', async () => {
  const { log, bob } = await setUp();
  const words = 'x'.repeat(16_000);
  for (let count = 1; count <= 2_500; count++) bob.say(text(count, words));
  expect(log.messages.length * 16_000).toBeLessThan(32 * 1024 * 1024);
  expect(log.messages.length + log.dropped).toBe(2_500);
});

it('a listener hears of each change until it is ended, and sees another array', async () => {
  const { log, bob } = await setUp();
  let changes = 0;
  const stop = log.observe(() => changes++);
  const before = log.messages;
  bob.say(text(1, 'one'));
  stop();
  bob.say(text(2, 'two'));
  expect([changes, before, log.messages.length]).toEqual([1, [], 2]);
});

it('the log is text as the page formats it', async () => {
  const { log, bob } = await setUp();
  bob.say(text(1, 'one'));
  log.send('two');
  expect(log.asText(({ name, text: words }) => `${name}: ${words}`)).toBe('Bob: one\nAlice: two');
});

it('the end of its page leaves no timer, and nothing is heard after it', async () => {
  const { log, bob, scope, clock, shown } = await setUp();
  bob.sayTyping(true);
  bob.say(text(5, 'from bob', { repeated: { ageMs: 1, author: 'sender' } }));
  scope.end();
  bob.say(text(1, 'late'));
  expect([clock.pending, shown(), log.send('late')]).toEqual([0, ['from bob'], { kind: 'refused', why: 'ended' }]);
  log.attach('carol', new FakeChannel(), () => ({}))();
});

/** The bytes of a frame. */
function splitAndFormat(channel: FakeChannel, frame: TextFrame): Uint8Array {
  let bytes: Uint8Array | undefined;
  const stop = channel.onMessage((data) => {
    if (typeof data !== 'string') bytes = data;
  });
  channel.say(frame);
  stop();
  return bytes ?? new Uint8Array();
}

/** What a hostile page of the other side costs: nothing is shown, nothing grows, and no error leaves the log. */
import { expect, it } from 'vitest';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { Seeded } from '../../call/testing/simulator/seeded.ts';
import { heapUsed } from '../../base/testing/heap.ts';
import { formatChatFrame, MAX_PARTS, parseChatFrame } from './chat-frames.ts';
import { ChatLog } from './chat-log.ts';
import { FakeChannel } from './testing/fake-channel.ts';

const PAGE_ID = 'A'.repeat(22);

async function setUp() {
  const [clock, scope, channel] = [new ManualClock(), new Scope(), new FakeChannel()];
  const warnings: string[] = [];
  const logger = { log: (_level: string, message: string) => void warnings.push(message), part: () => logger };
  const log = new ChatLog(scope, { clock, logger });
  log.attach('mallory', channel, () => ({}));
  await settle();
  channel.meet(true);
  channel.look();
  let changes = 0;
  log.observe(() => changes++);
  return { log, channel, warnings, clock, changes: () => changes };
}

/** A frame that no page which keeps to the protocol sends: cut, lengthened, or with a field out of its bounds. */
function malformed(random: Seeded): Uint8Array {
  const bytes = Uint8Array.from({ length: random.integer(1, 40) }, () => random.integer(0, 255));
  bytes[0] = random.pick([0x11, 0x11, 0x11, 0x12, 0x13, 0x14, 0x1f, 0x21, 0x00, 0xff]);
  if (bytes[0] !== 0x11 || bytes.length <= 24) return bytes[0] === 0x12 || bytes[0] === 0x13 ? bytes.slice(0, random.integer(1, 16)) : bytes;
  switch (random.integer(0, 3)) {
    case 0: bytes.fill(0, 18, 22); break; // no number
    case 1: bytes[22] = Math.max(bytes[23] ?? 0, 1); break; // a part beyond the last
    case 2: bytes[23] = random.integer(MAX_PARTS + 1, 255); break; // too many parts
    default: { // no UTF-8
      bytes.set([0, 1], 22);
      bytes[1] = 0;
      bytes[bytes.length - 1] = 0xff;
    }
  }
  return bytes;
}

it('a hundred thousand malformed frames show nothing, change nothing, and are logged once', async () => {
  const { log, channel, warnings, clock, changes } = await setUp();
  const random = new Seeded(15);
  for (let count = 0; count < 1_000; count++) channel.sayBytes(malformed(random));
  const before = heapUsed();
  for (let count = 1_000; count < 100_000; count++) channel.sayBytes(malformed(random));
  expect(heapUsed() - before).toBeLessThan(2 ** 20);
  for (const data of ['text', '', new Uint8Array()]) channel.sayBytes(data);
  for (let count = 0; count < 1_000; count++) channel.sayRaw(Uint8Array.from({ length: random.integer(1, 3) }, () => random.integer(2, 255)));
  expect([log.messages, log.unread, log.typing, warnings, channel.look(), changes(), clock.pending]).toEqual([[], 0, [], ['a frame is malformed'], [], 0, 0]);
  channel.say({ type: 'text', pageId: PAGE_ID, number: 1, part: 0, parts: 1, bytes: new TextEncoder().encode('hello') });
  expect(log.messages).toHaveLength(1);
});

it('frames of random bytes are each parsed, unknown, or one typed error', () => {
  const random = new Seeded(16);
  const others: unknown[] = [];
  for (let count = 0; count < 20_000; count++) {
    const bytes = Uint8Array.from({ length: random.integer(0, 60) }, () => random.integer(0, 255));
    if (random.chance(0.8)) bytes.set([random.integer(0x11, 0x13)].slice(0, bytes.length));
    try {
      const frame = parseChatFrame(bytes);
      // What is understood is said in the same bytes: no two frames mean the same, but for flags of a later release and what it adds.
      if (frame?.type === 'text') expect(formatChatFrame(frame).subarray(2)).toEqual(bytes.subarray(2));
    } catch (error) {
      if (!(error instanceof Error && 'failure' in error && error.failure === 'malformed')) others.push(error);
    }
  }
  expect(others).toEqual([]);
});

it('texts that never end, in a thousand names, with each number, take the memory of one', async () => {
  const { log, channel } = await setUp();
  const bytes = new Uint8Array(16_000).fill(0x61);
  for (let number = 1; number <= 3_000; number++) {
    for (const part of [0, 1, 2]) channel.say({ type: 'text', pageId: PAGE_ID, number, part, parts: 4, bytes });
  }
  // More than a text may have.
  for (let part = 0; part < MAX_PARTS; part++) channel.say({ type: 'text', pageId: PAGE_ID, number: 9_999, part, parts: MAX_PARTS, bytes });
  expect(log.messages).toEqual([]);
});

it('a page that asks again and again is answered a few times a meeting', async () => {
  const { log, channel } = await setUp();
  log.send('hello');
  channel.acknowledge();
  channel.look();
  const random = new Seeded(17);
  for (let count = 0; count < 10_000; count++) {
    channel.say({ type: 'ask', pageId: `${String(random.integer(0, 999_999)).padStart(21, 'B')}A` });
    channel.acknowledge();
  }
  expect(channel.look().length).toBeLessThanOrEqual(8);
});

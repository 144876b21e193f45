/** What a feature is told of its channel beside its messages, and its frames without a number: alice's side; the test plays bob. */
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { formatFrame, isRaw, MAX_RAW_BYTES, parseFrame, type Frame } from './frames.ts';
import { MemoryJournal } from './journal.ts';
import { ReliableChannel, type FrameLink } from './reliable-channel.ts';

const [ALICE, BOB, CAROL] = ['AAECAwQFBgcICQoLDA0ODw', '__79_Pv6-fj39vX08_Lx8A', 'EBESExQVFhcYGRobHB0eHw'] as const;
const PIECE = Uint8Array.of(0x18, 1, 2, 3);

class Link implements FrameLink {
  readonly sent: string[] = [];
  hasRoom = true;

  send(bytes: Uint8Array): boolean {
    if (this.hasRoom) this.sent.push(isRaw(bytes) ? 'raw' : (parseFrame(bytes)?.type ?? ''));
    return this.hasRoom;
  }
}

async function setUp() {
  const scope = new Scope();
  const told: string[] = [];
  const channel = new ReliableChannel(scope, {
    clock: new ManualClock(), logger: silentLogger, journal: new MemoryJournal(() => ALICE), onBroken: (error) => told.push(String(error)),
    onMessage: (data) => told.push(`hears ${String(data)}`),
    onMeet: (isFirst) => told.push(isFirst ? 'meets bob' : 'meets another page'),
    onAcknowledged: (number) => told.push(`${number} acknowledged`),
    onFlow: (isFlowing) => told.push(isFlowing ? 'flows' : 'flows no more'),
    onRaw: (frame) => told.push(`raw ${frame.length}`),
    onWritable: () => told.push('writable'),
  });
  await settle();
  const bind = (): Link => {
    const link = new Link();
    channel.bind(link);
    return link;
  };
  const say = async (link: Link, frame: Frame): Promise<void> => {
    channel.hear(link, formatFrame(frame));
    await settle();
  };
  const meet = (link: Link, from: string = BOB): Promise<void> => say(link, { type: 'resume', from, to: ALICE, first: 1, received: 0, isAsking: false });
  return { scope, channel, told, bind, say, meet };
}

describe('a feature', () => {
  it('is told whom it meets, when its channel flows, when that ends, and on which connection it flows again', async () => {
    const { channel, told, bind, meet, scope } = await setUp();
    const first = bind();
    await meet(first);
    expect([told.splice(0), channel.isFlowing]).toEqual([['meets bob', 'flows', 'writable'], true]);
    channel.unbind(first);
    expect([told.splice(0), channel.isFlowing]).toEqual([['flows no more'], false]);
    await meet(bind());
    const third = bind();
    await meet(third, CAROL);
    scope.end();
    expect(told).toEqual(['flows', 'writable', 'flows no more', 'meets another page', 'flows', 'writable', 'flows no more']);
  });

  it('is told up to where the other side has what it sent, and each number at most once', async () => {
    const { channel, told, bind, meet, say } = await setUp();
    const link = bind();
    await meet(link);
    for (const text of ['one', 'two', 'three']) channel.send(text);
    await settle();
    told.length = 0;
    for (const received of [2, 2, 1, 3, 9]) await say(link, { type: 'ack', received });
    expect(told).toEqual(['2 acknowledged', '3 acknowledged']);
  });
});

describe('a frame without a number', () => {
  it('goes out once the channel flows, and never before', async () => {
    const { channel, bind, meet } = await setUp();
    expect(channel.sendRaw(PIECE)).toBe(false);
    const link = bind();
    expect(channel.sendRaw(PIECE)).toBe(false);
    await meet(link);
    expect([channel.sendRaw(PIECE), link.sent]).toEqual([true, ['resume', 'raw']]);
    channel.unbind(link);
    expect(channel.sendRaw(PIECE)).toBe(false);
  });

  it('goes after those with a number that wait for room, and its feature is told when both have it', async () => {
    const { channel, told, bind, meet } = await setUp();
    const link = bind();
    await meet(link);
    link.hasRoom = false;
    channel.send('one');
    await settle();
    expect(channel.sendRaw(PIECE)).toBe(false);
    told.length = 0;
    channel.resumeSending(link);
    expect(told).toEqual([]);
    link.hasRoom = true;
    channel.resumeSending(link);
    expect([told, channel.sendRaw(PIECE), link.sent]).toEqual([['writable'], true, ['resume', 'data', 'raw']]);
  });

  it('is heard on the connection that carries the call, from one who has been met, within its bounds', async () => {
    const { channel, told, bind, meet } = await setUp();
    const link = bind();
    channel.hear(link, PIECE);
    await meet(link);
    told.length = 0;
    channel.hear(new Link(), PIECE);
    channel.hear(link, PIECE);
    channel.hear(link, new Uint8Array(MAX_RAW_BYTES + 1).fill(0x1f));
    channel.hear(link, new Uint8Array(MAX_RAW_BYTES).fill(0x1f));
    expect(told).toEqual(['raw 4', `raw ${MAX_RAW_BYTES}`]);
  });
});

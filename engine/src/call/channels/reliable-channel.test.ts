/** One side against frames written by hand: what the other side's page may send, whatever it runs. */
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../base/logger.ts';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { formatFrame, MAX_NUMBER, MAX_PAYLOAD_BYTES, parseFrame, type Frame } from './frames.ts';
import { MemoryJournal, type Journal, type JournalState } from './journal.ts';
import { ACK_MS, ReliableChannel, type FrameLink } from './reliable-channel.ts';

const ALICE = 'AAECAwQFBgcICQoLDA0ODw';
const BOB = '__79_Pv6-fj39vX08_Lx8A';
const CAROL = 'EBESExQVFhcYGRobHB0eHw';

class Link implements FrameLink {
  readonly sent: Frame[] = [];
  hasRoom = true;

  send(bytes: Uint8Array): boolean {
    const frame = parseFrame(bytes);
    if (this.hasRoom && frame) this.sent.push(frame);
    return this.hasRoom;
  }

  /** What has been sent since the last look. */
  look(): readonly Frame[] {
    return this.sent.splice(0);
  }
}

/** alice's side; the test plays bob. */
async function setUp(options: { readonly journal?: Journal; readonly limits?: { readonly bytes: number; readonly frames: number } } = {}) {
  const clock = new ManualClock();
  const scope = new Scope();
  const heard: ChannelData[] = [];
  const log: string[] = [];
  const broken: unknown[] = [];
  let meetings = 0;
  const channel = new ReliableChannel(scope, {
    clock, logger: createLogger(({ message }) => log.push(message)), journal: options.journal ?? new MemoryJournal(() => ALICE),
    ...(options.limits && { limits: options.limits }),
    onMessage: (data) => heard.push(data),
    onMeet: () => meetings++,
    onBroken: (error) => broken.push(error),
  });
  await settle();
  const link = new Link();
  channel.bind(link);
  const say = async (frame: Frame | Uint8Array, over: FrameLink = link): Promise<void> => {
    channel.hear(over, frame instanceof Uint8Array ? frame : formatFrame(frame));
    await settle();
  };
  const meet = (resume: Partial<Extract<Frame, { type: 'resume' }>> = {}, over: FrameLink = link): Promise<void> =>
    say({ type: 'resume', from: BOB, to: ALICE, first: 1, received: 0, isAsking: false, ...resume }, over);
  return { clock, scope, channel, link, heard, log, broken, say, meet, meetings: () => meetings };
}

const data = (number: number, text = `${number}`): Frame => ({ type: 'data', number, data: text });

describe('a reliable channel', () => {
  it('says what it has on a new connection, and sends nothing else before the other side has', async () => {
    const { channel, link, meet } = await setUp();
    expect(channel.send('one')).toEqual({ kind: 'taken', number: 1 });
    await settle();
    expect(link.look()).toEqual([{ type: 'resume', from: ALICE, to: undefined, first: 1, received: 0, isAsking: true }]);
    await meet();
    expect(link.look()).toEqual([data(1, 'one')]);
  });

  it('answers the one who asks before it sends anything', async () => {
    const { channel, link, meet } = await setUp();
    for (const text of ['one', 'two']) channel.send(text);
    await settle();
    link.look();
    await meet({ isAsking: true });
    await meet({ isAsking: true, received: 1 });
    expect(link.look().map(({ type }) => type)).toEqual(['resume', 'data', 'data', 'resume', 'data']);
  });

  it('sends what is not acknowledged again over the connection that takes over, from where the other side is', async () => {
    const { channel, link, meet } = await setUp();
    await meet();
    for (const text of ['one', 'two', 'three']) channel.send(text);
    await settle();
    const next = new Link();
    channel.bind(next);
    await meet({ received: 2 }, next);
    expect(next.look()).toEqual([{ type: 'resume', from: ALICE, to: BOB, first: 1, received: 0, isAsking: true }, data(3, 'three')]);
    expect([link.look().length, channel.unacknowledged]).toEqual([4, 1]);
  });

  it('hears nothing over a connection that does not carry the call', async () => {
    const { channel, heard, meet, say } = await setUp();
    const other = new Link();
    await meet({}, other);
    await say(data(1), other);
    channel.unbind(other);
    expect([heard, other.sent, channel.hasMet]).toEqual([[], [], false]);
  });

  it('acknowledges at once, and then once for all that come within 20 ms', async () => {
    const { clock, link, meet, say } = await setUp();
    await meet();
    link.look();
    for (const number of [1, 2, 3, 4]) await say(data(number));
    expect(link.look()).toEqual([{ type: 'ack', received: 1 }]);
    await clock.advance(ACK_MS);
    expect(link.look()).toEqual([{ type: 'ack', received: 4 }]);
    await clock.advance(1_000);
    expect([link.look(), clock.pending]).toEqual([[], 0]);
  });

  it('goes on where the link had no room, with what is short first', async () => {
    const { channel, link, meet, say } = await setUp();
    await meet();
    link.look();
    link.hasRoom = false;
    channel.send('one');
    await say(data(1));
    link.hasRoom = true;
    channel.resumeSending(link);
    expect(link.look()).toEqual([{ type: 'ack', received: 1 }, data(1, 'one')]);
  });

  it('keeps what it was given, though its bytes are used again', async () => {
    const { channel, link, meet } = await setUp();
    const bytes = Uint8Array.of(1, 2, 3);
    channel.send(bytes);
    bytes.fill(9);
    await meet();
    expect(link.look().at(-1)).toEqual({ type: 'data', number: 1, data: Uint8Array.of(1, 2, 3) });
  });

  it('refuses what is too long, what is more than its limit, and anything before its journal is read or after its end', async () => {
    const { channel, scope } = await setUp({ limits: { bytes: 10, frames: 2 } });
    const unread = new ReliableChannel(new Scope(), {
      clock: new ManualClock(), logger: createLogger(() => {}), journal: Object.assign(new MemoryJournal(() => ALICE), { open: () => new Promise<JournalState>(() => {}) }),
      onMessage: () => {}, onBroken: () => {},
    });
    expect(unread.send('early')).toEqual({ kind: 'refused', why: 'not-open' });
    expect(channel.send('x'.repeat(MAX_PAYLOAD_BYTES + 1))).toEqual({ kind: 'refused', why: 'too-long' });
    expect(['12345', '123456', '', ''].map((text) => channel.send(text).kind)).toEqual(['taken', 'refused', 'taken', 'refused']);
    scope.end();
    expect(channel.send('late')).toEqual({ kind: 'refused', why: 'not-open' });
  });

  it('takes more again once something is acknowledged', async () => {
    const { channel, meet, say } = await setUp({ limits: { bytes: 100, frames: 1 } });
    await meet();
    expect([channel.send('one').kind, channel.send('two')]).toEqual(['taken', { kind: 'refused', why: 'full' }]);
    await settle();
    await say({ type: 'ack', received: 1 });
    expect(channel.send('two')).toEqual({ kind: 'taken', number: 2 });
  });

  it('that can’t keep a frame sends it not, is broken once, and refuses the rest', async () => {
    const failure = new Error('the disk is full');
    const journal = Object.assign(new MemoryJournal(() => ALICE), { keep: () => Promise.reject(failure) });
    const { channel, link, meet, broken } = await setUp({ journal });
    await meet();
    link.look();
    for (const text of ['one', 'two']) channel.send(text);
    await settle();
    expect([link.look(), broken.length, channel.send('three')]).toEqual([[], 1, { kind: 'refused', why: 'not-open' }]);
    expect(broken[0]).toMatchObject({ cause: failure });
  });

  it('that can’t store what has come neither tells nor acknowledges it', async () => {
    const journal = Object.assign(new MemoryJournal(() => ALICE), { take: () => Promise.reject(new Error('the disk is full')) });
    const { link, meet, say, heard, broken } = await setUp({ journal });
    await meet();
    link.look();
    await say(data(1));
    expect([link.look(), heard, broken.length]).toEqual([[], [], 1]);
  });
});

describe('another page of the other side', () => {
  it('is met as such, and its stream begins where it says', async () => {
    const { channel, heard, meet, say, meetings } = await setUp();
    await meet();
    await say(data(1, 'of bob'));
    const next = new Link();
    channel.bind(next);
    await meet({ from: CAROL, to: undefined, first: 5 }, next);
    await say(data(5, 'of carol'), next);
    expect([heard, meetings()]).toEqual([['of bob', 'of carol'], 2]);
  });

  it('is sent what the former one has not acknowledged, and takes no acknowledgement of it for its own', async () => {
    const { channel, meet, say } = await setUp();
    await meet();
    for (const text of ['one', 'two', 'three']) channel.send(text);
    await settle();
    await say({ type: 'ack', received: 1 });
    const next = new Link();
    channel.bind(next);
    await meet({ from: CAROL, to: BOB, received: 3 }, next);
    expect(next.look()).toEqual([expect.objectContaining({ type: 'resume', first: 2 }), data(2, 'two'), data(3, 'three')]);
  });

  it('can’t be on the same connection', async () => {
    const { meet, say, heard, meetings, log } = await setUp();
    await meet();
    for (const from of [CAROL, ALICE]) await meet({ from, first: 9 });
    await say(data(9));
    expect([heard, meetings(), log]).toEqual([[], 1, ['another stream on the same connection']]);
  });
});

describe('hostile frames', () => {
  it.each<[string, readonly Frame[]]>([
    ['come twice', [data(1), data(1), data(2), data(1), data(2)]],
    ['go backwards', [data(1), data(2), data(1)]],
  ])('that %s are told once', async (_, frames) => {
    const { meet, say, heard } = await setUp();
    await meet();
    for (const frame of frames) await say(frame);
    expect(heard).toEqual(['1', '2']);
  });

  it('after a gap, or with a huge number, are not told, and asked for once', async () => {
    const { link, meet, say, heard } = await setUp();
    await meet();
    await say(data(1));
    link.look();
    for (const number of [3, MAX_NUMBER, 4]) await say(data(number));
    expect([heard, link.look()]).toEqual([['1'], [{ type: 'resume', from: ALICE, to: BOB, first: 1, received: 1, isAsking: true }]]);
    await meet();
    await say(data(2));
    expect(heard).toEqual(['1', '2']);
  });

  it('that acknowledge what was never sent, or was acknowledged before, change nothing', async () => {
    const { channel, link, meet, say } = await setUp();
    await meet({ received: MAX_NUMBER });
    channel.send('one');
    await settle();
    for (const received of [2, MAX_NUMBER, 0]) await say({ type: 'ack', received });
    expect(channel.unacknowledged).toBe(1);
    await say({ type: 'ack', received: 1 });
    await say({ type: 'ack', received: 1 });
    channel.send('two');
    await settle();
    expect([channel.unacknowledged, link.look().at(-1)]).toEqual([1, data(2, 'two')]);
  });

  it('before any resumption are not told', async () => {
    const { say, heard } = await setUp();
    await say(data(1));
    await say({ type: 'ack', received: 1 });
    expect(heard).toEqual([]);
  });

  it('out of shape are dropped and logged once a connection', async () => {
    const { meet, say, heard, log } = await setUp();
    await meet();
    for (let count = 0; count < 100; count++) await say(Uint8Array.of(0x12, 0));
    await say(Uint8Array.of(0x7f));
    await say(data(1));
    expect([heard, log]).toEqual([['1'], ['a frame is malformed']]);
  });

  it('in a flood take no more memory than a window, while the journal is slow', async () => {
    let [waiting, most] = [0, 0];
    const journal = Object.assign(new MemoryJournal(() => ALICE), { take: () => new Promise<void>(() => {}) });
    const { channel, link, scope, meet } = await setUp({ journal });
    await meet();
    const text = 'x'.repeat(16_000);
    for (let number = 1; number <= 10_000; number++) {
      const before = scope.size;
      channel.hear(link, formatFrame(data(number, text)));
      waiting += scope.size - before;
      most = Math.max(most, waiting);
    }
    expect(most).toBeLessThanOrEqual(17);
  });

  it('that ask again and again are each answered with no more than what one connection may have on its way', async () => {
    const { channel, link, meet } = await setUp();
    for (let count = 0; count < 100; count++) channel.send('x'.repeat(10_000));
    await meet();
    link.look();
    for (let count = 0; count < 10; count++) {
      await meet({ isAsking: true });
      expect(link.look().length).toBeLessThanOrEqual(1 + 26);
    }
  });
});

/** Two reliable channels over real data channels, with connections that take each other's place in mid-stream. */
import { systemClock } from '../../../engine/src/base/clock.ts';
import { silentLogger } from '../../../engine/src/base/logger.ts';
import { Scope } from '../../../engine/src/base/scope.ts';
import { MemoryJournal } from '../../../engine/src/call/channels/journal.ts';
import { ReliableChannel, type FrameLink } from '../../../engine/src/call/channels/reliable-channel.ts';
import { toBase64Url } from '../../../engine/src/base/bytes.ts';
import { connectedPair, type Side } from './side.ts';

/** One side of a talk: what it says goes out as the channel takes it. */
class Talker {
  readonly heard: string[] = [];
  readonly channel: ReliableChannel;
  readonly #waiting: (() => void)[] = [];
  #side: Side | undefined;

  constructor(scope: Scope) {
    this.channel = new ReliableChannel(scope, {
      clock: systemClock, logger: silentLogger,
      journal: new MemoryJournal(() => toBase64Url(crypto.getRandomValues(new Uint8Array(16)))),
      onMessage: (data) => {
        this.heard.push(typeof data === 'string' ? `text ${data.slice(0, 5)}` : `bytes ${data[0]} ${data.length}`);
        for (const look of this.#waiting.splice(0)) look();
      },
      onBroken: (error) => { throw error; },
    });
  }

  /** The connection of `side` carries the call. */
  take(side: Side): void {
    const link: FrameLink = { send: (frame) => side.peer.send('chat', frame) };
    side.onEvent = (event) => {
      if (this.#side !== side) return;
      if (event.type === 'message' && event.kind === 'chat' && typeof event.data !== 'string') this.channel.hear(link, event.data);
      if (event.type === 'writable' && event.kind === 'chat') this.channel.resumeSending(link);
    };
    this.#side = side;
    this.channel.bind(link);
  }

  async untilHeard(count: number): Promise<void> {
    while (this.heard.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

/** Short texts and long pieces of bytes, in turns. */
const message = (index: number): string | Uint8Array => (index % 5 === 4 ? new Uint8Array(12_000).fill(index % 256) : `${String(index).padStart(5, '0')} and so on`);
const shown = (index: number): string => (index % 5 === 4 ? `bytes ${index % 256} 12000` : `text ${String(index).padStart(5, '0')}`);

/** Both sides say `count` messages; after each third of them another connection takes over, and the one before is closed. */
export async function talkOverThree(count: number): Promise<{ readonly expected: readonly string[]; readonly heard: readonly (readonly string[])[]; readonly left: readonly number[] }> {
  const scope = new Scope();
  const talkers = [new Talker(scope), new Talker(scope)] as const;
  const say = (from: number, to: number): void => {
    for (let index = from; index < to; index++) {
      for (const { channel } of talkers) if (channel.send(message(index)).kind !== 'taken') throw new Error(`${index} was not taken`);
    }
  };
  let before: readonly Side[] = [];
  for (const part of [0, 1, 2]) {
    const { caller, callee } = await connectedPair();
    talkers[0].take(caller);
    talkers[1].take(callee);
    for (const side of before) side.scope.end();
    before = [caller, callee];
    const [from, to] = [part, part + 1].map((third) => Math.floor((third * count) / 3));
    say(from ?? 0, to ?? 0);
    // Part of it has come, part is on its way, and the rest waits, when the next connection takes over.
    if (part < 2) await talkers[0].untilHeard((from ?? 0) + 5);
  }
  await Promise.all(talkers.map((talker) => talker.untilHeard(count)));
  // An acknowledgement may still be on its way.
  for (const { channel } of talkers) while (channel.unacknowledged > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const left = talkers.map(({ channel }) => channel.unacknowledged);
  scope.end();
  for (const side of before) side.scope.end();
  return { expected: Array.from({ length: count }, (_, index) => shown(index)), heard: talkers.map(({ heard }) => heard), left };
}

import { describe, expect, it } from 'vitest';
import { ManualClock, WrongClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { LivenessMonitor } from './liveness-monitor.ts';
import { PROBE_MS, IDLE_ATTEMPT_MS, POLL_MS, SILENCE_MS, STILL_SILENCE_MS } from '../machine/timings.ts';

function watched() {
  const clock = new ManualClock();
  const machine = new WrongClock(clock, 0);
  const scope = new Scope();
  const story: string[] = [];
  const stream = { packets: 0, isFlowing: false };
  const monitor = new LivenessMonitor(scope, machine, {
    countReceived: async () => (stream.packets += stream.isFlowing ? 20 : 0),
    ping: () => story.push('asks'),
    onSilent: () => story.push('silent'),
    onAlive: () => story.push('heard'),
    onGone: () => story.push('gone'),
    onChannelLost: ({ isControl, isAgain }) => story.push(`${isControl ? '' : 'other '}channel ${isAgain ? 'still ' : ''}lost`),
    onBroken: (error) => expect.unreachable(String(error)),
  });
  monitor.start();
  return { clock, machine, scope, story, stream, monitor };
}

/** The silence is found at a poll, so up to one poll later. */
const FOUND_MS = POLL_MS;

describe('signs of monitor', () => {
  it('are packets that come: no probe is sent while media flow', async () => {
    const { clock, story, stream } = watched();
    stream.isFlowing = true;
    await clock.advance(60_000);
    expect(story).toEqual([]);
  });

  it('are missed soon after a stream has stopped, and told once', async () => {
    const { clock, story, stream, monitor } = watched();
    stream.isFlowing = true;
    await clock.advance(POLL_MS);
    stream.isFlowing = false;
    await clock.advance(SILENCE_MS - 1);
    expect(story).not.toContain('silent');
    await clock.advance(1 + FOUND_MS);
    expect([story.filter((word) => word === 'silent').length, monitor.isSilent]).toEqual([1, true]);
    await clock.advance(10_000);
    expect(story.filter((word) => word === 'silent').length).toBe(1);
  });

  it.each([['back', -86_400_000], ['forward', 86_400_000]])('are missed neither later nor sooner where the machine’s clock is set %s by %d ms', async (_, byMs) => {
    const { clock, machine, story, stream } = watched();
    stream.isFlowing = true;
    await clock.advance(2 * POLL_MS);
    stream.isFlowing = false;
    machine.errorMs = byMs;
    await clock.advance(SILENCE_MS - POLL_MS);
    expect(story).not.toContain('silent');
    await clock.advance(POLL_MS + FOUND_MS);
    expect(story).toContain('silent');
  });

  it('are missed as soon after a stream that stopped between two polls', async () => {
    const { clock, story, stream } = watched();
    stream.isFlowing = true;
    await clock.advance(2 * POLL_MS);
    stream.isFlowing = false;
    stream.packets += 2; // What came before the path was cut.
    await clock.advance(POLL_MS + SILENCE_MS + FOUND_MS);
    expect(story).toContain('silent');
  });

  it('that come again after a silence are told', async () => {
    const { clock, story, stream, monitor } = watched();
    await clock.advance(STILL_SILENCE_MS + FOUND_MS);
    expect(monitor.isSilent).toBe(true);
    stream.isFlowing = true;
    await clock.advance(POLL_MS);
    expect([story.at(-1), monitor.isSilent]).toEqual(['heard', false]);
  });

  it('are asked for where no media flows, and an answer is one', async () => {
    const { clock, story, monitor } = watched();
    for (let polls = 0; polls < 20; polls++) {
      await clock.advance(POLL_MS);
      monitor.markAlive();
    }
    expect(new Set(story)).toEqual(new Set(['asks']));
    await clock.advance(STILL_SILENCE_MS + FOUND_MS);
    expect(story).toContain('silent');
  });

  it('are not waited for as long when there is reason to probe', async () => {
    const { clock, story, monitor } = watched();
    monitor.probe();
    expect(story).toEqual(['asks']);
    await clock.advance(PROBE_MS + FOUND_MS);
    expect(story).toContain('silent');
  });

  it('that answer a probe leave the usual patience', async () => {
    const { clock, story, monitor } = watched();
    monitor.probe();
    monitor.markAlive();
    await clock.advance(STILL_SILENCE_MS - 1);
    expect(story).not.toContain('silent');
  });

  it('that stop with the channel say within two polls that the other side has gone', async () => {
    const { clock, story, stream, monitor } = watched();
    stream.isFlowing = true;
    await clock.advance(3 * POLL_MS);
    stream.packets += 7; // What was on its way when the other side went.
    stream.isFlowing = false;
    monitor.closeChannel();
    expect(story).toEqual([]);
    await clock.advance(2 * POLL_MS);
    expect(story.filter((word) => word !== 'asks')).toEqual(['gone']);
  });

  it('that come after the channel has closed say that it has died alone, and say so again while that lasts', async () => {
    const { clock, story, stream, monitor } = watched();
    stream.isFlowing = true;
    await clock.advance(3 * POLL_MS);
    monitor.closeChannel();
    await clock.advance(2 * POLL_MS);
    expect(story).toEqual(['channel lost']);
    await clock.advance(IDLE_ATTEMPT_MS + 2 * POLL_MS);
    expect(story).toEqual(['channel lost', 'channel still lost']);
  });

  it('that go on when a channel besides the control channel closes say that it has died alone, with media and without', async () => {
    for (const isFlowing of [true, false]) {
      const { clock, story, stream, monitor } = watched();
      stream.isFlowing = isFlowing;
      monitor.closeOther();
      monitor.closeOther();
      for (let polls = 0; polls < 2 + IDLE_ATTEMPT_MS / POLL_MS + 1; polls++) {
        if (!isFlowing) monitor.markAlive(); // The answer to a ping.
        await clock.advance(POLL_MS);
      }
      expect(story.filter((word) => word !== 'asks')).toEqual(['other channel lost', 'other channel still lost']);
    }
  });

  it('that stop with all channels are told by the control channel alone, in whichever order they close', async () => {
    const { clock, story, stream, monitor } = watched();
    stream.isFlowing = true;
    await clock.advance(3 * POLL_MS);
    stream.isFlowing = false;
    monitor.closeOther();
    await clock.advance(POLL_MS);
    monitor.closeChannel();
    monitor.closeOther();
    await clock.advance(60_000);
    expect(story.filter((word) => word !== 'asks')).toEqual(['gone', 'silent']);
  });

  it('that stop later, when the channel has died alone, are a silence like any other', async () => {
    const { clock, story, stream, monitor } = watched();
    stream.isFlowing = true;
    await clock.advance(3 * POLL_MS);
    monitor.closeChannel();
    await clock.advance(2 * POLL_MS);
    stream.isFlowing = false;
    await clock.advance(SILENCE_MS + FOUND_MS);
    expect(story.filter((word) => word !== 'asks')).toEqual(['channel lost', 'silent']);
  });

  it('without media are the channel’s: when it closes, the other side has gone at once', () => {
    const { story, monitor } = watched();
    monitor.closeChannel();
    expect(story).toEqual(['gone']);
  });

  it('that come after all, from a side that seemed gone, are told', async () => {
    const { clock, story, stream, monitor } = watched();
    monitor.closeChannel();
    stream.isFlowing = true;
    await clock.advance(2 * POLL_MS);
    expect(story).toEqual(['gone', 'channel lost']);
  });

  it('are looked for no more once it is over', async () => {
    const { clock, scope, story } = watched();
    scope.end();
    await clock.advance(60_000);
    expect([story, clock.pending]).toEqual([[], 0]);
  });
});

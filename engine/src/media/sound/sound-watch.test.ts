import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Level } from './levels.ts';
import { SoundWatch } from './sound-watch.ts';
import { FakeTrack } from '../testing/fake-devices.ts';

const VOICE: Level = { peak: 0.3, rms: 0.1 };
const NOTHING: Level = { peak: 0, rms: 0 };

/** A track with copies, as a browser has them. */
class CopiedTrack extends FakeTrack {
  readonly copies: FakeTrack[] = [];
  clone(): FakeTrack {
    const copy = new FakeTrack('audio', this.label);
    copy.enabled = this.enabled;
    this.copies.push(copy);
    return copy;
  }
}

function watched(staysOpenMuted = true) {
  const clock = new ManualClock();
  const scope = new Scope();
  const state = { level: VOICE as Level | undefined, measured: [] as unknown[], closed: 0 };
  const hints: (string | undefined)[] = [];
  const watch: SoundWatch = new SoundWatch(scope, {
    clock, staysOpenMuted,
    measure: (track) => {
      state.measured.push(track);
      return { read: () => state.level, close: () => void state.closed++ };
    },
    onHint: () => hints.push(watch.hint),
  });
  const track = new CopiedTrack('audio', 'The headset');
  const follow = (isMuted = false): void => watch.follow(track as unknown as MediaStreamTrack, isMuted);
  return { clock, scope, state, hints, watch, track, follow };
}

describe('listening to one’s own microphone', () => {
  it('tells a meter how loud it is, ten times a second, and nothing of one who is muted', async () => {
    const { clock, watch, follow } = watched();
    const levels: number[] = [];
    watch.observe((level) => levels.push(level));
    follow();
    await clock.advance(200);
    follow(true);
    await clock.advance(100);
    expect(levels).toEqual([expect.closeTo(0.8), expect.closeTo(0.8), 0]);
  });

  it('says that nothing comes, and says it no more when something does', async () => {
    const { clock, state, hints, follow } = watched();
    state.level = NOTHING;
    follow();
    await clock.advance(6_000);
    state.level = VOICE;
    await clock.advance(100);
    expect(hints).toEqual(['silent', undefined]);
  });

  it('says nothing while the browser runs no audio', async () => {
    const { clock, state, hints, follow } = watched();
    state.level = undefined;
    follow();
    await clock.advance(60_000);
    expect(hints).toEqual([]);
  });

  it('hears one who is muted through a copy that is not, and which ends with the track', async () => {
    const { clock, state, hints, watch, track, follow } = watched();
    track.enabled = false;
    follow(true);
    expect([state.measured, track.copies[0]?.enabled]).toEqual([track.copies, true]);
    await clock.advance(1_000);
    expect(hints).toEqual(['speaks-muted']);
    watch.follow(undefined);
    expect([track.copies[0]?.readyState, track.readyState, state.closed, hints]).toEqual(['ended', 'live', 1, ['speaks-muted', undefined]]);
  });

  it('makes no copy where muting closes the device, and hears no muted person', async () => {
    const { clock, state, hints, track, follow } = watched(false);
    follow(true);
    await clock.advance(10_000);
    expect([state.measured, track.copies, hints]).toEqual([[track], [], []]);
  });

  it('ends with the call, once and for all', async () => {
    const { clock, scope, state, track, follow } = watched();
    follow();
    scope.end();
    expect([track.copies[0]?.readyState, state.closed]).toEqual(['ended', 1]);
    follow();
    await clock.advance(1_000);
    expect([track.copies.length, state.closed]).toEqual([1, 1]);
  });

  it('begins anew with another microphone', async () => {
    const { clock, state, hints, watch, follow } = watched();
    state.level = NOTHING;
    follow();
    await clock.advance(5_500);
    watch.follow(new CopiedTrack('audio', 'The desk') as unknown as MediaStreamTrack);
    await clock.advance(3_000);
    expect([hints, state.closed]).toEqual([['silent', undefined], 1]);
  });
});

import { describe, expect, test } from 'vitest';
import { ManualClock, settle } from '../../../../engine/src/base/testing/manual-clock.ts';
import { KeepPlaying, RESUME_MS, type PlayingHost } from './keep-playing.ts';

/** A video of a browser that plays sound only after a press, or nothing during a phone call. */
class FakeVideo extends EventTarget {
  muted = false;
  paused = true;
  rule: 'all' | 'silent' | 'nothing' = 'all';
  plays = 0;

  async play(): Promise<void> {
    this.plays++;
    if (this.rule === 'nothing' || (this.rule === 'silent' && !this.muted)) throw new DOMException('a press first', 'NotAllowedError');
    this.paused = false;
  }
}

function room() {
  const video = new FakeVideo();
  const clock = new ManualClock();
  const blocked: boolean[] = [];
  const state: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' };
  const page = { document: Object.assign(new EventTarget(), state), window: new EventTarget() };
  const host: PlayingHost = {
    playable: video, muted: false, clock,
    onBlocked: (isBlocked) => blocked.push(isBlocked),
    addController: () => {}, removeController: () => {}, requestUpdate: () => {}, updateComplete: Promise.resolve(true),
  };
  const playing = new KeepPlaying(host, page);
  playing.hostConnected();
  const pause = (): void => {
    video.paused = true;
    playing.heardPause();
  };
  return { video, clock, blocked, page, playing, pause };
}

describe('a browser that plays no sound before a press', () => {
  test('shows the picture, asks for the press, and plays sound at any', async () => {
    const { video, blocked, page, playing } = room();
    video.rule = 'silent';
    await playing.play();
    expect([video.muted, video.paused, blocked]).toEqual([true, false, [true]]);
    video.rule = 'all';
    page.window.dispatchEvent(new Event('pointerup'));
    await settle();
    expect([video.muted, video.paused, blocked]).toEqual([false, false, [true, false]]);
    const { plays } = video;
    page.window.dispatchEvent(new Event('pointerup'));
    expect(video.plays, 'and listens no longer').toBe(plays);
  });

  test('or no picture either, asks for the press too', async () => {
    const { video, blocked, page, playing } = room();
    video.rule = 'nothing';
    await playing.play();
    expect([video.paused, blocked]).toEqual([true, [true]]);
    video.rule = 'all';
    page.window.dispatchEvent(new Event('keydown'));
    await settle();
    expect([video.muted, video.paused, blocked]).toEqual([false, false, [true, false]]);
  });

  test('and refuses late what was asked before the press says nothing about it', async () => {
    const { video, blocked, playing } = room();
    video.rule = 'silent';
    const before = playing.play();
    video.rule = 'all';
    await playing.play();
    await before;
    expect([video.muted, video.paused, blocked]).toEqual([false, false, []]);
  });

  test('plays nothing when the screen has gone', async () => {
    const { video, page, playing } = room();
    video.rule = 'silent';
    await playing.play();
    playing.hostDisconnected();
    const { plays } = video;
    page.window.dispatchEvent(new Event('pointerup'));
    page.window.dispatchEvent(new Event('focus'));
    expect(video.plays).toBe(plays);
    playing.hostConnected();
    page.window.dispatchEvent(new Event('pointerup'));
    expect(video.plays, 'until it is back').toBe(plays + 1);
  });
});

describe('what the system pauses', () => {
  test('goes on by itself', async () => {
    const { video, clock, blocked, playing, pause } = room();
    await playing.play();
    pause();
    await clock.advance(RESUME_MS[0]);
    expect([video.paused, blocked]).toEqual([false, []]);
  });

  test('and pauses again each time is tried rarely, then asked for, and goes on when the person is back', async () => {
    const { video, clock, blocked, page, playing, pause } = room();
    await playing.play();
    for (const delayMs of RESUME_MS) {
      pause();
      await clock.advance(delayMs - 1);
      expect(video.paused).toBe(true);
      await clock.advance(1);
      expect(video.paused).toBe(false);
    }
    pause();
    await clock.advance(600_000);
    expect([video.paused, blocked, clock.pending]).toEqual([true, [true], 0]);
    page.document.visibilityState = 'visible';
    page.document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect([video.paused, blocked]).toEqual([false, [true, false]]);
  });

  test('is left alone while the page is hidden: it is tried when it is not', async () => {
    const { video, page, playing, pause } = room();
    await playing.play();
    pause();
    const { plays } = video;
    page.document.visibilityState = 'hidden';
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(video.plays).toBe(plays);
  });

  test('after it had played for a while is a new matter', async () => {
    const { video, clock, playing, pause } = room();
    await playing.play();
    pause();
    await clock.advance(RESUME_MS[0]);
    playing.heardPlaying();
    await clock.advance(5_000);
    pause();
    await clock.advance(RESUME_MS[0]);
    expect(video.paused).toBe(false);
  });

  test('is not touched any more when the screen has gone', async () => {
    const { video, clock, playing, pause } = room();
    await playing.play();
    pause();
    playing.hostDisconnected();
    await clock.advance(600_000);
    expect([video.paused, clock.pending]).toEqual([true, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { withSample, hintOf, meterOf, NO_ACTIVITY, type MicrophoneActivity, type LevelSample } from './microphone-activity.ts';

const STEP_MS = 100;
const NOTHING = 0;
const ROOM = 0.001;
const BREATH = 0.0001;
const VOICE = 0.1;

/** A microphone, read every 100 ms of a time of its own. */
function microphone() {
  let activity: MicrophoneActivity = NO_ACTIVITY;
  let atMs = 0;
  const read = (level: number, isMuted: boolean): void => {
    atMs += STEP_MS;
    const sample: LevelSample = { peak: level, rms: level, isMuted, atMs };
    activity = withSample(activity, sample);
  };
  const during = (level: number, forMs: number, isMuted = false) => {
    for (let ms = 0; ms < forMs; ms += STEP_MS) read(level, isMuted);
    return hintOf(activity);
  };
  return { during, muted: (level: number, forMs: number) => during(level, forMs, true), sleep: (ms: number) => void (atMs += ms) };
}

describe('a microphone of which nothing comes', () => {
  it.each([['exact zeros', NOTHING], ['less than -70 dBFS', BREATH]])('but %s is silent after five seconds, not sooner, and at the first sound no more', (_what, level) => {
    const { during } = microphone();
    expect([during(level, 5_000), during(level, 200), during(ROOM, 100)]).toEqual([undefined, 'silent', undefined]);
  });

  it('in a room that is heard is not doubted in silence, however quiet it gets', () => {
    const { during } = microphone();
    expect([during(ROOM, 60_000), during(BREATH, 60_000)]).toEqual([undefined, undefined]);
  });

  it('any more, after it was heard, is silent: a switch on the device', () => {
    const { during } = microphone();
    expect([during(VOICE, 3_000), during(NOTHING, 5_200)]).toEqual([undefined, 'silent']);
  });

  it('between words, as one with a gate, is spoken of once and then known', () => {
    const { during } = microphone();
    expect([during(VOICE, 1_000), during(NOTHING, 6_000), during(VOICE, 1_000), during(NOTHING, 60_000)]).toEqual([undefined, 'silent', undefined, undefined]);
  });

  it('to a page that was asleep has five seconds from then on', () => {
    const { during, sleep } = microphone();
    expect(during(NOTHING, 4_000)).toBeUndefined();
    sleep(30_000);
    expect([during(NOTHING, 4_900), during(NOTHING, 300)]).toEqual([undefined, 'silent']);
  });

  it('while it is muted is as it should be', () => {
    const { muted, during } = microphone();
    expect([muted(NOTHING, 60_000), during(NOTHING, 1_000)]).toEqual([undefined, undefined]);
  });
});

describe('a person who speaks while muted', () => {
  it('is told after more than half a second, once, and not for ever', () => {
    const { muted } = microphone();
    expect([muted(VOICE, 500), muted(VOICE, 200), muted(VOICE, 7_000), muted(VOICE, 60_000)]).toEqual([undefined, 'speaks-muted', 'speaks-muted', undefined]);
  });

  it('is not told of a cough, nor of the room', () => {
    const { muted } = microphone();
    expect([muted(VOICE, 300), muted(ROOM, 1_000), muted(VOICE, 300), muted(ROOM, 10_000)]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is told no more once heard, and again in the next mute', () => {
    const { muted, during } = microphone();
    expect([muted(VOICE, 1_000), during(VOICE, 100), muted(ROOM, 1_000), muted(VOICE, 1_000)]).toEqual(['speaks-muted', undefined, undefined, 'speaks-muted']);
  });
});

it('a meter stands low for a room, high for a voice, and never beyond its ends', () => {
  expect([meterOf(0), meterOf(ROOM), meterOf(VOICE), meterOf(1)]).toEqual([0, 0, expect.closeTo(0.8), 1]);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { measureLevels } from './levels.ts';

const TRACK = {} as MediaStreamTrack;

class FakeContext {
  static readonly all: FakeContext[] = [];
  static measures = true;
  state = 'suspended';
  readonly source = { connect: vi.fn(), disconnect: vi.fn() };
  readonly resume = vi.fn(async () => void (this.state = 'running'));
  readonly close = vi.fn(async () => {});
  constructor() {
    FakeContext.all.push(this);
  }
  createMediaStreamSource(): object {
    if (!FakeContext.measures) throw new DOMException('different sample-rate', 'NotSupportedError');
    return this.source;
  }
}

let window: EventTarget;
beforeEach(() => {
  window = new EventTarget();
  FakeContext.all.length = 0;
  FakeContext.measures = true;
  vi.stubGlobal('window', window);
  vi.stubGlobal('AudioContext', FakeContext);
  vi.stubGlobal('AnalyserNode', class {
    getFloatTimeDomainData(samples: Float32Array): void {
      samples.fill(0.5);
    }
  });
  vi.stubGlobal('MediaStream', Object);
});
afterEach(() => vi.unstubAllGlobals());

it.each(['suspended', 'interrupted'])('an audio graph that is %s tells nothing, until the person presses something', async (state) => {
  const levels = measureLevels(TRACK);
  const [context] = FakeContext.all;
  if (context) context.state = state;
  expect(levels.read()).toBeUndefined();
  window.dispatchEvent(new Event('pointerdown'));
  await Promise.resolve();
  expect(levels.read()).toEqual({ peak: 0.5, rms: 0.5 });
  levels.close();
  window.dispatchEvent(new Event('keydown'));
  expect([context?.resume.mock.calls.length, context?.close.mock.calls.length]).toEqual([1, 1]);
});

it('a device that can’t be measured leaves no audio graph behind', () => {
  FakeContext.measures = false;
  expect(() => measureLevels(TRACK)).toThrow('different sample-rate');
  expect(FakeContext.all.map(({ close }) => close.mock.calls.length)).toEqual([1]);
});

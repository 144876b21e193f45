import { describe, expect, test } from 'vitest';
import { limitSender, type LimitedSender } from './sender-limits.ts';

type Parameters = RTCRtpSendParameters & { degradationPreference?: string };

/** A sender that refuses what `refuses` names, as a browser does: all or nothing. */
class FakeSender {
  parameters: Parameters;
  readonly #refuses: readonly string[];

  constructor(encodings: RTCRtpEncodingParameters[], refuses: readonly string[] = []) {
    this.parameters = { transactionId: '1', encodings, codecs: [], headerExtensions: [], rtcp: {} };
    this.#refuses = refuses;
  }

  getParameters(): Parameters {
    return structuredClone(this.parameters);
  }

  async setParameters(parameters: Parameters): Promise<void> {
    const named = [...Object.keys(parameters), ...parameters.encodings.flatMap(Object.keys)];
    if (named.some((name) => this.#refuses.includes(name))) throw new DOMException('no', 'InvalidModificationError');
    this.parameters = parameters;
  }
}

describe('sound first', () => {
  test('the microphone comes before everything else and has no limit', async () => {
    const sender = new FakeSender([{ active: true }]);
    expect(await limitSender(sender, 'microphone')).toBe(true);
    expect(sender.parameters.encodings).toEqual([{ active: true, priority: 'high', networkPriority: 'high' }]);
  });

  test('the camera gives up size before motion; what the screen gives up is left to the hint of its track', async () => {
    const camera = new FakeSender([{ active: true, scaleResolutionDownBy: 1 }]);
    const screen = new FakeSender([{ active: true }]);
    await limitSender(camera, 'camera');
    await limitSender(screen, 'screen');
    expect(camera.parameters).toMatchObject({
      degradationPreference: 'maintain-framerate',
      encodings: [{ priority: 'low', networkPriority: 'low', maxBitrate: 2_000_000, scaleResolutionDownBy: 1 }],
    });
    expect(screen.parameters).toMatchObject({ encodings: [{ priority: 'medium', maxBitrate: 2_500_000 }] });
    expect(screen.parameters.degradationPreference).toBeUndefined();
  });
});

describe('a browser that knows less', () => {
  test('keeps the rate when it refuses the rest', async () => {
    const sender = new FakeSender([{ active: true }], ['degradationPreference']);
    expect(await limitSender(sender, 'camera')).toBe(true);
    expect(sender.parameters.encodings).toEqual([{ active: true, maxBitrate: 2_000_000 }]);
    expect(sender.parameters.degradationPreference).toBeUndefined();
  });

  test('is left as it is when it refuses everything, or has no encoding yet', async () => {
    const stubborn = new FakeSender([{ active: true }], ['degradationPreference', 'maxBitrate']);
    expect(await limitSender(stubborn, 'camera')).toBe(false);
    expect(stubborn.parameters.encodings).toEqual([{ active: true }]);
    const early = new FakeSender([]);
    expect(await limitSender(early, 'microphone')).toBe(false);
    expect(early.parameters.encodings).toEqual([]);
  });

  test('that throws at once costs nothing', async () => {
    const closed = { getParameters: () => { throw new DOMException('closed', 'InvalidStateError'); } };
    expect(await limitSender(closed as unknown as LimitedSender, 'camera')).toBe(false);
  });
});

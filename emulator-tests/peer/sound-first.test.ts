import { expect } from 'vitest';
import { test } from './blank-page-test.ts';

test('in both roles the microphone comes first, and the camera has a limit and gives up size before motion; the screen follows the hint of its track', async ({ page }) => {
  const sides = await page.evaluate(async () => {
    const Original = RTCPeerConnection;
    const made: RTCPeerConnection[] = [];
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
    const { caller, callee } = await lab.connectedPair();
    await Promise.all([caller, callee].map(({ peer }) => peer.limitSenders()));
    globalThis.RTCPeerConnection = Original;
    return made.map((connection) => connection.getSenders().map((sender) => sender.getParameters()));
  });
  expect(sides).toHaveLength(2);
  for (const senders of sides) {
    expect(senders.map(({ encodings }) => encodings.map(({ priority }) => priority))).toEqual([['high'], ['low'], ['medium'], ['medium']]);
    expect(senders[1]).toMatchObject({ degradationPreference: 'maintain-framerate', encodings: [{ maxBitrate: 2_000_000 }] });
    // The hint of the screen's track decides, so that it can change while the screen is shared.
    expect(senders[2]).toMatchObject({ encodings: [{ maxBitrate: 2_500_000 }] });
    expect(senders[2]).not.toHaveProperty('degradationPreference');
  }
});

test('in both descriptions a voice comes with what was said just before, so that a lost packet is not heard', async ({ page }) => {
  const { offer, answer } = await page.evaluate(async () => (await lab.connectedPair()).first);
  for (const sdp of [offer, answer]) {
    const [, microphone = '', , , screenSound = ''] = sdp.split(/^(?=m=)/m);
    expect(firstCodec(microphone)).toBe('red');
    expect(microphone).toMatch(/^a=rtpmap:\d+ opus\//m);
    expect(firstCodec(screenSound)).toBe('opus');
  }
});

function firstCodec(medium: string): string | undefined {
  const [type = ''] = /(?<=^m=\w+ \d+ \S+ )\d+/.exec(medium) ?? [];
  return new RegExp(`^a=rtpmap:${type} ([^/]+)/`, 'm').exec(medium)?.[1];
}

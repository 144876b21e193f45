import { describe, expect, test } from 'vitest';
import { chooseSound, chooseVideo, chooseVoice, preferCodecs } from './codec-choice.ts';

const codec = (mimeType: string, sdpFmtpLine?: string): RTCRtpCodec => ({ mimeType, clockRate: 48_000, ...(sdpFmtpLine !== undefined && { sdpFmtpLine }) });
const h264 = (profile: string, mode: number): RTCRtpCodec => codec('video/H264', `level-asymmetry-allowed=1;packetization-mode=${mode};profile-level-id=${profile}`);
const [OPUS, RED, PCMU, VP8, RTX, AV1] = ['audio/opus', 'audio/red', 'audio/PCMU', 'video/VP8', 'video/rtx', 'video/AV1'].map((name) => codec(name)) as [RTCRtpCodec, RTCRtpCodec, RTCRtpCodec, RTCRtpCodec, RTCRtpCodec, RTCRtpCodec];

describe('the codecs of a voice', () => {
  test('are the redundant format and Opus, where there is one, and Opus alone elsewhere (Firefox)', () => {
    expect(chooseVoice([OPUS, RED, PCMU])).toEqual([RED, OPUS]);
    expect(chooseVoice([PCMU, OPUS])).toEqual([OPUS]);
  });

  test('are not those of what a screen plays, which is sent once', () => {
    expect(chooseSound([OPUS, RED, PCMU])).toEqual([OPUS]);
  });
});

describe('the codecs of a picture', () => {
  test('are one format each, in the browser’s order, with all that repairs losses', () => {
    const [first, second, ulpfec] = [codec('video/VP9', 'profile-id=0'), codec('video/VP9', 'profile-id=2'), codec('video/ulpfec')];
    expect(chooseVideo([VP8, RTX, first, second, AV1, ulpfec])).toEqual([VP8, RTX, first, AV1, ulpfec]);
  });

  test('are of H.264 the profile that every browser has, wherever it stands, or the first one where it is missing', () => {
    const [baseline, common, split, high] = [h264('42001f', 1), h264('42e01f', 1), h264('42e01f', 0), h264('640c1f', 1)];
    expect(chooseVideo([high, baseline, split, common, VP8])).toEqual([common, VP8]);
    expect(chooseVideo([high, split, VP8])).toEqual([high, VP8]);
  });
});

describe('preferring them', () => {
  test('tells the transceiver, and changes nothing where there is nothing to choose from', () => {
    const orders: RTCRtpCodec[][] = [];
    const transceiver = { setCodecPreferences: (order: RTCRtpCodec[]) => void orders.push(order) };
    preferCodecs(transceiver, 'voice', [OPUS, RED]);
    preferCodecs(transceiver, 'picture', []);
    expect(orders).toEqual([[RED, OPUS]]);
  });

  test('is nothing a call ends by, where it can’t be done or is refused', () => {
    expect(() => preferCodecs({}, 'voice', [OPUS, RED])).not.toThrow();
    const refuses = (): never => { throw new DOMException('no', 'InvalidModificationError'); };
    expect(() => preferCodecs({ setCodecPreferences: refuses }, 'voice', [OPUS, RED])).not.toThrow();
  });
});

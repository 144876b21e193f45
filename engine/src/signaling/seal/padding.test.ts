import { describe, expect, it } from 'vitest';
import { deflateRawSync } from 'node:zlib';
import { MAX_CONTENT_BYTES, pack, pad, STEP_BYTES, unpack } from './padding.ts';

/** Characters that deflate can do little with. */
const noise = (length: number): string => Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => String.fromCharCode(33 + (byte % 90))).join('');

describe('padding', () => {
  it.each(['', 'a', '{"sdp":"v=0\\r\\n"}', '通話🔥', 'a'.repeat(MAX_CONTENT_BYTES), '\uFEFFmark'])('gives back what it was given', async (content) => {
    expect(await unpack(await pack(content))).toBe(content);
  });

  it('makes whole steps, so that contents of about one size look alike', async () => {
    const sizes = await Promise.all([0, 10, 700, 1400, 5500].map(async (length) => (await pack(noise(length))).length));
    expect(sizes.every((size) => size % STEP_BYTES === 0)).toBe(true);
    expect(sizes.slice(0, 3)).toEqual([1024, 1024, 1024]);
    expect(sizes[4]).toBeGreaterThan(4096);
    expect(pad(new Uint8Array(1020))).toHaveLength(1024);
    expect(pad(new Uint8Array(1021))).toHaveLength(2048);
  });

  it('deflates first: a description of 10 kB takes two steps', async () => {
    const codec = 'a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\na=fmtp:97 apt=96\r\n';
    expect((await pack(codec.repeat(110) + noise(600))).length).toBeLessThanOrEqual(2048);
  });

  it('stops inflating at the bound', async () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    expect(await unpack(pad(bomb))).toBeUndefined();
    expect(await unpack(pad(deflateRawSync(Buffer.alloc(MAX_CONTENT_BYTES + 1))))).toBeUndefined();
    await expect(pack('a'.repeat(MAX_CONTENT_BYTES + 1))).rejects.toThrow(RangeError);
  });

  it('takes nothing that it would not have made', async () => {
    const good = await pack('hello');
    const changed = (change: (bytes: Uint8Array) => void): Uint8Array => {
      const copy = good.slice();
      change(copy);
      return copy;
    };
    expect(await unpack(changed((bytes) => { bytes[1023] = 1; }))).toBeUndefined(); // something in the padding
    expect(await unpack(changed((bytes) => { bytes[3] = 6; }))).toBeUndefined(); // cut short
    expect(await unpack(changed((bytes) => { bytes[0] = 255; }))).toBeUndefined(); // longer than there is
    expect(await unpack(Buffer.concat([good, new Uint8Array(1024)]))).toBeUndefined(); // a step too many
    expect(await unpack(pad(Buffer.concat([deflateRawSync('hello'), Buffer.from([0])])))).toBeUndefined(); // behind the end
    expect(await unpack(pad(deflateRawSync(Buffer.from([0xff, 0xfe]))))).toBeUndefined(); // not UTF-8
    expect(await unpack(new Uint8Array(3))).toBeUndefined();
    expect(await unpack(new Uint8Array(1024))).toBeUndefined(); // nothing deflated at all
  });
});

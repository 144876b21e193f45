/** A data channel alone, and how the tutorials send a file over one: functions that run in a page, which has nothing else. */
import type { Page } from 'playwright-core';

export type BareWay = 'limit' | 'tutorial';

/** Of Firelink, too. */
const CHUNK_BYTES = 16 * 1024;

interface Bare {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  /** Resolves to ms since 1970. */
  received?: Promise<number>;
}

declare global {
  interface Window {
    bare?: Bare;
  }
}

/** Two pages, each with a channel that is open. */
export async function connectBare(sender: Page, receiver: Page, iceServers: readonly RTCIceServer[]): Promise<void> {
  const offer = await sender.evaluate(describe, { iceServers, offer: undefined });
  const answer = await receiver.evaluate(describe, { iceServers, offer });
  await sender.evaluate(async (answer) => {
    const { connection, channel } = globalThis.window.bare ?? {};
    await connection?.setRemoteDescription(answer);
    if (channel?.readyState !== 'open') await new Promise((resolve) => channel?.addEventListener('open', resolve, { once: true }));
  }, answer);
}

async function describe({ iceServers, offer }: { readonly iceServers: readonly RTCIceServer[]; readonly offer: RTCSessionDescriptionInit | undefined }): Promise<RTCSessionDescriptionInit> {
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] });
  const channel = connection.createDataChannel('bare', { negotiated: true, id: 0 });
  channel.binaryType = 'arraybuffer';
  globalThis.window.bare = { connection, channel };
  const gathered = new Promise<void>((resolve) => {
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve();
    });
  });
  if (offer) await connection.setRemoteDescription(offer);
  await connection.setLocalDescription();
  await gathered;
  const { type, sdp } = connection.localDescription ?? {};
  if (type === undefined) throw new Error('there is no description');
  return { type, sdp: sdp ?? '' };
}

/** @returns how long it took, ms: from the first step of the sender until the receiver has all */
export async function sendBare(way: BareWay, sender: Page, receiver: Page, file: string, bytes: number): Promise<number> {
  await receiver.evaluate(takeAll, { way, bytes });
  if (way === 'tutorial') {
    await sender.setContent('<input type="file">');
    await sender.locator('input').setInputFiles(file);
  }
  const begun = await sender.evaluate(way === 'limit' ? sendFromMemory : sendWholeFile, { bytes, chunkBytes: CHUNK_BYTES });
  const done = await receiver.evaluate(() => globalThis.window.bare?.received ?? 0);
  return done - begun;
}

/** The tutorial's page keeps all pieces, and makes a file of them in the end. */
function takeAll({ way, bytes }: { readonly way: BareWay; readonly bytes: number }): void {
  const { bare } = globalThis.window;
  if (!bare) throw new Error('there is no channel');
  bare.received = new Promise((resolve) => {
    const pieces: ArrayBuffer[] = [];
    let received = 0;
    bare.channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      received += data.byteLength;
      if (way === 'tutorial') pieces.push(data);
      if (received < bytes) return;
      if (new Blob(pieces).size === received || way === 'limit') resolve(Date.now());
    });
  });
}

/** The same piece again and again, within marks as the standard's example has them. */
async function sendFromMemory({ bytes, chunkBytes }: { readonly bytes: number; readonly chunkBytes: number }): Promise<number> {
  const { channel } = globalThis.window.bare ?? {};
  if (!channel) throw new Error('there is no channel');
  const begun = Date.now();
  const piece = crypto.getRandomValues(new Uint8Array(chunkBytes));
  const [low, high] = [256 * 1024, 1024 * 1024];
  channel.bufferedAmountLowThreshold = low;
  for (let sent = 0; sent < bytes; sent += chunkBytes) {
    if (channel.bufferedAmount >= high) await new Promise((resolve) => channel.addEventListener('bufferedamountlow', resolve, { once: true }));
    channel.send(piece.subarray(0, Math.min(chunkBytes, bytes - sent)));
  }
  return begun;
}

/** The whole file in memory, cut to pieces; it waits only where the browser would throw, at 16 MiB. */
async function sendWholeFile({ chunkBytes }: { readonly bytes: number; readonly chunkBytes: number }): Promise<number> {
  const { channel } = globalThis.window.bare ?? {};
  const file = globalThis.document.querySelector('input')?.files?.[0];
  if (!channel || !file) throw new Error('there is no channel, or no file');
  const begun = Date.now();
  const whole = await file.arrayBuffer();
  for (let sent = 0; sent < whole.byteLength; sent += chunkBytes) {
    while (channel.bufferedAmount > 15 * 1024 * 1024) {
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    channel.send(whole.slice(sent, sent + chunkBytes));
  }
  return begun;
}

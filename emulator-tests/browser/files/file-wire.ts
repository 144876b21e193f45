/** What a page sends of files, as it leaves the app; and accidents on the way, each at a place in the file. */
import type { Page as FirefoxPage } from 'puppeteer-core';
import type { Page } from 'playwright-core';

/** Chunks that followed one another: the receiver has asked for them from `from` on. */
export interface SentRun {
  /** 0 for the first connection that has carried a file, 1 for the next. */
  readonly connection: number;
  readonly from: number;
  /** Where the last of them ended. */
  readonly to: number;
}

/** Each is for one time: the first chunk that holds the byte at this offset sets it off. */
export interface Accidents {
  /** One bit of the byte is another one at the other side. */
  readonly flip?: readonly number[];
  /** Nothing more of this file goes over this connection until `release`; the app takes it for sent. What belongs to the bytes before it goes. */
  readonly hold?: number;
  /** The connection carries nothing any more, as far as the page can tell. */
  readonly silence?: readonly number[];
  /** The channel of the files dies, and the others live. */
  readonly close?: readonly number[];
  /** The network may have changed: the app restarts ICE. */
  readonly restart?: readonly number[];
}

interface Watched {
  readonly fileWire: { sent(): readonly SentRun[]; happens(accidents: Accidents): void; release(): void; credentials(): string | undefined };
}

type AnyPage = Pick<Page, 'evaluate'> | Pick<FirefoxPage, 'evaluate'>;
interface Sender {
  readonly page: AnyPage;
}

/** In the page, before anything else runs, and after losePathsOnDemand. */
export function watchFiles(): void {
  const CHUNK = 0x18;
  const HEAD_BYTES = 11;
  /** The digest of a block, behind the head of a frame with a number. */
  const BLOCK = 0x17;
  const NUMBERED_HEAD_BYTES = 5;
  const runs: { channel: RTCDataChannel; run: number; from: number; to: number }[] = [];
  const due: { at: number; act: (channel: RTCDataChannel, chunk: Uint8Array, at: number) => void }[] = [];
  const held = new Map<RTCDataChannel, { readonly from: number; readonly queue: Uint8Array[]; isWhole: boolean }>();
  const connections = new Map<RTCDataChannel, RTCPeerConnection>();
  const sends = new Map<RTCDataChannel, (data: unknown) => void>();

  const note = (channel: RTCDataChannel, chunk: Uint8Array): void => {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const run = view.getUint32(1);
    const from = view.getUint16(5) * 2 ** 32 + view.getUint32(7);
    const to = from + chunk.length - HEAD_BYTES;
    const known = runs.find((one) => one.channel === channel && one.run === run);
    if (known) known.to = to;
    else runs.push({ channel, run, from, to });
    for (const accident of due.filter(({ at }) => from <= at && at < to)) {
      due.splice(due.indexOf(accident), 1);
      accident.act(channel, chunk.subarray(HEAD_BYTES + accident.at - from), accident.at);
    }
  };
  const acts: Record<keyof Accidents, (channel: RTCDataChannel, rest: Uint8Array, at: number) => void> = {
    flip: (_, rest) => (rest[0] = (rest[0] ?? 0) ^ 1),
    hold: (channel, _, at) => void held.set(channel, { from: at, queue: [], isWhole: false }),
    silence: () => dispatchEvent(new Event('paths-are-lost')),
    close: (channel) => channel.close(),
    restart: () => dispatchEvent(new Event('online')),
  };

  /** A digest goes a little later than its block: as many chunks may be before it as the browser queues. From the first that is held on, the order of numbers holds all. */
  const isHeld = (hold: { readonly from: number; isWhole: boolean }, frame: Uint8Array): boolean => {
    if (frame[0] === CHUNK) return true;
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    const at = NUMBERED_HEAD_BYTES + 5;
    if (frame[NUMBERED_HEAD_BYTES] === BLOCK) hold.isWhole ||= view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2) > hold.from;
    return hold.isWhole;
  };

  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      if (label !== 'files') return channel;
      const send = channel.send.bind(channel) as (data: unknown) => void;
      sends.set(channel, send);
      connections.set(channel, this);
      channel.send = (data: unknown) => {
        if (!(data instanceof Uint8Array)) return send(data);
        const copy = new Uint8Array(data);
        if (copy[0] === CHUNK) note(channel, copy);
        const hold = held.get(channel);
        if (hold && isHeld(hold, copy)) hold.queue.push(copy);
        else send(copy);
      };
      return channel;
    }
  };
  const fileWire = {
    sent() {
      const carriers = [...new Set(runs.map(({ channel }) => channel))];
      return runs.map(({ channel, from, to }) => ({ connection: carriers.indexOf(channel), from, to }));
    },
    happens(accidents: Accidents) {
      for (const kind of Object.keys(acts) as (keyof Accidents)[]) due.push(...[accidents[kind] ?? []].flat().map((at) => ({ at, act: acts[kind] })));
    },
    credentials() {
      const last = runs.at(-1);
      return /a=ice-ufrag:(.+)/.exec((last && connections.get(last.channel)?.currentLocalDescription?.sdp) ?? '')?.[1];
    },
    release() {
      for (const [channel, { queue }] of held) {
        held.delete(channel);
        for (const frame of queue) if (channel.readyState === 'open') sends.get(channel)?.(frame);
      }
    },
  };
  Object.assign(globalThis, { fileWire });
}

/** ICE's, of the connection that carried the last chunk. */
export function credentialsOf({ page }: Sender): Promise<string | undefined> {
  return (page as Page).evaluate(() => (globalThis as unknown as Watched).fileWire.credentials());
}

export function happens({ page }: Sender, accidents: Accidents): Promise<void> {
  return (page as Page).evaluate((accidents) => (globalThis as unknown as Watched).fileWire.happens(accidents), accidents);
}

export function releases({ page }: Sender): Promise<void> {
  return (page as Page).evaluate(() => (globalThis as unknown as Watched).fileWire.release());
}

/** Since the page was loaded. */
export function runsOf({ page }: Sender): Promise<readonly SentRun[]> {
  return (page as Page).evaluate(() => (globalThis as unknown as Watched).fileWire.sent());
}

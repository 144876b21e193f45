/** Functions that run in the page, on a video element, and what a test makes of their results. */
import { expect } from 'vitest';
import type { Rgb } from '../support/browsers/fake-media.ts';
import type { Look } from './cast.ts';
import type { Participant, Side } from './participant.ts';

export interface Seen extends Rgb {
  readonly frames: number;
}

export interface Heard {
  readonly hz: number;
  /** Of the loudest frequency, in dB of full scale; -Infinity is silence. */
  readonly db: number;
}

/** In the page. Waits for the next frame. */
export async function watchVideo(element: Element): Promise<Seen> {
  if (!(element instanceof HTMLVideoElement)) throw new TypeError('not a video');
  await new Promise((resolve) => {
    element.requestVideoFrameCallback(resolve);
  });
  const canvas = document.createElement('canvas');
  canvas.width = 16;
  canvas.height = 16;
  const context = canvas.getContext('2d');
  context?.drawImage(element, 0, 0, 16, 16);
  const [r = 0, g = 0, b = 0] = context?.getImageData(8, 8, 1, 1).data ?? [];
  return { r, g, b, frames: element.getVideoPlaybackQuality().totalVideoFrames };
}

/** In the page. Listens for about 170 ms. */
export async function soundOf(element: Element): Promise<Heard> {
  const stream = element instanceof HTMLVideoElement ? element.srcObject : null;
  if (!(stream instanceof MediaStream)) throw new TypeError('no stream');
  const audio = new AudioContext();
  try {
    const analyser = new AnalyserNode(audio, { fftSize: 8192, smoothingTimeConstant: 0 });
    audio.createMediaStreamSource(stream).connect(analyser);
    // Until the analyser's window is full of what was heard since: before that it holds zeros.
    const enough = audio.currentTime + analyser.fftSize / audio.sampleRate;
    while (audio.currentTime < enough) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const db = Math.max(...bins);
    // JSON has no -Infinity.
    return { hz: (bins.indexOf(db) * audio.sampleRate) / analyser.fftSize, db: Math.max(db, -1_000) };
  } finally {
    await audio.close();
  }
}

/** To see and to hear takes a page some work. */
const LOOKS = { interval: 100 };

/** A participant who looks and listens, in either browser. */
type Witness = Pick<Participant, 'name' | 'sees' | 'hears'>;

/** Waits until `who` sees a picture in that colour. */
export async function expectColour(who: Witness, side: Side, { rgb }: Look): Promise<void> {
  await expect.poll(() => who.sees(side).then((seen) => distance(seen, rgb)), { ...LOOKS, message: `${who.name}, ${side}` }).toBeLessThan(40);
}

/** The same, and then that it goes on. */
export async function expectPicture(who: Participant, side: Side, look: Look): Promise<void> {
  await expectColour(who, side, look);
  const { frames } = await who.sees(side);
  await expect.poll(() => who.sees(side).then((seen) => seen.frames), LOOKS).toBeGreaterThan(frames);
}

/** Waits until that tone is the loudest that `who` hears. */
export async function expectTone(who: Witness, { hz }: Pick<Look, 'hz'>): Promise<void> {
  const isHeard = ({ hz: heard, db }: Heard): boolean => db > -60 && Math.abs(heard - hz) < 20;
  await expect.poll(async () => isHeard(await who.hears()), { ...LOOKS, message: `${who.name} hears ${hz} Hz` }).toBe(true);
}

export async function expectSilence(who: Witness): Promise<void> {
  await expect.poll(async () => (await who.hears()).db, { ...LOOKS, message: `${who.name} hears nothing` }).toBeLessThan(-90);
}

/** 441 between black and white; compression and its colour space shift a colour by 5 to 20. */
function distance(one: Rgb, other: Rgb): number {
  return Math.hypot(one.r - other.r, one.g - other.g, one.b - other.b);
}
